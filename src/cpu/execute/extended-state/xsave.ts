import type { Instruction, Operation } from '../../decode/instruction';
import { GP, NM, raise, raiseWithCode, UD } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { CR0_TS, CR4_OSXSAVE } from '../../registers/control-registers';
import { MXCSR_AFTER_RESET } from '../../registers/x87-state';
import { ADDRESS, CPL, CR0, CR4, GPR, GUEST, HIGH, MXCSR } from '../../state/processor-layout';
import { isOperandAligned, largeOperandAddress, read64At, requireWritable, write64At } from '../large-operand';
import { readMxcsr, saveMxcsr } from './legacy-region';
import {
  type AreaForm,
  compactedBytes,
  compactedOffset,
  componentsInUse,
  isMxcsrInUse,
  SSE_STATE,
  STATE_COMPONENTS,
  standardBytes,
  standardOffset,
  supervisorComponents,
  userComponents,
} from './state-components';

/**
 * The XSAVE feature set. All components have numbers below 32, so bitmaps are their low halves; the high halves of what
 * comes from memory must be as the format asks. Whether a component has changed since the last XRSTOR is not tracked
 * (XMODIFIED is 1), as the manual allows. SDM Vol. 1: "Managing State Using the XSAVE Feature Set".
 */

const XSTATE_BV_AT = 512;
const XCOMP_BV_AT = 520;
const HEADER_END = 576;
const COMPACTED = 0x8000_0000 | 0;
/** The component whose presence, too, makes the standard format move MXCSR. */
const AVX_STATE = 4;

type Format = 'standard' | 'compacted';

function requireXsave(p: Processor): void {
  if ((p.s[CR4] & CR4_OSXSAVE) === 0) raise(p, UD);
  if ((p.s[CR0] & CR0_TS) !== 0) raise(p, NM);
}

/** XSAVES and XRSTORS: a VMM must let a guest have them; then they are privileged. */
function requireSupervisor(p: Processor, i: Instruction, name: 'xsaves' | 'xrstors'): boolean {
  if ((p.s[CR4] & CR4_OSXSAVE) === 0) raise(p, UD);
  if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, name);
  if (p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, name) === true) return false;
  if ((p.s[CR0] & CR0_TS) !== 0) raise(p, NM);
  return true;
}

/** Address of the area, aligned on 64 bytes. */
function areaAddress(p: Processor, i: Instruction, bytes: number): void {
  largeOperandAddress(p, i, bytes);
  if (!isOperandAligned(p, 64)) raiseWithCode(p, GP, 0);
}

const formOf = (i: Instruction): AreaForm => ({ codeSize: i.codeSize, wide: i.operandSize === 8 });

/** The components that EDX:EAX asks for, among those enabled. */
const requested = (p: Processor, enabled: number): number => enabled & p.s[GPR];

function componentAddress(p: Processor, format: Format, components: number, bit: number, low: number): number {
  const offset = format === 'standard' ? standardOffset(p, bit) : compactedOffset(p, components, bit);
  return (low + offset) | 0;
}

function highAfter(base: number, low: number, high: number): number {
  return low >>> 0 < base >>> 0 ? (high + 1) | 0 : high;
}

function saveComponents(
  p: Processor,
  i: Instruction,
  format: Format,
  components: number,
  saved: number,
  low: number,
  high: number,
): void {
  for (const { bit, save } of STATE_COMPONENTS) {
    if ((saved & (1 << bit)) === 0) continue;
    const at = componentAddress(p, format, components, bit, low);
    save(p, at, highAfter(low, at, high), formOf(i));
  }
}

/** XSAVE saves what is asked for, XSAVEOPT only what is not in its initial configuration. */
function saveStandard(optimized: boolean): Operation {
  return (p, i) => {
    requireXsave(p);
    const wanted = requested(p, userComponents(p));
    const bytes = standardBytes(p, wanted);
    areaAddress(p, i, bytes);
    const low = p.s[ADDRESS];
    const high = p.s[ADDRESS + 1];
    requireWritable(p, low, high, bytes);
    const inUse = componentsInUse(p);
    const before = read64At(p, low, high, XSTATE_BV_AT);
    const beforeHigh = p.s[HIGH];
    saveComponents(p, i, 'standard', wanted, optimized ? wanted & inUse : wanted, low, high);
    if ((wanted & (SSE_STATE | AVX_STATE)) !== 0) saveMxcsr(p, low, high);
    write64At(p, low, high, XSTATE_BV_AT, (before & ~wanted) | (inUse & wanted), beforeHigh);
  };
}

/** MXCSR that is not as after reset makes SSE state count as in use. */
function saveCompacted(p: Processor, i: Instruction, enabled: number): void {
  const wanted = requested(p, enabled);
  const bytes = compactedBytes(p, wanted);
  areaAddress(p, i, bytes);
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  requireWritable(p, low, high, bytes);
  const saved = wanted & (componentsInUse(p) | (isMxcsrInUse(p) ? SSE_STATE : 0));
  saveComponents(p, i, 'compacted', wanted, saved, low, high);
  if ((saved & SSE_STATE) !== 0) saveMxcsr(p, low, high);
  write64At(p, low, high, XSTATE_BV_AT, saved, 0);
  write64At(p, low, high, XCOMP_BV_AT, wanted, COMPACTED);
}

function restoreComponents(
  p: Processor,
  i: Instruction,
  format: Format,
  wanted: number,
  present: number,
  inArea: number,
  low: number,
  high: number,
): void {
  for (const { bit, restore, initialize } of STATE_COMPONENTS) {
    if ((wanted & (1 << bit)) === 0) continue;
    if ((present & (1 << bit)) === 0) {
      initialize(p);
      continue;
    }
    const at = componentAddress(p, format, inArea, bit, low);
    restore(p, at, highAfter(low, at, high), formOf(i));
  }
}

/** Bytes of the header from an offset on must be 0. */
function requireZeroHeader(p: Processor, low: number, high: number, from: number): void {
  for (let offset = from; offset < HEADER_END; offset += 8)
    if ((read64At(p, low, high, offset) | p.s[HIGH]) !== 0) raiseWithCode(p, GP, 0);
}

/** Reads the last byte first: a page fault must come before anything is changed. */
function requireReadable(p: Processor, low: number, high: number, bytes: number): void {
  for (let offset = 0x1000; offset < bytes; offset += 0x1000) read64At(p, low, high, offset);
  read64At(p, low, high, bytes - 8);
}

/** XRSTOR and XRSTORS; `supervisor` takes the compacted format only. */
function restoreArea(p: Processor, i: Instruction, enabled: number, supervisor: boolean): void {
  const wanted = requested(p, enabled);
  areaAddress(p, i, HEADER_END);
  const low = p.s[ADDRESS];
  const high = p.s[ADDRESS + 1];
  const present = read64At(p, low, high, XSTATE_BV_AT);
  const presentHigh = p.s[HIGH];
  const inArea = read64At(p, low, high, XCOMP_BV_AT);
  const inAreaHigh = p.s[HIGH];
  const compacted = inAreaHigh < 0;
  if (supervisor && !compacted) raiseWithCode(p, GP, 0);
  if (compacted) {
    if ((inArea & ~enabled) !== 0 || inAreaHigh !== COMPACTED) raiseWithCode(p, GP, 0);
    if ((present & ~inArea) !== 0 || presentHigh !== 0) raiseWithCode(p, GP, 0);
    requireZeroHeader(p, low, high, XCOMP_BV_AT + 8);
  } else {
    if ((present & ~enabled) !== 0 || presentHigh !== 0) raiseWithCode(p, GP, 0);
    requireZeroHeader(p, low, high, XCOMP_BV_AT);
  }
  requireReadable(p, low, high, compacted ? compactedBytes(p, inArea) : standardBytes(p, wanted & present));
  const movesMxcsr = (wanted & (compacted ? SSE_STATE : SSE_STATE | AVX_STATE)) !== 0;
  const fromArea = movesMxcsr && (!compacted || (present & SSE_STATE) !== 0);
  const mxcsr = fromArea ? readMxcsr(p, low, high) : MXCSR_AFTER_RESET;
  restoreComponents(p, i, compacted ? 'compacted' : 'standard', wanted, present, inArea, low, high);
  if (movesMxcsr) p.s[MXCSR] = mxcsr;
}

export const XSAVE: readonly [string, Operation][] = [
  ['xsave', saveStandard(false)],
  ['xsaveopt', saveStandard(true)],
  [
    'xsavec',
    (p, i) => {
      requireXsave(p);
      saveCompacted(p, i, userComponents(p));
    },
  ],
  [
    'xsaves',
    (p, i) => {
      if (requireSupervisor(p, i, 'xsaves')) saveCompacted(p, i, userComponents(p) | supervisorComponents(p));
    },
  ],
  [
    'xrstor',
    (p, i) => {
      requireXsave(p);
      restoreArea(p, i, userComponents(p), false);
    },
  ],
  [
    'xrstors',
    (p, i) => {
      if (requireSupervisor(p, i, 'xrstors')) restoreArea(p, i, userComponents(p) | supervisorComponents(p), true);
    },
  ],
];
