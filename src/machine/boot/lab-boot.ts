import type { AssembledProgram } from '../../asm/program';
import { hasFeature } from '../../cpu/cpuid/feature';
import type { Processor } from '../../cpu/processor';
import { loadCr0, loadCr3, loadCr4, loadEfer } from '../../cpu/registers/control-registers';
import { ACCESS_UNUSABLE } from '../../cpu/registers/descriptor';
import { setSegment } from '../../cpu/registers/segments';
import {
  CS,
  DS,
  ES,
  FEATURE_CONTROL,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  LDTR,
  RIP,
  SS,
  TR,
} from '../../cpu/state/processor-layout';
import type { Machine } from '../machine';
import { BootError } from './boot-error';
import {
  LAB_CODE_SELECTOR,
  LAB_CR0,
  LAB_CR4,
  LAB_DATA_SELECTOR,
  LAB_DOUBLE_FAULT_STACK,
  LAB_EFER,
  LAB_FEATURE_CONTROL,
  LAB_GDT,
  LAB_GDT_LIMIT,
  LAB_HANDLER_BYTES,
  LAB_HANDLERS,
  LAB_IDT,
  LAB_LOWEST_PROGRAM,
  LAB_PAGE_DIRECTORIES,
  LAB_PDPT,
  LAB_PML4,
  LAB_RING0_STACK,
  LAB_STACK,
  LAB_TSS,
  LAB_TSS_LIMIT,
  LAB_TSS_SELECTOR,
  labGdt,
} from './lab-layout.table';

const INTEL_64 = { leaf: 0x8000_0001, register: 3, bit: 29 } as const;
const PRESENT_WRITABLE_USER = 7n;
const LARGE_PAGE = 0x80n;
const MIB_2 = 0x20_0000n;
const DOUBLE_FAULT = 8;
/** Vectors that ring 3 may reach by INT3 and INTO. */
const BREAKPOINT = 3;
const OVERFLOW = 4;
/** hlt; jmp to it. */
const HANDLER = [0xf4, 0xeb, 0xfd];

const hex = (value: number | bigint): string => `0x${value.toString(16)}`;

/**
 * Lab boot: 64-bit ring 0 with paging on, as lab-layout.table.ts describes. Throws a BootError for a program that has no
 * bytes, lies below 0x100000 or does not fit in RAM, and on a model without 64-bit mode.
 */
export function bootLab(machine: Machine, program: AssembledProgram): void {
  if (!hasFeature(machine.model.cpuid, INTEL_64)) throw BootError.of('no-64-bit-mode', { model: machine.model.id });
  const entry = loadProgram(machine, program);
  writeTables(machine);
  const p = machine.processors[0] as Processor;
  machine.bootKind = 'lab';
  const { s, q } = p;
  loadEfer(p, LAB_EFER);
  loadCr4(p, LAB_CR4);
  loadCr3(p, BigInt(LAB_PML4));
  loadCr0(p, LAB_CR0);
  setSegment(p, CS, LAB_CODE_SELECTOR, 0n, -1, 0xa09b);
  for (const segment of [ES, SS, DS, FS, GS]) setSegment(p, segment, LAB_DATA_SELECTOR, 0n, -1, 0xc093);
  setSegment(p, LDTR, 0, 0n, 0, ACCESS_UNUSABLE);
  setSegment(p, TR, LAB_TSS_SELECTOR, BigInt(LAB_TSS), LAB_TSS_LIMIT, 0x8b);
  q[GDTR_BASE >> 1] = BigInt(LAB_GDT);
  s[GDTR_LIMIT] = LAB_GDT_LIMIT;
  q[IDTR_BASE >> 1] = BigInt(LAB_IDT);
  s[IDTR_LIMIT] = 0xfff;
  q[(GPR >> 1) + 4] = BigInt(LAB_STACK);
  for (const other of machine.processors) other.q[FEATURE_CONTROL >> 1] = LAB_FEATURE_CONTROL;
  q[RIP >> 1] = entry;
}

/** Copies the sections into RAM; returns where the program begins. */
function loadProgram(machine: Machine, program: AssembledProgram): bigint {
  const sections = program.sections.filter((section) => section.bytes.length > 0);
  const [first] = [...sections].sort((a, b) => a.start - b.start);
  if (first === undefined) throw BootError.of('no-instructions');
  if (first.start < LAB_LOWEST_PROGRAM) {
    throw BootError.of('section-below-program', {
      section: first.name,
      start: hex(first.start),
      lowest: hex(LAB_LOWEST_PROGRAM),
    });
  }
  for (const section of sections) {
    const end = section.start + section.bytes.length;
    if (end > machine.image.ramBytes) {
      throw BootError.of('section-beyond-memory', {
        section: section.name,
        end: hex(end),
        memory: machine.image.ramBytes >> 20,
      });
    }
    machine.load(section.start, section.bytes);
  }
  const start = program.symbols.find((symbol) => symbol.name === 'start' && symbol.kind === 'label');
  return start?.value ?? BigInt(first.vstart);
}

function writeTables(machine: Machine): void {
  machine.load(LAB_PML4, words64([BigInt(LAB_PDPT) | PRESENT_WRITABLE_USER]));
  const directories = [0, 1, 2, 3].map((n) => BigInt(LAB_PAGE_DIRECTORIES + n * 0x1000) | PRESENT_WRITABLE_USER);
  machine.load(LAB_PDPT, words64(directories));
  const pages = Array.from({ length: 2048 }, (_, n) => (BigInt(n) * MIB_2) | LARGE_PAGE | PRESENT_WRITABLE_USER);
  machine.load(LAB_PAGE_DIRECTORIES, words64(pages));

  for (const { selector, value } of labGdt) machine.load(LAB_GDT + selector, words64([value]));
  const busyTss = BigInt(LAB_TSS_LIMIT) | (BigInt(LAB_TSS) << 16n) | (0x8bn << 40n);
  machine.load(LAB_GDT + LAB_TSS_SELECTOR, words64([busyTss, 0n]));

  const tss = new Uint8Array(LAB_TSS_LIMIT + 1);
  tss.set(words64([BigInt(LAB_RING0_STACK)]), 4);
  tss.set(words64([BigInt(LAB_DOUBLE_FAULT_STACK)]), 0x24);
  // The I/O permission bitmap lies beyond the limit: ring 3 has no ports.
  tss[0x66] = LAB_TSS_LIMIT + 1;
  machine.load(LAB_TSS, tss);

  const gates: bigint[] = [];
  const handlers = new Uint8Array(256 * LAB_HANDLER_BYTES);
  for (let vector = 0; vector < 256; vector++) {
    gates.push(interruptGate(vector), 0n);
    handlers.set(HANDLER, vector * LAB_HANDLER_BYTES);
  }
  machine.load(LAB_IDT, words64(gates));
  machine.load(LAB_HANDLERS, handlers);
}

function interruptGate(vector: number): bigint {
  const handler = BigInt(LAB_HANDLERS + vector * LAB_HANDLER_BYTES);
  const ist = vector === DOUBLE_FAULT ? 1n : 0n;
  const type = vector === BREAKPOINT || vector === OVERFLOW ? 0xeen : 0x8en;
  return (
    (handler & 0xffffn) | (BigInt(LAB_CODE_SELECTOR) << 16n) | (ist << 32n) | (type << 40n) | ((handler >> 16n) << 48n)
  );
}

const words64 = (values: readonly bigint[]): Uint8Array => new Uint8Array(BigUint64Array.from(values).buffer);
