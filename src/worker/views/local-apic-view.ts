import {
  APIC_BOOTSTRAP,
  isApicEnabled,
  isApicSoftwareEnabled,
  isX2Apic,
  logicalX2ApicId,
} from '../../cpu/apic/apic-mode';
import {
  LVT_ERROR,
  LVT_LEVEL,
  LVT_LINT0,
  LVT_LINT1,
  LVT_MASKED,
  LVT_REMOTE_IRR,
  LVT_TIMER,
  lvtDeliveryMode,
} from '../../cpu/apic/local-vector-table';
import { processorPriority, taskPriority } from '../../cpu/apic/priority';
import { currentCount, divisor, timerDeadline, timerMode } from '../../cpu/apic/timer';
import { setVectors } from '../../cpu/interrupts/pending';
import type { Processor } from '../../cpu/processor';
import {
  APIC_BASE,
  APIC_DESTINATION_FORMAT,
  APIC_ERROR_STATUS,
  APIC_ERRORS,
  APIC_ICR,
  APIC_IRR,
  APIC_ISR,
  APIC_LOGICAL_DESTINATION,
  APIC_LVT,
  APIC_SPURIOUS,
  APIC_TIMER_INITIAL,
  APIC_TMR,
  TSC_DEADLINE,
} from '../../cpu/state/processor-layout';
import type { ApicTimerView, LocalApicView, LvtEntryView, LvtName } from '../../protocol/interrupts-view';
import { word64 } from './registers-view';

const PAGE = 0xfffn;

/** Entries in the order of their registers. */
const ENTRIES: readonly LvtName[] = ['timer', 'thermal', 'performance', 'lint0', 'lint1', 'error'];
const TIMER_MODES: readonly ApicTimerView['mode'][] = ['one-shot', 'periodic', 'tsc-deadline'];

/** The local APIC with its registers taken apart. */
export function toLocalApicView(p: Processor): LocalApicView {
  const { s } = p;
  const wide = isX2Apic(p);
  return {
    mode: !isApicEnabled(p) ? 'disabled' : wide ? 'x2apic' : 'xapic',
    softwareEnabled: isApicSoftwareEnabled(p),
    bootstrap: (s[APIC_BASE] & APIC_BOOTSTRAP) !== 0,
    base: word64(p, APIC_BASE) & ~PAGE,
    id: p.id,
    taskPriority: taskPriority(p),
    processorPriority: processorPriority(p),
    requested: setVectors(s, APIC_IRR),
    inService: setVectors(s, APIC_ISR),
    levelTriggered: setVectors(s, APIC_TMR),
    spurious: s[APIC_SPURIOUS],
    errorStatus: s[APIC_ERROR_STATUS],
    errorsNoted: s[APIC_ERRORS],
    logicalDestination: (wide ? logicalX2ApicId(p) : s[APIC_LOGICAL_DESTINATION]) >>> 0,
    destinationFormat: wide ? null : s[APIC_DESTINATION_FORMAT] >>> 0,
    command: word64(p, APIC_ICR),
    entries: ENTRIES.map((name, entry) => toEntry(name, entry, s[APIC_LVT + entry])),
    timer: toTimer(p),
  };
}

function toEntry(name: LvtName, entry: number, value: number): LvtEntryView {
  const pin = entry === LVT_LINT0 || entry === LVT_LINT1;
  return {
    name,
    value,
    vector: value & 0xff,
    masked: (value & LVT_MASKED) !== 0,
    deliveryMode: entry === LVT_TIMER || entry === LVT_ERROR ? null : lvtDeliveryMode(value),
    level: pin && (value & LVT_LEVEL) !== 0,
    remoteIrr: pin && (value & LVT_REMOTE_IRR) !== 0,
  };
}

function toTimer(p: Processor): ApicTimerView {
  const deadline = timerDeadline(p);
  return {
    mode: TIMER_MODES[timerMode(p)] ?? 'one-shot',
    divisor: divisor(p),
    initialCount: p.s[APIC_TIMER_INITIAL] >>> 0,
    currentCount: currentCount(p),
    tscDeadline: word64(p, TSC_DEADLINE),
    deadline: Number.isFinite(deadline) ? deadline : null,
  };
}
