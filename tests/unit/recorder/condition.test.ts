import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../../src/base/problem-error';
import { parseCondition } from '../../../src/recorder/breakpoints/condition';

const values: Readonly<Record<string, bigint>> = {
  rax: 5n,
  rbx: 0xffff_ffff_ffff_ffffn,
  'exit-qualification': 0x30n,
  'guest-rip': 0x10_0400n,
  ia32_efer: 0xd01n,
};
const names = (name: string) => {
  const value = values[name];
  return value === undefined ? null : () => value;
};

const holds = (text: string): boolean => parseCondition(text, names)();

function problem(text: string): string {
  try {
    parseCondition(text, names);
  } catch (error) {
    if (error instanceof ProblemError) return `${error.code} ${error.params.column ?? ''}`.trim();
    throw error;
  }
  return 'understood';
}

describe('the condition of a breakpoint', () => {
  it.each([
    ['rax == 5', true],
    ['RAX == 5 && exit-qualification & 0x10', true],
    ['exit-qualification & 0x10 == 0x10', true],
    ['exit-qualification & 8', false],
    ['rax == 4 || guest-rip == 0x100400', true],
    ['!(rax == 5)', false],
    ['rax-1 == 4', true],
    ['exit-qualification-0x30', false],
    ['rbx == -1', true],
    ['~rbx == 0', true],
    ['rbx + 1 == 0', true],
    ['rax << 4 == 50h && 0b101 == rax', true],
    ['rax / 0 == 0 && rax % 0 == 0', true],
    ['1 << 64', false],
    ['rbx > 1', true],
    ['2 + 3 * 4 == 14 && (2 + 3) * 4 == 20', true],
    ['ia32_efer >> 8 & 0xf == 0xd', true],
    ['1_000 == 1000', true],
  ])('%s is %s', (text, expected) => expect(holds(text)).toBe(expected));

  it.each([
    ['', 'condition-value 1'],
    ['rax ==', 'condition-value 7'],
    ['rax = 5', 'condition-operator 5'],
    ['rax == 5 5', 'condition-operator 10'],
    ['(rax == 5', 'condition-parenthesis 10'],
    ['rox == 5', 'condition-name 1'],
    ['rax == exit-qualificatoin', 'condition-name 8'],
    ['rax == 0x1ffffffffffffffff', 'condition-number 8'],
    ['rax == 12q', 'condition-value 8'],
    ['('.repeat(200), 'condition-too-deep 101'],
    ['1 '.repeat(600), 'condition-too-long'],
    ['rax == "a"', 'condition-value 8'],
  ])('%s is refused: %s', (text, expected) => expect(problem(text)).toBe(expected));
});
