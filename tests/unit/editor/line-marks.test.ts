import { describe, expect, it } from 'vitest';
import type { CodePlace, Snapshot, TransitionView } from '../../../src/protocol/snapshot';
import { breakpointMarks, exitMarks, fileToFollow, lineIn, placeMarks } from '../../../src/ui/editor/line-marks';

const place = (file: string, line: number): CodePlace => ({ rip: 0n, symbol: null, text: '', source: { file, line } });
const guest = (label: string, current: boolean, where: CodePlace | null) => ({
  label,
  pointer: 1n,
  launched: true,
  current,
  runsOn: null,
  place: where,
});

/** Only what the code under test reads. */
const moment = (part: Partial<Snapshot>) => part as Snapshot;

describe('marks of places', () => {
  it('in root: every guest waits', () => {
    const snapshot = moment({
      mode: 'root',
      place: place('vmm.asm', 16),
      vmmPlace: place('vmm.asm', 15),
      guests: [guest('Guest 0', true, place('guest.asm', 4)), guest('Guest 1', false, place('vmm.asm', 40))],
    });
    expect(placeMarks(snapshot, 'vmm.asm')).toEqual([{ line: 40, kind: 'guest-place', guest: 'Guest 1' }]);
    expect(placeMarks(snapshot, 'guest.asm')).toEqual([{ line: 4, kind: 'guest-place', guest: 'Guest 0' }]);
  });

  it('in non-root: the VMM and the other guests wait', () => {
    const snapshot = moment({
      mode: 'non-root',
      place: place('guest.asm', 4),
      vmmPlace: place('vmm.asm', 15),
      guests: [guest('Guest 0', true, place('guest.asm', 4)), guest('Guest 1', false, null)],
    });
    expect(placeMarks(snapshot, 'guest.asm')).toEqual([]);
    expect(placeMarks(snapshot, 'vmm.asm')).toEqual([{ line: 15, kind: 'vmm-place' }]);
  });
});

describe('exit badges', () => {
  const exit = (line: number, exitReason: number): TransitionView =>
    ({
      kind: 'vm-exit',
      exitReason,
      reasonName: `reason ${exitReason}`,
      from: place('guest.asm', line),
    }) as unknown as TransitionView;
  const entry = { kind: 'vm-entry', from: place('guest.asm', 4) } as unknown as TransitionView;
  const transitions = [exit(4, 10), entry, exit(4, 10), exit(9, 12), exit(4, 0x8000_0012)];

  it('count what has happened, by line, with the last basic reason', () => {
    expect(exitMarks(transitions, 5, 'guest.asm')).toEqual([
      { line: 4, kind: 'exit', exit: { reason: 0x12, count: 3 } },
      { line: 9, kind: 'exit', exit: { reason: 12, count: 1 } },
    ]);
  });

  it('leave out what lies ahead and other files', () => {
    expect(exitMarks(transitions, 1, 'guest.asm')).toEqual([{ line: 4, kind: 'exit', exit: { reason: 10, count: 1 } }]);
    expect(exitMarks(transitions, 5, 'vmm.asm')).toEqual([]);
  });
});

it('breakpoints are those of the file', () => {
  const breakpoints = [
    { kind: 'line', file: 'a.asm', line: 3 },
    { kind: 'line', file: 'b.asm', line: 4 },
    { kind: 'address', address: 5n },
  ] as const;
  expect(breakpointMarks(breakpoints, 'a.asm')).toEqual([{ line: 3, kind: 'breakpoint' }]);
});

describe('code of a macro', () => {
  const inMacro = { file: 'vmm.inc', line: 115, invokedAt: { file: 'vmm.asm', line: 26 } };

  it('has a line in its own file and in the one that invoked it', () => {
    expect(lineIn('vmm.inc', inMacro)).toBe(115);
    expect(lineIn('vmm.asm', inMacro)).toBe(26);
    expect(lineIn('guest.asm', inMacro)).toBeNull();
    expect(lineIn('vmm.asm', null)).toBeNull();
  });

  it('is followed where it was invoked, unless its own file is open', () => {
    expect(fileToFollow(inMacro, 'guest.asm')).toBe('vmm.asm');
    expect(fileToFollow(inMacro, 'vmm.asm')).toBe('vmm.asm');
    expect(fileToFollow(inMacro, 'vmm.inc')).toBe('vmm.inc');
    expect(fileToFollow({ file: 'vmm.inc', line: 7 }, 'vmm.asm')).toBe('vmm.inc');
  });
});
