import { high32, low32 } from '../../base/words';
import { systemRead32, systemWrite32 } from '../mmu/memory';
import type { Processor } from '../processor';
import {
  ACCESS_CODE,
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_PRESENT,
  accessLevel,
  readDescriptor,
  TYPE_INTERRUPT_GATE,
  TYPE_TRAP_GATE,
} from '../registers/descriptor';
import { getRflags, IF, NT, RF, TF, VM } from '../registers/flags';
import { loadCodeSegment } from '../registers/segments';
import {
  CPL,
  CR0,
  CS,
  GPR,
  IDTR_BASE,
  IDTR_LIMIT,
  RFLAGS,
  RIP,
  SEGMENT_BASE,
  SEGMENT_SELECTOR,
  SS,
} from '../state/processor-layout';
import { unmodelledThings } from '../unmodelled.table';
import { type EventType, isSoftwareEvent } from './event-type';
import { GP, NP, raiseWithCode, Unmodelled } from './fault';

/**
 * Delivers an event through a 32-bit interrupt or trap gate of protected mode, as far as a stub on its way to 64-bit mode
 * needs it: no change of privilege level. Real-address mode, task gates, 16-bit gates and inner levels are not modelled.
 * SDM Vol. 3: "Exception- or Interrupt-Handler Procedures".
 */
export function deliverThrough32BitGate(p: Processor, vector: number, type: EventType, errorCode: number): void {
  const { s, q } = p;
  if ((s[CR0] & 1) === 0) throw new Unmodelled(unmodelledThings['real-mode-interrupt']);
  const ext = isSoftwareEvent(type) ? 0 : 1;
  const gateCode = (vector << 3) | 2 | ext;
  if (vector * 8 + 7 > s[IDTR_LIMIT]) raiseWithCode(p, GP, gateCode);
  const gate = (q[IDTR_BASE >> 1] as bigint) + BigInt(vector * 8);
  const low = systemRead32(p, low32(gate), high32(gate));
  const high = systemRead32(p, low32(gate + 4n), high32(gate + 4n));

  const gateType = (high >>> 8) & 0x1f;
  if (gateType === 5 || gateType === 6 || gateType === 7) throw new Unmodelled(unmodelledThings['task-gate']);
  if (gateType !== TYPE_INTERRUPT_GATE && gateType !== TYPE_TRAP_GATE) raiseWithCode(p, GP, gateCode);
  if (isSoftwareEvent(type) && ((high >>> 13) & 3) < s[CPL]) raiseWithCode(p, GP, gateCode);
  if ((high & 0x8000) === 0) raiseWithCode(p, NP, gateCode);

  const selector = (low >>> 16) & 0xffff;
  if ((selector & 0xfffc) === 0) raiseWithCode(p, GP, ext);
  const code = readDescriptor(p, selector, 8, GP, ext);
  const isCode = (code.access & (ACCESS_CODE_OR_DATA | ACCESS_CODE)) === (ACCESS_CODE_OR_DATA | ACCESS_CODE);
  if (!isCode || accessLevel(code.access) > s[CPL]) raiseWithCode(p, GP, (selector & 0xfffc) | ext);
  if ((code.access & ACCESS_PRESENT) === 0) raiseWithCode(p, NP, (selector & 0xfffc) | ext);
  const target = ((low & 0xffff) | (high & 0xffff_0000)) >>> 0;
  if (target > code.limit) raiseWithCode(p, GP, ext);
  if ((code.access & ACCESS_CONFORMING) === 0 && accessLevel(code.access) !== s[CPL]) {
    throw new Unmodelled(unmodelledThings['inner-level-interrupt']);
  }

  const frame = [getRflags(p), s[SEGMENT_SELECTOR + CS] & 0xffff, s[RIP]];
  if (errorCode >= 0) frame.push(errorCode);
  const base = s[SEGMENT_BASE + 2 * SS];
  let esp = s[GPR + 8];
  for (const value of frame) {
    esp = (esp - 4) | 0;
    systemWrite32(p, (base + esp) | 0, 0, value);
  }
  loadCodeSegment(p, selector, s[CPL], code);
  s[GPR + 8] = esp;
  s[RIP] = target;
  s[RIP + 1] = 0;
  s[RFLAGS] &= ~(TF | NT | RF | VM | (gateType === TYPE_INTERRUPT_GATE ? IF : 0));
}
