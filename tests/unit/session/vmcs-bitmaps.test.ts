import { beforeEach, describe, expect, it } from 'vitest';
import type { BitmapId, BitmapsView } from '../../../src/protocol/bitmaps';
import { InlineLab } from '../../support/inline-lab';

/** A VMM that ends in HLT behind what a test adds to its current VMCS. */
const vmm = (extra: string): string => `%include "vmx.inc"
%include "vmm.inc"
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
${extra}
    hlt
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
`;

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

async function bitmaps(extra: string, model = 'everything'): Promise<BitmapsView> {
  await lab.load(vmm(extra), { model });
  await lab.end();
  const view = await lab.simulator.readBitmaps();
  if (view === null) throw new Error('no VMCS is shown');
  return view;
}

const bitmapOf = (view: BitmapsView, id: BitmapId) => {
  const found = view.bitmaps.find((bitmap) => bitmap.id === id);
  if (found === undefined) throw new Error(`no bitmap ${id}`);
  return found;
};

const ones = (view: BitmapsView, id: BitmapId): readonly (readonly [number, number])[] =>
  bitmapOf(view, id)
    .runs.filter(({ bit }) => bit === 1)
    .map(({ first, last }) => [first, last]);

describe('the bitmaps of a VMCS', () => {
  it('are not there without a VMCS', async () => {
    await lab.load('start: hlt');
    expect(await lab.simulator.readBitmaps()).toBeNull();
  });

  it('join the bits that lie in the VMCS', async () => {
    const view = await bitmaps(`
    vmcs_set VMCS_EXCEPTION_BITMAP, (1 << 3) | (1 << 13) | (1 << 14)
    vmcs_set VMCS_PAGE_FAULT_ERROR_CODE_MASK, 1
    vmcs_set VMCS_EOI_EXIT_BITMAP_1, 3
    vmcs_set VMCS_XSS_EXITING_BITMAP, 0x100`);
    expect(bitmapOf(view, 'exceptions')).toMatchObject({ used: true, address: null });
    expect(ones(view, 'exceptions')).toEqual([
      [3, 3],
      [13, 14],
    ]);
    expect(bitmapOf(view, 'exceptions').runs.at(-1)).toEqual({ first: 15, last: 31, bit: 0 });
    expect(view.pageFaults).toEqual({ mask: 1, match: 0 });
    expect(ones(view, 'eoi-exit')).toEqual([[64, 65]]);
    expect(bitmapOf(view, 'eoi-exit').used).toBe(false);
    expect(ones(view, 'xss-exiting')).toEqual([[8, 8]]);
  });

  it('join the bits that lie in memory, each quarter of the MSR bitmaps by itself', async () => {
    const view = await bitmaps(`
    vmcs_set VMCS_IO_BITMAP_A, 0x200000
    vmcs_set VMCS_IO_BITMAP_B, 0x201000
    vmcs_set VMCS_MSR_BITMAPS, 0x202000
    mov     byte [0x200000 + 0x3f8 / 8], 0xff
    mov     byte [0x201000], 1
    mov     byte [0x202000 + 0x10 / 8], 1
    mov     byte [0x202c00 + 0x80 / 8], 2
    primary_controls PRIMARY_USE_MSR_BITMAPS`);
    expect(bitmapOf(view, 'io-a')).toMatchObject({ used: false, address: 0x20_0000n });
    expect(ones(view, 'io-a')).toEqual([[0x3f8, 0x3ff]]);
    expect(ones(view, 'io-b')).toEqual([[0, 0]]);
    expect(ones(view, 'msr-read-low')).toEqual([[0x10, 0x10]]);
    expect(ones(view, 'msr-read-high')).toEqual([]);
    expect(bitmapOf(view, 'msr-write-high')).toMatchObject({
      used: true,
      address: 0x20_2c00n,
    });
    expect(ones(view, 'msr-write-high')).toEqual([[0x81, 0x81]]);
  });

  it('say so where there is no memory', async () => {
    const view = await bitmaps('    vmcs_set VMCS_VMREAD_BITMAP_ADDRESS, 0x40000000');
    expect(bitmapOf(view, 'vmread').runs).toEqual([{ first: 0, last: 0x7fff, bit: 'unmapped' }]);
  });

  it('list the entries of the EPTP list that are not 0', async () => {
    const view = await bitmaps(`
    vmcs_set VMCS_EPTP_LIST_ADDRESS, 0x200000
    vmcs_set VMCS_EPT_POINTER, 0x30005e
    mov     qword [0x200000], 0x30005e
    mov     qword [0x200000 + 8 * 511], 0x40001e`);
    expect(view.eptpList).toEqual({
      used: false,
      address: 0x20_0000n,
      entries: [
        { index: 0, value: 0x30_005en, current: true },
        { index: 511, value: 0x40_001en, current: false },
      ],
    });
  });

  it('are those that the model has', async () => {
    const view = await bitmaps('', 'prescott-2m');
    expect(view.bitmaps.map(({ id }) => id)).toEqual(['exceptions', 'io-a', 'io-b']);
    expect(view.eptpList).toBeNull();
  });
});
