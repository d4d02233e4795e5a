import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import type { JournalEntry } from '../../../src/protocol/commands';
import { isEdit } from '../../../src/recorder/journal';
import { Recorder } from '../../../src/recorder/recorder';
import type { RecorderOptions } from '../../../src/recorder/recorder-options';
import { isOutline } from '../../../src/recorder/transition-log';
import { PseudoMachine } from '../../support/pseudo-machine';

const END = 3_000;
const DENSE: RecorderOptions = { smallestSpacing: 100 };

function record(end = END, options: RecorderOptions = DENSE): { machine: PseudoMachine; recorder: Recorder } {
  const machine = new PseudoMachine(end);
  const recorder = new Recorder(machine, options);
  machine.listener = recorder;
  machine.console = (byte) => recorder.wrote('debugcon', byte);
  return { machine, recorder };
}

interface Moment {
  readonly digest: string;
  readonly consoleBytes: number[];
  readonly transitions: number;
}

type Journal = readonly JournalEntry[];

/** What the run is at each of some positions when nobody records it. */
function straightRun(journal: Journal = [], wanted: (position: number) => boolean = () => true): Map<number, Moment> {
  const machine = new PseudoMachine(END);
  const consoleBytes: number[] = [];
  let transitions = 0;
  machine.console = (byte) => consoleBytes.push(byte);
  machine.listener = { transition: () => transitions++, decision: () => undefined };
  const moments = new Map<number, Moment>();
  for (;;) {
    const position = machine.position();
    for (const { position: at, event } of journal) {
      if (at !== position) continue;
      if (isEdit(event)) machine.edit(event);
      else machine.inject(event);
    }
    if (wanted(position))
      moments.set(position, { digest: machine.digest(), consoleBytes: [...consoleBytes], transitions });
    if (position >= END) return moments;
    machine.step();
  }
}

function expectMoment(machine: PseudoMachine, recorder: Recorder, moments: Map<number, Moment>): void {
  const moment = moments.get(recorder.position);
  expect(machine.digest()).toBe(moment?.digest);
  expect([...recorder.consoles.debugcon.bytesAt(recorder.position, 1e9)]).toEqual(moment?.consoleBytes);
  expect(recorder.transitions.countAt(recorder.position)).toBe(moment?.transitions);
}

describe('time travel over a machine', () => {
  const moments = straightRun();

  it('is at every position what a straight run is there, wherever it comes from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: END }), { minLength: 1, maxLength: 30 }), (targets) => {
        const { machine, recorder } = record();
        for (const target of targets) {
          recorder.seek(target);
          expect(recorder.position).toBe(target);
          expectMoment(machine, recorder, moments);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('stays exact when old checkpoints are thinned to a small budget', () => {
    const budget = 12 * (0x8000 + 0x1_0000) + 200 * 4096;
    const { machine, recorder } = record(END, { smallestSpacing: 40, budget });
    recorder.seek(END);
    expect(recorder.cost.bytes).toBeLessThanOrEqual(budget);
    expect(recorder.cost.checkpoints).toBeLessThan(END / 40);
    for (const target of [0, 2_999, 1, 1_500, 1_499, 700, 2_200, 2_201, 3, END]) {
      recorder.seek(target);
      expectMoment(machine, recorder, moments);
      expect(recorder.cost.bytes).toBeLessThanOrEqual(budget);
    }
  });

  it('gives the same run after random walks with injected events', () => {
    const command = fc.oneof(
      fc.record({ kind: fc.constant('seek' as const), to: fc.integer({ min: 0, max: END }) }),
      fc.record({ kind: fc.constant('back' as const), to: fc.integer({ min: 1, max: 50 }) }),
      fc.record({ kind: fc.constant('forward' as const), to: fc.integer({ min: 1, max: 400 }) }),
      fc.record({ kind: fc.constant('inject' as const), to: fc.integer({ min: 0, max: 255 }) }),
    );
    fc.assert(
      fc.property(fc.array(command, { minLength: 3, maxLength: 25 }), (commands) => {
        const { machine, recorder } = record();
        for (const { kind, to } of commands) {
          if (kind === 'seek') recorder.seek(to);
          else if (kind === 'back') recorder.seek(recorder.position - to);
          else if (kind === 'forward') recorder.advance(to);
          else recorder.inject({ kind: 'external-interrupt', vector: to });
        }
        const here = recorder.position;
        const truth = straightRun(recorder.journal.toArray(), (position) => position === here || position === END);
        expectMoment(machine, recorder, truth);
        recorder.seek(END);
        expectMoment(machine, recorder, truth);
      }),
      { numRuns: 25 },
    );
  });

  it('drops the future when an event is injected', () => {
    const { recorder } = record();
    recorder.seek(2_000);
    const before = recorder.transitions.length;
    recorder.seek(500);
    recorder.inject({ kind: 'nmi' });
    expect(recorder.furthest).toBe(500);
    expect(recorder.transitions.length).toBeLessThan(before);
    expect(recorder.transitions.length).toBe(recorder.transitions.countAt(500));
  });

  it('enters no transition twice when history is replayed', () => {
    const { recorder } = record();
    recorder.seek(END);
    const before = recorder.transitions.length;
    for (const target of [100, 2_500, 0, END, 1]) recorder.seek(target);
    expect(recorder.transitions.length).toBe(before);
    expect(before).toBe(moments.get(END)?.transitions);
  });

  it('stops right after the transition that it watches for', () => {
    const { recorder } = record();
    const result = recorder.advance(END, { onTransition: (t) => t.kind === 'vm-exit' });
    expect(result.kind).toBe('watch');
    expect(recorder.transitions.at(recorder.transitions.length - 1)).toMatchObject({
      kind: 'vm-exit',
      position: recorder.position,
    });
  });

  it('stops at a breakpoint and names it', () => {
    const { machine, recorder } = record();
    const facts = { processor: machine.processors[0] as Processor, hasField: () => true, addressesOf: () => [] };
    const list = [
      { kind: 'address', address: 0x1_0000_0000n },
      { kind: 'address', address: 0x42n },
    ] as const;
    expect(recorder.breakpoints.set(list, facts)).toEqual([]);
    expect(recorder.advance(END, { breakpoints: true })).toEqual({
      kind: 'breakpoint',
      index: 1,
      hit: { kind: 'place', rip: 0x42n },
    });
    expect(machine.processors[0]?.s[8 * 4]).toBe(0x42);
  });

  it('fills in afterwards what a fast run left out', () => {
    const { recorder } = record();
    recorder.advance(2_000);
    recorder.detailed = false;
    recorder.advance(END);
    const here = recorder.position;
    const last = recorder.transitions.length - 1;
    const outline = recorder.transitions.at(last);
    expect(outline && isOutline(outline)).toBe(true);
    recorder.refine();
    expect(recorder.position).toBe(here);
    expect(recorder.transitions.length).toBe(last + 1);
    expect(recorder.transitions.at(last)?.saved).toHaveLength(1);
  });

  it('says that the machine stands still instead of going on', () => {
    const { recorder } = record();
    expect(recorder.advance(END * 2)).toEqual({ kind: 'stopped' });
    expect(recorder.position).toBe(END);
  });

  it('goes no further back than the start', () => {
    const { recorder } = record();
    recorder.seek(50);
    recorder.seek(-10);
    expect(recorder.position).toBe(0);
  });
});
