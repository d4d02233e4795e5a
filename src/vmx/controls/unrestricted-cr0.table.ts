/** CR0.PE and CR0.PG, which an unrestricted guest may clear. SDM Vol. 3: "Unrestricted Guests". */
export const UNRESTRICTED_CR0 = 0x8000_0001n;
