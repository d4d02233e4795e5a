import { INFO_ERROR_CODE } from '../../cpu/interrupts/event-type';
import { settleFlags } from '../../cpu/registers/flags';
import {
  CYCLES,
  EFER,
  EVENTS,
  INSTRUCTIONS,
  INTERRUPTIBILITY,
  NMI_UNBLOCKED,
  OTHER_POSITIONS,
  RIP,
  VECTORING_ERROR_CODE,
  VECTORING_INFO,
  VECTORING_LENGTH,
} from '../../cpu/state/processor-layout';
import { leaveApicVirtualization } from '../apic-virtualization/leave-guest';
import { controlMask } from '../controls/control-words.table';
import { NOTHING, type TransitionDraft } from '../explain/build-transition';
import { loadMsrsOnExit, storeMsrsOnExit } from '../msr-areas/msr-areas';
import { stopPreemptionTimer } from '../nonroot/preemption-timer';
import { takeTransitionMachineCheck } from '../state/transition-machine-check';
import { BUS_LOCK, CURRENT_VMCS, MODE_ROOT, MTF_FROM } from '../state/vmx-layout';
import { setVmxMode } from '../state/vmx-mode';
import { hostStatePlaces } from '../transfer/guest-state-places';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import type { ExitInformation } from './exit-information';
import { loadHostState } from './load-host-state';
import { recordExitInformation } from './record-exit-information';
import { saveGuestState } from './save-guest-state';
import {
  ABORT_HOST_ADDRESS_SPACE,
  ABORT_HOST_PDPTES,
  ABORT_LOADING_HOST_MSRS,
  ABORT_MACHINE_CHECK,
  ABORT_SAVING_GUEST_MSRS,
  vmxAbort,
} from './vmx-abort';

const EXIT_CONTROLS = F['vm-exit-controls'];
const PIN_BASED = F['pin-based-controls'];
const GUEST_RIP = F['guest-rip'];
const GUEST_RFLAGS = F['guest-rflags'];
const VECTORING = F['idt-vectoring-information'];
const VECTORING_CODE = F['idt-vectoring-error-code'];
const HOST_ADDRESS_SPACE_SIZE = controlMask('vm-exit', 'host-address-space-size');
const VIRTUAL_NMIS = controlMask('pin-based', 'virtual-nmis');
const BUS_LOCK_REASON = 74;
/** Bit 26 of the exit reason: the guest had locked the bus, and another VM exit came first. */
const BUS_LOCK_BIT = 0x0400_0000;
const LMA = 0x400;
const BLOCKED_BY_NMI = 8;

/**
 * A VM exit, as `c.exit` describes it: records why, saves the guest, loads the host. The processor stands before the
 * host's first instruction when this returns (or is shut down by a VMX abort). SDM Vol. 3, chapter "VM Exits".
 */
export function vmExit(c: VmxContext): void {
  publishPendingEntry(c);
  const { p, exit } = c;
  const { s } = p;
  const region = c.region;
  const detailed = c.detailed;
  if (detailed) {
    settleFlags(p);
    c.capture.take(p, region);
  }
  p.image.noteWrite(s[CURRENT_VMCS] >>> 12);
  const words = p.image.i32;
  const fromIa32e = (s[EFER] & LMA) !== 0;

  if (s[BUS_LOCK] !== 0) {
    if (exit.reason !== BUS_LOCK_REASON) exit.reason |= BUS_LOCK_BIT;
    s[BUS_LOCK] = 0;
  }
  recordExitInformation(c, region);
  saveGuestState(c, region);
  leaveApicVirtualization(c, region);
  stopPreemptionTimer(c, region);
  s[VECTORING_INFO] = 0;
  s[VECTORING_ERROR_CODE] = 0;
  s[VECTORING_LENGTH] = 0;
  s[NMI_UNBLOCKED] = 0;
  p.f[MTF_FROM] = 0;
  setVmxMode(p, MODE_ROOT);
  if (storeMsrsOnExit(c) !== 0) {
    vmxAbort(c, region, ABORT_SAVING_GUEST_MSRS, exit.cause);
    return;
  }
  if (fromIa32e && (words[region + EXIT_CONTROLS] & HOST_ADDRESS_SPACE_SIZE) === 0) {
    vmxAbort(c, region, ABORT_HOST_ADDRESS_SPACE, exit.cause);
    return;
  }
  if (!loadHostState(c, region)) {
    vmxAbort(c, region, ABORT_HOST_PDPTES, exit.cause);
    return;
  }
  if (takeTransitionMachineCheck(p)) {
    vmxAbort(c, region, ABORT_MACHINE_CHECK, exit.cause);
    return;
  }
  // Blocking of virtual NMIs belongs to the guest; it held no real NMI back.
  if ((words[region + PIN_BASED] & VIRTUAL_NMIS) !== 0) s[INTERRUPTIBILITY] &= ~BLOCKED_BY_NMI;
  if (exit.blocksNmi) s[INTERRUPTIBILITY] |= BLOCKED_BY_NMI;
  if (loadMsrsOnExit(c) !== 0) {
    vmxAbort(c, region, ABORT_LOADING_HOST_MSRS, exit.cause);
    return;
  }

  const cost = c.charges.exits[exit.reason & 127];
  p.f[CYCLES] += cost;
  if (c.listener !== null) publishExit(c, region, cost, detailed);
}

/** Tells the listener of a VM entry whose injected event has not been delivered yet. */
export function publishPendingEntry(c: VmxContext): void {
  if (c.pendingEntry === null) return;
  const entry = c.pendingEntry;
  c.pendingEntry = null;
  c.listener?.transition(entry);
}

function publishExit(c: VmxContext, region: number, cost: number, detailed: boolean): void {
  const { p, exit } = c;
  const words = p.image.i32;
  if (!detailed && c.why === null && c.listener?.outline != null && isPlain(exit, words[region + VECTORING])) {
    c.listener.outline(exit.cause, cost, exit);
    return;
  }
  const instructions = p.f[INSTRUCTIONS] as number;
  const guestRip = p.image.u64[(region + GUEST_RIP) >> 1] as bigint;
  // As draftTransition would, with what every exit defines in one literal: members that are added later cost more.
  const t: TransitionDraft = {
    cpu: p.id,
    instructions,
    position: instructions + (p.f[EVENTS] as number) + (p.f[OTHER_POSITIONS] as number),
    cycles: p.f[CYCLES] as number,
    kind: 'vm-exit',
    cause: exit.cause,
    cost,
    fromRip: guestRip,
    toRip: p.q[RIP >> 1] as bigint,
    vmcs: p.q[CURRENT_VMCS >> 1] as bigint,
    exitReason: exit.reason,
    qualification: unsigned64(exit.qualificationLow, exit.qualificationHigh),
    guestRip,
    guestRflags: BigInt(words[region + GUEST_RFLAGS] >>> 0),
    why: c.why,
    checks: NOTHING,
    saved: NOTHING,
    loaded: NOTHING,
  };
  c.why = null;
  describeDefinedFields(t, exit, words, region);
  if (detailed) {
    t.saved = c.capture.savedFields(p, region);
    t.loaded = c.capture.loadedFields(p, hostStatePlaces);
  }
  c.listener?.transition(t);
}

/** Whether an outline says everything about the exit. */
const isPlain = (exit: ExitInformation, vectoring: number): boolean =>
  exit.interruptionInfo === 0 && !exit.hasLinearAddress && !exit.hasPhysicalAddress && vectoring === 0;

const unsigned64 = (low: number, high: number): bigint =>
  high === 0 ? BigInt(low >>> 0) : (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);

/** The information fields that not every exit defines. */
function describeDefinedFields(t: TransitionDraft, exit: ExitInformation, words: Int32Array, region: number): void {
  if (exit.instructionLength >= 0) t.instructionLength = exit.instructionLength;
  if (exit.hasInstructionInfo) t.instructionInfo = exit.instructionInfo >>> 0;
  if (exit.interruptionInfo !== 0) t.interruptionInfo = exit.interruptionInfo >>> 0;
  if ((exit.interruptionInfo & INFO_ERROR_CODE) !== 0) t.interruptionErrorCode = exit.interruptionErrorCode >>> 0;
  if (exit.hasLinearAddress) t.guestLinearAddress = unsigned64(exit.linearLow, exit.linearHigh);
  if (exit.hasPhysicalAddress) t.guestPhysicalAddress = unsigned64(exit.physicalLow, exit.physicalHigh);
  const vectoring = words[region + VECTORING];
  if (vectoring === 0) return;
  t.idtVectoringInfo = vectoring >>> 0;
  if ((vectoring & INFO_ERROR_CODE) !== 0) t.idtVectoringErrorCode = words[region + VECTORING_CODE] >>> 0;
}
