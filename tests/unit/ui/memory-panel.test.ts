import { describe, expect, it } from 'vitest';
import type { RegistersView } from '../../../src/protocol/snapshot';
import { findAddress } from '../../../src/ui/visuals/memory/find-address';
import { asciiOf, toMemoryRows, toWords } from '../../../src/ui/visuals/memory/memory-rows';

const block = (address: bigint, bytes: (number | null)[]) => ({ space: 'linear' as const, address, bytes });

describe('toMemoryRows', () => {
  it('cuts bytes into rows with their addresses', () => {
    const rows = toMemoryRows(block(0x1000n, [1, 2, 3, 4, 5, 6, 7, 8, 9]), null, 8);
    expect(rows.map((row) => row.address)).toEqual([0x1000n, 0x1008n]);
    expect(rows[1]?.bytes).toEqual([{ value: 9, changed: false }]);
  });
  it('marks what changed since a block that may begin elsewhere', () => {
    const rows = toMemoryRows(block(0x1002n, [3, 9, 5]), block(0x1000n, [1, 2, 3, 4]), 8);
    expect(rows[0]?.bytes.map((byte) => byte.changed)).toEqual([false, true, false]);
  });
  it('does not compare physical with linear memory', () => {
    const before = { ...block(0x1000n, [0]), space: 'physical' as const };
    expect(toMemoryRows(block(0x1000n, [1]), before, 8)[0]?.bytes[0]?.changed).toBe(false);
  });
  it('wraps at the end of the address space', () => {
    const rows = toMemoryRows(block(0xffff_ffff_ffff_fff8n, Array(16).fill(0)), null, 8);
    expect(rows[1]?.address).toBe(0n);
  });
});

describe('toWords', () => {
  it('reads 64-bit words low byte first and knows unmapped ones', () => {
    expect(toWords(block(0n, [0xf0, 2, 0x10, 0, 0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0]))).toEqual([0x1002f0n, null]);
  });
  it('leaves an incomplete word out', () => {
    expect(toWords(block(0n, [1, 2, 3]))).toEqual([]);
  });
});

describe('asciiOf', () => {
  it('shows printable characters only', () => {
    expect([0x41, 0x20, 0x7f, 0, null].map(asciiOf).join('')).toBe('A ·· ');
  });
});

describe('findAddress', () => {
  const registers: RegistersView = {
    general: [0x10n, 0n, 0n, 0n, 0x8000n, 0n, 0n, 0n, 0x88n, 0n, 0n, 0n, 0n, 0n, 0n, 0xffn],
    rip: 0x100000n,
    rflags: 2,
    cr0: 0n,
    cr2: 0n,
    cr3: 0x2000n,
    cr4: 0n,
    cr8: 0n,
    xcr0: 0n,
    efer: 0n,
    dr: [],
    segments: [{ name: 'GS', selector: 0, base: 0x7000n, limit: 0, access: 0 }],
    gdtr: { base: 0x5000n, limit: 0 },
    idtr: { base: 0x6000n, limit: 0 },
    activity: 0,
    interruptibility: 0,
  };
  const symbols = [{ name: 'rdi_table', value: 0x123n, kind: 'label' as const, file: '', line: 1 }];
  const find = (text: string) => findAddress(text, symbols, registers);
  it('knows labels, registers and numbers, in this order', () => {
    expect(find('rdi_table')).toBe(0x123n);
    expect(find('RSP')).toBe(0x8000n);
    expect(find('r8')).toBe(0x88n);
    expect(find('r15')).toBe(0xffn);
    expect(find('cr3')).toBe(0x2000n);
    expect(find('gs')).toBe(0x7000n);
    expect(find('gdtr')).toBe(0x5000n);
    expect(find('0x1234')).toBe(0x1234n);
  });
  it('adds and subtracts', () => {
    expect(find('rsp + 8')).toBe(0x8008n);
    expect(find('rax-20')).toBe(0xffff_ffff_ffff_fff0n);
  });
  it('does not guess', () => {
    expect(find('nowhere')).toBeNull();
    expect(find('rsp + nothing')).toBeNull();
    expect(find('')).toBeNull();
  });
});
