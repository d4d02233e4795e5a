import { describe, expect, it } from 'vitest';
import type { ComparedTranslation, ExplainedEntry, WalkView } from '../../../src/protocol/paging-view';
import { entryIndex, toAddressCells } from '../../../src/ui/visuals/paging/address-cells';
import { differenceTexts } from '../../../src/ui/visuals/paging/difference-text';
import { toEntryBits } from '../../../src/ui/visuals/paging/entry-bits';
import { accessOfFault, isUserFault } from '../../../src/ui/visuals/paging/fault-access';
import { pageSizeText } from '../../../src/ui/visuals/paging/page-size';
import { walkRuleText } from '../../../src/ui/visuals/paging/walk-rule-text';

const entry = (name: ExplainedEntry['name'], more: Partial<ExplainedEntry> = {}): ExplainedEntry => ({
  name,
  address: 0x1000,
  bytes: 8,
  entry: 7n,
  present: true,
  leaf: false,
  writable: true,
  user: true,
  executeDisable: false,
  accessed: true,
  dirty: null,
  global: null,
  pageSize: null,
  protectionKey: null,
  reserved: 0n,
  rights: { writable: true, user: true, executeDisable: false },
  ...more,
});

describe('the access of a page fault', () => {
  it('is read off the error code', () => {
    const accesses = [0x00, 0x03, 0x07, 0x10, 0x15].map((code) => [accessOfFault(code), isUserFault(code)]);
    expect(accesses).toEqual([
      ['read', false],
      ['write', false],
      ['write', true],
      ['fetch', false],
      ['fetch', true],
    ]);
  });
});

describe('toAddressCells', () => {
  const address = 0xffff_8080_4020_1abcn;
  const shown = (cells: ReturnType<typeof toAddressCells>) =>
    cells.map(({ table, kind, high, low, value, used }) => [table || kind, high, low, value, used]);

  it('divides by the levels of the mode', () => {
    const steps = [entry('PML4E'), entry('PDPTE'), entry('PDE'), entry('PTE', { leaf: true })];
    expect(shown(toAddressCells('4-level', address, steps))).toEqual([
      ['sign', 63, 48, 0xffffn, true],
      ['PML4', 47, 39, 257n, true],
      ['PDPT', 38, 30, 1n, true],
      ['PD', 29, 21, 1n, true],
      ['PT', 20, 12, 1n, true],
      ['offset', 11, 0, 0xabcn, true],
    ]);
    expect(shown(toAddressCells('5-level', address, []))[0]).toEqual(['sign', 63, 57, 0x7fn, true]);
    expect(shown(toAddressCells('32-bit', 0x0040_1abcn, [])).map(([name]) => name)).toEqual(['PD', 'PT', 'offset']);
    expect(toAddressCells('none', address, [])).toEqual([]);
  });

  it('gives a large page the offset of its size', () => {
    const cells = toAddressCells('4-level', address, [entry('PML4E'), entry('PDPTE'), entry('PDE', { leaf: true })]);
    expect(shown(cells).at(-1)).toEqual(['offset', 20, 0, 0x1abcn, true]);
  });

  it('marks what a refused walk did not come to', () => {
    const cells = toAddressCells('pae', 0xc020_1000n, [entry('PDPTE'), entry('PDE', { present: false })]);
    expect(shown(cells)).toEqual([
      ['PDPT', 31, 30, 3n, true],
      ['PD', 29, 21, 1n, true],
      ['PT', 20, 12, 1n, false],
      ['offset', 11, 0, 0n, false],
    ]);
  });

  it('has the index of each entry', () => {
    expect(entryIndex('4-level', address, 'PML4E')).toBe(257);
    expect(entryIndex('32-bit', 0xffc0_0000n, 'PDE')).toBe(1023);
  });
});

describe('toEntryBits', () => {
  const names = (bits: ReturnType<typeof toEntryBits>) =>
    bits.map(({ name, value, decides }) => `${name} ${value}${decides ? '!' : ''}`);

  it('leaves out what an entry does not have', () => {
    expect(names(toEntryBits(entry('PML4E'), null))).toEqual(['P 1', 'R/W 1', 'U/S 1', 'A 1', 'XD 0']);
    const leaf = entry('PTE', { leaf: true, dirty: false, global: true, protectionKey: 5 });
    expect(names(toEntryBits(leaf, null))).toEqual(['P 1', 'R/W 1', 'U/S 1', 'A 1', 'D 0', 'G 1', 'XD 0', 'key 5']);
    expect(names(toEntryBits(entry('PDE', { present: false }), 'not-present'))).toEqual(['P 0!']);
  });

  it('marks the bit that the rule is about', () => {
    expect(names(toEntryBits(entry('PML4E', { writable: false }), 'read-write'))).toContain('R/W 0!');
    expect(names(toEntryBits(entry('PML4E', { user: false }), 'user-supervisor'))).toContain('U/S 0!');
    expect(names(toEntryBits(entry('PML4E'), 'smap'))).toContain('U/S 1!');
    expect(names(toEntryBits(entry('PML4E', { executeDisable: true }), 'execute-disable'))).toContain('XD 1!');
  });
});

describe('words', () => {
  const t = (key: string, values: object = {}) => `${key} ${Object.values(values).join(',')}`.trim();
  const view = (rule: WalkView['rule'], user = false) =>
    ({ rule, user, steps: [entry('PTE', { protectionKey: 3, reserved: 1n << 51n })] }) as unknown as WalkView;

  it('say the rule with what it was about', () => {
    expect(walkRuleText(t, view('not-present'))).toBe('paging.rule.not-present PTE');
    expect(walkRuleText(t, view('reserved-bit'))).toBe('paging.rule.reserved-bit PTE,0x8000000000000');
    expect(walkRuleText(t, view('read-write'))).toBe('paging.rule.read-write-supervisor');
    expect(walkRuleText(t, view('read-write', true))).toBe('paging.rule.read-write');
    expect(walkRuleText(t, view('protection-key-write'))).toBe('paging.rule.protection-key-write 3,PKRU');
    expect(walkRuleText(t, view(null))).toBe('');
  });

  it('say each difference', () => {
    const now = { physical: 0xa000, pageBytes: 0x20_0000, writable: false, user: true, executeDisable: true };
    const memory = { ...now, dirty: false, global: true, protectionKey: 4 };
    const differences = ['page', 'size', 'rights', 'dirty', 'global', 'key'] as const;
    expect(differenceTexts(t, { memory, differences } as unknown as ComparedTranslation)).toEqual([
      'paging.differs.page 0xa000',
      'paging.differs.size 2 MiB',
      'paging.differs.rights paging.rights.readOnly · paging.rights.user · paging.rights.notExecutable',
      'paging.differs.dirty',
      'paging.differs.global 1',
      'paging.differs.key 4',
    ]);
    expect(differenceTexts(t, { memory: null, differences: [] } as unknown as ComparedTranslation)).toEqual([]);
  });

  it('say the size of a page', () => {
    expect([0x1000, 0x20_0000, 0x40_0000, 0x4000_0000].map(pageSizeText)).toEqual(['4 KiB', '2 MiB', '4 MiB', '1 GiB']);
  });
});
