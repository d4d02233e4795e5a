import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs';
import type { WalkRequest } from '../../../src/protocol/paging-view';
import { InlineLab } from '../../support/inline-lab';

const WINDOW = 0x80_0000_0000n;
const files = programs.find(({ id }) => id === 'page-fault')?.files ?? [];

let lab: InlineLab;

beforeEach(async () => {
  lab = new InlineLab();
  await lab.loadFiles(files);
});
afterEach(() => lab.simulator.dispose());

const walk = (request: Partial<WalkRequest> = {}) =>
  lab.simulator.readWalk({ address: WINDOW, access: 'read', user: null, ...request });

/** Goes to the instruction at a label, the n-th time that the processor comes to it. */
async function to(label: string, time = 1): Promise<void> {
  await lab.simulator.setBreakpoints([{ kind: 'address', address: lab.at(label) }]);
  for (let n = 0; n < time; n++) await lab.run('run');
}

describe('the page walk', () => {
  it('is of the instruction at RIP when no address is given', async () => {
    const view = await walk({ address: null, access: 'fetch' });
    expect(view).toMatchObject({
      address: lab.at('start'),
      mode: '4-level',
      user: false,
      rule: null,
      physical: Number(lab.at('start')),
      pageBytes: 0x20_0000,
      cr3: 0x1000n,
      cached: null,
      consulted: [
        { name: 'IA32_EFER.NXE', value: 1 },
        { name: 'CR4.SMEP', value: 0 },
      ],
    });
    expect(view.steps.map(({ name, address, leaf }) => [name, address, leaf])).toEqual([
      ['PML4E', 0x1000, false],
      ['PDPTE', 0x2000, false],
      ['PDE', 0x3000, true],
    ]);
    expect(view.steps.at(-1)).toMatchObject({ pageSize: true, rights: { writable: true, user: true } });
  });

  it('names the entry that is not present', async () => {
    await to('read_missing');
    const view = await walk();
    expect(view).toMatchObject({ rule: 'not-present', errorCode: 0, physical: null });
    expect(view.steps.map(({ name, present }) => [name, present])).toEqual([
      ['PML4E', true],
      ['PDPTE', true],
      ['PDE', true],
      ['PTE', false],
    ]);
    // U/S is 0 in the first entry: no entry below it gives that right back.
    expect(view.steps[0]?.rights).toEqual({ writable: true, user: false, executeDisable: false });
    expect(view.steps[3]?.rights).toBeNull();
  });

  it('knows the rule and the error code of a write, by privilege', async () => {
    await to('write_read_only');
    expect(await walk()).toMatchObject({ rule: null, physical: 0x14_3000, pageBytes: 0x1000 });
    expect(await walk({ access: 'write' })).toMatchObject({ rule: 'read-write', errorCode: 3 });
    expect(await walk({ access: 'write' })).toMatchObject({
      consulted: [{ name: 'CR0.WP', value: 1 }, {}, {}, {}, {}],
    });
    expect(await walk({ user: true })).toMatchObject({ rule: 'user-supervisor', errorCode: 5, user: true });
    expect(await walk({ address: 1n << 62n })).toMatchObject({ rule: 'non-canonical', steps: [] });
  });

  it('tells a stale TLB entry from one that says the same', async () => {
    await to('read_stale');
    expect(await walk()).toMatchObject({ rule: 'not-present', cached: { differences: ['unmapped'] } });
    expect(await walk({ address: 0x14_2000n })).toMatchObject({ cached: { differences: [] } });
    expect((await walk({ access: 'fetch' })).cached).toBeNull();
  });
});

describe('the TLB', () => {
  it('is empty at the start, ascends, and marks what memory no longer says', async () => {
    expect(await lab.simulator.readTlb(null)).toMatchObject({ mode: '4-level', pcid: null, entries: [] });
    await to('read_stale');
    const { entries } = await lab.simulator.readTlb(null);
    const stale = entries.filter(({ differences }) => differences.length > 0);
    expect(stale).toMatchObject([{ linear: WINDOW, physical: 0x14_3000, kind: 'data', memory: 'not-present' }]);
    const addresses = entries.map(({ linear }) => linear);
    expect(addresses).toEqual(addresses.toSorted((a, b) => (a < b ? -1 : 1)));
    await to('read_again');
    expect((await lab.simulator.readTlb(null)).entries.filter(({ linear }) => linear === WINDOW)).toEqual([]);
  });

  it('is what it was when one goes back', async () => {
    await to('read_stale');
    const { position } = await lab.run('step-back');
    const there = await lab.simulator.readTlb(null);
    await lab.end();
    await lab.seek(position);
    expect(await lab.simulator.readTlb(null)).toEqual(there);
  });
});

describe('the error code of the page fault in CR2', () => {
  it('is that of the fault that wrote CR2, in either direction', async () => {
    expect((await lab.run('step')).pageFaultErrorCode).toBeNull();
    await to('write_read_only');
    const read = await lab.seek((await lab.run('step')).position - 1);
    expect(read).toMatchObject({ pageFaultErrorCode: 0, registers: { cr2: WINDOW } });
    const write = await lab.run('next-exception');
    expect(write).toMatchObject({ pageFaultErrorCode: 3, registers: { cr2: WINDOW } });
    expect((await lab.seek(read.position)).pageFaultErrorCode).toBe(0);
    expect((await lab.seek(1)).pageFaultErrorCode).toBeNull();
    expect((await lab.seek(write.position)).pageFaultErrorCode).toBe(3);
  });

  it('is not known when CR2 was written otherwise', async () => {
    await to('write_read_only');
    const edited = await lab.simulator.edit({ kind: 'register', name: 'CR2', value: 0x1234n });
    expect(edited).toMatchObject({ pageFaultErrorCode: null, registers: { cr2: 0x1234n } });
  });

  it('is that of the last page fault where one leads to the next', async () => {
    await lab.load(`
start:
    lidt    [table]
    mov     rbx, ${WINDOW}
    mov     [rbx], rax
table:
    dw      0xfff
    dq      ${WINDOW}
`);
    // The gates of #PF and #DF cannot be read either: the write ends in shutdown, and the last fault was a read.
    const end = await lab.end();
    expect(end).toMatchObject({
      stop: { kind: 'shutdown' },
      registers: { cr2: WINDOW + 0x80n },
      pageFaultErrorCode: 0,
    });
  });
});

it('the program says what its handler did', async () => {
  const { console, stop } = await lab.end();
  expect(stop).toEqual({ kind: 'halted' });
  expect(console.debugcon.trim().split('\n')).toEqual([
    '#PF: nothing mapped; map it, read-only',
    'program: the page can be read',
    '#PF: a write to a read-only page; allow it',
    'program: the page can be written',
    'program: unmapped, the TLB still translates',
    '#PF: nothing mapped; map it, read-only',
    'program: mapped again',
  ]);
});

it('without paging the address of the instruction counts from the base of CS', async () => {
  await lab.load(`
start:
    lgdt    [table]
    push    0x08
    push    compatible - 0x1000
    retfq
    bits    32
compatible:
    mov     eax, cr0
    and     eax, 0x7fffffff
    mov     cr0, eax
unpaged:
    hlt
    align   8
gdt:
    dq      0, 0x00cf9b001000ffff     ; 32-bit code, base 0x1000
table:
    dw      15
    dq      gdt
`);
  await lab.end();
  await lab.run('step-back');
  const view = await walk({ address: null, access: 'fetch' });
  expect(view).toMatchObject({ mode: 'none', steps: [], rule: null, consulted: [{ name: 'CR0.PG', value: 0 }] });
  expect(view.physical).toBe(Number(lab.at('unpaged')));
  expect(await lab.simulator.readTlb(null)).toMatchObject({ mode: 'none', entries: [] });
});
