declare const space: unique symbol;

/** A guest-physical address: exact in a double, since physical addresses have at most 52 bits. */
export type GuestPhysical = number & { readonly [space]: 'guest-physical' };
/** A host-physical address: what the bus sees. */
export type HostPhysical = number & { readonly [space]: 'host-physical' };

export const asGuestPhysical = (value: number): GuestPhysical => value as GuestPhysical;
export const asHostPhysical = (value: number): HostPhysical => value as HostPhysical;

/** Joins two 32-bit halves (signed or unsigned) into an exact number; for physical addresses below 2^53. */
export const joinPhysical = (low: number, high: number): number => (high >>> 0) * 0x1_0000_0000 + (low >>> 0);
/** Joins two 32-bit halves into an unsigned 64-bit value. */
export const join64 = (low: number, high: number): bigint => (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
