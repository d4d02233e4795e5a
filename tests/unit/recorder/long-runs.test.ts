import { describe, expect, it } from 'vitest';
import type { AssembledProgram } from '../../../src/asm/program';
import { CYCLES } from '../../../src/cpu/state/processor-layout';
import { createMachine } from '../../../src/machine/create-machine';
import { ExitTotals } from '../../../src/recorder/exit-totals';
import { recordMachine } from '../../../src/recorder/record-machine';
import type { Recorder } from '../../../src/recorder/recorder';
import { assembleProgram } from '../../support/recorded-program';

const MIB = 1 << 20;
const LENGTH = 10_000_000;
/** Positions between checkpoints at most, while nothing is thinned. */
const LARGEST_SPACING = 1_600_000;

/** Writes into each of 12,288 pages (48 MiB) in turn, another value each time, for ever. */
const dirtying = `
%include "lab.inc"
start:
    xor eax, eax
.again:
    mov edi, 0x200000
.page:
    inc rax
    mov [rdi], rax
    mov [rdi + 2048], rax
    add edi, 4096
    cmp edi, 0x3200000
    jb .page
    jmp .again
`;

/** A guest that leaves by CPUID and RDTSC for ever. */
const leaving = `
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
    primary_controls PRIMARY_RDTSC_EXITING
    vmcs_default_host vm_exit
    vmcs_default_guest guest
    vmlaunch
vm_exit:
    advance_guest_rip
    vmresume
guest:
    cpuid
    cpuid
    rdtsc
    jmp guest
align 8
vmxon_pointer: dq VMXON_REGION
vmcs_pointer: dq VMCS_REGION
`;

const program = (text: string): AssembledProgram => assembleProgram([{ name: 'long.asm', text }]);

/** Bytes of all buffers that can be reached from an object, each once, besides those of `known`. */
function bufferBytes(root: unknown, known: ReadonlySet<unknown>): number {
  const seen = new Set<unknown>(known);
  const open: unknown[] = [root];
  let bytes = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (ArrayBuffer.isView(value)) {
      if (seen.has(value.buffer)) continue;
      seen.add(value.buffer);
      bytes += value.buffer.byteLength;
    } else if (value instanceof Map) open.push(...value.keys(), ...value.values());
    else if (value instanceof Set) continue;
    else open.push(...Object.values(value));
  }
  return bytes;
}

describe('checkpoints of a long run of a program that changes much memory', () => {
  it('keep within 128 MiB, thinned with age, and still lead to any moment', { timeout: 200_000 }, () => {
    const boot = () => createMachine({ program: program(dirtying), memoryMib: 64 });
    const machine = boot();
    const recorder = recordMachine(machine);
    const checkpoints = (recorder as unknown as { readonly checkpoints: object }).checkpoints;
    let most = 0;
    while (recorder.position < LENGTH) {
      recorder.advance(500_000);
      const bytes = bufferBytes(checkpoints, new Set([machine, machine.image, machine.image.u8.buffer]));
      // The recorder's own account must not be smaller than what is there.
      expect(recorder.cost.bytes).toBeGreaterThanOrEqual(bytes);
      most = Math.max(most, recorder.cost.bytes);
    }
    expect(most).toBeLessThanOrEqual(128 * MIB);
    // It was the budget that held them back: two of them take most of it, and at least one was taken per LARGEST_SPACING.
    expect(most).toBeGreaterThan(64 * MIB);
    expect(recorder.cost.checkpoints).toBeLessThan(Math.floor(LENGTH / LARGEST_SPACING));

    const moments = [123_456, 9_000_000];
    const straight = boot();
    for (const moment of moments) {
      straight.run(moment - straight.position());
      recorder.seek(moment);
      expect(machine.digest()).toBe(straight.digest());
    }
  });
});

describe('exit totals when the log has forgotten old transitions', () => {
  const totalsOf = (recorder: Recorder): unknown =>
    recorder.exitTotals().at([recorder.machine.processors[0]?.f[CYCLES] as number]);

  it('are right after travelling back past the log and changing something there', { timeout: 100_000 }, () => {
    const leavingProgram = program(leaving);
    const boot = () => createMachine({ program: leavingProgram, memoryMib: 4 });
    const recorder = recordMachine(boot());
    while (recorder.transitions.first === 0) recorder.advance(100_000);
    const far = recorder.position;

    const early = 30_000;
    recorder.seek(early);
    expect(recorder.transitions.first).toBeGreaterThan(recorder.transitionsSoFar);
    recorder.edit({ kind: 'register', name: 'R9', value: 1n });
    recorder.advance(20_000);

    // The same without a log that forgets: every transition of the same run, added up here.
    const machine = boot();
    const totals = new ExitTotals();
    let count = 0;
    for (const unit of machine.vmx) {
      unit.listener = {
        detailed: false,
        decision: () => undefined,
        transition: (t) => {
          totals.add(t);
          count++;
        },
      };
    }
    machine.run(early);
    machine.edit({ kind: 'register', name: 'R9', value: 1n });
    machine.run(recorder.position - machine.position());
    expect(totalsOf(recorder)).toEqual(totals.at([machine.processors[0]?.f[CYCLES] as number]));
    expect(recorder.transitionsSoFar).toBe(count);
    expect(recorder.transitions.length).toBe(count);

    // And far enough for the log to forget again.
    recorder.seek(far);
    machine.run(far - machine.position());
    expect(recorder.transitions.first).toBeGreaterThan(0);
    expect(totalsOf(recorder)).toEqual(totals.at([machine.processors[0]?.f[CYCLES] as number]));
    expect(recorder.transitions.length).toBe(count);
  });
});
