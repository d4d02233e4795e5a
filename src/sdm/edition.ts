/**
 * What every citation of this project refers to; it is named here and nowhere else. Sections are cited by title, since titles
 * outlive chapter numbers. Field encodings were also checked against the appendix of February 2026.
 */
export const SDM_EDITION =
  'Intel 64 and IA-32 Architectures Software Developer’s Manual, combined volumes 1–4, section titles as in the editions up to 2025';

/** A section of the manual by its title, e.g. "Instructions That Cause VM Exits Conditionally". */
export type SdmSection = string;
