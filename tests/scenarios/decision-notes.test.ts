import { describe, expect, test } from 'vitest';
import { type NoteText, noteTexts } from '../../src/vmx/nonroot/decision-notes.table';
import { runScenario } from './harness';
import { scenarios } from './scenarios';

/** What a guest on the model of the scenarios cannot meet. */
const ELSEWHERE: Readonly<Partial<Record<NoteText, string>>> = {
  'ept-address-width':
    'the model has no guest-physical addresses of more than 48 bits: tests/unit/vmx/ept-walk.test.ts',
  'ept-execute-only': 'the model supports execute-only entries: tests/unit/vmx-tables/ept-walk-cases.ts',
};

const said = new Map<NoteText, string>();
for (const row of scenarios) {
  for (const { notes } of runScenario(row).decisions) for (const { text, words } of notes) said.set(text, words);
}

describe('what a decision rests on beside bits', () => {
  test.each(Object.keys(noteTexts) as NoteText[])(
    '%s is said by a scenario with its values, or why none can',
    (text) => {
      if (ELSEWHERE[text] === undefined) expect(said.get(text)).toMatch(/^[A-Z][^{}[\]]+\.$/);
      else expect(said.has(text)).toBe(false);
    },
  );

  test.each([
    ['priority-below-threshold', 'Bits 7:4 of VTPR are 3, below the TPR threshold, 5.'],
    ['access-second', /^The instruction has written a register of the page already/],
    ['log-full', /^The PML index is 0x[0-9a-f]{3,4}, not one of the 512 entries/],
    [
      'timer-ran-out',
      /^VM entry loaded the timer with 40; it counts down by 1 every 32 cycles, and was 0 at cycle \d+\.$/,
    ],
  ] as const)('%s names the values that were compared', (text, words) => {
    expect(said.get(text)).toMatch(words);
  });
});
