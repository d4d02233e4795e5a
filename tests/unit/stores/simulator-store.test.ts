import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot, TransitionView } from '../../../src/protocol/snapshot';
import { selectLastTransition, selectProgramEdited } from '../../../src/stores/selectors';
import { useSimulator } from '../../../src/stores/simulator-store';

/** Only what the code under test reads. */
function snapshot(part: Partial<Snapshot>): Snapshot {
  return {
    position: 0,
    processors: [],
    happened: 0,
    mode: 'off',
    history: { from: 0, transitions: [] },
    ...part,
  } as Snapshot;
}

function transition(n: number, kind: TransitionView['kind'], position: number): TransitionView {
  return { n, kind, position } as TransitionView;
}

const initial = useSimulator.getInitialState();
beforeEach(() => useSimulator.setState(initial, true));

describe('the history that snapshots bring', () => {
  const first = transition(1, 'vmxon', 3);
  const second = transition(2, 'vm-entry', 9);
  const other = transition(2, 'vm-fail', 9);
  const receive = (part: Partial<Snapshot>) => useSimulator.getState().receiveSnapshot(snapshot(part));

  it('grows, and is replaced from where it changed', () => {
    receive({ happened: 1, history: { from: 0, transitions: [first] } });
    receive({ happened: 2, history: { from: 1, transitions: [second] } });
    expect(useSimulator.getState().transitions).toEqual([first, second]);
    receive({ happened: 2, history: { from: 1, transitions: [other] } });
    expect(useSimulator.getState().transitions).toEqual([first, other]);
  });

  it('stays the same list when nothing changed, so that nothing is drawn again', () => {
    receive({ happened: 2, history: { from: 0, transitions: [first, second] } });
    const before = useSimulator.getState().transitions;
    receive({ happened: 1, history: { from: 2, transitions: [] } });
    expect(useSimulator.getState().transitions).toBe(before);
  });

  it('has as its last one the one that happened last, not the last recorded', () => {
    receive({ happened: 1, history: { from: 0, transitions: [first, second] } });
    expect(selectLastTransition(useSimulator.getState())).toBe(first);
    receive({ happened: 0, history: { from: 2, transitions: [] } });
    expect(selectLastTransition(useSimulator.getState())).toBeNull();
  });
});

describe('whether the program was edited', () => {
  const files = [{ name: 'vmm.asm', text: 'hlt' }];
  it.each([
    ['nothing was loaded yet', { files, loadedFiles: null }, false],
    ['the same files were loaded', { files, loadedFiles: files, loadedModel: 'everything' }, false],
    ['an edit was undone', { files: [{ ...files[0] }], loadedFiles: files, loadedModel: 'everything' }, false],
    [
      'a text differs',
      { files: [{ name: 'vmm.asm', text: 'nop' }], loadedFiles: files, loadedModel: 'everything' },
      true,
    ],
    ['a file was added', { files: [...files, ...files], loadedFiles: files, loadedModel: 'everything' }, true],
    ['the model differs', { files, loadedFiles: files, loadedModel: 'haswell' }, true],
  ] as const)('when %s: %s', (_, part, expected) => {
    useSimulator.setState(part as object);
    expect(selectProgramEdited(useSimulator.getState())).toBe(expected);
  });
});
