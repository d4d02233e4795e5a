import { describe, expect, it } from 'vitest';
import { TransitionLog } from '../../../src/recorder/transition-log';
import type { Transition } from '../../../src/vmx/explain/transition';

const base: Transition = {
  kind: 'vm-exit',
  cpu: 0,
  instructions: 0,
  position: 0,
  cycles: 0,
  cost: 1_000,
  cause: 'cpuid',
  fromRip: 0xffff_8000_0000_1000n,
  toRip: 0x10_0040n,
  vmcs: 0x12_1000n,
  exitReason: 10,
  qualification: 0xffff_ffff_ffff_fff0n,
  instructionLength: 2,
  guestRip: 0xffff_8000_0000_1000n,
  guestRflags: 0x202n,
  why: null,
  checks: [],
  saved: [],
  loaded: [],
};

/** One transition at every second position, of all the shapes that a run gives. */
function made(n: number): Transition {
  const at = { ...base, instructions: 2 * n, position: 2 * n + 1, cycles: 1e9 + 1.5 * n };
  const { exitReason: _, qualification, guestRip, guestRflags, instructionLength, ...entry } = at;
  const finding = {
    check: 'x',
    group: 'controls',
    sdm: '',
    fields: [],
    text: '',
    values: {},
    message: '',
    suggestion: '',
  };
  const shapes: readonly Transition[] = [
    at,
    { ...entry, kind: 'vm-entry', cause: 'vmresume', vmcs: (1n << 64n) - 1n },
    { ...at, exitReason: 0x8000_0021, kind: 'entry-failure', checks: [{ ...finding, reported: true } as never] },
    { ...at, exitReason: 0, interruptionInfo: 0x8000_0b0e, interruptionErrorCode: 0 },
    { ...entry, kind: 'vm-fail', cause: 'vmlaunch', error: 0 },
    { ...at, instructionInfo: 0xffff_ffff, instructionLength: 0, qualification: 0n },
    { ...at, saved: [{ field: 'guest-rip', old: 1n, new: 2n }] },
    { ...entry, kind: 'vm-entry', injected: 0x8000_0320 },
  ];
  return shapes[n % shapes.length] as Transition;
}

describe('the log of transitions', () => {
  it('gives back what was entered, the same object each time', () => {
    const log = new TransitionLog();
    for (let n = 0; n < 3_000; n++) log.append(made(n));
    for (let n = 0; n < 3_000; n++) {
      expect(log.at(n)).toEqual(made(n));
      expect(log.at(n)).toBe(log.at(n));
    }
    expect(log.at(3_000)).toBeUndefined();
    expect(log.at(-1)).toBeUndefined();
  });

  it('forgets the oldest, keeps numbers, and the lists of the newest only', () => {
    const log = new TransitionLog();
    const count = 120_000;
    for (let n = 0; n < count; n++) log.append(made(n));
    expect(log.length).toBe(count);
    expect(log.first).toBeGreaterThan(0);
    expect(log.at(log.first - 1)).toBeUndefined();
    expect(log.at(log.first)?.position).toBe(2 * log.first + 1);
    const detailed = (from: number): number => from - (from % 8) + 6;
    expect(log.at(detailed(log.first + 8))?.saved).toEqual([]);
    expect(log.at(detailed(count - 16))).toEqual(made(detailed(count - 16)));
    expect(log.countAt(2 * (count - 5) + 1)).toBe(count - 4);
    expect(log.countAt(0)).toBe(log.first);
  });

  it('drops the future, goes on with other transitions, and finds the last that fits', () => {
    const log = new TransitionLog();
    for (let n = 0; n < 100; n++) log.append(made(n));
    log.dropAfter(2 * 41, 41);
    expect(log.length).toBe(41);
    expect(log.at(41)).toBeUndefined();
    log.append({ ...made(45), position: 90 });
    expect(log.at(41)).toEqual({ ...made(45), position: 90 });
    expect(log.lastBefore(90, ({ kind }) => kind === 'vm-fail')).toEqual(made(36));
    expect(log.lastBefore(1, () => true)).toBeUndefined();
    // Up to a position that the log has forgotten.
    log.dropAfter(0, 7);
    expect([log.length, log.first]).toEqual([7, 7]);
    log.append(made(7));
    expect(log.at(7)).toEqual(made(7));
  });

  it('takes the full record in place of an outline', () => {
    const log = new TransitionLog();
    for (let n = 0; n < 20; n++) log.append(made(n));
    const full = { ...made(8), loaded: [{ field: 'host-rip', old: 1n, new: 2n }] } as const;
    log.refine(full);
    expect(log.at(8)).toBe(full);
    log.refine({ ...full, cause: 'another' });
    expect(log.at(8)).toBe(full);
  });
});
