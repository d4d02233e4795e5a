/** The edition that every citation of this project refers to; it is named here and nowhere else. */
export const SDM_EDITION =
  'Intel 64 and IA-32 Architectures Software Developer’s Manual, Volumes 1–4, 2024–2025 editions (sections cited by title)';

/** A section of the manual by its title, e.g. "Instructions That Cause VM Exits Conditionally". */
export type SdmSection = string;
