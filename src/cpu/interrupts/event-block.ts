import type { Processor } from '../processor';
import { IF } from '../registers/flags';
import { isInSmm } from '../smm/system-management-mode';
import { ACTIVITY, GUEST, INIT_BLOCKED, INTERRUPTIBILITY, LAPSING, RFLAGS } from '../state/processor-layout';
import type { EventBlock } from './event-blocks.table';

/*
 * Why an event would not be taken at the next instruction boundary, null when nothing keeps it from being taken. The boundary
 * asks before it takes one, and views ask between two instructions; asking changes nothing.
 */

const HLT = 1;
const SHUTDOWN = 2;
const WAIT_FOR_SIPI = 3;

const BLOCKED_BY_STI = 1;
const BLOCKED_BY_MOV_SS = 2;
const BLOCKED_BY_NMI = 8;

/** The shadow of STI or MOV SS, unless the next boundary ends it. */
export function shadowBlock(p: Processor): 'sti' | 'mov-ss' | null {
  const state = p.s[INTERRUPTIBILITY] & ~p.s[LAPSING];
  if ((state & BLOCKED_BY_MOV_SS) !== 0) return 'mov-ss';
  return (state & BLOCKED_BY_STI) !== 0 ? 'sti' : null;
}

/** An activity state in which the event is not taken. */
function standingBlock(p: Processor): 'shutdown' | 'wait-for-sipi' | null {
  if (p.s[ACTIVITY] < SHUTDOWN) return null;
  return p.s[ACTIVITY] === SHUTDOWN ? 'shutdown' : 'wait-for-sipi';
}

const waitingBlock = (p: Processor): 'wait-for-sipi' | null =>
  p.s[ACTIVITY] === WAIT_FOR_SIPI ? 'wait-for-sipi' : null;

export const machineCheckBlock = (p: Processor): EventBlock | null => standingBlock(p);

/** SDM Vol. 3: "Entering SMM". */
export const smiBlock = (p: Processor): EventBlock | null => (isInSmm(p) ? 'smm' : waitingBlock(p));

/** SDM Vol. 3: "Other Causes of VM Exits", INIT signals; blocked in VMX root operation, SMM and a guest in wait-for-SIPI. */
export function initBlock(p: Processor): EventBlock | null {
  if (p.s[INIT_BLOCKED] !== 0) return 'vmx-root';
  if (isInSmm(p)) return 'smm';
  return p.s[GUEST] === 0 ? null : waitingBlock(p);
}

/** MOV SS holds debug traps back for one instruction. */
export const debugTrapBlock = (p: Processor): EventBlock | null =>
  shadowBlock(p) === 'mov-ss' ? 'mov-ss' : standingBlock(p);

/**
 * VMXray holds NMIs back in the shadow of STI as well as of MOV SS; the manual lets a processor choose. What blocks them in
 * SMM is entering it. SDM Vol. 3: "NMI Handling While in SMM".
 */
export function nmiBlock(p: Processor): EventBlock | null {
  const block = shadowBlock(p) ?? waitingBlock(p);
  if (block !== null || (p.s[INTERRUPTIBILITY] & BLOCKED_BY_NMI) === 0) return block;
  if (isInSmm(p)) return 'smm';
  return p.s[GUEST] !== 0 && p.intercepts?.liftsBlocking(p, 'nmi') === true ? null : 'nmi';
}

/** What holds all external interrupts back, whatever their vectors. SDM Vol. 3: "Masking Maskable Hardware Interrupts". */
export function interruptBlock(p: Processor): EventBlock | null {
  const block = shadowBlock(p) ?? (p.s[ACTIVITY] > HLT ? standingBlock(p) : null);
  if (block !== null || (p.s[RFLAGS] & IF) !== 0) return block;
  return p.s[GUEST] !== 0 && p.intercepts?.liftsBlocking(p, 'external-interrupt') === true ? null : 'interrupt-flag';
}
