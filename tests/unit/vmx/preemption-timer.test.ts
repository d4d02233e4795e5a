import { describe, expect, test } from 'vitest';
import { CYCLES, PENDING, PENDING_EXTENSION } from '../../../src/cpu/state/processor-layout';
import { startPreemptionTimer } from '../../../src/vmx/nonroot/preemption-timer';
import { PREEMPTION_TIMER, TIMER_EXPIRED, TIMER_OFF, TIMER_RUNNING } from '../../../src/vmx/state/vmx-layout';
import { VmxProcessor } from '../../support/vmx-processor';

/** A guest that entered at a cycle count with a value in the timer, which counts changes of bit 5 of the counter. */
function started(cycles: number, value: bigint): VmxProcessor {
  const m = new VmxProcessor();
  m.setControl('pin-based', 'activate-vmx-preemption-timer', 1);
  m.setControl('vm-exit', 'save-vmx-preemption-timer-value', 1);
  m.set('vmx-preemption-timer-value', value);
  m.p.f[CYCLES] = cycles;
  startPreemptionTimer(m.unit, m.unit.region);
  return m;
}

describe('VMX-preemption timer', () => {
  test('expires at the change of bit 5 that takes it to zero, whatever lay behind the last change at VM entry', () => {
    expect([started(64, 3n), started(70, 3n), started(95, 3n)].map((m) => m.unit.deadline(m.p))).toEqual([
      160, 160, 160,
    ]);
    expect(started(96, 3n).unit.deadline(started(96, 3n).p)).toBe(192);
  });

  test.each([
    [70, 3n],
    [95, 3n],
    [96, 2n],
    [159, 1n],
    [160, 0n],
    [500, 0n],
  ])('a VM exit at cycle %i saves %i', (cycles, left) => {
    const m = started(70, 3n);
    m.p.f[CYCLES] = cycles;
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.field('vmx-preemption-timer-value')).toBe(left);
    expect(m.p.s[PREEMPTION_TIMER]).toBe(TIMER_OFF);
  });

  test('keeps values of 32 bits', () => {
    const m = started(70, 0xffff_ffffn);
    expect(m.unit.deadline(m.p)).toBe(64 + 0xffff_ffff * 32);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(m.field('vmx-preemption-timer-value')).toBe(0xffff_ffffn);
  });

  test('is noticed at its deadline only', () => {
    const m = started(70, 3n);
    m.unit.deadlineReached(m.p);
    expect(m.p.s[PREEMPTION_TIMER]).toBe(TIMER_RUNNING);
    m.p.f[CYCLES] = 160;
    m.unit.deadlineReached(m.p);
    expect([m.p.s[PREEMPTION_TIMER], m.p.s[PENDING] & PENDING_EXTENSION]).toEqual([TIMER_EXPIRED, PENDING_EXTENSION]);
    expect(m.unit.deadline(m.p)).toBe(Number.POSITIVE_INFINITY);
  });

  test('without its control nothing counts', () => {
    const m = new VmxProcessor();
    startPreemptionTimer(m.unit, m.unit.region);
    expect(m.unit.deadline(m.p)).toBe(Number.POSITIVE_INFINITY);
  });
});
