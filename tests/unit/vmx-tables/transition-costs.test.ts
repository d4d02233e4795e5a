import { describe, expect, it, test } from 'vitest';
import { modelList } from '../../../src/models/model-list.table';
import { transitionCharges } from '../../../src/vmx/transition-charges';
import {
  type CostProfileId,
  costOf,
  costRow,
  exitCost,
  profileCertainty,
  transitionCosts,
} from '../../../src/vmx/transition-cost.table';

describe('transition costs', () => {
  // VMLAUNCH, VMRESUME, VMREAD, VMWRITE; VM exits by VMCALL, CPUID, page fault and I/O.
  it.each<[CostProfileId, readonly number[]]>([
    ['prescott', [2478, 2333, 178, 171, 1630, 1599, 1926, 1942]],
    ['merom', [948, 944, 53, 43, 727, 764, 1156, 858]],
    ['penryn', [688, 643, 26, 26, 638, 611, 858, 708]],
    ['westmere', [678, 402, 6, 5, 344, 389, 569, 427]],
    ['sandy-bridge', [619, 460, 5, 4, 365, 434, 507, 472]],
    ['ivy-bridge', [573, 452, 4, 4, 334, 398, 466, 436]],
    ['haswell', [486, 318, 5, 4, 253, 327, 512, 383]],
    ['broadwell', [528, 348, 5, 4, 265, 332, 531, 397]],
  ])('%s has the published figures', (profile, [launch, resume, read, write, vmcall, cpuid, fault, io]) => {
    const { vmlaunch, vmresume, vmread, vmwrite, entryFailure, exits } = transitionCharges(profile);
    expect([vmlaunch, vmresume, vmread, vmwrite]).toEqual([launch, resume, read, write]);
    expect([exits[18], exits[10], exits[0], exits[30]]).toEqual([vmcall, cpuid, fault, io]);
    expect(entryFailure).toBe((launch ?? 0) + (cpuid ?? 0));
    expect(profileCertainty(profile)).toBe('recalled');
  });

  it.each<[CostProfileId, number]>([
    ['westmere', 546],
    ['sandy-bridge', 588],
    ['ivy-bridge', 604],
    ['haswell', 656],
    ['broadwell', 656],
  ])('%s: a VM exit by EPT violation takes %i cycles', (profile, cycles) => {
    expect(transitionCharges(profile).exits[48]).toBe(cycles);
  });

  test('without EPT there is no cost of its violations', () => {
    expect(() => costRow('exit-ept-violation', 'merom')).toThrow(RangeError);
    expect(exitCost(48, 'merom').measure).toBe('exit-other-instruction');
  });

  test.each([37, 43, 44, 45, 52, 56, 62, 74])(
    'VM exit %i, which no instruction is decoded for, costs what events cost',
    (reason) => {
      expect(exitCost(reason).measure).toBe('exit-event');
    },
  );

  test('a processor without figures says whose it takes', () => {
    expect(costRow('vmlaunch', 'yonah')).toMatchObject({ cycles: costOf('vmlaunch', 'merom'), certainty: 'assumed' });
    expect(costRow('vmresume', 'nehalem')).toMatchObject({ cycles: 533, certainty: 'assumed' });
    expect(costRow('vmresume', 'nehalem').source).toContain('Westmere');
    expect(transitionCharges('after-broadwell')).toEqual(transitionCharges('broadwell'));
    expect(profileCertainty('after-broadwell')).toBe('assumed');
  });

  test('every row has a source and whole cycles, every model a profile', () => {
    for (const rows of Object.values(transitionCosts)) {
      for (const { cycles, source } of rows) {
        expect(Number.isInteger(cycles) && cycles > 0).toBe(true);
        expect(source).not.toBe('');
      }
    }
    for (const { costs } of modelList) expect(transitionCosts[costs].length).toBeGreaterThan(10);
  });
});
