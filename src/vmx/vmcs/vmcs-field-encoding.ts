/** 16, 32, 64 or natural (64 on processors with Intel 64). SDM Vol. 3: "VMREAD, VMWRITE, and Encodings of VMCS Fields". */
export type FieldWidth = '16' | '32' | '64' | 'natural';
export type FieldArea = 'control' | 'read-only-data' | 'guest-state' | 'host-state';

const WIDTHS: readonly FieldWidth[] = ['16', '64', '32', 'natural'];
const AREAS: readonly FieldArea[] = ['control', 'read-only-data', 'guest-state', 'host-state'];
export const fieldWidth = (encoding: number): FieldWidth => WIDTHS[(encoding >> 13) & 3] as FieldWidth;
export const fieldArea = (encoding: number): FieldArea => AREAS[(encoding >> 10) & 3] as FieldArea;

/** Bits of a field's value; natural-width fields have 64. */
export const fieldBits = (width: FieldWidth): number => (width === '16' ? 16 : width === '32' ? 32 : 64);
