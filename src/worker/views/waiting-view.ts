import { EXTINT_VECTOR } from '../../cpu/apic/external-interrupt';
import { type BoundaryEvent, waitingEvents } from '../../cpu/interrupts/boundary';
import {
  debugTrapBlock,
  initBlock,
  interruptBlock,
  machineCheckBlock,
  nmiBlock,
  smiBlock,
} from '../../cpu/interrupts/event-block';
import type { EventBlock } from '../../cpu/interrupts/event-blocks.table';
import { DB, MC, NMI } from '../../cpu/interrupts/fault';
import { requestedInterrupts } from '../../cpu/interrupts/pending';
import type { Processor } from '../../cpu/processor';
import { ACTIVITY, GUEST, STARTUP_VECTOR } from '../../cpu/state/processor-layout';
import type { WaitingEvent, WaitingKind } from '../../protocol/interrupts-view';
import {
  isVirtualInterruptRecognized,
  requestingVector,
} from '../../vmx/apic-virtualization/pending-virtual-interrupt';
import { isBusLockPending } from '../../vmx/nonroot/bus-lock';
import { foreseeExit } from '../../vmx/nonroot/foresee-exit';
import {
  awaitsInterruptWindow,
  awaitsNmiWindow,
  type BoundaryCause,
  interruptWindowBlock,
  nmiWindowBlock,
} from '../../vmx/nonroot/intercept-events';
import { isMonitorTrapFlagDue } from '../../vmx/nonroot/monitor-trap-flag';
import { isPreemptionTimerDue } from '../../vmx/nonroot/preemption-timer';
import { type VmxUnit, vmxUnitOf } from '../../vmx/unit';

const WAIT_FOR_SIPI = 3;

/** Something that waits, before it is compared with the others. */
interface Candidate {
  readonly kind: WaitingKind;
  readonly vector?: number | null;
  readonly source?: WaitingEvent['source'];
  readonly blocks: readonly EventBlock[];
  readonly dropped?: boolean;
  /** What VMX non-root operation decides about, and the vector that goes with it; absent: nothing does. */
  readonly cause?: readonly [BoundaryCause, number];
}

/** What waits for the next instruction boundary, in the order of priority, with what that boundary makes of it. */
export function toWaitingEvents(p: Processor): WaitingEvent[] {
  const unit = p.s[GUEST] === 0 ? null : vmxUnitOf(p);
  let taken = false;
  return candidatesOf(p, unit).map(({ kind, vector = null, source = null, blocks, dropped = false, cause }) => {
    const free = blocks.length === 0 && !dropped;
    const fate = dropped ? 'dropped' : blocks.length > 0 ? 'blocked' : taken ? 'behind' : 'next';
    taken ||= free;
    const decision = free && unit !== null && cause !== undefined ? foreseeExit(unit, ...cause) : null;
    return { kind, vector, source, fate, blocks, decision };
  });
}

/** Timer and windows rank by the side of NMIs: see `interceptBoundary`. */
function candidatesOf(p: Processor, unit: VmxUnit | null): Candidate[] {
  const found: Candidate[] = [];
  if (unit !== null && isPreemptionTimerDue(unit)) {
    found.push({ kind: 'preemption-timer', blocks: [], cause: ['preemption-timer', 0] });
  }
  const window = unit === null ? [] : [...interruptWindow(unit), ...virtualInterrupt(unit)];
  if (unit !== null && awaitsNmiWindow(unit)) {
    found.push({ kind: 'nmi-window', blocks: listOf(nmiWindowBlock(unit)), cause: ['nmi-window', 0] });
  }
  const events = waitingEvents(p).filter((event) => event !== 'extension');
  const above = events.filter((event) => event !== 'nmi' && event !== 'external-interrupt');
  const nmi = events.filter((event) => event === 'nmi');
  const interrupts = events.filter((event) => event === 'external-interrupt');
  const of = (event: BoundaryEvent): readonly Candidate[] => candidates[event](p);
  return [...above.flatMap(of), ...found, ...nmi.flatMap(of), ...window, ...interrupts.flatMap(of)];
}

const interruptWindow = (unit: VmxUnit): readonly Candidate[] =>
  awaitsInterruptWindow(unit)
    ? [{ kind: 'interrupt-window', blocks: listOf(interruptWindowBlock(unit)), cause: ['interrupt-window', 0] }]
    : [];

/** One that is recognized. It never comes together with the window. */
const virtualInterrupt = (unit: VmxUnit): readonly Candidate[] =>
  isVirtualInterruptRecognized(unit)
    ? [{ kind: 'virtual-interrupt', vector: requestingVector(unit), blocks: listOf(interruptWindowBlock(unit)) }]
    : [];

const listOf = (block: EventBlock | null): readonly EventBlock[] => (block === null ? [] : [block]);

const candidates: Readonly<Record<BoundaryEvent, (p: Processor) => readonly Candidate[]>> = {
  'machine-check': (p) => [{ kind: 'machine-check', blocks: listOf(machineCheckBlock(p)), cause: ['exception', MC] }],
  smi: (p) => [{ kind: 'smi', blocks: listOf(smiBlock(p)) }],
  init: (p) => [{ kind: 'init', blocks: listOf(initBlock(p)), cause: ['init', 0] }],
  'start-up': (p) => {
    const vector = p.s[STARTUP_VECTOR] as number;
    const dropped = p.s[ACTIVITY] !== WAIT_FOR_SIPI;
    return [{ kind: 'start-up', vector, blocks: [], dropped, cause: ['start-up', vector] }];
  },
  'debug-trap': (p) => [{ kind: 'debug-trap', blocks: listOf(debugTrapBlock(p)), cause: ['exception', DB] }],
  completion: () => [],
  'extension-trap': (p) => {
    if (p.s[GUEST] === 0) return [];
    const unit = vmxUnitOf(p);
    const found: Candidate[] = [];
    if (isMonitorTrapFlagDue(unit, 0)) {
      found.push({ kind: 'monitor-trap-flag', blocks: [], cause: ['monitor-trap-flag', 0] });
    }
    if (isBusLockPending(unit)) found.push({ kind: 'bus-lock', blocks: [], cause: ['bus-lock', 0] });
    return found;
  },
  extension: () => [],
  nmi: (p) => [{ kind: 'nmi', blocks: listOf(nmiBlock(p)), cause: ['nmi', NMI] }],
  'external-interrupt': (p) => {
    const held = listOf(interruptBlock(p));
    return requestedInterrupts(p).map(({ source, vector, block }) => ({
      kind: 'external-interrupt',
      source,
      vector,
      blocks: [...listOf(block), ...held],
      cause: ['external-interrupt', vector ?? EXTINT_VECTOR],
    }));
  },
};
