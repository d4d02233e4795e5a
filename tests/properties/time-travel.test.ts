import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/asm/assembler';
import type { AssembledProgram, SourceFile } from '../../src/asm/program';
import { ACTIVITY } from '../../src/cpu/state/processor-layout';
import { createMachine } from '../../src/machine/create-machine';
import type { Machine } from '../../src/machine/machine';
import { programs } from '../../src/programs';
import { libraryFiles } from '../../src/programs/library';
import type { JournalEntry } from '../../src/protocol/commands';
import { isEdit } from '../../src/recorder/journal';
import { leadsToHost } from '../../src/recorder/movements';
import { recordMachine } from '../../src/recorder/record-machine';
import type { Recorder } from '../../src/recorder/recorder';
import { vmcsFieldList } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { includeResolver } from '../../src/worker/include-resolver';

/** More than any program of the menu takes; the ones below that never end are cut here. */
const LONGEST = 4_000;
/** Positions in which every program comes to its end. */
const WHOLE = 10_000;

/** Counts for ever in memory, with interrupts on and handlers for all of them: events may come at any moment. */
const counting: SourceFile = {
  name: 'counting.asm',
  text: `
%include "lab.inc"
start:
    lidt [idtr]
    lea rdi, [idt]
    mov ecx, 256
.gate:
    lea rax, [handler]
    mov [rdi], ax
    mov word [rdi + 2], 8
    mov word [rdi + 4], 0x8e00
    shr rax, 16
    mov [rdi + 6], ax
    shr rax, 16
    mov [rdi + 8], eax
    add rdi, 16
    dec ecx
    jnz .gate
    sti
.again:
    inc qword [counter]
    mov rax, [counter]
    imul rax, rax, 4097
    and eax, 0xffff
    mov [0x200000 + rax], rax
    test al, 31
    jnz .again
    rdtsc
    mov dx, 0xe9
    out dx, al
    jmp .again
handler:
    inc qword [interrupts]
    iretq
align 8
counter: dq 0
interrupts: dq 0
idtr: dw 4095
    dq idt
align 16
idt: times 512 dq 0
`,
};

function assembleProgram(files: readonly SourceFile[]): AssembledProgram {
  const program = assemble([...files], includeResolver(libraryFiles(), files));
  expect(program.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return program;
}

const boot = (program: AssembledProgram, processors = 1): Machine =>
  createMachine({ program, memoryMib: 4, processors });

type Journal = readonly JournalEntry[];

/** A machine that nobody records, at a position of the same history. */
function straightTo(program: AssembledProgram, position: number, journal: Journal = []): Machine {
  const reach = (): Machine => {
    const machine = boot(program);
    for (const entry of journal) {
      if (entry.position > position) break;
      if (entry.position > machine.position()) machine.run(entry.position - machine.position());
      if (isEdit(entry.event)) machine.edit(entry.event);
      else machine.inject(entry.event);
    }
    machine.run(position - machine.position());
    return machine;
  };
  const machine = reach();
  if (machine.processors[0]?.s[ACTIVITY] === 0) return machine;
  // Halted: whether it stands still for good shows in a step that takes no position.
  machine.run(1);
  return machine.position() === position ? machine : reach();
}

/** Digests at the positions from 0 to `end`, of one run that nobody records. */
function straightDigests(program: AssembledProgram, end: number): string[] {
  const machine = boot(program);
  const digests = [machine.digest()];
  while (digests.length <= end) {
    machine.step();
    digests.push(machine.digest());
  }
  expect(machine.position()).toBe(end);
  return digests;
}

/** The last position of a program, or LONGEST; just before it, so that the halted processor has not yet found out that it stands still. */
function endOf(program: AssembledProgram): number {
  const machine = boot(program);
  machine.run(LONGEST);
  return machine.stop === 0 ? machine.position() : machine.position() - 1;
}

function expectSame(recorder: Recorder, machine: Machine, program: AssembledProgram): void {
  const straight = straightTo(program, recorder.position, recorder.journal.toArray());
  expect(straight.position()).toBe(recorder.position);
  expect(machine.digest()).toBe(straight.digest());
}

describe('time travel is exact', () => {
  for (const { id, files, processors } of programs) {
    it(`in the program ${id}: any moment, from anywhere`, () => {
      const program = assembleProgram(files);
      const end = endOf(program);
      const digests = straightDigests(program, end);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: end }), { minLength: 2, maxLength: 12 }), (targets) => {
          const machine = boot(program);
          const recorder = recordMachine(machine, { smallestSpacing: 64 });
          for (const target of targets) {
            recorder.seek(target);
            expect(recorder.position).toBe(target);
            expect(machine.digest()).toBe(digests[target]);
          }
        }),
        { numRuns: 12 },
      );
    });

    it(`in the program ${id}: back to the start, and forward through the same transitions`, () => {
      const program = assembleProgram(files);
      const machine = boot(program);
      const initial = machine.digest();
      const recorder = recordMachine(machine, { smallestSpacing: 64 });
      recorder.advance(endOf(program));
      const last = machine.digest();
      const end = recorder.position;
      const transitions = Array.from({ length: recorder.transitions.length }, (_, n) => recorder.transitions.at(n));
      for (const transition of transitions) expect(transition?.position).toBeLessThanOrEqual(end);
      recorder.seek(0);
      expect(machine.digest()).toBe(initial);
      let n = 0;
      while (recorder.position < end) {
        recorder.advance(end - recorder.position, { onTransition: () => true });
        const passed = recorder.transitions.countAt(recorder.position);
        if (recorder.position < end) expect(passed).toBeGreaterThan(n);
        n = passed;
      }
      expect(machine.digest()).toBe(last);
      expect(Array.from({ length: recorder.transitions.length }, (_, k) => recorder.transitions.at(k))).toEqual(
        transitions,
      );
    });

    it(`in the program ${id}: a fast run notes the transitions that a watched one does`, () => {
      const program = assembleProgram(files);
      const run = (watched: boolean) => {
        const recorder = recordMachine(boot(program, processors));
        recorder.detailed = false;
        if (watched) recorder.advance(WHOLE, { onTransition: () => false });
        else recorder.advance(WHOLE);
        const { transitions } = recorder;
        const known = Array.from({ length: transitions.length }, (_, n) => transitions.at(n));
        expect(transitions.at(0)).toBe(known[0]);
        return { known, totals: recorder.exitTotals(), notes: recorder.notes.list };
      };
      const fast = run(false);
      expect(fast.known.length > 2).toBe(files.some(({ text }) => /\bvmxon\b/.test(text)));
      expect(fast).toEqual(run(true));
    });

    it(`in the program ${id}: a transition belongs to the step that made it`, () => {
      const program = assembleProgram(files);
      const recorder = recordMachine(boot(program));
      const end = endOf(program);
      for (let before = 0; recorder.position < end; before = recorder.position) {
        const known = recorder.transitions.length;
        recorder.advance(1);
        for (let n = known; n < recorder.transitions.length; n++) {
          expect(recorder.transitions.at(n)?.position).toBe(before + 1);
        }
      }
    });
  }

  it('with interrupts and NMIs put in at any moment, and the future changed again and again', () => {
    const program = assembleProgram([counting]);
    const command = fc.oneof(
      fc.record({ kind: fc.constant('seek' as const), to: fc.integer({ min: 0, max: 12_000 }) }),
      fc.record({ kind: fc.constant('back' as const), to: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ kind: fc.constant('forward' as const), to: fc.integer({ min: 1, max: 3_000 }) }),
      fc.record({ kind: fc.constant('interrupt' as const), to: fc.integer({ min: 32, max: 255 }) }),
      fc.record({ kind: fc.constant('nmi' as const), to: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(command, { minLength: 4, maxLength: 16 }), (commands) => {
        const machine = boot(program);
        const recorder = recordMachine(machine, { smallestSpacing: 500, budget: 4 << 20 });
        for (const { kind, to } of commands) {
          if (kind === 'seek') recorder.seek(to);
          else if (kind === 'back') recorder.seek(recorder.position - to);
          else if (kind === 'forward') recorder.advance(to);
          else if (kind === 'interrupt') recorder.inject({ kind: 'external-interrupt', vector: to });
          else recorder.inject({ kind: 'nmi' });
          expectSame(recorder, machine, program);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('for what is recorded beside the machine: who wrote a field, and what a guest changed', () => {
    const program = assembleProgram(programs[0]?.files ?? []);
    const recorder = recordMachine(boot(program), { smallestSpacing: 32 });
    const look = () =>
      recorder.notes.list.map((note) => ({
        ...note,
        changed: recorder.notes.changedFields(note.pointer, recorder.position),
      }));
    const end = endOf(program);
    const seen = new Map<number, ReturnType<typeof look>>();
    for (;;) {
      seen.set(recorder.position, structuredClone(look()));
      if (recorder.position >= end) break;
      recorder.advance(1);
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: end }), (position) => {
        recorder.seek(position);
        expect(look()).toEqual(seen.get(position));
      }),
      { numRuns: 60 },
    );
    recorder.seek(end);
    const written = recorder.notes.list.flatMap(({ writers }) => vmcsFieldList.filter(({ id }) => writers.get(id)));
    expect(written.length).toBeGreaterThan(50);
  });

  it('next VM exit ends before the first host instruction, at the recorded place', () => {
    const program = assembleProgram(programs[0]?.files ?? []);
    const machine = boot(program);
    const recorder = recordMachine(machine);
    expect(recorder.advance(LONGEST, { onTransition: leadsToHost })).toEqual({ kind: 'watch' });
    const exit = recorder.transitions.at(recorder.transitions.length - 1);
    expect(exit).toMatchObject({ kind: 'vm-exit', position: recorder.position });
    expect(machine.processors[0]?.q[16]).toBe(exit?.toRip);
    expectSame(recorder, machine, program);
  });
});
