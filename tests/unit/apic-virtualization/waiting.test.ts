import { describe, expect, it } from 'vitest';
import { requestInterrupt } from '../../../src/cpu/interrupts/pending';
import { PENDING_VECTORS, RFLAGS } from '../../../src/cpu/state/processor-layout';
import { GUEST_INTERRUPT_STATUS, VIRTUAL_INTERRUPT } from '../../../src/vmx/state/vmx-layout';
import { toWaitingEvents } from '../../../src/worker/views/waiting-view';
import { VmxProcessor } from '../../support/vmx-processor';

const IF = 0x200;

describe('what waits for the next boundary of a guest', () => {
  it('has the virtual interrupt that is recognized, with what blocks it', () => {
    const m = new VmxProcessor();
    m.p.s[VIRTUAL_INTERRUPT] = 1;
    m.p.s[GUEST_INTERRUPT_STATUS] = 0x2041;
    expect(toWaitingEvents(m.p)).toMatchObject([
      { kind: 'virtual-interrupt', vector: 0x41, fate: 'blocked', blocks: ['interrupt-flag'] },
    ]);
    m.p.s[RFLAGS] |= IF;
    expect(toWaitingEvents(m.p)).toMatchObject([{ kind: 'virtual-interrupt', vector: 0x41, fate: 'next', blocks: [] }]);
  });

  it('says that an interrupt with the notification vector will not exit, and does not acknowledge it', () => {
    const m = new VmxProcessor();
    m.setControl('pin-based', 'external-interrupt-exiting', 1);
    m.setControl('pin-based', 'process-posted-interrupts', 1);
    m.set('posted-interrupt-notification-vector', 0xf2n);
    requestInterrupt(m.p, 0xf2);
    expect(toWaitingEvents(m.p)).toMatchObject([
      {
        vector: 0xf2,
        fate: 'next',
        decision: { rule: 'posted-interrupt-notification', exits: false, bit: 7, value: 1 },
      },
    ]);
    expect(m.p.s[PENDING_VECTORS + 7]).toBe(1 << 18);
    m.set('posted-interrupt-notification-vector', 0xf3n);
    expect(toWaitingEvents(m.p)).toMatchObject([{ decision: { rule: 'external-interrupt-exiting', exits: true } }]);
  });
});
