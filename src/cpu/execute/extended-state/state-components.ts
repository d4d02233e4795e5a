import { read32, write64 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { writePkru } from '../../registers/protection-key-rights';
import { initializeX87, MXCSR_AFTER_RESET, X87_CONTROL_AFTER_INIT } from '../../registers/x87-state';
import {
  MXCSR,
  PKRU,
  X87,
  X87_CONTROL,
  X87_INSTRUCTION,
  X87_OPCODE,
  X87_OPERAND,
  X87_STATUS,
  X87_TAGS,
  XCR0,
  XMM,
} from '../../state/processor-layout';
import { restoreX87Region, restoreXmm, saveX87Region, saveXmm, xmmRegisters } from './legacy-region';

export const X87_STATE = 1;
export const SSE_STATE = 2;
const LEGACY_STATES = X87_STATE | SSE_STATE;
const IA32_XSS = 0xda0;
/** Legacy region and XSAVE header. */
const EXTENDED_REGION_AT = 576;

/** How an area is addressed: the mode decides the number of XMM registers, REX.W the size of the x87 pointers. */
export interface AreaForm {
  readonly codeSize: number;
  readonly wide: boolean;
}

/** One state component. SDM Vol. 1: "XSAVE-Supported Features and State-Component Bitmaps". */
export interface StateComponent {
  readonly bit: number;
  /** False while it has its initial configuration (XINUSE); what the processor would find out lazily is exact here. */
  readonly inUse: (p: Processor) => boolean;
  readonly initialize: (p: Processor) => void;
  /** Addresses are those of the area for legacy components, of the component for others. */
  readonly save: (p: Processor, low: number, high: number, form: AreaForm) => void;
  readonly restore: (p: Processor, low: number, high: number, form: AreaForm) => void;
}

function isX87InUse(p: Processor): boolean {
  const { s } = p;
  if (s[X87_CONTROL] !== X87_CONTROL_AFTER_INIT) return true;
  if ((s[X87_STATUS] | s[X87_TAGS] | s[X87_OPCODE]) !== 0) return true;
  for (let word = 0; word < 2; word++) if ((s[X87_INSTRUCTION + word] | s[X87_OPERAND + word]) !== 0) return true;
  for (let word = 0; word < 32; word++) if (s[X87 + word] !== 0) return true;
  return false;
}

function isXmmInUse(p: Processor): boolean {
  for (let word = 0; word < 64; word++) if (p.s[XMM + word] !== 0) return true;
  return false;
}

/** The components that are modelled, in the order of their bits. */
export const STATE_COMPONENTS: readonly StateComponent[] = [
  {
    bit: 0,
    inUse: isX87InUse,
    initialize: (p) => {
      initializeX87(p);
      p.s.fill(0, X87, X87 + 32);
    },
    save: (p, low, high, { wide }) => saveX87Region(p, low, high, wide),
    restore: (p, low, high, { wide }) => restoreX87Region(p, low, high, wide),
  },
  {
    bit: 1,
    inUse: isXmmInUse,
    // MXCSR goes ways of its own.
    initialize: (p) => void p.s.fill(0, XMM, XMM + 64),
    save: (p, low, high, { codeSize }) => saveXmm(p, low, high, xmmRegisters(codeSize)),
    restore: (p, low, high, { codeSize }) => restoreXmm(p, low, high, xmmRegisters(codeSize)),
  },
  {
    bit: 9,
    inUse: (p) => p.s[PKRU] !== 0,
    initialize: (p) => writePkru(p, 0),
    save: (p, low, high) => write64(p, low, high, p.s[PKRU], 0),
    restore: (p, low, high) => writePkru(p, read32(p, low, high)),
  },
];

/** XINUSE. SDM Vol. 1: "Processor Tracking of XSAVE-Managed State". */
export function componentsInUse(p: Processor): number {
  let bits = 0;
  for (const component of STATE_COMPONENTS) if (component.inUse(p)) bits |= 1 << component.bit;
  return bits;
}

export const isMxcsrInUse = (p: Processor): boolean => p.s[MXCSR] !== MXCSR_AFTER_RESET;

/** User state components that XCR0 enables, and supervisor ones that IA32_XSS does where the processor has it. */
export const userComponents = (p: Processor): number => p.s[XCR0];
export const supervisorComponents = (p: Processor): number => Number(p.msrs.get(IA32_XSS)?.read?.(p) ?? 0n) | 0;

/** Where a component lies in the standard format: CPUID tells. Legacy components lie at the area itself. */
export function standardOffset(p: Processor, bit: number): number {
  return bit < 2 ? 0 : p.cpuid.leaf(0xd, bit)[1];
}

/** Bytes of the area in the standard format for these components. */
export function standardBytes(p: Processor, components: number): number {
  let end = EXTENDED_REGION_AT;
  for (const { bit } of STATE_COMPONENTS)
    if (bit >= 2 && (components & (1 << bit)) !== 0)
      end = Math.max(end, standardOffset(p, bit) + p.cpuid.leaf(0xd, bit)[0]);
  return end;
}

/** Where a component lies in the compacted format: behind those before it in the area. SDM Vol. 1: "Extended Region of an XSAVE Area". */
export function compactedOffset(p: Processor, components: number, wanted: number): number {
  if (wanted < 2) return 0;
  let at = EXTENDED_REGION_AT;
  for (const { bit } of STATE_COMPONENTS) {
    if (bit < 2 || (components & (1 << bit)) === 0) continue;
    const [size, , flags] = p.cpuid.leaf(0xd, bit);
    if ((flags & 2) !== 0) at = (at + 63) & ~63;
    if (bit === wanted) return at;
    at += size;
  }
  return at;
}

/** Bytes of the area in the compacted format. */
export function compactedBytes(p: Processor, components: number): number {
  return compactedOffset(p, components & ~LEGACY_STATES, 63);
}
