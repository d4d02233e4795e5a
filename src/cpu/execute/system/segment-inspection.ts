import type { Instruction, Operation } from '../../decode/instruction';
import { isLongMode } from '../../mmu/linear';
import type { Processor } from '../../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_READABLE,
  ACCESS_WRITABLE,
  accessLevel,
  type Descriptor,
  findDescriptor,
} from '../../registers/descriptor';
import { setArithmeticFlags, ZF } from '../../registers/flags';
import { CPL, GPR } from '../../state/processor-layout';
import { modifyRm16, readRm16, setGpr, setGpr16, storeRm16 } from '../operands';
import { isCode } from './return-segments';
import { requireProtectedMode } from './system-checks';

/** System types that LAR and LSL look into, in IA-32e mode and outside it. */
const LAR_TYPES = { long: new Set([2, 9, 11, 12]), legacy: new Set([1, 2, 3, 4, 5, 9, 11, 12]) };
const LSL_TYPES = { long: new Set([2, 9, 11]), legacy: new Set([1, 2, 3, 9, 11]) };

/** The descriptor that the running code may look at under a selector; null when it may not, or there is none. */
function inspect(
  p: Processor,
  selector: number,
  types: { readonly long: Set<number>; readonly legacy: Set<number> },
): Descriptor | null {
  if ((selector & 0xfffc) === 0) return null;
  const descriptor = findDescriptor(p, selector);
  if (descriptor === null) return null;
  const { access } = descriptor;
  const long = isLongMode(p);
  if ((access & ACCESS_CODE_OR_DATA) === 0 && !(long ? types.long : types.legacy).has(access & 15)) return null;
  return mayLook(p, selector, access) ? descriptor : null;
}

/** Conforming code is open to all; the rest needs DPL not below CPL and RPL. */
function mayLook(p: Processor, selector: number, access: number): boolean {
  if (isCode(access) && (access & ACCESS_CONFORMING) !== 0) return true;
  return accessLevel(access) >= Math.max(p.s[CPL], selector & 3);
}

const setZero = (p: Processor, on: boolean): void => setArithmeticFlags(p, ZF, on ? ZF : 0);

function store(p: Processor, i: Instruction, value: number): void {
  if (i.operandSize === 2) setGpr16(p, i.reg, value);
  else setGpr(p, i.reg, BigInt(value >>> 0));
}

const lar: Operation = (p, i) => {
  requireProtectedMode(p);
  const descriptor = inspect(p, readRm16(p, i), LAR_TYPES);
  setZero(p, descriptor !== null);
  if (descriptor !== null) store(p, i, descriptor.high & 0x00ff_ff00);
};

const lsl: Operation = (p, i) => {
  requireProtectedMode(p);
  const descriptor = inspect(p, readRm16(p, i), LSL_TYPES);
  setZero(p, descriptor !== null);
  if (descriptor !== null) store(p, i, descriptor.limit);
};

/** VERR and VERW: may the running code read, or write, a segment? */
const verify =
  (allowed: (access: number) => boolean): Operation =>
  (p, i) => {
    requireProtectedMode(p);
    const selector = readRm16(p, i);
    const descriptor = (selector & 0xfffc) === 0 ? null : findDescriptor(p, selector);
    const access = descriptor?.access ?? 0;
    setZero(p, (access & ACCESS_CODE_OR_DATA) !== 0 && allowed(access) && mayLook(p, selector, access));
  };

/** SDM Vol. 2: "ARPL—Adjust RPL Field of Segment Selector". */
const arpl: Operation = (p, i) => {
  requireProtectedMode(p);
  const selector = modifyRm16(p, i);
  const level = p.s[GPR + 2 * i.reg] & 3;
  const lower = (selector & 3) < level;
  if (lower) storeRm16(p, i, (selector & 0xfffc) | level);
  setZero(p, lower);
};

export const segmentInspectionOperations: readonly (readonly [string, Operation])[] = [
  ['arpl', arpl],
  ['lar', lar],
  ['lsl', lsl],
  ['verr', verify((access) => !isCode(access) || (access & ACCESS_READABLE) !== 0)],
  ['verw', verify((access) => (access & ACCESS_CODE) === 0 && (access & ACCESS_WRITABLE) !== 0)],
];
