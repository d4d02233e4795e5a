import { describe, expect, it } from 'vitest';
import { CR4 } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import type { Machine } from '../../../src/machine/machine';
import { recordMachine } from '../../../src/recorder/record-machine';
import type { ControlWord } from '../../../src/vmx/controls/control';
import { controlRow, controlWordTable } from '../../../src/vmx/controls/control-words.table';
import type { Transition } from '../../../src/vmx/explain/transition';
import { CURRENT_VMCS, MODE_ROOT, VMXON_POINTER } from '../../../src/vmx/state/vmx-layout';
import { setVmxMode } from '../../../src/vmx/unit';
import {
  baselineFields,
  type Fields,
  fieldAt,
  prepareRegion,
  VMCS_POINTER,
  writeFields,
} from '../../support/baseline-vmcs';
import { assembleText, labMachine } from '../../support/lab-machine';
import { setGate, trampoline, wakeOthers } from '../../support/several-processors';

const ROUNDS = 20;
const DESCRIPTOR = 0x14_2000;
const PID_TABLE = 0x14_3000;

const controls: readonly (readonly [ControlWord, string])[] = [
  ['pin-based', 'external-interrupt-exiting'],
  ['pin-based', 'process-posted-interrupts'],
  ['vm-exit', 'acknowledge-interrupt-on-exit'],
  ['primary-processor-based', 'use-tpr-shadow'],
  ['primary-processor-based', 'activate-secondary-controls'],
  ['primary-processor-based', 'activate-tertiary-controls'],
  ['secondary-processor-based', 'virtualize-apic-accesses'],
  ['secondary-processor-based', 'apic-register-virtualization'],
  ['secondary-processor-based', 'virtual-interrupt-delivery'],
  ['tertiary-processor-based', 'ipi-virtualization'],
];
const fields: Fields = {
  'virtual-apic-address': 0x14_0000n,
  'apic-access-address': 0x14_1000n,
  'posted-interrupt-descriptor-address': BigInt(DESCRIPTOR),
  'posted-interrupt-notification-vector': 0xf2n,
  'pid-pointer-table-address': BigInt(PID_TABLE),
  'last-pid-pointer-index': 1n,
};

/** Two processors, of which the first stands before VMLAUNCH in root operation when it reaches `launch`. */
function prepare(text: string): Machine {
  const machine = labMachine(text, { processors: 2 });
  const label = (name: string): bigint =>
    assembleText(text).symbols.find((symbol) => symbol.name === name)?.value ?? -1n;
  const [p] = machine.processors;
  const [unit] = machine.vmx;
  if (p === undefined || unit === undefined) throw new Error('no processor with VMX');
  const { image } = machine;
  p.q[CR4 >> 1] = (p.q[CR4 >> 1] as bigint) | 0x2000n;
  p.q[VMXON_POINTER >> 1] = 0x12_0000n;
  p.q[CURRENT_VMCS >> 1] = BigInt(VMCS_POINTER);
  setVmxMode(p, MODE_ROOT);
  prepareRegion(image, VMCS_POINTER, unit.capabilities.revision, {
    ...baselineFields(unit.capabilities, label('handler'), label('guest')),
    ...fields,
  });
  for (const [word, id] of controls) {
    const { field } = controlWordTable(word);
    const old = fieldAt(image, VMCS_POINTER, field);
    writeFields(image, VMCS_POINTER, { [field]: old | (1n << BigInt(controlRow(word, id).bit)) });
  }
  return machine;
}

const word = (machine: Machine, text: string, name: string): number => {
  const address = Number(assembleText(text).symbols.find((symbol) => symbol.name === name)?.value);
  return machine.image.view.getInt32(RAM_BASE + address, true);
};

/** Runs to the machine's stop; the transitions of the first processor. */
function runToEnd(machine: Machine): string[] {
  const transitions: Transition[] = [];
  const [unit] = machine.vmx;
  if (unit !== undefined) unit.listener = { transition: (t) => transitions.push(t), decision: () => undefined };
  machine.run(1_000_000);
  expect(machine.stop).not.toBe(0);
  return transitions.map((t) => `${t.kind} ${t.exitReason ?? ''}`);
}

/** The second processor posts vector 0x61 each time the guest is ready; in odd rounds the guest halts for it. */
const posting = `
start:
    ${setGate(0x61, 'taken')}
    ${wakeOthers}
    mov dword [rbx + 0xf0], 0x1ff
    vmlaunch
    hlt
handler:
    hlt
guest:
    mov ebx, 0x141000
    xor ecx, ecx
    sti
.round:
    inc ecx
    mov [ready], ecx
    test ecx, 1
    jz .spin
.sleep:
    cli
    cmp [count], ecx
    je .taken
    sti
    hlt
    jmp .sleep
.spin:
    cmp [count], ecx
    jne .spin
.taken:
    sti
    cmp ecx, ${ROUNDS}
    jb .round
    vmcall
taken:
    inc dword [count]
    mov dword [rbx + 0xb0], 0
    iretq
ap:
    xor r12d, r12d
.wait:
    cmp [ready], r12d
    je .wait
    inc r12d
    lock bts dword [${DESCRIPTOR + 12}], 1
    lock bts dword [${DESCRIPTOR + 32}], 0
    mov dword [rbx + 0x310], 0
    mov dword [rbx + 0x300], 0x40f2
    cmp r12d, ${ROUNDS}
    jb .wait
    hlt
${trampoline}
align 64
ready: dd 0
count: dd 0
`;

/** The guest sends vector 0x52 to virtual APIC ID 1; the second processor is notified by 0x41 and clears ON. */
const sending = `
start:
    ${setGate(0x41, 'notified')}
    ${wakeOthers}
    mov dword [rbx + 0xf0], 0x1ff
    mov dword [${PID_TABLE + 8}], ${DESCRIPTOR | 1}
    mov dword [${DESCRIPTOR + 32}], 0x410000
    mov dword [${DESCRIPTOR + 36}], 0x100
.wait:
    cmp dword [awake], 0
    je .wait
    vmlaunch
    hlt
handler:
    hlt
guest:
    mov ebx, 0x141000
    mov ecx, 1
.round:
    mov dword [rbx + 0x310], 0x01000000
    mov dword [rbx + 0x300], 0x52
.spin:
    cmp [count], ecx
    jne .spin
    inc ecx
    cmp ecx, ${ROUNDS}
    jbe .round
    vmcall
notified:
    lock btr dword [${DESCRIPTOR + 32}], 0
    lock btr dword [${DESCRIPTOR + 8}], 18
    jnc .end
    inc dword [count]
.end:
    mov dword [rbx + 0xb0], 0
    iretq
ap:
    mov dword [rbx + 0xf0], 0x1ff
    mov dword [awake], 1
.sleep:
    sti
    hlt
    jmp .sleep
${trampoline}
align 64
awake: dd 0
count: dd 0
`;

describe('a guest and another processor', () => {
  it('takes the interrupts that the other one posts, running or halted, without a VM exit', () => {
    const machine = prepare(posting);
    expect(runToEnd(machine)).toEqual(['vm-entry ', 'vm-exit 18']);
    expect(word(machine, posting, 'count')).toBe(ROUNDS);
    expect(fieldAt(machine.image, VMCS_POINTER, 'guest-interrupt-status')).toBe(0n);
  });

  it('sends IPIs that are posted and notified without a VM exit', () => {
    const machine = prepare(sending);
    expect(runToEnd(machine)).toEqual(['vm-entry ', 'vm-exit 18']);
    expect(word(machine, sending, 'count')).toBe(ROUNDS);
  });

  it.each([
    ['posting', posting],
    ['sending', sending],
  ])('%s ends alike however it is cut, and after going back', (_, text) => {
    const whole = prepare(text);
    whole.run(1_000_000);
    const cut = prepare(text);
    while (cut.stop === 0) cut.run(7);
    expect([cut.position(), cut.digest()]).toEqual([whole.position(), whole.digest()]);
    const machine = prepare(text);
    const recorder = recordMachine(machine);
    recorder.advance(1_000_000);
    const end = recorder.position;
    for (let position = end - 97; position > recorder.start; position -= 97) {
      recorder.seek(position);
      recorder.seek(end);
      expect(machine.digest()).toBe(whole.digest());
    }
  });
});
