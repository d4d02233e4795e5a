import { describe, expect, it } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import { CR4_VME } from '../../../src/cpu/registers/control-registers';
import { setSegment } from '../../../src/cpu/registers/segments';
import { CR4, LDTR, RFLAGS, TR } from '../../../src/cpu/state/processor-layout';
import { CodeMap } from '../../../src/worker/views/code-map';
import { toModeView } from '../../../src/worker/views/mode/mode-view';
import { toTablesView } from '../../../src/worker/views/tables/tables-view';
import {
  CODE_0,
  define,
  descriptor,
  FREE,
  gate,
  HANDLERS,
  IDT,
  poke16,
  poke32,
  poke64,
  protectedProcessor,
  runToHalt,
  TSS,
  TSS_SELECTOR,
} from '../../support/mode-processor';

const LDT = 0x6000;
const VM = 0x2_0000;
const nothing = new CodeMap({ sections: [], symbols: [], lines: [] });
const tablesOf = (p: Processor) => toTablesView(p, nothing);

describe('tables outside IA-32e mode', () => {
  it('takes call gates, task gates, an LDT and 16-bit gates apart', () => {
    const p = protectedProcessor(`mov ax, ${FREE}\n lldt ax\n mov ax, 0x0f\n mov fs, ax\n hlt`);
    define(p, FREE, descriptor(LDT, 0x0f, 0x82, 0));
    define(p, FREE + 8, gate(CODE_0, 0x1234_5678, 0xec, 3));
    poke64(p, LDT + 8, descriptor(0x9000, 0xfff, 0xf2, 4));
    poke64(p, IDT + 8 * 8, gate(TSS_SELECTOR, 0, 0x85));
    poke64(p, IDT + 8 * 9, gate(CODE_0, 0x1234, 0x87));
    poke64(p, IDT + 8 * 10, gate(CODE_0, 0, 0x8c));
    runToHalt(p);
    const { mode, gdt, ldt, idt } = tablesOf(p);
    expect(mode).toBe('protected');
    expect(gdt.entries.find(({ index }) => index === FREE / 8)).toMatchObject({
      kind: 'segment',
      type: 'ldt',
      usedBy: [{ name: 'LDTR', differs: false }],
    });
    expect(gdt.entries.find(({ index }) => index === FREE / 8 + 1)).toMatchObject({
      kind: 'gate',
      type: 'call-gate-32',
      offset: 0x1234_5678n,
      dpl: 3,
      parameters: 3,
      ist: null,
    });
    expect(ldt).toMatchObject({ selector: FREE, base: BigInt(LDT), limit: 0x0f });
    expect(ldt?.entries).toMatchObject([
      { index: 1, type: 'data-read-write-accessed', base: 0x9000n, usedBy: [{ name: 'FS', differs: false }] },
    ]);
    expect(idt.entries[8]).toMatchObject({ type: 'task-gate', selector: TSS_SELECTOR, offset: null });
    expect(idt.entries[9]).toMatchObject({ type: 'trap-gate-16', offset: 0x1234n });
    // A call gate is no gate of an IDT.
    expect(idt.entries[10]).toMatchObject({ kind: 'reserved' });
    expect(idt.entries[11]).toMatchObject({ type: 'interrupt-gate-32', offset: BigInt(HANDLERS + 11) });
  });

  it('reads all fields of a 32-bit and of a 16-bit TSS', () => {
    const p = protectedProcessor('hlt');
    poke32(p, TSS + 0x20, 0xabcd);
    poke16(p, TSS, 0x28);
    poke16(p, TSS + 0x66, 0x68);
    setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), 0x6b, 0x8b);
    const wide = tablesOf(p).tss;
    const values = Object.fromEntries((wide?.fields ?? []).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ 'Previous task link': 0x28n, SS0: 0x10n, ESP0: 0x8000n, EIP: 0xabcdn });
    expect(wide?.fields).toHaveLength(27);
    // The last byte within the limit only ends the bitmap.
    expect(wide?.ports).toEqual({
      offset: 0x68,
      runs: [
        { first: 0, last: 23, bit: 0 },
        { first: 24, last: 0xffff, bit: 'limit' },
      ],
      leftOut: 0,
    });

    setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), 0x20, 0x83);
    const narrow = tablesOf(p).tss;
    expect(narrow).toMatchObject({ format: '16-bit', ports: null, redirection: null });
    expect(narrow?.fields.find(({ name }) => name === 'LDT')).toMatchObject({ value: null, unreadable: 'limit' });
  });

  it('reads the I/O permission bitmap and the redirection bitmap bit by bit', () => {
    const p = protectedProcessor('hlt');
    const bitmap = 0x88;
    poke16(p, TSS + 0x66, bitmap);
    for (let byte = 0x68; byte < bitmap; byte += 4) poke32(p, TSS + byte, 0xffff_ffff);
    // INT 21H and INT 22H stay with the 8086 program; ports 3F8H to 3FFH and 40H are allowed.
    poke32(p, TSS + 0x68 + 4, ~0b110);
    for (let byte = 0; byte < 0x80; byte += 4) poke32(p, TSS + bitmap + byte, 0xffff_ffff);
    poke32(p, TSS + bitmap + 8, ~1);
    poke32(p, TSS + bitmap + 0x7c, 0x00ff_ffff);
    setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), bitmap + 0x80, 0x8b);
    expect(tablesOf(p).tss).toMatchObject({ redirection: null });
    p.s[CR4] = (p.s[CR4] as number) | CR4_VME;
    expect(tablesOf(p).tss).toMatchObject({
      ports: {
        offset: bitmap,
        runs: [
          { first: 0, last: 0x3f, bit: 1 },
          { first: 0x40, last: 0x40, bit: 0 },
          { first: 0x41, last: 0x3f7, bit: 1 },
          { first: 0x3f8, last: 0x3ff, bit: 0 },
          { first: 0x400, last: 0xffff, bit: 'limit' },
        ],
      },
      redirection: {
        offset: 0x68,
        runs: [
          { first: 0, last: 0x20, bit: 1 },
          { first: 0x21, last: 0x22, bit: 0 },
          { first: 0x23, last: 0xff, bit: 1 },
        ],
        leftOut: 0,
      },
    });
    // Without the field that says where they lie, no bit can be read.
    setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), 0x66, 0x8b);
    expect(tablesOf(p).tss).toMatchObject({
      ports: { offset: null, runs: [{ first: 0, last: 0xffff, bit: 'limit' }] },
      redirection: { offset: null, runs: [{ first: 0, last: 0xff, bit: 'limit' }] },
    });
  });

  it('lists at most 1,024 runs of a bitmap and counts the others', () => {
    const p = protectedProcessor('hlt');
    poke16(p, TSS + 0x66, 0x68);
    for (let byte = 0; byte < 0x200; byte += 4) poke32(p, TSS + 0x68 + byte, 0x5555_5555);
    setSegment(p, TR, TSS_SELECTOR, BigInt(TSS), 0x68 + 0x200, 0x8b);
    const ports = tablesOf(p).tss?.ports;
    expect(ports?.runs).toHaveLength(1_024);
    // 4,096 runs of one bit, and the one beyond the limit.
    expect(ports?.leftOut).toBe(4_096 + 1 - 1_024);
  });

  it('does not take paragraphs for selectors', () => {
    const p = protectedProcessor('hlt');
    p.s[RFLAGS] = (p.s[RFLAGS] as number) | VM;
    const { mode, gdt } = tablesOf(p);
    expect(mode).toBe('virtual-8086');
    expect(gdt.entries.flatMap(({ usedBy }) => usedBy.map(({ name }) => name))).toEqual(['TR']);
    const facts = new Map(toModeView(p).facts.map(({ id, says }) => [id, says]));
    expect(facts.get('operating-mode')).toBe('virtual-8086');
    expect(facts.get('privilege-level')).toBe('ring-virtual');
    expect(facts.get('io-privilege')).toBe('io-virtual');
  });

  it('lists at most 1,024 entries and counts the others', () => {
    const p = protectedProcessor('hlt');
    for (let index = 0; index < 1_100; index++) poke64(p, 0x8000 + 8 * index, descriptor(0, 1, 0x92));
    setSegment(p, LDTR, FREE, 0x8000n, 1_200 * 8 - 1, 0x82);
    expect(tablesOf(p).ldt).toMatchObject({ places: 1_200, nullEntries: 100, leftOut: 76 });
  });
});
