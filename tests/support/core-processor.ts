import type { Operation } from '../../src/cpu/decode/instruction';
import { coreOperations } from '../../src/cpu/execute';
import { systemOperations } from '../../src/cpu/execute/system';
import { Processor } from '../../src/cpu/processor';
import { setRflags } from '../../src/cpu/registers/flags';
import { CS, EFER, GPR, RIP, SEGMENT_ACCESS, SEGMENT_LIMIT } from '../../src/cpu/state/processor-layout';
import { RAM_BASE, StateImage } from '../../src/cpu/state/state-image';

const ALL_OPERATIONS = new Map([...coreOperations, ...systemOperations]);

const EFER_LMA_LME = 0x500;
/** Present, code, readable; L for 64-bit mode, D for 32-bit. */
const CODE_64 = 0xa09b;
const CODE_32 = 0xc09b;

/**
 * A processor with nothing around it but RAM: no paging (linear addresses are physical ones), ports and memory outside
 * RAM read as zero. It stands in 64-bit mode, or in 32-bit protected mode with flat segments.
 */
export function coreProcessor(
  bits: 64 | 32 = 64,
  ramBytes = 0x10_0000,
  operations: ReadonlyMap<string, Operation> = ALL_OPERATIONS,
): Processor {
  const p = new Processor({
    id: 0,
    image: new StateImage(ramBytes),
    bus: { readPhysical: () => 0, writePhysical: () => undefined, readPort: () => 0, writePort: () => undefined },
    cpuid: { leaf: () => [0, 0, 0, 0x400_0000], physicalAddressBits: 39, linearAddressBits: 48 },
    msrs: new Map(),
    operations,
  });
  if (bits === 64) p.s[EFER] = EFER_LMA_LME;
  for (let segment = 0; segment < 6; segment++) {
    p.s[SEGMENT_ACCESS + segment] = 0xc093;
    p.s[SEGMENT_LIMIT + segment] = -1;
  }
  p.s[SEGMENT_ACCESS + CS] = bits === 64 ? CODE_64 : CODE_32;
  setRflags(p, 2);
  return p;
}

/** Puts bytes into RAM as a device would: whoever watches the page hears of it. */
export function pokeBytes(p: Processor, address: number, bytes: ArrayLike<number>): void {
  for (let k = 0; k < bytes.length; k++) {
    p.image.noteWrite((address + k) >>> 12);
    p.image.u8[RAM_BASE + address + k] = bytes[k];
  }
}

/** The bytes that hexadecimal text stands for; spaces do not count. */
export function hexBytes(text: string): Uint8Array {
  const digits = text.replaceAll(' ', '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, k) => Number.parseInt(digits.slice(k * 2, k * 2 + 2), 16));
}

/** Puts code at an address and RIP on it. */
export function loadCode(p: Processor, code: string, address = 0x1000): void {
  pokeBytes(p, address, hexBytes(code));
  p.s[RIP] = address;
  p.s[RIP + 1] = 0;
}

export const register = (p: Processor, n: number): bigint => p.q[(GPR >> 1) + n];
export const setRegister = (p: Processor, n: number, value: bigint): void => {
  p.q[(GPR >> 1) + n] = value;
};
