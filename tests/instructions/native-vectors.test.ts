import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Processor } from '../../src/cpu/processor';
import { getRflags, setRflags } from '../../src/cpu/registers/flags';
import { RIP, STOP } from '../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../src/cpu/state/state-image';
import { step } from '../../src/cpu/step';
import { coreProcessor, hexBytes, loadCode, register, setRegister } from '../support/core-processor';

/** Written by tests/support/native-vectors.c, which describes the lines. */
const LINES = readFileSync(new URL('vectors/native.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

const RAX = 0,
  RCX = 1,
  RDX = 2,
  RBX = 3,
  RSI = 6;
const REGISTERS = [RAX, RCX, RDX, RBX];
const MEMORY = 0x8000;
const ARITHMETIC = 0x8d5n;

interface Case {
  readonly name: string;
  readonly code: string;
  /** Flags that the manual defines. */
  readonly mask: bigint;
  /** RFLAGS, RAX, RCX, RDX, RBX, two quadwords at RSI. */
  readonly before: readonly bigint[];
  /** null: #DE. */
  readonly after: readonly bigint[] | null;
}

function parse(line: string): Case {
  const [name, data] = line.split('\t');
  const [code, mask, ...words] = data.split(' ');
  const hex = (word: string): bigint => BigInt(`0x${word}`);
  const before = words.slice(0, 7).map(hex);
  const rest = words.slice(7);
  const after = rest[0] === '#DE' ? null : rest.map((word, k) => (word === '-' ? before[k] : hex(word)));
  return { name, code, mask: hex(mask), before, after };
}

function load(p: Processor, { code, before }: Case): void {
  loadCode(p, code);
  setRflags(p, Number(before[0]));
  for (const [k, n] of REGISTERS.entries()) setRegister(p, n, before[k + 1]);
  setRegister(p, RSI, BigInt(MEMORY));
  p.image.noteWrite(MEMORY >> 12);
  p.view.setBigUint64(RAM_BASE + MEMORY, before[5], true);
  p.view.setBigUint64(RAM_BASE + MEMORY + 8, before[6], true);
}

function stateOf(p: Processor): bigint[] {
  return [
    BigInt(getRflags(p)),
    ...REGISTERS.map((n) => register(p, n)),
    p.view.getBigUint64(RAM_BASE + MEMORY, true),
    p.view.getBigUint64(RAM_BASE + MEMORY + 8, true),
  ];
}

/** Runs the case's code to its end; false when it faulted (without an IDT the processor shuts down). */
function runCase(p: Processor, { code }: Case): boolean {
  const end = 0x1000 + hexBytes(code).length;
  for (let k = 0; k < 4 && p.s[RIP] !== end && p.s[STOP] === 0; k++) step(p);
  return p.s[STOP] === 0;
}

function show(state: readonly bigint[] | null): string {
  return state === null ? '#DE' : state.map((word) => word.toString(16)).join(' ');
}

function groupByName(cases: readonly Case[]): Map<string, Case[]> {
  const groups = new Map<string, Case[]>();
  for (const one of cases) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

describe('instructions against the results of a real processor', () => {
  const byName = groupByName(LINES.map(parse));
  for (const [name, cases] of byName)
    it(`${name}: ${cases.length} cases`, () => {
      let p = coreProcessor();
      const wrong: string[] = [];
      for (const one of cases) {
        load(p, one);
        const masked = (state: readonly bigint[]): bigint[] => [state[0] & ARITHMETIC & one.mask, ...state.slice(1)];
        const completed = runCase(p, one);
        const result = completed ? show(masked(stateOf(p))) : '#DE';
        const expected = one.after === null ? '#DE' : show(masked(one.after));
        if (result !== expected) wrong.push(`${one.code}: ${show(one.before)} gives ${result}, not ${expected}`);
        if (!completed) p = coreProcessor();
      }
      expect(wrong).toEqual([]);
    });
  it('has thousands of cases, faults among them', () => {
    expect(LINES.length).toBeGreaterThan(4000);
    expect(LINES.filter((line) => line.endsWith('#DE')).length).toBeGreaterThan(100);
  });
});
