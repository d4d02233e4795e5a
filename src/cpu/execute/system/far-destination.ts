import { high32, isCanonical, low32 } from '../../../base/words';
import { GP, NP, raiseWithCode } from '../../interrupts/fault';
import { isLongMode } from '../../mmu/linear';
import { systemReadBig } from '../../mmu/memory';
import { linearAddressBits } from '../../mmu/paging-mode';
import type { Processor } from '../../processor';
import {
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_DEFAULT_BIG,
  ACCESS_LONG,
  ACCESS_PRESENT,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_CALL_GATE,
  TYPE_CALL_GATE_16,
  TYPE_TASK_GATE,
} from '../../registers/descriptor';
import { CPL } from '../../state/processor-layout';
import { isTaskState, readGateTask, requireAvailable, type Task } from '../../tasks/task-descriptors';
import { isCode } from './return-segments';

/** A call gate with the code segment behind it. */
export interface CallGate {
  readonly selector: number;
  readonly code: Descriptor;
  readonly offset: bigint;
  /** Bytes of the words that go on the stack. */
  readonly size: 2 | 4 | 8;
  /** Words of parameters that an inner-level call copies. */
  readonly parameters: number;
}

/** What the selector of a far JMP or CALL names in protected mode. */
export type FarDestination =
  | { readonly kind: 'code'; readonly selector: number; readonly code: Descriptor }
  | { readonly kind: 'gate'; readonly gate: CallGate }
  | { readonly kind: 'task'; readonly task: Task };

const SYSTEM_TYPE = 0x1f;

/**
 * Looks up what a far JMP or CALL goes to, with the checks of privilege and presence.
 * SDM Vol. 2: "JMP—Jump", "CALL—Call Procedure", operation sections.
 */
export function readFarDestination(p: Processor, selector: number, transfer: 'jmp' | 'call'): FarDestination {
  const errorCode = selector & 0xfffc;
  if (errorCode === 0) raiseWithCode(p, GP, 0);
  const descriptor = readDescriptor(p, selector);
  const { access } = descriptor;
  if ((access & ACCESS_CODE_OR_DATA) !== 0) {
    requireDirectCode(p, selector, descriptor);
    return { kind: 'code', selector, code: descriptor };
  }
  const type = access & SYSTEM_TYPE;
  const long = isLongMode(p);
  const known = type === TYPE_CALL_GATE || (!long && (type === TYPE_CALL_GATE_16 || type === TYPE_TASK_GATE));
  if (!known && (long || !isTaskState(access))) raiseWithCode(p, GP, errorCode);
  if (accessLevel(access) < p.s[CPL] || accessLevel(access) < (selector & 3)) raiseWithCode(p, GP, errorCode);
  if (!known) return { kind: 'task', task: requireAvailable(p, selector, descriptor) };
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, errorCode);
  if (type === TYPE_TASK_GATE) return { kind: 'task', task: readGateTask(p, (descriptor.low >>> 16) & 0xffff, 0) };
  return { kind: 'gate', gate: readCallGate(p, selector, descriptor, transfer) };
}

/** A code segment without a gate: non-conforming code of the same level, conforming code of the same or an inner one. */
function requireDirectCode(p: Processor, selector: number, { access }: Descriptor): void {
  const dpl = accessLevel(access);
  const cpl = p.s[CPL];
  const allowed = (access & ACCESS_CONFORMING) !== 0 ? dpl <= cpl : (selector & 3) <= cpl && dpl === cpl;
  if (!isCode(access) || !allowed) raiseWithCode(p, GP, selector & 0xfffc);
  if ((access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, selector & 0xfffc);
}

function readCallGate(p: Processor, gateSelector: number, gate: Descriptor, transfer: 'jmp' | 'call'): CallGate {
  const long = isLongMode(p);
  const wide = (gate.access & SYSTEM_TYPE) === TYPE_CALL_GATE;
  const selector = (gate.low >>> 16) & 0xffff;
  let offset = BigInt(((gate.low & 0xffff) | (wide ? gate.high & 0xffff_0000 : 0)) >>> 0);
  if (long) offset |= readUpperOffset(p, gateSelector);
  const errorCode = selector & 0xfffc;
  if (errorCode === 0) raiseWithCode(p, GP, 0);
  const code = readDescriptor(p, selector);
  const dpl = accessLevel(code.access);
  const cpl = p.s[CPL];
  const sameLevelOnly = transfer === 'jmp' && (code.access & ACCESS_CONFORMING) === 0;
  if (!isCode(code.access) || (sameLevelOnly ? dpl !== cpl : dpl > cpl)) raiseWithCode(p, GP, errorCode);
  if (long && (code.access & (ACCESS_LONG | ACCESS_DEFAULT_BIG)) !== ACCESS_LONG) raiseWithCode(p, GP, errorCode);
  if ((code.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, errorCode);
  if (long ? !isCanonical(offset, linearAddressBits(p)) : offset > BigInt(code.limit)) raiseWithCode(p, GP, 0);
  return { selector, code, offset, size: long ? 8 : wide ? 4 : 2, parameters: gate.high & 31 };
}

/** Bits 63:32 of the offset in the second half of a 64-bit call gate, whose type must be 0. */
function readUpperOffset(p: Processor, gateSelector: number): bigint {
  const address = BigInt.asUintN(64, readDescriptor(p, gateSelector, 16).address + 8n);
  const upper = systemReadBig(p, low32(address), high32(address));
  if ((upper & 0x1f00_0000_0000n) !== 0n) raiseWithCode(p, GP, gateSelector & 0xfffc);
  return (upper & 0xffff_ffffn) << 32n;
}
