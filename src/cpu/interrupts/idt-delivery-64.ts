import { high32, isCanonical, low32 } from '../../base/words';
import { systemReadBig, systemWriteBig, writeBig } from '../mmu/memory';
import { linearAddressBits } from '../mmu/paging-mode';
import type { Processor } from '../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_DEFAULT_BIG,
  ACCESS_LONG,
  ACCESS_PRESENT,
  accessLevel,
  type Descriptor,
  readDescriptor,
  TYPE_INTERRUPT_GATE,
  TYPE_TRAP_GATE,
} from '../registers/descriptor';
import { getRflags, IF, NT, RF, TF, VM } from '../registers/flags';
import { setCpl } from '../registers/privilege';
import { loadCodeSegment, setNullSegment } from '../registers/segments';
import { CPL, CS, GPR, IDTR_BASE, IDTR_LIMIT, RFLAGS, RIP, SEGMENT_SELECTOR, SS } from '../state/processor-layout';
import { EVENT_PRIVILEGED_SOFTWARE_EXCEPTION, type EventType, isSoftwareEvent } from './event-type';
import { GP, NP, raiseWithCode, SS_FAULT } from './fault';
import { readTaskStack } from './task-state-segment';

const RSP = (GPR >> 1) + 4;

/**
 * Delivers an event through a gate of the 64-bit IDT: gate, code segment, stack (same, of the inner level, or IST),
 * frame, registers. Nothing is changed but memory until the last store has succeeded.
 * SDM Vol. 3: "64-Bit Mode Stack Frame", "Stack Switching in IA-32e Mode", "Interrupt Stack Table"; Vol. 2: "INT n",
 * operation section.
 */
export function deliverThrough64BitGate(p: Processor, vector: number, type: EventType, errorCode: number): void {
  const { s, q } = p;
  const ext = isSoftwareEvent(type) ? 0 : 1;
  const gateCode = (vector << 3) | 2 | ext;
  if (vector * 16 + 15 > s[IDTR_LIMIT]) raiseWithCode(p, GP, gateCode);
  const gate = BigInt.asUintN(64, (q[IDTR_BASE >> 1] as bigint) + BigInt(vector * 16));
  const low = systemReadBig(p, low32(gate), high32(gate));
  const next = BigInt.asUintN(64, gate + 8n);
  const high = systemReadBig(p, low32(next), high32(next));

  const gateType = Number((low >> 40n) & 0x1fn);
  if (gateType !== TYPE_INTERRUPT_GATE && gateType !== TYPE_TRAP_GATE) raiseWithCode(p, GP, gateCode);
  const gateLevel = Number((low >> 45n) & 3n);
  const obeysLevel = isSoftwareEvent(type) && type !== EVENT_PRIVILEGED_SOFTWARE_EXCEPTION;
  if (obeysLevel && gateLevel < s[CPL]) raiseWithCode(p, GP, gateCode);
  if ((low & (1n << 47n)) === 0n) raiseWithCode(p, NP, gateCode);

  const selector = Number((low >> 16n) & 0xffffn);
  const code = readHandlerSegment(p, selector, ext);
  const conforming = (code.access & ACCESS_CONFORMING) !== 0;
  const level = conforming ? s[CPL] : accessLevel(code.access);
  const target = (low & 0xffffn) | ((low >> 32n) & 0xffff_0000n) | ((high & 0xffff_ffffn) << 32n);

  const ist = Number((low >> 32n) & 7n);
  const inner = level < s[CPL];
  const stack = inner || ist !== 0 ? readTaskStack(p, level, ist, ext) : (q[RSP] as bigint);
  if (!isCanonical(target, linearAddressBits(p))) raiseWithCode(p, GP, ext);
  const rsp = pushFrame(p, stack & ~15n, level, errorCode, ext);

  loadCodeSegment(p, selector, level, code);
  if (inner) {
    setCpl(p, level);
    setNullSegment(p, SS, level);
  }
  q[RSP] = rsp;
  q[RIP >> 1] = target;
  s[RFLAGS] &= ~(TF | NT | RF | VM | (gateType === TYPE_INTERRUPT_GATE ? IF : 0));
}

/** The code segment of a handler, with the checks of its selector. */
function readHandlerSegment(p: Processor, selector: number, ext: number): Descriptor {
  if ((selector & 0xfffc) === 0) raiseWithCode(p, GP, ext);
  const code = readDescriptor(p, selector, 8, GP, ext);
  const errorCode = (selector & 0xfffc) | ext;
  const isCode = (code.access & (ACCESS_CODE_OR_DATA | ACCESS_CODE)) === (ACCESS_CODE_OR_DATA | ACCESS_CODE);
  if (!isCode || accessLevel(code.access) > p.s[CPL]) raiseWithCode(p, GP, errorCode);
  if ((code.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, errorCode);
  if ((code.access & (ACCESS_LONG | ACCESS_DEFAULT_BIG)) !== ACCESS_LONG) raiseWithCode(p, GP, errorCode);
  return code;
}

/** Writes SS, RSP, RFLAGS, CS, RIP and the error code below `top`; returns the new RSP. */
function pushFrame(p: Processor, top: bigint, level: number, errorCode: number, ext: number): bigint {
  const { s, q } = p;
  const frame = [
    BigInt(s[SEGMENT_SELECTOR + SS] & 0xffff),
    q[RSP] as bigint,
    BigInt(getRflags(p) >>> 0),
    BigInt(s[SEGMENT_SELECTOR + CS] & 0xffff),
    q[RIP >> 1] as bigint,
  ];
  if (errorCode >= 0) frame.push(BigInt(errorCode));
  return pushQuads(p, top, frame, level, ext);
}

/** Writes quadwords below `top`, the first one deepest, as privilege level `level`; returns the new RSP. #SS(code) */
export function pushQuads(p: Processor, top: bigint, words: readonly bigint[], level: number, code: number): bigint {
  const bottom = BigInt.asUintN(64, top - BigInt(8 * words.length));
  const bits = linearAddressBits(p);
  if (!isCanonical(bottom, bits) || !isCanonical(top - 1n, bits)) raiseWithCode(p, SS_FAULT, code);
  let address = top;
  for (const value of words) {
    address = BigInt.asUintN(64, address - 8n);
    if (level < 3) systemWriteBig(p, low32(address), high32(address), value);
    else writeBig(p, low32(address), high32(address), value);
  }
  return bottom;
}
