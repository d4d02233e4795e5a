import type { Processor } from '../../src/cpu/processor';
import { setSegment } from '../../src/cpu/registers/segments';
import {
  CR0,
  CS,
  DR,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  IDTR_BASE,
  IDTR_LIMIT,
  RIP,
  STOP,
  TR,
} from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import { run } from '../../src/cpu/step';
import { coreProcessor, pokeBytes } from './core-processor';
import { assembleText } from './lab-machine';

/** Where the tables of the tests lie. */
export const GDT = 0x2000;
export const IDT = 0x3000;
export const TSS = 0x4000;
/** Each exception and interrupt of `protectedProcessor` goes to a HLT of its own here. */
export const HANDLERS = 0x5000;
export const STACK = 0x8000;
export const CODE = 0x1_0000;

/** Selectors of the GDT that `protectedProcessor` builds. */
export const CODE_0 = 0x08,
  DATA_0 = 0x10,
  CODE_3 = 0x1b,
  DATA_3 = 0x23,
  TSS_SELECTOR = 0x28,
  FREE = 0x30;

/** A segment or gate descriptor as two words. */
export const descriptor = (base: number, limit: number, access: number, flags = 0xc): bigint =>
  BigInt(limit & 0xffff) |
  (BigInt(base & 0xff_ffff) << 16n) |
  (BigInt(access) << 40n) |
  (BigInt((limit >>> 16) & 15) << 48n) |
  (BigInt(flags) << 52n) |
  (BigInt(base >>> 24) << 56n);

/** A gate of the GDT or IDT: `type` with S = 0, DPL and P, e.g. 0x8e. */
export const gate = (selector: number, offset: number, type: number, parameters = 0): bigint =>
  BigInt(offset & 0xffff) |
  (BigInt(selector) << 16n) |
  (BigInt(parameters) << 32n) |
  (BigInt(type) << 40n) |
  (BigInt(offset >>> 16) << 48n);

export const poke64 = (p: Processor, address: number, value: bigint): void =>
  pokeBytes(
    p,
    address,
    Array.from({ length: 8 }, (_, k) => Number((value >> BigInt(8 * k)) & 0xffn)),
  );
export const poke32 = (p: Processor, address: number, value: number): void =>
  pokeBytes(p, address, [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24]);
export const poke16 = (p: Processor, address: number, value: number): void =>
  pokeBytes(p, address, [value & 0xff, (value >> 8) & 0xff]);
export const peek32 = (p: Processor, address: number): number => p.image.view.getUint32(RAM_BASE + address, true);
export const peek16 = (p: Processor, address: number): number => p.image.view.getUint16(RAM_BASE + address, true);

/** Puts a descriptor into the GDT. */
export const define = (p: Processor, selector: number, value: bigint): void =>
  poke64(p, GDT + (selector & 0xfff8), value);

/** Assembles code at its origin. */
function load(p: Processor, text: string, bits: 16 | 32, origin: number): void {
  const program = assembleText(text, `bits ${bits}\norg ${origin}\n`);
  for (const section of program.sections) pokeBytes(p, section.start, section.bytes);
}

/**
 * A processor in 32-bit protected mode, ring 0, without paging, with a GDT of flat segments, a 32-bit TSS with a stack for
 * ring 0, and an IDT whose every vector v halts at HANDLERS + v. It stands before `text`, which lies at CODE.
 */
export function protectedProcessor(text: string): Processor {
  const p = coreProcessor(32);
  const { s, q } = p;
  s[CR0] = 0x11;
  s[DR + 14] = 0x400;
  q[GDTR_BASE >> 1] = BigInt(GDT);
  s[GDTR_LIMIT] = 0xff;
  define(p, CODE_0, descriptor(0, 0xf_ffff, 0x9b));
  define(p, DATA_0, descriptor(0, 0xf_ffff, 0x93));
  define(p, CODE_3, descriptor(0, 0xf_ffff, 0xfb));
  define(p, DATA_3, descriptor(0, 0xf_ffff, 0xf3));
  define(p, TSS_SELECTOR, descriptor(TSS, 0x2067, 0x8b, 0));
  q[IDTR_BASE >> 1] = BigInt(IDT);
  s[IDTR_LIMIT] = 0x7ff;
  for (let vector = 0; vector < 256; vector++) poke64(p, IDT + 8 * vector, gate(CODE_0, HANDLERS + vector, 0x8e));
  pokeBytes(p, HANDLERS, new Uint8Array(256).fill(0xf4));
  poke32(p, TSS + 4, STACK);
  poke16(p, TSS + 8, DATA_0);
  setSegment(p, CS, CODE_0, 0n, -1, 0xc09b);
  for (const segment of [0, 2, 3, 4, 5]) setSegment(p, segment, DATA_0, 0n, -1, 0xc093);
  setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), 0x2067, 0x8b);
  s[GPR + 8] = STACK;
  load(p, text, 32, CODE);
  s[RIP] = CODE;
  return p;
}

/** A processor in real-address mode as after reset, with CS:IP = 0x1000:0 before `text` and a stack at 0:0x8000. */
export function realModeProcessor(text: string): Processor {
  const p = coreProcessor(32);
  const { s } = p;
  s[CR0] = 0x10;
  s[IDTR_LIMIT] = 0x3ff;
  for (let vector = 0; vector < 256; vector++) poke32(p, 4 * vector, HANDLERS + vector);
  pokeBytes(p, HANDLERS, new Uint8Array(256).fill(0xf4));
  for (const segment of [0, 2, 3, 4, 5]) setSegment(p, segment, 0, 0n, 0xffff, 0x93);
  setSegment(p, CS, 0x1000, BigInt(CODE), 0xffff, 0x9b);
  s[GPR + 8] = STACK;
  const program = assembleText(text, 'bits 16\norg 0\n');
  for (const section of program.sections) pokeBytes(p, CODE + section.start, section.bytes);
  s[RIP] = 0;
  return p;
}

/** Runs until HLT or another stop; throws when the code does not come to an end. */
export function runToHalt(p: Processor, limit = 2000): Processor {
  run(p, limit);
  if (p.s[STOP] === 0) throw new Error(`still running at ${(p.s[RIP] >>> 0).toString(16)}`);
  return p;
}

/** The vector whose handler halted; -1 when the code halted somewhere else. */
export function haltedIn(p: Processor): number {
  const vector = (p.s[RIP] >>> 0) - HANDLERS - 1;
  return vector >= 0 && vector < 256 ? vector : -1;
}

/** The vector whose handler halted with the error code that lies on top of its stack. */
export const faultWithCode = (p: Processor): { vector: number; errorCode: number } => ({
  vector: haltedIn(p),
  errorCode: peek32(p, p.s[GPR + 8]),
});

/** The low halves of general registers by name. */
export const general = (p: Processor): Readonly<Record<string, number>> =>
  Object.fromEntries(
    ['eax', 'ecx', 'edx', 'ebx', 'esp', 'ebp', 'esi', 'edi'].map((name, n) => [name, p.s[GPR + 2 * n] >>> 0]),
  );
