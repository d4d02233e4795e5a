import { GPR } from '../../src/cpu/state/processor-layout';
import { STOP_WAIT_FOR_SIPI } from '../../src/cpu/state/stop-code';
import { fieldAt, VMCS_POINTER } from '../support/baseline-vmcs';
import { handler, IF, interrupt, PRIMARY } from './event-words';
import type { Scenario } from './harness';

const STEP = 'Monitor Trap Flag';
const PENDING_STEP = 'Injection of Pending MTF VM Exits';
const TIMER = 'VMX-Preemption Timer';
const MTF = [PRIMARY, 'monitor-trap-flag'] as const;
const ACTIVATE = ['pin-based', 'activate-vmx-preemption-timer'] as const;
const SAVE = ['vm-exit', 'save-vmx-preemption-timer-value'] as const;
const PENDING_MTF = 0x8000_0700n;
const TF = 0x102n;
/** Where an SMI enters SMM; `mov cx, 0x400`, `loop $`, `rsm`. */
const SMI_HANDLER = 0x3_8000;
const WAIT_AND_RSM = Uint8Array.of(0xb9, 0, 4, 0xe2, 0xfe, 0x0f, 0xaa);
/** Bit 5 of the time-stamp counter is what the timer counts. */
const PERIOD = 32;

/** The guest's first step under the monitor trap flag ends at a label or an address. */
const stepsTo = (
  name: string,
  guest: string,
  guestRip: string | bigint,
  more: Partial<Scenario> & { fields?: Scenario['expect']['fields'] } = {},
): Scenario => {
  const { fields, setup, ...rest } = more;
  return {
    name: `monitor trap flag: ${name}`,
    sdm: STEP,
    setup: { ...setup, set: [MTF, ...(setup?.set ?? [])] },
    guest,
    ...rest,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 37, qualification: 0n, guestRip }],
      ...(fields === undefined ? {} : { fields }),
      ...rest.expect,
    },
  };
};

/** The VMX-preemption timer with a value ends the guest's run at a label or an address. */
const expiresAt = (
  name: string,
  value: bigint,
  guest: string,
  guestRip: string | bigint,
  setup: Scenario['setup'] = {},
  fields: Scenario['expect']['fields'] = {},
): Scenario => ({
  name: `VMX-preemption timer: ${name}`,
  sdm: TIMER,
  setup: {
    ...setup,
    set: [ACTIVATE, ...(setup.set ?? [])],
    fields: { ...setup.fields, 'vmx-preemption-timer-value': value },
  },
  guest,
  expect: { transitions: [{ kind: 'vm-exit', exitReason: 52, qualification: 0n, guestRip }], fields },
});

const timerLeft = (machine: { readonly image: Parameters<typeof fieldAt>[0] }): number =>
  Number(fieldAt(machine.image, VMCS_POINTER, 'vmx-preemption-timer-value'));

/** The monitor trap flag and the VMX-preemption timer. */
export const stepsAndTimers: readonly Scenario[] = [
  {
    name: 'the monitor trap flag ends the run behind one instruction',
    sdm: STEP,
    setup: { set: [MTF] },
    guest: 'nop\nat: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 37,
          qualification: 0n,
          guestRip: 'at',
          cause: 'monitor trap flag',
          why: { rule: 'monitor-trap-flag', word: PRIMARY, bit: 27, value: 1 },
        },
      ],
      stop: 1,
    },
  },
  stepsTo('one iteration of a repeated string instruction', 'again: rep stosb\nnop', 'again', {
    host: 'mov ecx, 3\nmov edi, 0x13a000\nvmlaunch',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 37, guestRip: 'again' }],
      holds: (machine) => machine.processors[0]?.q[(GPR >> 1) + 1] === 2n,
    },
  }),
  stepsTo('a fault and its delivery are one step', 'ud2', handler(6)),
  stepsTo('a software interrupt is one step', 'int 0x80', handler(0x80)),
  stepsTo('an interrupt that comes before the first instruction is the step', 'nop', handler(0x30), {
    setup: { fields: { 'guest-rflags': IF }, events: [interrupt('guest')] },
  }),
  stepsTo('a pending debug exception that comes first is the step', 'nop', handler(1), {
    setup: { fields: { 'guest-pending-debug-exceptions': 0x1001n } },
  }),
  stepsTo('it ranks above the single step, which stays pending', 'nop\nat: nop', 'at', {
    setup: { fields: { 'guest-rflags': TF } },
    fields: { 'guest-pending-debug-exceptions': 0x4000n },
  }),
  stepsTo('HLT is a step', 'hlt\nat: nop', 'at', { fields: { 'guest-activity-state': 1n } }),
  stepsTo('the shadow of STI does not hold it back', 'sti\nat: nop', 'at', {
    fields: { 'guest-interruptibility-state': 1n },
  }),
  stepsTo('behind an injected event, before the first instruction of its handler', 'nop', handler(0x30), {
    setup: { fields: { 'guest-rflags': IF, 'vm-entry-interruption-information': 0x8000_0030n } },
  }),
  stepsTo('in shutdown it waits for the NMI that ends the state', 'nop', handler(2), {
    setup: { fields: { 'guest-activity-state': 2n }, events: [{ at: 'guest', event: { kind: 'nmi' } }] },
  }),
  {
    name: 'monitor trap flag: another VM exit of the instruction comes in its place',
    sdm: STEP,
    setup: { set: [MTF] },
    guest: 'cpuid',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 10, guestRip: 'guest' }] },
  },
  {
    name: 'an injected pending MTF VM exit comes before the first instruction, whatever the control is',
    sdm: PENDING_STEP,
    setup: { fields: { 'vm-entry-interruption-information': PENDING_MTF } },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: 0x8000_0700, toRip: 'guest' },
        { kind: 'vm-exit', exitReason: 37, guestRip: 'guest', why: { rule: 'pending-mtf' } },
      ],
      fields: { 'vm-entry-interruption-information': 0x700n },
    },
  },
  {
    name: 'an injected pending MTF VM exit leaves a halted guest halted',
    sdm: PENDING_STEP,
    setup: { fields: { 'vm-entry-interruption-information': PENDING_MTF, 'guest-activity-state': 1n } },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-entry' }, { kind: 'vm-exit', exitReason: 37, guestRip: 'guest' }],
      fields: { 'guest-activity-state': 1n },
    },
  },
  {
    name: 'a VMX-preemption timer of 0 exits before the first instruction',
    sdm: TIMER,
    setup: { set: [ACTIVATE] },
    guest: 'nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 52,
          qualification: 0n,
          guestRip: 'guest',
          cause: 'VMX-preemption timer',
          why: { rule: 'vmx-preemption-timer', word: 'pin-based', bit: 6, value: 1 },
        },
      ],
    },
  },
  expiresAt(
    'it interrupts a loop, and 0 is saved',
    40n,
    'jmp guest',
    'guest',
    { set: [SAVE] },
    {
      'vmx-preemption-timer-value': 0n,
    },
  ),
  expiresAt('without saving, its field stays', 40n, 'jmp guest', 'guest', {}, { 'vmx-preemption-timer-value': 40n }),
  expiresAt('it counts in HLT and wakes', 1000n, 'hlt\nat: nop', 'at', {}, { 'guest-activity-state': 1n }),
  expiresAt(
    'it counts in shutdown and wakes',
    1000n,
    'nop',
    'guest',
    { fields: { 'guest-activity-state': 2n } },
    {
      'guest-activity-state': 2n,
    },
  ),
  expiresAt('an injected event is delivered first', 0n, 'nop', handler(0x30), {
    fields: { 'guest-rflags': IF, 'vm-entry-interruption-information': 0x8000_0030n },
  }),
  expiresAt('a pending debug exception is delivered first', 0n, 'nop', handler(1), {
    fields: { 'guest-pending-debug-exceptions': 0x1001n },
  }),
  expiresAt('it ranks above an NMI', 0n, 'nop', 'guest', {
    set: [['pin-based', 'nmi-exiting']],
    events: [{ at: 'guest', event: { kind: 'nmi' } }],
  }),
  expiresAt('it counts in SMM and exits right behind RSM', 40n, 'nop\nat: nop', 'at', {
    events: [{ at: 'at', event: { kind: 'smi' } }],
    change: (machine) => machine.load(SMI_HANDLER, WAIT_AND_RSM),
  }),
  {
    name: 'VMX-preemption timer: what is left is saved, the time of the VM entry counted',
    sdm: 'Saving Non-Register State',
    setup: { set: [ACTIVATE, SAVE], fields: { 'vmx-preemption-timer-value': 1000n } },
    guest: `${'nop\n'.repeat(3 * PERIOD)}`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 18 }],
      holds: (machine) => timerLeft(machine) > 970 && timerLeft(machine) < 990,
    },
  },
  {
    name: 'VMX-preemption timer: it wakes no guest that waits for a SIPI',
    sdm: TIMER,
    setup: { set: [ACTIVATE], fields: { 'vmx-preemption-timer-value': 1n, 'guest-activity-state': 3n } },
    guest: 'nop',
    expect: { transitions: [], stop: STOP_WAIT_FOR_SIPI },
  },
];
