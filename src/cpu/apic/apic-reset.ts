import { updateInterruptRequest } from '../interrupts/pending';
import type { Processor } from '../processor';
import {
  APIC_DESTINATION_FORMAT,
  APIC_ERROR_STATUS,
  APIC_ERRORS,
  APIC_ICR,
  APIC_IRR,
  APIC_ISR,
  APIC_LOGICAL_DESTINATION,
  APIC_LVT,
  APIC_SPURIOUS,
  APIC_TIMER_DIVIDE,
  APIC_TIMER_INITIAL,
  APIC_TIMER_RUNNING,
  APIC_TMR,
  APIC_TPR_SUBCLASS,
  TSC_DEADLINE,
} from '../state/processor-layout';
import { LVT_ENTRIES, LVT_LINT0, LVT_LINT1, LVT_MASKED } from './local-vector-table';
import { stopTimer } from './timer';

/** Delivery modes ExtINT and NMI in an LVT entry. */
const EXTINT = 0x700;
const NMI = 0x400;
const SOFTWARE_ENABLED = 0x100;

/**
 * The local APIC's registers after power-up, reset and INIT, and after it was disabled through IA32_APIC_BASE. CR8, which is
 * also the task priority, is the caller's. SDM Vol. 3: "Local APIC State After Power-Up or Reset", "Local APIC State After
 * an INIT Reset (“Wait-for-SIPI” State)".
 */
export function resetLocalApic(p: Processor): void {
  const s = p.s;
  for (const first of [APIC_IRR, APIC_ISR, APIC_TMR]) s.fill(0, first, first + 8);
  s[APIC_TPR_SUBCLASS] = 0;
  s[APIC_LOGICAL_DESTINATION] = 0;
  s[APIC_DESTINATION_FORMAT] = -1;
  s[APIC_SPURIOUS] = 0xff;
  s[APIC_ERROR_STATUS] = 0;
  s[APIC_ERRORS] = 0;
  s[APIC_ICR] = 0;
  s[APIC_ICR + 1] = 0;
  s.fill(LVT_MASKED, APIC_LVT, APIC_LVT + LVT_ENTRIES);
  s[APIC_TIMER_INITIAL] = 0;
  s[APIC_TIMER_DIVIDE] = 0;
  s[APIC_TIMER_RUNNING] = 0;
  p.q[TSC_DEADLINE >> 1] = 0n;
  stopTimer(p);
  updateInterruptRequest(p);
}

/**
 * The bootstrap processor's local APIC as firmware leaves it: enabled, with the 8259's interrupts passing through LINT0 and
 * NMIs through LINT1. SDM Vol. 3: "Typical BSP Initialization Sequence"; MultiProcessor Specification, "Virtual Wire Mode".
 */
export function connectVirtualWire(p: Processor): void {
  p.s[APIC_SPURIOUS] = SOFTWARE_ENABLED | 0xff;
  p.s[APIC_LVT + LVT_LINT0] = EXTINT;
  p.s[APIC_LVT + LVT_LINT1] = NMI;
}
