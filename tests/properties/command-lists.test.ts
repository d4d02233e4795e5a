import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssembledProgram } from '../../src/asm/program';
import { ProblemError } from '../../src/base/problem-error';
import type { HandEdit, InjectedEvent, RunCommand } from '../../src/protocol/commands';
import { isEdit } from '../../src/recorder/journal';
import type { Session } from '../../src/worker/session';
import { HistoryWatch, TRAITS, type Trait } from '../support/history-traits';
import { randomProgram } from '../support/random-program';
import { assembleProgram, newSession, perform, straightTo } from '../support/recorded-program';

/** Positions that commands name; programs go on a little longer. */
const LENGTH = 1_200;
const PROGRAMS = 24;
const LISTS = 96;
/** Lists that must have had each of the things that could go wrong. */
const LEAST = 50;

type Command =
  | { readonly kind: 'run'; readonly command: RunCommand }
  | { readonly kind: 'inject'; readonly event: InjectedEvent }
  | { readonly kind: 'edit'; readonly edit: HandEdit };

const PLAIN = [
  ...(['step', 'step', 'step-back', 'step-over', 'step-over-back', 'step-out', 'step-out-back'] as const),
  ...(['next-vm-exit', 'previous-vm-exit', 'next-vm-entry', 'previous-vm-entry', 'next-exception'] as const),
  ...(['previous-exception', 'next-interrupt', 'previous-interrupt', 'run', 'run-back'] as const),
];

const moves: fc.Arbitrary<Command> = fc
  .oneof(
    fc.integer({ min: 0, max: LENGTH }).map((position): RunCommand => ({ kind: 'seek', position })),
    fc.integer({ min: 0, max: LENGTH }).map((instruction): RunCommand => ({ kind: 'go-to-instruction', instruction })),
    fc.constantFrom(...PLAIN).map((kind): RunCommand => ({ kind })),
    fc
      .constantFrom('RAX', 'RSP', 'RFLAGS', 'CR3')
      .map((name): RunCommand => ({ kind: 'seek-writer', target: { kind: 'register', name } })),
  )
  .map((command) => ({ kind: 'run', command }));

const events: fc.Arbitrary<Command> = fc
  .oneof(
    fc.integer({ min: 32, max: 79 }).map((vector): InjectedEvent => ({ kind: 'external-interrupt', vector })),
    fc.constantFrom<InjectedEvent>({ kind: 'nmi' }, { kind: 'nmi' }, { kind: 'init' }, { kind: 'smi' }),
  )
  .map((event) => ({ kind: 'inject', event }));

const VMCS = 0x12_1000n;
const edits: fc.Arbitrary<Command> = fc
  .oneof(
    fc.record({
      kind: fc.constant('register' as const),
      name: fc.constantFrom('RAX', 'RBX', 'RCX', 'RDX', 'RSI', 'R8', 'RFLAGS', 'CR0', 'CR4', 'DS', 'IA32_PAT'),
      value: fc.oneof(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.bigInt({ min: 0n, max: 0xfffn })),
    }),
    fc.record({
      kind: fc.constant('memory' as const),
      space: fc.constantFrom('linear' as const, 'physical' as const),
      address: fc.oneof(fc.bigInt({ min: 0x10_0000n, max: 0x10_1800n }), fc.constant(1n << 45n)),
      bytes: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 12 }),
    }),
    fc.record({
      kind: fc.constant('vmcs-field' as const),
      pointer: fc.constant(VMCS),
      field: fc.constantFrom('exception-bitmap' as const, 'guest-rflags' as const, 'host-rsp' as const),
      value: fc.bigInt({ min: 0n, max: 0x3fffn }),
    }),
  )
  .map((edit) => ({ kind: 'edit', edit }));

const lists = fc.array(
  fc.oneof({ weight: 6, arbitrary: moves }, { weight: 2, arbitrary: events }, { weight: 2, arbitrary: edits }),
  { minLength: 3, maxLength: 9 },
);

/** Whether the moment lies before an entry of the journal. */
const isBeforeAnEntry = (session: Session): boolean => session.journal().some((e) => e.position > session.position);

/** Carries out one command; a refused edit must have changed nothing. */
function obey(session: Session, command: Command, traits: Set<Trait>): void {
  if (command.kind === 'run') {
    const before = isBeforeAnEntry(session);
    perform(session, command.command);
    if (before && !isBeforeAnEntry(session)) traits.add('entry of the journal passed again');
  } else if (command.kind === 'inject') {
    session.inject(command.event);
  } else {
    const before = session.parts.digest();
    const { furthest } = session.recorder;
    try {
      session.edit(command.edit);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      traits.add('refused edit');
      expect(session.parts.digest()).toBe(before);
      expect(session.recorder.furthest).toBe(furthest);
    }
  }
}

function expectStraight(session: Session, program: AssembledProgram, traits: Set<Trait>): void {
  const watch = new HistoryWatch(traits);
  const journal = session.journal().filter(({ position }) => position <= session.position);
  for (const { event } of journal) traits.add(isEdit(event) ? 'edit' : 'injected event');
  const straight = straightTo(program, session.position, journal, watch.beforeStep);
  watch.noteMoment(straight);
  expect(straight.position()).toBe(session.position);
  expect(session.parts.digest()).toBe(straight.digest());
}

/** In how many lists there was what. */
const coverage = new Map<Trait, number>();
let listsRun = 0;

describe('any path to a moment gives the state of a straight run to it', () => {
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    it(`in random program ${seed}, with ${LISTS} lists of commands`, () => {
      const program = assembleProgram(randomProgram(seed));
      fc.assert(
        fc.property(lists, fc.integer({ min: 0, max: LENGTH }), (commands, last) => {
          const session = newSession(program, { smallestSpacing: 150, budget: 3 << 20 });
          const traits = new Set<Trait>();
          for (const command of commands) obey(session, command, traits);
          expectStraight(session, program, traits);
          // And once more from somewhere else in the history that all of it made.
          perform(session, { kind: 'seek', position: Math.min(last, session.recorder.furthest) });
          expectStraight(session, program, traits);
          listsRun++;
          for (const trait of traits) coverage.set(trait, (coverage.get(trait) ?? 0) + 1);
        }),
        { numRuns: LISTS, seed },
      );
    });
  }

  it('and the lists had everything in them that could go wrong, many times', () => {
    expect(listsRun).toBeGreaterThanOrEqual(2_000);
    const rare = TRAITS.filter((trait) => (coverage.get(trait) ?? 0) < LEAST);
    expect(rare).toEqual([]);
  });
});
