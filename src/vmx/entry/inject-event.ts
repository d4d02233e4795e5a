import { deliverEvent } from '../../cpu/interrupts/deliver';
import {
  EVENT_NMI,
  EVENT_SOFTWARE_INTERRUPT,
  type EventType,
  INFO_ERROR_CODE,
  INFO_VALID,
} from '../../cpu/interrupts/event-type';
import { ACTIVITY, INSTRUCTION_START, INTERRUPTIBILITY, RIP } from '../../cpu/state/processor-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

const INTERRUPTION_INFO = F['vm-entry-interruption-information'];
const ERROR_CODE = F['vm-entry-exception-error-code'];
const INSTRUCTION_LENGTH = F['vm-entry-instruction-length'];
const BLOCKED_BY_STI_OR_MOV_SS = 3;
const BLOCKED_BY_NMI = 8;
const OTHER_EVENT = 7;

/** The VM-entry interruption information, or 0 when it is not valid. */
export function injectedEvent(c: VmxContext, region: number): number {
  const info = c.p.image.i32[region + INTERRUPTION_INFO];
  return (info & INFO_VALID) === 0 ? 0 : info;
}

/** The same when it is an event to deliver; 0 for a pending MTF VM exit (type 7), which goes through no IDT. */
export const vectoredEvent = (info: number): number => (((info >>> 8) & 7) === OTHER_EVENT ? 0 : info);

/**
 * Delivers the event of the VM-entry interruption information through the guest's IDT, as the last part of VM entry. The
 * intercepts do not see the event itself, only what its delivery may raise. DR6, CR2 and the like stay as they are.
 * SDM Vol. 3: "Event Injection"; "Vectored-Event Injection".
 * @param info a valid VM-entry interruption information
 */
export function injectEvent(c: VmxContext, region: number, info: number): void {
  const { p } = c;
  const { s } = p;
  const words = p.image.i32;
  const type = ((info >>> 8) & 7) as EventType;
  s[ACTIVITY] = 0;
  s[INTERRUPTIBILITY] &= ~BLOCKED_BY_STI_OR_MOV_SS;
  // With virtual NMIs this is the blocking of virtual NMIs, else that of real ones.
  if (type === EVENT_NMI) s[INTERRUPTIBILITY] |= BLOCKED_BY_NMI;
  s[INSTRUCTION_START] = s[RIP];
  s[INSTRUCTION_START + 1] = s[RIP + 1];
  if (type >= EVENT_SOFTWARE_INTERRUPT) {
    p.q[RIP >> 1] = (p.q[RIP >> 1] as bigint) + BigInt(words[region + INSTRUCTION_LENGTH]);
  }
  const errorCode = (info & INFO_ERROR_CODE) === 0 ? -1 : words[region + ERROR_CODE] & 0xffff;
  deliverEvent(p, info & 0xff, type, errorCode);
}
