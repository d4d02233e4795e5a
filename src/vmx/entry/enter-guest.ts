import { settleFlags } from '../../cpu/registers/flags';
import {
  ATTENTION,
  BRANCH_WATCHED,
  BREAKPOINTS_MET,
  CYCLES,
  INTERRUPTIBILITY,
  LAPSING,
  MONITOR_ARMED,
  PENDING,
  PENDING_EXTENSION,
  RIP,
  SINGLE_STEP,
} from '../../cpu/state/processor-layout';
import { enterApicVirtualization } from '../apic-virtualization/enter-guest';
import { publishPendingEntry } from '../exit/vm-exit';
import { draftTransition, type TransitionDraft } from '../explain/build-transition';
import { vmFailValid } from '../instructions/vm-fail';
import { loadMsrsOnEntry } from '../msr-areas/msr-areas';
import { needsBoundary } from '../nonroot/intercept-events';
import { armMonitorTrapFlag } from '../nonroot/monitor-trap-flag';
import { forgetPauseLoop } from '../nonroot/pause-loop';
import { startPreemptionTimer } from '../nonroot/preemption-timer';
import { activateShadowVmcs } from '../state/shadow-vmcs';
import { takeTransitionMachineCheck } from '../state/transition-machine-check';
import { CURRENT_VMCS, MODE_NON_ROOT } from '../state/vmx-layout';
import { setVmxMode } from '../state/vmx-mode';
import { guestStatePlaces } from '../transfer/guest-state-places';
import { LAUNCH_STATE_LAUNCHED, LAUNCH_STATE_WORD } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { failEntry } from './entry-failure';
import { injectEvent, injectedEvent, vectoredEvent } from './inject-event';
import { loadGuestState } from './load-guest-state';
import { msrLoadFinding } from './msr-load-finding';
import { dropPendingDebugExceptions } from './pending-debug-exceptions';

const BLOCKED_BY_NMI = 8;

/**
 * VM entry, after the instruction's own checks (current VMCS, launch state, blocking by MOV SS): checks the VMCS, loads the
 * guest and the MSRs, injects the event. Ends in the guest; or with VMfailValid 7 or 8; or in the host with an entry
 * failure; or, when the delivery of the injected event exits, in the host after a VM exit. SDM Vol. 3, chapter "VM Entries".
 */
export function enterGuest(c: VmxContext, launch: boolean): void {
  const { p } = c;
  const { s } = p;
  const cause = launch ? 'vmlaunch' : 'vmresume';
  const region = c.region;
  const failure = c.heldChecks.hold() ? null : c.heldChecks.explain();
  const outcome = failure?.reported?.outcome;
  if (failure !== null && outcome?.kind === 'vm-fail-valid') {
    vmFailValid(p, cause, outcome.error, failure.failing);
    return;
  }
  if (c.detailed) {
    settleFlags(p);
    c.capture.take(p, region);
  }
  if (launch || failure !== null) p.image.noteWrite(s[CURRENT_VMCS] >>> 12);
  const nmiBlocking = s[INTERRUPTIBILITY] & BLOCKED_BY_NMI;
  if (failure !== null && outcome?.kind === 'entry-failure') {
    failEntry(c, region, outcome, nmiBlocking, cause, failure.failing);
    return;
  }
  loadGuestState(c, region);
  const failingMsr = loadMsrsOnEntry(c);
  if (failingMsr !== 0) {
    p.image.noteWrite(s[CURRENT_VMCS] >>> 12);
    const checks = c.listener === null ? [] : [msrLoadFinding(c, region, failingMsr)];
    failEntry(c, region, { reason: 34, qualification: failingMsr }, nmiBlocking, cause, checks);
    return;
  }
  if (takeTransitionMachineCheck(p)) {
    p.image.noteWrite(s[CURRENT_VMCS] >>> 12);
    failEntry(c, region, { reason: 41, qualification: 0 }, nmiBlocking, cause, []);
    return;
  }
  setVmxMode(p, MODE_NON_ROOT);
  if (launch) p.image.i32[region + LAUNCH_STATE_WORD] = LAUNCH_STATE_LAUNCHED;
  activateShadowVmcs(p, region);
  s[LAPSING] = 0;
  s[SINGLE_STEP] = 0;
  s[BRANCH_WATCHED] = 0;
  s[BREAKPOINTS_MET] = 0;
  s[MONITOR_ARMED] = 0;
  const cost = launch ? c.charges.vmlaunch : c.charges.vmresume;
  // The VMX-preemption timer counts during the VM entry too, and may expire in it.
  startPreemptionTimer(c, region);
  p.f[CYCLES] += cost;
  const injected = injectedEvent(c, region);
  const event = vectoredEvent(injected);
  armMonitorTrapFlag(c, event !== 0 ? 'event' : injected !== 0 ? 'pending-mtf' : 'nothing');
  forgetPauseLoop(c);
  enterApicVirtualization(c, region);
  if (needsBoundary(c)) s[PENDING] |= PENDING_EXTENSION;
  s[ATTENTION] = 1;

  if (c.listener !== null) {
    if (injected === 0 && c.listener.outline != null && !c.detailed) {
      dropPendingDebugExceptions(c, event);
      c.listener.outline(cause, cost, null);
      return;
    }
    c.pendingEntry = entryRecord(c, region, cause, cost, injected, c.detailed);
  }
  dropPendingDebugExceptions(c, event);
  if (event !== 0) {
    injectEvent(c, region, event);
    // Without a VM exit on the way the guest goes on at the event's handler.
    if (c.pendingEntry !== null) c.pendingEntry.toRip = p.q[RIP >> 1] as bigint;
  }
  publishPendingEntry(c);
}

function entryRecord(
  c: VmxContext,
  region: number,
  cause: string,
  cost: number,
  injected: number,
  detailed: boolean,
): TransitionDraft {
  const t = draftTransition(c.p, 'vm-entry', cause);
  t.cost = cost;
  if (injected !== 0) t.injected = injected >>> 0;
  if (detailed) {
    t.loaded = c.capture.loadedFields(c.p, guestStatePlaces);
    t.saved = c.capture.savedFields(c.p, region);
  }
  return t;
}
