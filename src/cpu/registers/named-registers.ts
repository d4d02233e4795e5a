import { isCanonical } from '../../base/words';
import { GP, raiseWithCode } from '../interrupts/fault';
import { linearAddressBits } from '../mmu/paging-mode';
import type { Processor } from '../processor';
import { join64 } from '../state/address';
import {
  ACTIVITY,
  ATTENTION,
  BRANCH_WATCHED,
  CR0,
  CR2,
  CR3,
  CR4,
  CR8,
  DR,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LAPSING,
  LDTR,
  MXCSR,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SINGLE_STEP,
  TR,
  X87_CONTROL,
  X87_STATUS,
  XCR0,
  XMM,
} from '../state/processor-layout';
import { writeCr0, writeCr3, writeCr4, writeCr8 } from './control-registers';
import { writeDebugRegister } from './debug-registers';
import { writeXcr0 } from './extended-control-registers';
import { DEFINED_FLAGS, getRflags, setRflags, VM } from './flags';
import { GENERAL_REGISTERS } from './register-names.table';
import { is64BitCode, loadDataSegment, loadLdtr, loadTaskRegister } from './segments';
import { MXCSR_MASK, setX87Control, setX87Status } from './x87-state';

/** A register as people name it. MSRs are named by their rows and found by `findRegister`, too. */
export interface NamedRegister {
  readonly name: string;
  /** How many bits a value may have. */
  readonly bits: number;
  /** The value that people read: of a segment register its selector, of a descriptor-table register its base. */
  readonly read: (p: Processor) => bigint;
  /** All of it, for comparing: of a segment register also base, limit and access rights. Absent: what `read` gives. */
  readonly whole?: (p: Processor) => bigint;
  /** Writes it as an instruction would, with its checks: throws FAULTED where that would fault. Absent: not by hand. */
  readonly write?: (p: Processor, value: bigint) => void;
  /** Whether every VM entry and every VM exit that loads a state writes it. */
  readonly switched?: boolean;
}

const word64 = (p: Processor, word: number): bigint => join64(p.s[word] as number, p.s[word + 1] as number);
const quad = (word: number) => (p: Processor) => word64(p, word);
const narrow = (word: number) => (p: Processor) => BigInt((p.s[word] as number) >>> 0);
const store = (word: number) => (p: Processor, value: bigint) => {
  p.q[word >> 1] = value;
};

const refuse = (p: Processor): never => raiseWithCode(p, GP, 0);

/** A linear address of 64 bits. */
const storeAddress = (word: number) => (p: Processor, value: bigint) => {
  if (!isCanonical(value, p.cpuid.linearAddressBits)) refuse(p);
  p.q[word >> 1] = value;
};

/** The processor goes on there: an interrupt shadow and a single step belonged to the instruction before. */
function writeRip(p: Processor, value: bigint): void {
  if (is64BitCode(p) ? !isCanonical(value, linearAddressBits(p)) : value >> 32n !== 0n) refuse(p);
  p.q[RIP >> 1] = value;
  p.s[LAPSING] = 0;
  p.s[SINGLE_STEP] = 0;
  p.s[BRANCH_WATCHED] = 0;
}

/** Reserved bits have their fixed values; virtual-8086 mode does not exist in IA-32e mode. */
function writeRflags(p: Processor, value: bigint): void {
  const flags = Number(BigInt.asIntN(32, value));
  if (value >> 32n !== 0n || (flags & ~(DEFINED_FLAGS | 2)) !== 0 || (flags & 2) === 0 || (flags & VM) !== 0) refuse(p);
  setRflags(p, flags);
  p.s[ATTENTION] = 1;
}

function writeMxcsr(p: Processor, value: bigint): void {
  if ((Number(value) & ~MXCSR_MASK) !== 0) refuse(p);
  p.s[MXCSR] = Number(value);
}

const segmentWhole = (segment: number) => (p: Processor) =>
  BigInt((p.s[SEGMENT_SELECTOR + segment] as number) & 0xffff) |
  (BigInt((p.s[SEGMENT_LIMIT + segment] as number) >>> 0) << 16n) |
  (BigInt((p.s[SEGMENT_ACCESS + segment] as number) >>> 0) << 48n) |
  (word64(p, SEGMENT_BASE + 2 * segment) << 80n);

const loadSelector = (segment: number) => (p: Processor, value: bigint) => {
  const selector = Number(value);
  if (segment === LDTR) loadLdtr(p, selector);
  else if (segment === TR) loadTaskRegister(p, selector);
  else loadDataSegment(p, segment, selector);
};

const segmentRows = (['ES', 'CS', 'SS', 'DS', 'FS', 'GS', 'LDTR', 'TR'] as const).flatMap(
  (name, segment): NamedRegister[] => [
    {
      name,
      bits: 16,
      read: (p) => BigInt((p.s[SEGMENT_SELECTOR + segment] as number) & 0xffff),
      whole: segmentWhole(segment),
      switched: true,
      ...(name === 'CS' ? {} : { write: loadSelector(segment) }),
    },
    {
      name: `${name}.base`,
      bits: 64,
      read: quad(SEGMENT_BASE + 2 * segment),
      switched: true,
      ...(name === 'FS' || name === 'GS' ? { write: storeAddress(SEGMENT_BASE + 2 * segment) } : {}),
    },
    { name: `${name}.limit`, bits: 32, read: narrow(SEGMENT_LIMIT + segment), switched: true },
    { name: `${name}.access`, bits: 17, read: narrow(SEGMENT_ACCESS + segment), switched: true },
  ],
);

const tableRows = (
  [
    ['GDTR', GDTR_BASE, GDTR_LIMIT],
    ['IDTR', IDTR_BASE, IDTR_LIMIT],
  ] as const
).flatMap(([name, base, limit]): NamedRegister[] => [
  {
    name,
    bits: 64,
    read: quad(base),
    whole: (p) => word64(p, base) | (BigInt((p.s[limit] as number) & 0xffff) << 64n),
    write: storeAddress(base),
    switched: true,
  },
  { name: `${name}.base`, bits: 64, read: quad(base), write: storeAddress(base), switched: true },
  {
    name: `${name}.limit`,
    bits: 16,
    read: narrow(limit),
    write: (p, value) => {
      p.s[limit] = Number(value);
    },
    switched: true,
  },
]);

/** Every register that people can name, by that name; `cpu/msr` has the others. */
export const namedRegisters: ReadonlyMap<string, NamedRegister> = new Map(
  [
    ...GENERAL_REGISTERS.map(
      (name, n): NamedRegister => ({
        name,
        bits: 64,
        read: quad(GPR + 2 * n),
        write: store(GPR + 2 * n),
        switched: name === 'RSP',
      }),
    ),
    { name: 'RIP', bits: 64, read: quad(RIP), write: writeRip, switched: true },
    {
      name: 'RFLAGS',
      bits: 64,
      read: (p: Processor) => BigInt(getRflags(p) >>> 0),
      write: writeRflags,
      switched: true,
    },
    { name: 'CR0', bits: 64, read: quad(CR0), write: writeCr0, switched: true },
    { name: 'CR2', bits: 64, read: quad(CR2), write: store(CR2) },
    { name: 'CR3', bits: 64, read: quad(CR3), write: writeCr3, switched: true },
    { name: 'CR4', bits: 64, read: quad(CR4), write: writeCr4, switched: true },
    { name: 'CR8', bits: 64, read: quad(CR8), write: writeCr8 },
    { name: 'XCR0', bits: 64, read: quad(XCR0), write: writeXcr0 },
    ...[0, 1, 2, 3, 6, 7].map(
      (n): NamedRegister => ({
        name: `DR${n}`,
        bits: 64,
        read: quad(DR + 2 * n),
        write: (p, value) => writeDebugRegister(p, n, value),
      }),
    ),
    ...Array.from(
      { length: 16 },
      (_, n): NamedRegister => ({
        name: `XMM${n}`,
        bits: 128,
        read: (p) => word64(p, XMM + n * 4) | (word64(p, XMM + n * 4 + 2) << 64n),
        write: (p, value) => {
          p.q[(XMM >> 1) + n * 2] = value;
          p.q[(XMM >> 1) + n * 2 + 1] = value >> 64n;
        },
      }),
    ),
    { name: 'MXCSR', bits: 32, read: narrow(MXCSR), write: writeMxcsr },
    {
      name: 'FCW',
      bits: 16,
      read: narrow(X87_CONTROL),
      write: (p: Processor, value: bigint) => setX87Control(p, Number(value)),
    },
    {
      name: 'FSW',
      bits: 16,
      read: narrow(X87_STATUS),
      write: (p: Processor, value: bigint) => setX87Status(p, Number(value)),
    },
    ...segmentRows,
    ...tableRows,
    { name: 'Activity', bits: 32, read: narrow(ACTIVITY), switched: true },
    { name: 'Interruptibility', bits: 32, read: narrow(INTERRUPTIBILITY), switched: true },
  ].map((row: NamedRegister) => [row.name.toUpperCase(), row]),
);

/** A register or MSR by its name, in any case: "RAX", "cr0", "IA32_EFER" (or "EFER"). */
export function findRegister(p: Processor, name: string): NamedRegister | null {
  const wanted = name.toUpperCase();
  const known = namedRegisters.get(wanted);
  if (known !== undefined) return known;
  for (const row of p.msrs.values()) {
    if (row.name.toUpperCase() !== wanted && row.name.toUpperCase() !== `IA32_${wanted}`) continue;
    // A write-only MSR holds nothing.
    return {
      name: row.name,
      bits: 64,
      read: row.read ?? (() => 0n),
      ...(row.write === undefined ? {} : { write: row.write }),
    };
  }
  return null;
}
