import { highHalf, lowHalf } from '../../cpu/state/halves';
import { RAM_BASE, type StateImage } from '../../cpu/state/state-image';
import type { FieldWidth } from './vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from './vmcs-field-list.table';

/**
 * How a VMCS lies in its 4-KiB region in RAM. The manual leaves the data format to the processor; ours is: bytes 0–3
 * revision identifier (bit 31 shadow-VMCS indicator), 4–7 VMX-abort indicator, 8–11 launch state, then every field in the
 * order of the list, each in 8 bytes. SDM Vol. 3: "Format of the VMCS Region".
 */
export const REVISION_WORD = 0;
export const ABORT_INDICATOR_WORD = 1;
export const LAUNCH_STATE_WORD = 2;
export const LAUNCH_STATE_CLEAR = 0;
export const LAUNCH_STATE_LAUNCHED = 1;
/** Launched, and then VMXOFF left VMX operation without VMCLEAR: VMRESUME fails with error 6, VMLAUNCH with error 4. */
export const LAUNCH_STATE_STALE = 2;
const FIRST_FIELD_WORD = 4;

/** No VMCS is current: VMPTRST stores this value. */
export const NO_VMCS = 0xffff_ffff_ffff_ffffn;

/** Word offset of each field inside its region: `F['guest-rip']`. */
export const F = Object.freeze(
  Object.fromEntries(vmcsFieldList.map((row, index) => [row.id, FIRST_FIELD_WORD + 2 * index])),
) as Readonly<Record<VmcsFieldId, number>>;

/** Words of a region up to the end of its last field. */
export const REGION_WORDS = FIRST_FIELD_WORD + 2 * vmcsFieldList.length;

/** Int32Array index of the region's first word. `pointer` is the host-physical address of a region that lies in RAM. */
export const regionWord = (pointer: number): number => (RAM_BASE + pointer) / 4;

/** A field as an unsigned value cut to its width. For views, checks and tests; hot code reads words. */
export function readField(image: StateImage, pointer: number, id: VmcsFieldId, width: FieldWidth): bigint {
  const word = regionWord(pointer) + F[id];
  const low = image.i32[word] as number;
  if (width === '16') return BigInt(low & 0xffff);
  if (width === '32') return BigInt(low >>> 0);
  return (BigInt((image.i32[word + 1] as number) >>> 0) << 32n) | BigInt(low >>> 0);
}

/** Writes a field, cut to its width; tells the image of the write. */
export function writeField(
  image: StateImage,
  pointer: number,
  id: VmcsFieldId,
  width: FieldWidth,
  value: bigint,
): void {
  image.noteWrite(pointer >>> 12);
  const word = regionWord(pointer) + F[id];
  const cut = width === '16' ? value & 0xffffn : width === '32' ? value & 0xffff_ffffn : value;
  image.i32[word] = lowHalf(cut);
  image.i32[word + 1] = highHalf(cut);
}
