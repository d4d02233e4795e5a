import { describe, expect, test } from 'vitest';
import { initBlock, interruptBlock, nmiBlock } from '../../../src/cpu/interrupts/event-block';
import { requestInit, requestInterrupt, requestNmi } from '../../../src/cpu/interrupts/pending';
import { IF, RF } from '../../../src/cpu/registers/flags';
import {
  ACTIVITY,
  INTERRUPTIBILITY,
  NMI_UNBLOCKED,
  PENDING,
  PENDING_DEBUG,
  PENDING_INTERRUPT,
  PENDING_NMI,
  PENDING_VECTORS,
  RFLAGS,
  RIP,
  VECTORING_ERROR_CODE,
  VECTORING_INFO,
  VECTORING_LENGTH,
} from '../../../src/cpu/state/processor-layout';
import { MODE_NON_ROOT, MODE_ROOT, VMX_MODE } from '../../../src/vmx/state/vmx-layout';
import { GUEST_RIP, VmxProcessor } from '../../support/vmx-processor';

const PRIMARY = 'primary-processor-based';

/** A fault restores RIP before it is delivered. */
function fault(m: VmxProcessor, vector: number, errorCode: number, address = 0n): boolean {
  m.p.q[RIP >> 1] = GUEST_RIP;
  return m.unit.exception(m.p, vector, errorCode, 'fault', address);
}

describe('exception bitmap', () => {
  test('a clear bit lets the exception go to the guest', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 0xffff_ffffn & ~(1n << 6n));
    expect(fault(m, 6, -1)).toBe(false);
    expect(m.lastDecision).toMatchObject({
      rule: 'exception-bitmap',
      subject: '#UD',
      exits: false,
      word: 'exception-bitmap',
      bit: 6,
      value: 0,
    });
  });

  test('a set bit exits with the interruption information, RF saved as 1', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 13n);
    expect(fault(m, 13, 0x18)).toBe(true);
    expect(m.field('exit-reason')).toBe(0n);
    expect(m.field('vm-exit-interruption-information')).toBe(0x8000_0b0dn);
    expect(m.field('vm-exit-interruption-error-code')).toBe(0x18n);
    expect(m.field('guest-rip')).toBe(GUEST_RIP);
    expect(m.field('guest-rflags') & BigInt(RF)).toBe(BigInt(RF));
    expect(m.lastTransition).toMatchObject({
      interruptionInfo: 0x8000_0b0d,
      interruptionErrorCode: 0x18,
      cause: '#GP',
    });
    expect(m.lastTransition).not.toHaveProperty('instructionLength');
    expect(m.lastTransition).not.toHaveProperty('idtVectoringInfo');
  });

  for (const [mask, match, errorCode, bit, exits, rule] of [
    [0, 0, 2, 1, true, 'page-fault-error-code-match'],
    [0, 0, 2, 0, false, 'page-fault-error-code-match'],
    [2, 2, 3, 1, true, 'page-fault-error-code-match'],
    [2, 2, 1, 1, false, 'page-fault-error-code-mismatch'],
    [2, 2, 1, 0, true, 'page-fault-error-code-mismatch'],
    [0, 1, 0, 1, false, 'page-fault-error-code-mismatch'],
  ] as const) {
    test(`#PF ${errorCode} with mask ${mask}, match ${match}, bit ${bit} ${exits ? 'exits' : 'does not exit'}`, () => {
      const m = new VmxProcessor();
      m.set('exception-bitmap', BigInt(bit) << 14n);
      m.set('page-fault-error-code-mask', BigInt(mask));
      m.set('page-fault-error-code-match', BigInt(match));
      expect(fault(m, 14, errorCode, 0xffff_8000_1234_5678n)).toBe(exits);
      expect(m.lastDecision).toMatchObject({ rule, exits, word: 'exception-bitmap', bit: 14, value: bit });
      if (exits) expect(m.field('exit-qualification')).toBe(0xffff_8000_1234_5678n);
    });
  }

  test('INT3 is a software exception whose RIP stays at the instruction', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 8n);
    m.p.s[RFLAGS] |= RF;
    m.instruction('int3', { length: 1 });
    expect(m.unit.exception(m.p, 3, -1, 'software', 0n)).toBe(true);
    expect(m.lastTransition).toMatchObject({
      interruptionInfo: 0x8000_0603,
      instructionLength: 1,
      guestRip: GUEST_RIP,
    });
    expect(m.field('guest-rflags') & BigInt(RF)).toBe(0n);
  });

  test('INT1 is a privileged software exception', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 2n);
    m.instruction('int1', { length: 1 });
    m.unit.exception(m.p, 1, -1, 'software', 0n);
    expect(m.field('vm-exit-interruption-information')).toBe(0x8000_0501n);
    expect(m.field('exit-qualification')).toBe(0n);
  });

  test('a single-step trap reports BS, leaves nothing pending, and RIP is behind the instruction', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 2n);
    m.standAt(GUEST_RIP, 3);
    m.p.s[PENDING_DEBUG] = 0x4000;
    expect(m.unit.exception(m.p, 1, -1, 'trap', 0n)).toBe(true);
    expect(m.field('vm-exit-interruption-information')).toBe(0x8000_0301n);
    expect(m.field('exit-qualification')).toBe(0x4000n);
    expect(m.field('guest-rip')).toBe(GUEST_RIP + 3n);
    expect(m.field('guest-pending-debug-exceptions')).toBe(0n);
  });

  test('an exception during delivery reports the event that was being delivered', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 14n);
    m.p.s[VECTORING_INFO] = 0x8000_0b0d | 0;
    m.p.s[VECTORING_ERROR_CODE] = 0x20;
    fault(m, 14, 2, 0x1000n);
    expect(m.lastTransition).toMatchObject({ idtVectoringInfo: 0x8000_0b0d, idtVectoringErrorCode: 0x20 });
    expect(m.p.s[VECTORING_INFO]).toBe(0);
    expect(m.field('idt-vectoring-information')).toBe(0x8000_0b0dn);
  });

  test('delivery of INT n brings the instruction length along', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 13n);
    m.p.s[VECTORING_INFO] = 0x8000_0480 | 0;
    m.p.s[VECTORING_LENGTH] = 2;
    fault(m, 13, 0x802);
    expect(m.lastTransition).toMatchObject({
      idtVectoringInfo: 0x8000_0480,
      instructionLength: 2,
      guestRip: GUEST_RIP,
    });
    expect(m.lastTransition).not.toHaveProperty('idtVectoringErrorCode');
  });

  test('a double fault and a triple fault do not report what led to them', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 8n);
    m.p.s[VECTORING_INFO] = 0x8000_0b0d | 0;
    fault(m, 8, 0);
    expect(m.lastTransition).toMatchObject({ interruptionInfo: 0x8000_0b08, interruptionErrorCode: 0 });
    expect(m.field('idt-vectoring-information')).toBe(0n);
    const triple = new VmxProcessor();
    triple.p.s[VECTORING_INFO] = 0x8000_0b08 | 0;
    expect(triple.unit.tripleFault(triple.p)).toBe(true);
    expect(triple.lastTransition).toMatchObject({ exitReason: 2, qualification: 0n, cause: 'triple fault' });
    expect(triple.lastTransition).not.toHaveProperty('idtVectoringInfo');
    expect(triple.field('idt-vectoring-information')).toBe(0n);
  });

  test('an exception out of an IRET that unblocked NMIs says so', () => {
    const m = new VmxProcessor();
    m.set('exception-bitmap', 1n << 13n);
    m.p.s[NMI_UNBLOCKED] = 1;
    fault(m, 13, 0);
    expect(m.field('vm-exit-interruption-information')).toBe(0x8000_1b0dn);
    expect(m.p.s[NMI_UNBLOCKED]).toBe(0);
  });
});

describe('task switches', () => {
  test.each([
    ['call', 0x28n],
    ['iret', 0x4000_0028n],
    ['jmp', 0x8000_0028n],
  ] as const)('by %s exit at the instruction', (source, qualification) => {
    const m = new VmxProcessor();
    m.standAt(GUEST_RIP, 7);
    expect(m.unit.taskSwitch(m.p, 0x28, source)).toBe(true);
    expect(m.lastTransition).toMatchObject({
      exitReason: 9,
      qualification,
      instructionLength: 7,
      guestRip: GUEST_RIP,
      why: { rule: 'task-switch' },
    });
  });

  test('through a task gate of the IDT report the event', () => {
    const m = new VmxProcessor();
    m.standAt(GUEST_RIP, 2);
    m.p.s[VECTORING_INFO] = 0x8000_0480 | 0;
    m.p.s[VECTORING_LENGTH] = 2;
    expect(m.unit.taskSwitch(m.p, 0x30, 'gate')).toBe(true);
    expect(m.lastTransition).toMatchObject({
      exitReason: 9,
      qualification: 0xc000_0030n,
      idtVectoringInfo: 0x8000_0480,
      instructionLength: 2,
      guestRip: GUEST_RIP,
    });
  });
});

describe('external interrupts', () => {
  test('without exiting they follow RFLAGS.IF', () => {
    const m = new VmxProcessor();
    expect(interruptBlock(m.p)).toBe('interrupt-flag');
    m.p.s[RFLAGS] |= IF;
    expect(interruptBlock(m.p)).toBeNull();
    expect(m.unit.event(m.p, 'external-interrupt', 0x30)).toBe(false);
    expect(m.lastDecision).toMatchObject({
      rule: 'external-interrupt-exiting',
      subject: 'external interrupt 0x30',
      exits: false,
      word: 'pin-based',
      bit: 0,
      value: 0,
    });
  });

  test('with exiting RFLAGS.IF does not matter; unacknowledged they stay pending', () => {
    const m = new VmxProcessor();
    m.setControl('pin-based', 'external-interrupt-exiting', 1);
    requestInterrupt(m.p, 0x30);
    expect(interruptBlock(m.p)).toBeNull();
    expect(m.unit.event(m.p, 'external-interrupt', 0x30)).toBe(true);
    expect(m.lastTransition?.exitReason).toBe(1);
    expect(m.lastTransition).not.toHaveProperty('interruptionInfo');
    expect(m.p.s[PENDING] & PENDING_INTERRUPT).toBe(PENDING_INTERRUPT);
    expect(m.p.s[PENDING_VECTORS + 1]).toBe(1 << 16);
  });

  test('acknowledge interrupt on exit takes the vector', () => {
    const m = new VmxProcessor();
    m.setControl('pin-based', 'external-interrupt-exiting', 1);
    m.setControl('vm-exit', 'acknowledge-interrupt-on-exit', 1);
    requestInterrupt(m.p, 0x30);
    m.unit.event(m.p, 'external-interrupt', 0x30);
    expect(m.lastTransition?.interruptionInfo).toBe(0x8000_0030);
    expect(m.p.s[PENDING] & PENDING_INTERRUPT).toBe(0);
  });

  test('blocking by STI or MOV SS holds them back', () => {
    for (const [blocking, block] of [
      [1, 'sti'],
      [2, 'mov-ss'],
    ] as const) {
      const m = new VmxProcessor();
      m.setControl('pin-based', 'external-interrupt-exiting', 1);
      m.p.s[INTERRUPTIBILITY] = blocking;
      expect(interruptBlock(m.p)).toBe(block);
    }
  });
});

describe('NMI and INIT', () => {
  test('NMI exiting decides; after the exit NMIs are blocked', () => {
    const m = new VmxProcessor();
    expect(nmiBlock(m.p)).toBeNull();
    expect(m.unit.event(m.p, 'nmi', 2)).toBe(false);
    expect(m.lastDecision).toMatchObject({ rule: 'nmi-exiting', exits: false, word: 'pin-based', bit: 3, value: 0 });
    m.setControl('pin-based', 'nmi-exiting', 1);
    requestNmi(m.p);
    expect(m.unit.event(m.p, 'nmi', 2)).toBe(true);
    expect(m.lastTransition).toMatchObject({ exitReason: 0, interruptionInfo: 0x8000_0202, cause: 'NMI' });
    expect(m.p.s[INTERRUPTIBILITY]).toBe(8);
    expect(m.field('guest-interruptibility-state')).toBe(0n);
    expect(m.p.s[PENDING] & PENDING_NMI).toBe(0);
  });

  test('blocking by NMI holds real NMIs back, blocking of virtual NMIs does not', () => {
    const m = new VmxProcessor();
    m.setControl('pin-based', 'nmi-exiting', 1);
    m.p.s[INTERRUPTIBILITY] = 8;
    expect(nmiBlock(m.p)).toBe('nmi');
    m.setControl('pin-based', 'virtual-nmis', 1);
    expect(nmiBlock(m.p)).toBeNull();
    expect(m.unit.event(m.p, 'nmi', 2)).toBe(true);
    expect(m.field('guest-interruptibility-state')).toBe(8n);
  });

  test('blocking of virtual NMIs ends with the guest, blocking of real ones goes on in the host', () => {
    for (const virtual of [0, 1] as const) {
      const m = new VmxProcessor();
      m.setControl('pin-based', 'virtual-nmis', virtual);
      m.p.s[INTERRUPTIBILITY] = 8;
      m.unit.instruction(m.p, m.instruction('cpuid'), 'cpuid');
      expect(m.p.s[INTERRUPTIBILITY]).toBe(virtual === 1 ? 0 : 8);
      expect(m.field('guest-interruptibility-state')).toBe(8n);
    }
  });

  for (const [exiting, virtual, unblocks] of [
    [0, 0, true],
    [1, 0, false],
    [1, 1, true],
  ] as const) {
    test(`IRET with NMI exiting ${exiting} and virtual NMIs ${virtual}`, () => {
      const m = new VmxProcessor();
      m.setControl('pin-based', 'nmi-exiting', exiting);
      m.setControl('pin-based', 'virtual-nmis', virtual);
      expect(m.unit.iretUnblocksNmi(m.p)).toBe(unblocks);
    });
  }

  test('INIT exits always, but not from wait-for-SIPI', () => {
    const m = new VmxProcessor();
    requestInit(m.p);
    m.p.s[ACTIVITY] = 3;
    expect(initBlock(m.p)).toBe('wait-for-sipi');
    m.p.s[ACTIVITY] = 1;
    expect(initBlock(m.p)).toBeNull();
    expect(m.unit.event(m.p, 'init', 0)).toBe(true);
    expect(m.lastTransition?.exitReason).toBe(3);
    expect(m.field('guest-activity-state')).toBe(1n);
    expect(m.p.s[ACTIVITY]).toBe(0);
  });
});

describe('windows', () => {
  const window = (control: 'interrupt-window-exiting' | 'nmi-window-exiting') => {
    const m = new VmxProcessor();
    m.setControl(PRIMARY, control, 1);
    m.p.s[RFLAGS] |= IF;
    return m;
  };

  for (const [state, flags, activity, exits] of [
    [0, IF, 0, true],
    [0, 0, 0, false],
    [1, IF, 0, false],
    [2, IF, 0, false],
    [8, IF, 0, true],
    [0, IF, 1, true],
    [0, IF, 2, false],
  ] as const) {
    test(`interrupt window with interruptibility ${state}, IF ${flags ? 1 : 0}, activity ${activity}`, () => {
      const m = window('interrupt-window-exiting');
      m.p.s[INTERRUPTIBILITY] = state;
      m.p.s[RFLAGS] = 2 | flags;
      m.p.s[ACTIVITY] = activity;
      expect(m.unit.boundary(m.p, 'nmis')).toBe(exits);
      if (exits) {
        expect(m.lastTransition).toMatchObject({ exitReason: 7, cause: 'interrupt window' });
        expect(m.lastDecision).toMatchObject({ rule: 'interrupt-window-exiting', word: PRIMARY, bit: 2, value: 1 });
        expect(m.field('guest-activity-state')).toBe(BigInt(activity));
      } else expect(m.p.s[VMX_MODE]).toBe(MODE_NON_ROOT);
    });
  }

  for (const [state, activity, exits] of [
    [0, 0, true],
    [8, 0, false],
    [2, 0, false],
    [1, 0, true],
    [0, 2, true],
    [0, 3, false],
  ] as const) {
    test(`NMI window with interruptibility ${state}, activity ${activity}`, () => {
      const m = window('nmi-window-exiting');
      m.p.s[INTERRUPTIBILITY] = state;
      m.p.s[ACTIVITY] = activity;
      expect(m.unit.boundary(m.p, 'nmis')).toBe(exits);
      if (exits) expect(m.lastTransition).toMatchObject({ exitReason: 8, cause: 'NMI window' });
    });
  }

  test('the NMI window comes before the interrupt window, a deliverable NMI between them', () => {
    const both = window('interrupt-window-exiting');
    both.setControl(PRIMARY, 'nmi-window-exiting', 1);
    both.unit.boundary(both.p, 'nmis');
    expect(both.lastTransition?.exitReason).toBe(8);
    const m = window('interrupt-window-exiting');
    requestNmi(m.p);
    expect(m.unit.boundary(m.p, 'nmis')).toBe(false);
    m.p.s[INTERRUPTIBILITY] = 8;
    expect(m.unit.boundary(m.p, 'nmis')).toBe(true);
    expect(m.p.s[VMX_MODE]).toBe(MODE_ROOT);
  });

  test('without a window control nothing happens and nothing is said', () => {
    const m = new VmxProcessor();
    m.p.s[RFLAGS] |= IF;
    expect(m.unit.boundary(m.p, 'nmis')).toBe(false);
    expect(m.decisions).toEqual([]);
  });
});
