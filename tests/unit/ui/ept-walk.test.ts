import { describe, expect, it } from 'vitest';
import type { ExplainedEntry, SecondLevelEntry, SecondLevelWalk, WalkView } from '../../../src/protocol/paging-view';
import type { TransitionView } from '../../../src/protocol/snapshot';
import { toEptBits } from '../../../src/ui/visuals/paging/ept-entry-bits';
import { eptRuleText, reasonOfRefusal } from '../../../src/ui/visuals/paging/ept-rule-text';
import { accessOfExit } from '../../../src/ui/visuals/paging/exit-access';
import { stepsOfLastPass, unreadLevel } from '../../../src/ui/visuals/paging/reading-order';
import { eptRules } from '../../../src/vmx/ept/ept-rules.table';

const ENTRY: SecondLevelEntry = {
  name: 'EPT PTE',
  address: 0x1000,
  entry: 0x37n,
  present: true,
  leaf: true,
  read: true,
  write: true,
  execute: true,
  userExecute: null,
  accessed: null,
  dirty: null,
  memoryType: 6,
  reserved: 0n,
};
const refusal = (rule: string) => ({ rule, sdm: 'EPT Violations', misconfigured: false });
const text = (entry: Partial<SecondLevelEntry>, rule: string | null, last = true): string =>
  toEptBits({ ...ENTRY, ...entry }, rule === null ? null : refusal(rule), last)
    .map(({ name, value, decides }) => `${name}${value}${decides ? '!' : ''}`)
    .join(' ');

describe('the bits of an EPT entry', () => {
  it.each([
    ['all rights', {}, null, 'R1 W1 X1 MTWB'],
    ['no write', { entry: 0x31n }, 'ept-write', 'R1 W0! X0 MTWB'],
    ['absent', { entry: 0n, present: false }, 'ept-not-present', 'R0! W0! X0!'],
    ['no fetch', { entry: 0x3n, memoryType: 0 }, null, 'R1 W1 X0 MTUC'],
    ['reserved memory type', { entry: 0x17n, memoryType: 2 }, 'ept-memory-type', 'R1 W1 X1 MT2!'],
    ['write without read', { entry: 0x32n }, 'ept-write-without-read', 'R0! W1! X0 MTWB'],
    [
      'everything',
      { entry: 0x8000_0000_0000_0777n, userExecute: true, accessed: true, dirty: true },
      null,
      'R1 W1 X1 XU1 A1 D1 MTWB IPAT1 SVE1',
    ],
    ['a large page', { name: 'EPT PDE', entry: 0xb7n }, null, 'R1 W1 X1 PS1 MTWB'],
    ['a table', { name: 'EPT PDE', leaf: false, memoryType: null, entry: 7n, accessed: false }, null, 'R1 W1 X1 A0'],
  ])('%s', (_, entry, rule, expected) => {
    expect(text(entry, rule)).toBe(expected);
  });

  it('mark a right that the entries lack together wherever it is 0, and what is wrong in one entry only there', () => {
    expect(text({ entry: 5n }, 'ept-write', false)).toContain('W0!');
    expect(text({ entry: 0x32n }, 'ept-write-without-read', false)).not.toContain('!');
  });
});

it.each(Object.values(eptRules).map(({ id }) => id))('%s has a sentence that a walk fills', (rule) => {
  const walk = { steps: [{ ...ENTRY, reserved: 0x100n }], refusal: refusal(rule) } as unknown as SecondLevelWalk;
  expect(eptRuleText(walk)).toMatch(/^[A-Z][^{}[\]]+\.$/);
});

it.each([
  ['ept-read', 48],
  ['ept-guest-paging-verification', 48],
  ['ept-memory-type', 49],
  ['spp-write', 48],
  ['spp-miss', 66],
  ['spp-reserved-bits', 66],
])('%s leads to exit reason %i', (rule, reason) => {
  const walk = { steps: [], refusal: refusal(rule) } as unknown as SecondLevelWalk;
  expect(reasonOfRefusal(walk)).toBe(reason);
});

it('what HLAT paging made begin anew does not count for the parts of the address', () => {
  const step = (name: string, restarts?: boolean) => ({ name, ...(restarts === undefined ? {} : { restarts }) });
  const steps = [step('PML4E', false), step('PDPTE', true), step('PML4E')] as unknown as ExplainedEntry[];
  expect(stepsOfLastPass(steps).map(({ name }) => name)).toEqual(['PML4E']);
  expect(unreadLevel({ mode: '4-level', steps } as unknown as WalkView)).toBe('PDPTE');
  expect(stepsOfLastPass(steps.slice(2))).toHaveLength(1);
});

describe('the access behind a VM exit', () => {
  const exit = (more: Partial<TransitionView>) => accessOfExit({ kind: 'vm-exit', ...more } as TransitionView);
  const at = { guestLinearAddress: 0x1234n, guestPhysicalAddress: 0x5234n };

  it.each([
    ['a read', 0x181n, 'read'],
    ['a write', 0x182n, 'write'],
    ['a read-modify-write', 0x183n, 'write'],
    ['a fetch', 0x184n, 'fetch'],
    ['an access to a paging-structure entry', 0x83n, 'read'],
  ] as const)('%s', (_, qualification, access) => {
    expect(exit({ exitReason: 48, qualification, ...at })).toEqual({
      address: 0x1234n,
      space: 'linear',
      access,
      user: null,
      guest: true,
    });
  });

  it('is by guest-physical address where no linear one is told', () => {
    expect(exit({ exitReason: 48, qualification: 1n, guestPhysicalAddress: 0x5234n })).toMatchObject({
      address: 0x5234n,
      space: 'guest-physical',
    });
    expect(exit({ exitReason: 49, qualification: 0n, ...at })).toMatchObject({
      space: 'guest-physical',
      access: 'read',
    });
  });

  it('is a write of an SPP-related event', () => {
    expect(exit({ exitReason: 66, qualification: 0x800n, ...at })).toMatchObject({ address: 0x1234n, access: 'write' });
  });

  it('is none of other transitions', () => {
    expect(exit({ exitReason: 12, ...at })).toBeNull();
    expect(exit({ exitReason: 48 })).toBeNull();
    expect(exit({ kind: 'vm-entry', exitReason: 48, ...at })).toBeNull();
  });
});
