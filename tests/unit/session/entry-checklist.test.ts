import { beforeEach, describe, expect, it } from 'vitest';
import type { ChecklistRow, ChecklistView } from '../../../src/protocol/entry-checklist';
import { InlineLab } from '../../support/inline-lab';

/** A VMM up to its VMLAUNCH, with what a test adds before it; the guest executes CPUID. */
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
    vmcs_default_host handler
    vmcs_default_guest guest
${extra}
    vmlaunch
handler:
    hlt
guest:
    cpuid
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
`;

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

async function checklist(): Promise<ChecklistView> {
  const view = await lab.simulator.readChecklist();
  if (view === null) throw new Error('no VMCS is shown');
  return view;
}

const rowOf = (view: ChecklistView, check: string): ChecklistRow => {
  const row = view.rows.find((candidate) => candidate.check === check);
  if (row === undefined) throw new Error(`no row ${check}`);
  return row;
};

/** Runs to the VMLAUNCH, which has not been tried yet then. */
async function beforeEntry(extra: string): Promise<void> {
  const text = vmm(extra);
  await lab.load(text);
  // Lines count from 1, and `load` adds one.
  const line = text.split('\n').indexOf('    vmlaunch') + 2;
  const { place } = await lab.simulator.run({ kind: 'run-to', file: 'test.asm', line });
  expect(place.text).toBe('vmlaunch');
}

describe('the checklist of VM entry', () => {
  it('is not there without a VMCS', async () => {
    await lab.load('start: hlt');
    expect(await lab.simulator.readChecklist()).toBeNull();
  });

  it('holds before a VM entry that succeeds, and changes nothing', async () => {
    await beforeEntry('');
    const digest = await lab.simulator.digest();
    const view = await checklist();
    expect(view).toMatchObject({ label: 'Guest 0', instruction: 'vmlaunch', before: null, outcome: null });
    expect(view.rows.filter(({ verdict }) => verdict === 'fails')).toEqual([]);
    expect(view.rows.filter(({ verdict }) => verdict === 'holds').length).toBeGreaterThan(100);
    expect(rowOf(view, 'io-bitmap-a-aligned').verdict).toBe('not-asked');
    expect(await lab.simulator.digest()).toBe(digest);
  });

  it('says before VMLAUNCH what it would say, and who wrote what is wrong', async () => {
    await beforeEntry('    vmcs_set VMCS_GUEST_RFLAGS, 0\n    vmcs_set VMCS_GUEST_ACTIVITY_STATE, 7');
    const view = await checklist();
    expect(view.outcome).toEqual({ kind: 'entry-failure', reason: 33, qualification: 0 });
    const failing = view.rows.filter(({ verdict }) => verdict === 'fails');
    expect(failing.map(({ check }) => check)).toEqual(['guest-rflags-reserved-one', 'guest-activity-state-range']);
    expect(failing.map(({ finding }) => finding?.reported)).toEqual([true, false]);
    const [rflags] = failing[0]?.fields ?? [];
    expect(rflags).toMatchObject({ field: 'guest-rflags', value: 0n });
    expect(rflags?.writer?.source?.invokedAt?.line ?? rflags?.writer?.source?.line).toBe(14);
    const { history } = await lab.run('step');
    const failures = history.transitions.at(-1)?.failures ?? [];
    expect(failures.map(({ finding }) => finding)).toEqual(failing.map(({ finding }) => finding));
  });

  it('asks in a guest as the VMM will stand after the VM exit, and for VMRESUME', async () => {
    await lab.load(vmm(''));
    await lab.run('next-vm-entry');
    const view = await checklist();
    expect(view).toMatchObject({ instruction: 'vmresume', outcome: null });
    expect(rowOf(view, 'ia-32e-mode-host-64-bit').verdict).toBe('holds');
  });

  it('names what makes the instruction fail before the checks', async () => {
    await beforeEntry('    mov ax, ss\n    mov ss, ax');
    expect((await checklist()).before).toBe('blocked-by-mov-ss');
  });
});
