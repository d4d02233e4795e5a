import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/protocol/snapshot';
import { filterTransitions, sortOf } from '../../../src/ui/visuals/exits/exit-filter';
import { fitText, layoutStage } from '../../../src/ui/visuals/stage/stage-layout';
import { ordinalOfKind, toStageModel } from '../../../src/ui/visuals/stage/stage-model';
import { transition, twoGuestHistory } from './fixture-transitions';

const place = { rip: 0x100000n, symbol: 'start', source: null, text: 'nop' };
const snapshot = {
  mode: 'non-root',
  processor: 0,
  processors: [{ number: 0, mode: 'non-root' }],
  running: false,
  place: { ...place, symbol: 'guest_entry' },
  vmmPlace: place,
  vmcsList: [{ pointer: 0x2000n, revision: 1, launched: true, active: true, current: true, label: 'Guest 0' }],
  guests: [
    { label: 'Guest 0', pointer: 0x2000n, launched: true, current: true, runsOn: 0, place },
    { label: 'Guest 1', pointer: 0x4000n, launched: false, current: false, runsOn: null, place: null },
  ],
} as unknown as Snapshot;

describe('toStageModel', () => {
  it('puts the processor at the current guest’s desk in non-root operation', () => {
    const model = toStageModel(snapshot, null, 0);
    expect(model.desks.map((desk) => desk.here)).toEqual([true, false]);
    expect(model.vmm?.symbol).toBe('start');
  });
  it('lets the VMM stand where RIP is outside non-root operation', () => {
    const model = toStageModel({ ...snapshot, mode: 'root' }, null, 0);
    expect(model.vmm?.symbol).toBe('guest_entry');
    expect(model.desks.some((desk) => desk.here)).toBe(false);
  });
  it('puts the other processors in VMX operation where they are', () => {
    const processors = [
      { number: 0, mode: 'non-root' },
      { number: 1, mode: 'root' },
      { number: 2, mode: 'non-root' },
      { number: 3, mode: 'off' },
    ];
    const guests = snapshot.guests.map((guest, n) => ({ ...guest, runsOn: n === 0 ? 0 : 2 }));
    const model = toStageModel({ ...snapshot, processors, guests } as unknown as Snapshot, null, 0);
    expect([model.processor, model.several]).toEqual([0, true]);
    expect(model.others).toEqual([
      { number: 1, desk: null },
      { number: 2, desk: 1 },
    ]);
  });
  it('takes the crossing from the last transition', () => {
    const exit = transition({ kind: 'vm-exit', vmcs: 0x4000n, exitReason: 0x8000_0021, cost: 7 });
    const { crossing } = toStageModel(snapshot, exit, 3);
    expect(crossing).toMatchObject({ desk: 1, reason: 33, ordinal: 3, failed: false, cost: 7 });
    expect(toStageModel(snapshot, transition({ kind: 'entry-failure' }), 1).crossing?.failed).toBe(true);
  });
  it('numbers transitions among their kind', () => {
    expect(ordinalOfKind(twoGuestHistory, 4)).toBe(2);
    expect(ordinalOfKind(twoGuestHistory, 0)).toBe(1);
    expect(ordinalOfKind(twoGuestHistory, -1)).toBe(0);
  });
});

describe('layoutStage', () => {
  it.each([
    [300, 1, 0],
    [472, 2, 1],
    [760, 4, 3],
    [390, 5, 4],
  ])('keeps everything inside %i pixels with %i guests, crossing to desk %i', (width, guests, desk) => {
    const layout = layoutStage(width, guests, desk, true);
    for (const box of [layout.root, layout.guests, layout.vmm, layout.vmcs, layout.chip, ...layout.desks]) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(layout.height);
    }
    const target = layout.desks[desk];
    expect(layout.lower.x).toBeGreaterThan(target?.x ?? Number.POSITIVE_INFINITY);
    // The arrow passes through the chip and ends on the VMM's box.
    expect(layout.upper.x).toBeGreaterThanOrEqual(layout.chip.x);
    expect(layout.upper.x).toBeGreaterThanOrEqual(layout.vmm.x);
    expect(layout.upper.x).toBeLessThanOrEqual(layout.vmm.x + layout.vmm.width);
  });
  it('gives each guest a desk of its own', () => {
    const { desks } = layoutStage(390, 5, 0, true);
    expect(new Set(desks.map((box) => `${box.x},${box.y}`)).size).toBe(5);
  });
});

describe('fitText', () => {
  it('leaves a text that fits and marks one that does not', () => {
    expect(fitText('cpuid', 100, 7)).toBe('cpuid');
    expect(fitText('mov rax, qword ptr [rbx]', 70, 7)).toBe('mov rax, …');
  });
  it('counts Chinese characters as wide', () => {
    expect(fitText('已启动已启动', 60, 7)).toMatch(/^已启动已?…$/);
  });
});

describe('filterTransitions', () => {
  it('sorts by class and keeps the order', () => {
    expect(twoGuestHistory.map(sortOf)).toEqual(['other', 'entry', 'instruction', 'entry', 'io', 'other', 'other']);
    expect(filterTransitions(twoGuestHistory, new Set(['io', 'entry']))).toEqual([1, 3, 4]);
  });
});
