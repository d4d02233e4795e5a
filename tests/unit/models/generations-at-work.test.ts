import { describe, expect, it, test } from 'vitest';
import { assemble } from '../../../src/asm/assembler';
import { CYCLES } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED } from '../../../src/cpu/state/stop-code';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import { findModel } from '../../../src/models/find-model';
import { type ModelId, modelList } from '../../../src/models/model-list.table';
import { libraryFiles } from '../../../src/programs/library';
import type { Transition } from '../../../src/vmx/explain/transition';
import { costOf, exitCost } from '../../../src/vmx/transition-cost.table';

const library = new Map(libraryFiles().map(({ name, text }) => [name, text]));

interface Outcome {
  readonly machine: Machine;
  readonly transitions: readonly Transition[];
}

/** Runs a VMM on a model: `setup` behind the VMCS's defaults, `guest` as guest; the host stops at the first exit. */
function runOn(model: ModelId, setup: string, guest: string): Outcome {
  const text = `%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    must_succeed
    vmcs_default_controls
    vmcs_default_host handler
    vmcs_default_guest guest
${setup}
    vmlaunch
    hlt
handler:
    hlt
guest:
${guest}
    vmcall
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
`;
  const program = assemble([{ name: 'test.asm', text }], (name) => library.get(name) ?? null);
  const errors = program.diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
  const machine = createMachine({ program, model, memoryMib: 4 });
  const transitions: Transition[] = [];
  for (const unit of machine.vmx) {
    unit.listener = { transition: (t) => transitions.push(t), decision: () => undefined };
  }
  machine.run(100_000);
  expect(machine.stop).toBe(STOP_HALTED);
  return { machine, transitions };
}

const kinds = ({ transitions }: Outcome): string[] =>
  transitions.map(({ kind, exitReason, error }) =>
    [kind, exitReason ?? error].filter((part) => part !== undefined).join(' '),
  );

/** Models that run 64-bit programs. */
const wide = modelList.map(({ id }) => id).filter((id) => id !== 'yonah');

describe('one workload on every model', () => {
  it.each(wide)('%s runs the library’s VMM and is charged by its own costs', (id) => {
    const outcome = runOn(id, '', 'cpuid');
    expect(kinds(outcome)).toEqual(['vmxon', 'vm-entry', 'vm-exit 10']);
    const search = findModel(id);
    if (!search.ok) throw new Error(search.message);
    const { costs } = search.model;
    const [, entry, exit] = outcome.transitions;
    expect([entry?.cost, exit?.cost]).toEqual([costOf('vmlaunch', costs), exitCost(10, costs).cycles]);
    expect(outcome.machine.processors[0]?.f[CYCLES]).toBeGreaterThan(costOf('vmlaunch', costs));
  });

  test('takes fewer cycles from Prescott to Haswell', () => {
    const cycles = (id: ModelId): number => runOn(id, '', 'cpuid').machine.processors[0]?.f[CYCLES] as number;
    const falling = (['prescott-2m', 'merom', 'penryn', 'sandy-bridge', 'haswell'] as const).map(cycles);
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
  });
});

describe('what a generation lacks', () => {
  const unmasked = (field: string, bits: string): string => `
    vmcs_get rax, ${field}
    mov     ecx, ${bits}
    or      rax, rcx
    mov     edx, ${field}
    vmwrite rdx, rax
    must_succeed`;
  const SECONDARY_ON = unmasked('VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS', 'PRIMARY_ACTIVATE_SECONDARY_CONTROLS');

  test('EPT on Merom: error 7, and the check names the control', () => {
    const setup = `${SECONDARY_ON}
    vmcs_set VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, SECONDARY_ENABLE_EPT`;
    const outcome = runOn('merom', setup, 'cpuid');
    expect(kinds(outcome)).toEqual(['vmxon', 'vm-fail 7']);
    const [finding] = outcome.transitions.at(-1)?.checks ?? [];
    expect(finding).toMatchObject({ check: 'secondary-processor-based-controls-may-be-one', reported: true });
    expect(finding?.message).toContain('Enable EPT');
  });

  test('the field EPT pointer on Merom: error 12', () => {
    const setup = '    vmcs_set VMCS_EPT_POINTER, 0\n    hlt';
    expect(kinds(runOn('merom', setup, ''))).toEqual(['vmxon', 'vm-fail 12']);
  });

  test('secondary controls on Prescott: their field is error 12, the bit that activates them error 7', () => {
    const field = '    vmcs_set VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, 0\n    hlt';
    expect(kinds(runOn('prescott-2m', field, ''))).toEqual(['vmxon', 'vm-fail 12']);
    expect(kinds(runOn('prescott-2m', SECONDARY_ON, ''))).toEqual(['vmxon', 'vm-fail 7']);
  });

  test('MSR bitmaps on Prescott: masked away, so every RDMSR exits; on Merom none does', () => {
    const setup = '    primary_controls PRIMARY_USE_MSR_BITMAPS';
    const bitmaps = `${setup}\n    vmcs_set VMCS_MSR_BITMAPS, MSR_BITMAP`;
    const guest = '    mov ecx, MSR_IA32_EFER\n    rdmsr';
    expect(kinds(runOn('prescott-2m', setup, guest)).at(-1)).toBe('vm-exit 31');
    expect(kinds(runOn('merom', bitmaps, guest)).at(-1)).toBe('vm-exit 18');
  });

  test('CR3-load exiting cannot be switched off before the TRUE capability MSRs', () => {
    const guest = '    mov rax, cr3\n    mov cr3, rax';
    expect(kinds(runOn('penryn', '', guest)).at(-1)).toBe('vm-exit 28');
    expect(kinds(runOn('nehalem', '', guest)).at(-1)).toBe('vm-exit 18');
  });

  test('a shadow VMCS before Haswell: VMPTRLD fails with error 11', () => {
    const setup = '    or      dword [VMCS_REGION], 1 << 31\n    vmptrld [vmcs_pointer]\n    hlt';
    expect(kinds(runOn('ivy-bridge-ep', setup, ''))).toEqual(['vmxon', 'vm-fail 11']);
    expect(kinds(runOn('haswell', setup, ''))).toEqual(['vmxon']);
  });

  test('VMWRITE of an exit-information field before Haswell: error 13', () => {
    const setup = '    vmcs_set VMCS_EXIT_REASON, 0\n    hlt';
    expect(kinds(runOn('ivy-bridge-ep', setup, ''))).toEqual(['vmxon', 'vm-fail 13']);
    expect(kinds(runOn('haswell', setup, ''))).toEqual(['vmxon']);
  });

  test('virtual NMIs on Prescott: error 7', () => {
    const setup = unmasked('VMCS_PIN_BASED_CONTROLS', 'PIN_VIRTUAL_NMIS | PIN_NMI_EXITING');
    expect(kinds(runOn('prescott-2m', setup, ''))).toEqual(['vmxon', 'vm-fail 7']);
    expect(kinds(runOn('merom', setup, 'cpuid')).at(-1)).toBe('vm-exit 10');
  });
});
