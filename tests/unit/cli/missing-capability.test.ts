import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Workplace } from '../../support/command-line';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** A VMM that uses EPT without asking whether there is any. Its EPT maps nothing, so the guest's first fetch exits. */
const NEEDS_EPT = `%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
    vmcs_default_host handler
    vmcs_default_guest guest
    vmcs_get rax, VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS
    bts     rax, 31
    mov     edx, VMCS_PRIMARY_PROCESSOR_BASED_CONTROLS
    vmwrite rdx, rax
    vmcs_set VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, SECONDARY_ENABLE_EPT
    mov     eax, ept_table
    or      eax, 0x1e
    mov     edx, VMCS_EPT_POINTER
    vmwrite rdx, rax
    vmlaunch
handler:
    hlt
guest:
    vmcall
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
    align 4096
ept_table: times 512 dq 0
`;

interface TraceLine {
  readonly kind: string;
  readonly error?: number;
  readonly reason?: number;
  readonly checks?: readonly { readonly check: string; readonly message: string }[];
}

async function trace(model: string): Promise<readonly TraceLine[]> {
  place.write('vmm.asm', NEEDS_EPT);
  const { status, errors } = await place.vmxray('run', 'vmm.asm', '--model', model, '--trace', 'trace.jsonl');
  expect([status, errors]).toEqual([0, '']);
  const lines = place.text('trace.jsonl').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as TraceLine);
}

describe('vmxray run of a program that needs EPT', () => {
  it.each(['merom', 'penryn'])('on %s: the field does not exist, and the VM entry names the control', async (model) => {
    const [vmxon, field, entry, ...rest] = await trace(model);
    expect([vmxon?.kind, field?.kind, field?.error, entry?.kind, entry?.error, rest]).toEqual([
      'vmxon',
      'vm-fail',
      12,
      'vm-fail',
      7,
      [],
    ]);
    // What else fails asks about an EPT pointer that is not there; the processor reports the first.
    const [reported] = entry?.checks ?? [];
    expect(reported?.check).toBe('secondary-processor-based-controls-may-be-one');
    expect(reported?.message).toContain('Enable EPT');
  });

  it.each(['nehalem', 'everything'])(
    'on %s: it enters, and the guest’s first fetch violates the EPT',
    async (model) => {
      const lines = await trace(model);
      expect(lines.map(({ kind, reason }) => [kind, reason])).toEqual([
        ['vmxon', undefined],
        ['vm-entry', undefined],
        ['vm-exit', 48],
      ]);
    },
  );
});
