import { describe, expect, it } from 'vitest';
import { keepUnchanged } from '../../../src/stores/keep-unchanged';

const make = () => ({
  position: 3,
  registers: { general: [1n, 2n], rip: 0x1000n },
  vmcs: null as null | { fields: Record<string, bigint> },
  list: [{ label: 'Guest 0' }, { label: 'Guest 1' }],
});

describe('a snapshot that takes the place of another', () => {
  it('is the one before when nothing changed', () => {
    const before = make();
    expect(keepUnchanged(before, make())).toBe(before);
  });

  it('keeps the parts that are as they were, and only those', () => {
    const before = make();
    const after = { ...make(), position: 4, list: [{ label: 'Guest 0' }, { label: 'Guest 2' }] };
    const kept = keepUnchanged(before, after);
    expect(kept).toEqual(after);
    expect(kept.registers).toBe(before.registers);
    expect(kept.list).not.toBe(before.list);
    expect(kept.list[0]).toBe(before.list[0]);
    expect(Array.isArray(kept.list)).toBe(true);
  });

  it('leaves both as they were', () => {
    const before = make();
    const after = { ...make(), position: 4 };
    const registers = after.registers;
    keepUnchanged(before, after);
    expect(after.registers).toBe(registers);
    expect(before).toEqual(make());
  });

  it.each([
    ['a part came', { ...make(), vmcs: { fields: { 'exit-reason': 1n } } }],
    ['a list became shorter', { ...make(), list: [{ label: 'Guest 0' }] }],
    ['a list became longer', { ...make(), list: [...make().list, { label: 'Guest 2' }] }],
    ['a word changed', { ...make(), registers: { general: [1n, 2n], rip: 0x1001n } }],
  ])('is the new one when %s', (_, after) => {
    expect(keepUnchanged(make(), after)).toEqual(after);
  });

  it('tells an absent member from one that is undefined', () => {
    const after = { b: undefined };
    expect(keepUnchanged<object>({ a: undefined }, after)).toBe(after);
  });
});
