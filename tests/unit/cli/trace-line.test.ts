import { describe, expect, test } from 'vitest';
import { toTraceLine } from '../../../src/cli/trace-line';
import { enterGuest } from '../../../src/vmx/entry/enter-guest';
import type { Transition } from '../../../src/vmx/explain/transition';
import { VmxProcessor } from '../../support/vmx-processor';

const transitionOf = (m: VmxProcessor): Transition => {
  const last = m.lastTransition;
  if (last === undefined) throw new Error('no transition');
  return last;
};

const traceOf = (t: Transition, n: number) => JSON.parse(toTraceLine(t, n));

describe('a line of the trace', () => {
  test('a VM exit by an instruction has exactly the documented members in their order', () => {
    const m = new VmxProcessor();
    m.setControl('primary-processor-based', 'hlt-exiting', 1);
    m.unit.instruction(m.p, m.instruction('hlt', { length: 1 }), 'hlt');
    expect(toTraceLine(transitionOf(m), 1)).toBe(
      '{"n":1,"cpu":0,"instructions":0,"cycles":332,"kind":"vm-exit","reason":12,"exitReason":"0xc","name":"HLT",' +
        '"qualification":"0x0","instructionLength":1,"guestRip":"0x105000","guestRflags":"0x0","vmcs":"0x121000",' +
        '"why":{"rule":"hlt-exiting","word":"primary-processor-based","bit":7,"value":1,' +
        '"sdm":"Instructions That Cause VM Exits Conditionally",' +
        '"steps":[{"word":"primary-processor-based","bit":7,"value":1,"name":"HLT exiting"}]}}',
    );
  });

  test('an unconditional exit names no bit', () => {
    const m = new VmxProcessor();
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(traceOf(transitionOf(m), 7).why).toEqual({
      rule: 'cpuid',
      sdm: 'Instructions That Cause VM Exits Unconditionally',
    });
  });

  test('an event brings its interruption information, an event under delivery its own', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 14n);
    m.unit.exception(m.p, 14, 2, 'fault', 0xffff_8000_0000_0000n);
    const record = traceOf(transitionOf(m), 1);
    expect(record).toMatchObject({
      name: 'Exception or NMI',
      qualification: '0xffff800000000000',
      interruptionInfo: '0x80000b0e',
      interruptionErrorCode: '0x2',
    });
    expect(record).not.toHaveProperty('instructionLength');
    expect(record).not.toHaveProperty('idtVectoringInfo');
  });

  test('an entry failure has reason and failing checks with their fields', () => {
    const m = new VmxProcessor('root');
    m.set('guest-rflags', 0n);
    enterGuest(m.unit, true);
    const record = traceOf(transitionOf(m), 2);
    expect(record).toMatchObject({ kind: 'entry-failure', reason: 33, exitReason: '0x80000021', qualification: '0x0' });
    expect(record.checks?.[0]).toMatchObject({
      group: 'guest-state',
      reported: true,
      fields: { 'guest-rflags': '0x0' },
    });
    expect(record).not.toHaveProperty('why');
  });

  test('VMfail has its error number', () => {
    const m = new VmxProcessor('root');
    m.set('host-cs-selector', 0n);
    enterGuest(m.unit, true);
    expect(traceOf(transitionOf(m), 1)).toMatchObject({ kind: 'vm-fail', error: 8, vmcs: '0x121000' });
  });

  test('a VMX abort has its indicator and the exit that could not be completed', () => {
    const m = new VmxProcessor();
    m.setControl('vm-exit', 'host-address-space-size', 0);
    m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
    expect(traceOf(transitionOf(m), 3)).toMatchObject({
      kind: 'vmx-abort',
      abort: 6,
      reason: 10,
      exitReason: '0xa',
      name: 'CPUID',
      qualification: '0x0',
      guestRip: '0x105000',
      why: { rule: 'cpuid' },
    });
  });

  test('a VM entry says what it injects only when it does', () => {
    const m = new VmxProcessor('root');
    enterGuest(m.unit, true);
    const record = traceOf(transitionOf(m), 1);
    expect(Object.keys(record)).toEqual(['n', 'cpu', 'instructions', 'cycles', 'kind', 'vmcs']);
    expect(traceOf({ ...transitionOf(m), injected: 0x8000_0030 }, 1).injected).toBe('0x80000030');
  });
});
