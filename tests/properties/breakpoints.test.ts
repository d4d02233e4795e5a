import { describe, expect, it } from 'vitest';
import { createDisassembler } from '../../src/asm/disassembler';
import type { AssembledProgram } from '../../src/asm/program';
import { CS, GPR, RIP, SEGMENT_BASE, STOP } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import type { Breakpoint } from '../../src/protocol/commands';
import type { Transition } from '../../src/vmx/explain/transition';
import { toSnapshot } from '../../src/worker/views/snapshot-view';
import { Dice, randomProgram } from '../support/random-program';
import { assembleProgram, boot, newSession, perform } from '../support/recorded-program';

const PROGRAMS = 16;
const LONGEST = 2_500;

/** What a machine that nobody watches does in one step, found out by looking at it from outside. */
interface Step {
  readonly position: number;
  readonly ripBefore: bigint;
  readonly ripAfter: bigint;
  readonly text: string;
  readonly rcx: number;
  /** The instruction ran to its end: the processor went on behind it. */
  readonly finished: boolean;
  readonly transitions: readonly Transition[];
  /** Bytes written to the debug console. */
  readonly written: number;
  readonly changed: readonly number[];
}

/** The watched words of the program's buffer; a write shows there when it changes something. */
const BUFFER_WORDS = 40;

function watchSteps(program: AssembledProgram, buffer: number): Step[] {
  const machine = boot(program);
  const p = machine.processors[0];
  if (p === undefined) throw new Error('no processor');
  const reader = createDisassembler();
  let transitions: Transition[] = [];
  for (const unit of machine.vmx) {
    unit.listener = { detailed: false, transition: (t) => transitions.push(t), decision: () => undefined };
  }
  let written = 0;
  machine.output = { debugcon: () => written++, serial: () => undefined };
  const bytes = () => machine.image.u8.slice(RAM_BASE + buffer, RAM_BASE + buffer + 8 * BUFFER_WORDS);
  const steps: Step[] = [];
  while (steps.length < LONGEST) {
    const position = machine.position();
    const ripBefore = p.q[RIP >> 1] as bigint;
    const at = RAM_BASE + Number(ripBefore + (p.q[(SEGMENT_BASE >> 1) + CS] as bigint));
    const [instruction] = reader.disassemble(machine.image.u8.slice(at, at + 15), ripBefore);
    const rcx = (p.s[GPR + 2] as number) >>> 0;
    const before = bytes();
    transitions = [];
    written = 0;
    machine.step();
    if (machine.position() === position) break;
    const after = bytes();
    const ripAfter = p.q[RIP >> 1] as bigint;
    steps.push({
      position: machine.position(),
      ripBefore,
      ripAfter,
      text: instruction?.text ?? '',
      rcx,
      finished: ripAfter === ripBefore + BigInt(instruction?.length ?? 0),
      transitions,
      written,
      changed: [...after.keys()].filter((k) => after[k] !== before[k]),
    });
    if (p.s[STOP] !== 0) break;
  }
  return steps;
}

interface Found {
  readonly position: number;
  readonly what: unknown;
}

/** The stops of a list of breakpoints, forwards; and the same backwards from the end. */
function bothWays(program: AssembledProgram, breakpoints: readonly Breakpoint[], end: number): Found[] {
  const session = newSession(program, { smallestSpacing: 97, budget: 4 << 20 });
  expect(session.setBreakpoints(breakpoints)).toEqual([]);
  const walk = (kind: 'run' | 'run-back'): Found[] => {
    const stops: Found[] = [];
    for (;;) {
      perform(session, { kind }, 40);
      const { stop, position } = session;
      if (kind === 'run' && position >= end) return stops;
      if (stop.kind !== 'breakpoint') return stops;
      stops.push({ position, what: stop.hit });
    }
  };
  const forward = walk('run');
  session.setBreakpoints([]);
  perform(session, { kind: 'seek', position: end });
  session.setBreakpoints(breakpoints);
  expect(walk('run-back').reverse()).toEqual(forward);
  // And from the middle, one way and the other, without what the first pass left behind.
  const middle = forward[forward.length >> 1];
  if (middle !== undefined) {
    perform(session, { kind: 'seek', position: middle.position });
    perform(session, { kind: 'run-back' }, 40);
    perform(session, { kind: 'run' }, 40);
    expect(session.position).toBe(middle.position);
    expect(toSnapshot(session, false).stop).toMatchObject({ kind: 'breakpoint', hit: middle.what });
  }
  return forward;
}

const positions = (stops: readonly Found[]): number[] => stops.map(({ position }) => position);
/** The last position is the machine's own stop. */
const places = (steps: readonly Step[], end: number, fits: (step: Step) => boolean): number[] =>
  steps.filter((step) => step.position < end && fits(step)).map(({ position }) => position);

describe('every kind of breakpoint stops at the right instant, forward and backward', () => {
  for (let seed = 100; seed < 100 + PROGRAMS; seed++) {
    it(`in random program ${seed}`, () => {
      const program = assembleProgram(randomProgram(seed));
      const dice = new Dice(seed);
      const label = program.symbols.find(({ name }) => name === 'buffer');
      const buffer = Number(label?.value);
      const steps = watchSteps(program, buffer);
      const end = steps.at(-1)?.position ?? 0;
      const stops = (breakpoint: Breakpoint): Found[] => bothWays(program, [breakpoint], end);
      const expected = (fits: (step: Step) => boolean): number[] => places(steps, end, fits);
      const is = (step: Step, kind: string): boolean => step.transitions.some((t) => t.kind === kind);

      const address = dice.pick(steps).ripAfter;
      expect(positions(stops({ kind: 'address', address }))).toEqual(
        expected(({ ripAfter, ripBefore }) => ripAfter === address && ripBefore !== address),
      );

      expect(positions(stops({ kind: 'vm-exit', reason: null }))).toEqual(expected((step) => is(step, 'vm-exit')));
      const condition = `guest-rip & 1 || rcx > ${dice.below(100)}`;
      const conditional = positions(stops({ kind: 'vm-exit', reason: null, condition }));
      expect(expected((step) => is(step, 'vm-exit'))).toEqual(expect.arrayContaining(conditional));
      expect(positions(stops({ kind: 'vm-entry-failure' }))).toEqual(
        expected(({ transitions }) =>
          transitions.some(
            (t) => t.kind === 'entry-failure' || (t.kind === 'vm-fail' && (t.error === 7 || t.error === 8)),
          ),
        ),
      );
      const reason = stops({ kind: 'vmcs-field', field: 'exit-reason', access: 'write' });
      expect(positions(reason)).toEqual(expected((step) => is(step, 'vm-exit') || is(step, 'entry-failure')));
      const reads = positions(stops({ kind: 'vmcs-field', field: 'exit-reason', access: 'read' }));
      expect(expected(({ text, finished }) => text.startsWith('vmread') && finished)).toEqual(
        expect.arrayContaining(reads),
      );

      expect(positions(stops({ kind: 'port', port: 0xe9, access: 'out' }))).toEqual(
        expected(({ written }) => written > 0),
      );
      const efer = 0xc000_0080;
      const msr = (mnemonic: string) =>
        expected(({ text, rcx, finished }) => text === mnemonic && rcx === efer && finished);
      expect(positions(stops({ kind: 'msr', index: efer, access: 'read' }))).toEqual(msr('rdmsr'));
      expect(positions(stops({ kind: 'msr', index: efer, access: 'write' }))).toEqual(msr('wrmsr'));

      const at = dice.below(BUFFER_WORDS) * 8;
      const length = dice.pick([1, 2, 8, 40]);
      for (const space of ['linear', 'physical'] as const) {
        const data = { kind: 'data', space, address: BigInt(buffer + at), length } as const;
        const writes = stops({ ...data, access: 'write' });
        const inRange = (k: number): boolean => k >= at && k < at + length;
        const changes = expected(({ changed }) => changed.some(inRange));
        // A write of the same value shows nowhere but at the breakpoint.
        const changing = writes.filter(
          ({ what }) => (what as { before: bigint; after: bigint }).before !== (what as { after: bigint }).after,
        );
        expect(changes).toEqual(expect.arrayContaining(positions(changing)));
        expect(positions(writes)).toEqual(expect.arrayContaining(changes));
        const all = positions(stops({ ...data, access: 'access' }));
        const some = [...positions(writes), ...positions(stops({ ...data, access: 'read' }))];
        expect(new Set(all)).toEqual(new Set(some));
      }
    });
  }
});
