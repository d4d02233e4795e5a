/** A logical processor's name, in every language. Numbers count from 0 and are those of the local APIC IDs. */
export const processorName = (number: number): string => `CPU ${number}`;
