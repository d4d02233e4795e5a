import { ACTIVITY, CR2, INTERRUPTIBILITY } from '../../src/cpu/state/processor-layout';
import { STOP_SHUTDOWN, STOP_WAIT_FOR_SIPI } from '../../src/cpu/state/stop-code';
import type { Machine } from '../../src/machine/machine';
import type { InjectedEvent } from '../../src/protocol/commands';
import { GUEST_STACK_TOP } from '../support/baseline-vmcs';
import { HLT_EXITING, handler, IF, OTHER, PRIMARY } from './event-words';
import type { ExpectedTransition, Scenario, ScenarioSetup } from './harness';

const INJECTION = 'Vectored-Event Injection';
const ACTIVITY_SDM = 'Activity State';
const STATES = ['active', 'HLT', 'shutdown', 'wait-for-SIPI'] as const;
const HLT = 1;
const SHUTDOWN = 2;
const WAIT_FOR_SIPI = 3;
const ERROR_CODE = 0x28;

const stack = (machine: Machine, below: number): bigint =>
  machine.image.view.getBigUint64(0x10_0000 + GUEST_STACK_TOP - below, true);
const word = (machine: Machine, at: number): number | undefined => machine.processors[0]?.s[at];

/** An event injected into a guest in some activity state: it is delivered, which makes the guest active. */
const injectedInto = (state: number, info: number, what: string): Scenario => ({
  name: `injection of ${what} into a guest in the ${STATES[state]} state makes it active`,
  sdm: 'Activity State',
  setup: {
    set: [HLT_EXITING],
    fields: {
      'guest-rflags': IF,
      'guest-activity-state': BigInt(state),
      'vm-entry-interruption-information': BigInt(info),
    },
  },
  guest: 'nop',
  expect: {
    transitions: [
      { kind: 'vm-entry', injected: info, toRip: handler(info & 0xff) },
      { kind: 'vm-exit', exitReason: 12, guestRip: handler(info & 0xff) },
    ],
    fields: { 'guest-activity-state': 0n },
  },
});

/** An event from outside for a guest that entered an activity state. */
const outside = (
  state: number,
  what: string,
  event: InjectedEvent | null,
  setup: ScenarioSetup,
  transitions: readonly ExpectedTransition[],
  expect: Partial<Scenario['expect']> = {},
): Scenario => ({
  name: `${STATES[state]}: ${what}`,
  sdm: state === WAIT_FOR_SIPI || state === SHUTDOWN ? ACTIVITY_SDM : OTHER,
  setup: {
    ...setup,
    fields: { 'guest-activity-state': BigInt(state), ...setup.fields },
    ...(event === null ? {} : { events: [{ at: 'guest', event }] }),
  },
  guest: 'nop',
  expect: { transitions, ...expect },
});

const NMI = { kind: 'nmi' } as const;
const INIT = { kind: 'init' } as const;
const INTERRUPT = { kind: 'external-interrupt', vector: 0x30 } as const;
const NMI_EXITING = ['pin-based', 'nmi-exiting'] as const;
const VIRTUAL_NMIS = ['pin-based', 'virtual-nmis'] as const;
const NMI_WINDOW = [PRIMARY, 'nmi-window-exiting'] as const;
const INTERRUPT_WINDOW = [PRIMARY, 'interrupt-window-exiting'] as const;
const INTERRUPT_EXITING = ['pin-based', 'external-interrupt-exiting'] as const;
const nmiExit: ExpectedTransition = {
  kind: 'vm-exit',
  exitReason: 0,
  interruptionInfo: 0x8000_0202,
  guestRip: 'guest',
};
const exit = (exitReason: number): ExpectedTransition => ({ kind: 'vm-exit', exitReason, guestRip: 'guest' });
const saved = (state: number) => ({ fields: { 'guest-activity-state': BigInt(state) } });

/** What is injected goes through the guest's IDT; the return address is behind the instruction for software events. */
const injects = (
  what: string,
  info: number,
  more: {
    length?: number;
    errorCode?: number;
    returnsTo?: string;
    setup?: ScenarioSetup;
    holds?: Scenario['expect']['holds'];
  } = {},
): Scenario => {
  const { length, errorCode, returnsTo = 'guest', setup, holds } = more;
  return {
    name: `injection: ${what}`,
    sdm: INJECTION,
    setup: {
      set: [HLT_EXITING, ...(setup?.set ?? [])],
      fields: {
        'exception-bitmap': 0xffff_ffffn,
        'guest-rflags': IF,
        'vm-entry-interruption-information': BigInt(info),
        ...(length === undefined ? {} : { 'vm-entry-instruction-length': BigInt(length) }),
        ...(errorCode === undefined ? {} : { 'vm-entry-exception-error-code': BigInt(errorCode) }),
        ...setup?.fields,
      },
    },
    guest: 'int 0x80\nafter: nop',
    expect: {
      transitions: [
        { kind: 'vm-entry', injected: info, toRip: handler(info & 0xff) },
        { kind: 'vm-exit', exitReason: 12, guestRip: handler(info & 0xff) },
      ],
      holds: (machine, label) =>
        stack(machine, 0x28) === label(returnsTo) &&
        (errorCode === undefined || stack(machine, 0x30) === BigInt(errorCode)) &&
        (holds?.(machine, label) ?? true),
    },
  };
};

const PLAIN_EXCEPTIONS = [0, 1, 3, 4, 5, 6, 7, 9, 16, 18, 19, 20] as const;
/** #DF is not among them: its handler in the lab has a stack of its own. */
const EXCEPTIONS_WITH_CODE = [10, 11, 12, 13, 14, 17] as const;

/** VM entries to every activity state, and injection of every type of event. */
export const activityAndInjection: readonly Scenario[] = [
  injectedInto(HLT, 0x8000_0202, 'an NMI'),
  injectedInto(HLT, 0x8000_0301, '#DB'),
  injectedInto(HLT, 0x8000_0312, '#MC'),
  injectedInto(SHUTDOWN, 0x8000_0202, 'an NMI'),
  injectedInto(SHUTDOWN, 0x8000_0312, '#MC'),

  outside(
    HLT,
    'a pending debug exception is delivered at once',
    null,
    {
      set: [HLT_EXITING],
      fields: { 'guest-pending-debug-exceptions': 0x1001n },
    },
    [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(1) }],
    saved(0),
  ),
  outside(HLT, 'INIT exits', INIT, {}, [exit(3)], saved(HLT)),
  outside(HLT, 'an NMI exits under NMI exiting', NMI, { set: [NMI_EXITING] }, [nmiExit], saved(HLT)),
  outside(
    HLT,
    'an open NMI window exits',
    null,
    { set: [NMI_EXITING, VIRTUAL_NMIS, NMI_WINDOW] },
    [exit(8)],
    saved(HLT),
  ),
  outside(
    HLT,
    'an open interrupt window exits',
    null,
    {
      set: [INTERRUPT_WINDOW],
      fields: { 'guest-rflags': IF },
    },
    [exit(7)],
    saved(HLT),
  ),

  outside(SHUTDOWN, 'an NMI exits under NMI exiting', NMI, { set: [NMI_EXITING] }, [nmiExit], saved(SHUTDOWN)),
  outside(
    SHUTDOWN,
    'an NMI without exiting ends the state',
    NMI,
    { set: [HLT_EXITING] },
    [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(2) }],
    saved(0),
  ),
  outside(SHUTDOWN, 'INIT exits', INIT, {}, [exit(3)], saved(SHUTDOWN)),
  outside(
    SHUTDOWN,
    'an open NMI window exits',
    null,
    { set: [NMI_EXITING, VIRTUAL_NMIS, NMI_WINDOW] },
    [exit(8)],
    saved(SHUTDOWN),
  ),
  outside(
    SHUTDOWN,
    'external interrupts are blocked, exiting or not',
    INTERRUPT,
    {
      set: [INTERRUPT_EXITING, INTERRUPT_WINDOW],
      fields: { 'guest-rflags': IF },
    },
    [],
    { stop: STOP_SHUTDOWN },
  ),
  outside(
    SHUTDOWN,
    'pending debug exceptions are lost',
    null,
    {
      fields: { 'guest-pending-debug-exceptions': 0x1001n, 'exception-bitmap': 2n },
    },
    [],
    { stop: STOP_SHUTDOWN },
  ),

  outside(
    WAIT_FOR_SIPI,
    'NMIs are blocked, also under NMI exiting',
    NMI,
    { set: [NMI_EXITING, VIRTUAL_NMIS, NMI_WINDOW] },
    [],
    {
      stop: STOP_WAIT_FOR_SIPI,
      holds: (machine) => word(machine, ACTIVITY) === WAIT_FOR_SIPI,
    },
  ),
  outside(
    WAIT_FOR_SIPI,
    'external interrupts are blocked',
    INTERRUPT,
    {
      set: [INTERRUPT_EXITING, INTERRUPT_WINDOW],
      fields: { 'guest-rflags': IF },
    },
    [],
    { stop: STOP_WAIT_FOR_SIPI },
  ),
  outside(WAIT_FOR_SIPI, 'INIT is blocked', INIT, {}, [], { stop: STOP_WAIT_FOR_SIPI }),

  ...PLAIN_EXCEPTIONS.map((vector) =>
    injects(`exception ${vector}, which has no error code`, (0x8000_0300 | vector) >>> 0),
  ),
  ...EXCEPTIONS_WITH_CODE.map((vector) =>
    injects(`exception ${vector} with its error code`, (0x8000_0b00 | vector) >>> 0, { errorCode: ERROR_CODE }),
  ),
  injects('a #PF leaves CR2 alone', 0x8000_0b0e, {
    errorCode: 2,
    holds: (machine) => machine.processors[0]?.q[CR2 >> 1] === 0n,
  }),
  injects('an external interrupt with a vector below 32', 0x8000_0014),
  injects('a software interrupt returns behind its instruction', 0x8000_0480, { length: 2, returnsTo: 'after' }),
  injects('a software interrupt needs no RFLAGS.IF', 0x8000_0480, {
    length: 2,
    returnsTo: 'after',
    setup: { fields: { 'guest-rflags': 2n } },
  }),
  injects('a software interrupt of length 0 returns to where the guest stands', 0x8000_0480, { length: 0 }),
  injects('INT1, a privileged software exception, returns behind its instruction', 0x8000_0501, {
    length: 2,
    returnsTo: 'after',
  }),
  injects('INTO, a software exception, returns behind its instruction', 0x8000_0604, { length: 2, returnsTo: 'after' }),
  injects('an NMI with virtual NMIs blocks virtual NMIs, not those of the host', 0x8000_0202, {
    setup: { set: [NMI_EXITING, VIRTUAL_NMIS] },
    holds: (machine) => (word(machine, INTERRUPTIBILITY) ?? 0) === 0,
  }),
];
