import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import type { SourceFile } from '../../../src/asm/program';
import type { Processor } from '../../../src/cpu/processor';
import { getRflags } from '../../../src/cpu/registers/flags';
import * as state from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import * as layout from '../../../src/machine/boot/lab-layout.table';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import { programs } from '../../../src/programs';
import { libraryFiles } from '../../../src/programs/library';
import type { ExportForm } from '../../../src/protocol/language';
import { exportProgram } from '../../../src/worker/export/export-program';

const EMPTY = new Uint8Array();
const resolve = (name: string): string | null => libraryFiles().find((file) => file.name === name)?.text ?? null;

function exported(files: readonly SourceFile[], form: ExportForm): Uint8Array {
  const result = exportProgram(files, form);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.bytes;
}

/** Sections at other places, an offset of their own, room that is not loaded. */
const SPREAD: SourceFile[] = [
  {
    name: 'spread.asm',
    text: `%include "lab.inc"
section .text
first: dq 1
start: mov eax, [rel there]
       mov ebx, [abs 0x300000]
       hlt
section far start=0x200000 vstart=0x200000
there: dd 0x12345678
section last start=0x300000 vstart=0x300000
       dd 0x9abcdef0
`,
  },
];

describe('a program as one source', () => {
  test.each(programs.map(({ id, files }) => [id, files] as const))('%s has the same bytes', (_, files) => {
    const text = new TextDecoder().decode(exported(files, 'source'));
    expect(text).not.toMatch(/^\s*%include/m);
    const before = assemble([...files], resolve);
    const after = assemble([{ name: 'one.asm', text }], () => null);
    expect(after.diagnostics).toEqual([]);
    expect(Buffer.compare(after.image ?? EMPTY, before.image ?? EMPTY)).toBe(0);
  });

  test.runIf(existsSync('/usr/bin/nasm'))('NASM makes the same bytes of it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vmxray-export-'));
    try {
      for (const { id, files } of programs) {
        const source = join(folder, `${id}.asm`);
        writeFileSync(source, exported(files, 'source'));
        execFileSync('/usr/bin/nasm', ['-f', 'bin', '-o', join(folder, 'image'), source], { stdio: 'pipe' });
        const own = assemble([...files], resolve).image ?? EMPTY;
        expect(Buffer.compare(readFileSync(join(folder, 'image')), own), id).toBe(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('an included file of the program stays where it was included', () => {
    const files = [
      { name: 'main.asm', text: '%include "lab.inc"\nstart:\n%include "part.inc"\n hlt' },
      { name: 'part.inc', text: ' nop\r\n nop' },
    ];
    const before = assemble(files, (name) => files.find((file) => file.name === name)?.text ?? resolve(name));
    const after = assemble(
      [{ name: 'one.asm', text: new TextDecoder().decode(exported(files, 'source')) }],
      () => null,
    );
    expect(Buffer.compare(after.image ?? EMPTY, before.image ?? EMPTY)).toBe(0);
  });

  test('a program with errors is refused with the first of them', () => {
    const result = exportProgram([{ name: 'a.asm', text: ' bits 64\n bogus rax' }], 'source');
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'errors', diagnostic: { file: 'a.asm', line: 2 } } });
  });
});

/** What the lab promises about the processor, word by word. */
const WORDS = Object.entries(state).filter(
  ([name, at]) =>
    typeof at === 'number' &&
    /^(?:RIP|SEGMENT_|GDTR|IDTR|CPL|CR\d|XCR0|DR|EFER|STAR|PAT|APIC_BASE|FEATURE_CONTROL|MISC_ENABLE|ACTIVITY|INTERRUPT)/.test(
      name,
    ),
) as [string, number][];

function promised(machine: Machine): Record<string, unknown> {
  const p = machine.processors[0] as Processor;
  const words = Object.fromEntries(
    WORDS.map(([name, at]) => [name, Array.from(p.s.subarray(at, at + (name.startsWith('SEGMENT_') ? 8 : 2)))]),
  );
  const general = Array.from(p.q.subarray(state.GPR >> 1, (state.GPR >> 1) + 16));
  return { ...words, general, rflags: getRflags(p) };
}

const memory = (machine: Machine, from: number, to: number): Uint8Array =>
  machine.image.u8.slice(RAM_BASE + from, RAM_BASE + to);

/** Comparing by elements would take seconds per megabyte. */
const sameMemory = (one: Machine, other: Machine, from: number, to: number): boolean =>
  Buffer.compare(memory(one, from, to), memory(other, from, to)) === 0;

const withoutMarks = (tables: Uint8Array): Uint8Array => tables.map((byte, n) => (n % 8 === 0 ? byte & ~0x60 : byte));

function bothBoots(files: readonly SourceFile[]): { lab: Machine; image: Machine } {
  const lab = createMachine({ program: assemble([...files], resolve) });
  const image = createMachine({ multiboot: { image: exported(files, 'multiboot'), commandLine: 'image' } });
  const p = image.processors[0] as Processor;
  const entry = (lab.processors[0] as Processor).q[state.RIP >> 1];
  for (let n = 0; n < 200_000 && p.q[state.RIP >> 1] !== entry; n++) image.step();
  expect(p.q[state.RIP >> 1]).toBe(entry);
  return { lab, image };
}

const isTimerExit = (seen: unknown): boolean => (seen as { exitReason?: number }).exitReason === 52;

describe('a program as a Multiboot image', () => {
  const all = [...programs.map(({ id, files }) => [id, files] as const), ['spread', SPREAD] as const];

  test.each(all)('%s begins in the machine that the lab boot makes', (_, files) => {
    const { lab, image } = bothBoots(files);
    expect(promised(image)).toEqual(promised(lab));
    // Paging structures but for their accessed and dirty bits; GDT, IDT, handlers and stacks.
    expect(Buffer.compare(withoutMarks(memory(image, 0x1000, 0x7000)), memory(lab, 0x1000, 0x7000))).toBe(0);
    expect(sameMemory(image, lab, 0x7000, 0xf000)).toBe(true);
    expect(sameMemory(image, lab, layout.LAB_STACK - 0x100, layout.LAB_STACK)).toBe(true);
    expect(sameMemory(image, lab, 0x100000, 0x400000)).toBe(true);
  });

  test.each(programs.map(({ id, files }) => [id, files] as const))(
    '%s makes the same transitions and prints the same',
    (id, files) => {
      const { lab, image } = bothBoots(files);
      const seen = [lab, image].map((machine) => {
        const list: unknown[] = [];
        for (const unit of machine.vmx)
          unit.listener = {
            detailed: false,
            transition: ({ kind, exitReason, qualification, fromRip, toRip, guestRip, error }) =>
              list.push({ kind, exitReason, qualification, fromRip, toRip, guestRip, error }),
            decision: () => undefined,
          };
        machine.output = { debugcon: (byte) => list.push(byte), serial: () => undefined };
        for (let slice = 0; slice < 50 && machine.stop === 0; slice++) machine.run(20_000);
        expect(machine.stop).not.toBe(0);
        return list;
      });
      expect(seen[0]?.length).toBeGreaterThan(3);
      // Where a VMX-preemption timer expires depends on the time-stamp counter, and the loader took time.
      if (id === 'preemption-timer') expect(seen[1]?.filter(isTimerExit)).toHaveLength(4);
      else expect(seen[1]).toEqual(seen[0]);
    },
  );
  test('a program where no loader can put it is refused in words', () => {
    const below = [{ name: 'a.asm', text: 'bits 64\norg 0x7c00\n hlt' }];
    expect(exportProgram(below, 'multiboot')).toEqual({ ok: false, refusal: { kind: 'too-low', address: 0x7c00 } });
    const empty = [{ name: 'a.asm', text: '; nothing' }];
    expect(exportProgram(empty, 'multiboot')).toEqual({ ok: false, refusal: { kind: 'nothing-to-load' } });
  });
});
