import { describe, expect, it } from 'vitest';
import { CYCLES, INSTRUCTIONS, PENDING, PENDING_EXTENSION } from '../../../src/cpu/state/processor-layout';
import { noteBusLock } from '../../../src/vmx/nonroot/bus-lock';
import { armMonitorTrapFlag } from '../../../src/vmx/nonroot/monitor-trap-flag';
import { startPreemptionTimer } from '../../../src/vmx/nonroot/preemption-timer';
import { toWaitingEvents } from '../../../src/worker/views/waiting-view';
import { VmxProcessor } from '../../support/vmx-processor';

const PRIMARY = 'primary-processor-based';
const lines = ({ p }: VmxProcessor): string[] =>
  toWaitingEvents(p).map(({ kind, fate, decision }) => `${kind} ${fate} ${decision?.rule ?? ''}`.trim());

/** A guest whose boundaries the monitor wants to look at. */
function watchedGuest(): VmxProcessor {
  const m = new VmxProcessor();
  m.p.s[PENDING] |= PENDING_EXTENSION;
  return m;
}

describe('what a monitor waits for, among what waits for the next boundary', () => {
  it('the monitor trap flag, once the step is done', () => {
    const m = watchedGuest();
    m.setControl(PRIMARY, 'monitor-trap-flag', 1);
    armMonitorTrapFlag(m.unit, 'nothing');
    expect(lines(m)).toEqual([]);
    m.p.f[INSTRUCTIONS] += 1;
    expect(lines(m)).toEqual(['monitor-trap-flag next monitor-trap-flag']);
  });

  it('a bus lock behind it, and the VMX-preemption timer at zero', () => {
    const m = watchedGuest();
    m.p.f[CYCLES] = 1000;
    m.setControl(PRIMARY, 'activate-secondary-controls', 1);
    m.setControl('secondary-processor-based', 'vmm-bus-lock-detection', 1);
    m.setControl('pin-based', 'activate-vmx-preemption-timer', 1);
    startPreemptionTimer(m.unit, m.unit.region);
    noteBusLock(m.unit);
    expect(lines(m)).toEqual(['bus-lock next vmm-bus-lock-detection', 'preemption-timer behind vmx-preemption-timer']);
    armMonitorTrapFlag(m.unit, 'pending-mtf');
    expect(lines(m)[0]).toBe('monitor-trap-flag next pending-mtf');
  });
});
