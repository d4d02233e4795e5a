import { describe, expect, it } from 'vitest';
import { FEATURE_CONTROL, GPR, STOP_VALUE } from '../../src/cpu/state/processor-layout';
import { STOP_HALTED, STOP_LAB_EXCEPTION } from '../../src/cpu/state/stop-code';
import type { Machine } from '../../src/machine/machine';
import type { Transition } from '../../src/vmx/explain/transition';
import { activeVmcsPointers } from '../../src/vmx/state/active-vmcs';
import { CURRENT_VMCS, MODE_OFF, MODE_ROOT, VMX_MODE } from '../../src/vmx/state/vmx-layout';
import { LAUNCH_STATE_WORD, NO_VMCS, regionWord } from '../../src/vmx/vmcs/vmcs-region';
import { fieldAt } from '../support/baseline-vmcs';
import { labMachine, runToStop } from '../support/lab-machine';

const VMCS = 0x12_1000;
const SECOND = 0x12_2000;

/** Regions at fixed pages; the pointers to them stand behind the code. */
const DATA = `
    align 8
on: dq 0x120000
a:  dq 0x121000
b:  dq 0x122000
odd: dq 0x121008
far: dq 0x400000000000
sink: dq -2
value: dq 0x1122334455667788
`;
const REVISIONS = [0x120000, 0x121000, 0x122000].map((page) => `mov dword [${page}], 0x564d58\n`).join('');
const VMXE = 'mov rax, cr4\nor eax, 0x2000\nmov cr4, rax\n';
const ON = `${VMXE}${REVISIONS}vmxon [on]\n`;
const CURRENT = `${ON}vmclear [a]\nvmptrld [a]\n`;
/** Keeps the flags in RBX and stops. */
const STOP = '\npushfq\npop rbx\nhlt\n';

interface Outcome {
  readonly machine: Machine;
  readonly transitions: readonly Transition[];
  readonly flags: number;
  readonly error: bigint;
}

/** Runs `code`, then stores the flags and halts. */
function run(code: string): Outcome {
  const machine = labMachine(`start:\n${code}${STOP}${DATA}`);
  const transitions: Transition[] = [];
  const unit = machine.vmx[0];
  if (unit === undefined) throw new Error('no VMX unit');
  unit.listener = { transition: (t) => transitions.push(t), decision: () => undefined };
  runToStop(machine);
  const p = machine.processors[0];
  if (p === undefined) throw new Error('no processor');
  const flags = Number(p.q[(GPR >> 1) + 3]) & 0x8d5;
  return { machine, transitions, flags, error: fieldAt(machine.image, VMCS, 'vm-instruction-error') };
}

const processor = ({ machine }: Outcome) => {
  const p = machine.processors[0];
  if (p === undefined) throw new Error('no processor');
  return p;
};
const register = (outcome: Outcome, n: number): bigint => processor(outcome).q[(GPR >> 1) + n] as bigint;
const current = (outcome: Outcome): bigint => processor(outcome).q[CURRENT_VMCS >> 1] as bigint;
const launchState = (outcome: Outcome, pointer: number) =>
  outcome.machine.image.i32[regionWord(pointer) + LAUNCH_STATE_WORD];

const CF = 1;
const ZF = 0x40;
/** All six arithmetic flags 1, so that a test sees which are cleared. */
const DIRTY_FLAGS = 'push 0x8d7\npopfq\n';

describe('a VMX instruction succeeds', () => {
  it.each([
    ['vmxon [on]', VMXE + REVISIONS],
    ['vmclear [a]', ON],
    ['vmptrld [a]', `${ON}vmclear [a]\n`],
    ['vmptrst [sink]', ON],
    ['vmwrite rcx, rax', `${CURRENT}mov ecx, 0x681e\n`],
    ['vmread rax, rcx', `${CURRENT}mov ecx, 0x681e\n`],
    ['vmptrld [b]', `${CURRENT}mov dword [0x122000], 0x80564d58\n`],
    ['vmxoff', ON],
  ])('%s clears the arithmetic flags', (instruction, before) => {
    const outcome = run(`${before}${DIRTY_FLAGS}${instruction}`);
    expect(outcome.machine.stop).toBe(STOP_HALTED);
    expect(outcome.flags).toBe(0);
    expect(outcome.transitions.filter((t) => t.kind === 'vm-fail')).toEqual([]);
  });
});

describe('VMfailInvalid: no VMCS is current', () => {
  it.each([
    ['vmxon', 'vmxon [odd]', VMXE + REVISIONS],
    ['vmxon', 'vmxon [far]', VMXE + REVISIONS],
    ['vmxon', 'vmxon [on]', `${VMXE}mov dword [0x120000], 0x564d59\n`],
    ['vmxon', 'vmxon [on]', `${VMXE}mov dword [0x120000], 0x80564d58\n`],
    ['vmxon', 'vmxon [on]', ON],
    ['vmclear', 'vmclear [odd]', ON],
    ['vmptrld', 'vmptrld [far]', ON],
    ['vmread', 'vmread rax, rcx', ON],
    ['vmwrite', 'vmwrite rcx, rax', ON],
    ['vmlaunch', 'vmlaunch', ON],
    ['vmresume', 'vmresume', ON],
    ['vmcall', 'vmcall', ON],
  ])('%s (%s)', (cause, instruction, before) => {
    const outcome = run(`${before}${DIRTY_FLAGS}${instruction}`);
    expect(outcome.flags).toBe(CF);
    expect(outcome.transitions.at(-1)).toMatchObject({ kind: 'vm-fail', cause, error: 0, vmcs: NO_VMCS });
  });
});

describe('VMfailValid: the VM-instruction error says why', () => {
  it.each([
    [1, 'vmcall', CURRENT],
    [2, 'vmclear [odd]', CURRENT],
    [2, 'vmclear [far]', CURRENT],
    [3, 'vmclear [on]', CURRENT],
    [4, 'vmlaunch', `${CURRENT}mov dword [0x121008], 1\n`],
    [5, 'vmresume', CURRENT],
    [6, 'vmresume', `${CURRENT}mov dword [0x121008], 1\nvmxoff\nvmxon [on]\nvmptrld [a]\n`],
    [4, 'vmlaunch', `${CURRENT}mov dword [0x121008], 1\nvmxoff\nvmxon [on]\nvmptrld [a]\n`],
    [7, 'vmlaunch', CURRENT],
    [9, 'vmptrld [odd]', CURRENT],
    [9, 'vmptrld [far]', CURRENT],
    [10, 'vmptrld [on]', CURRENT],
    [11, 'vmptrld [b]', `${CURRENT}mov dword [0x122000], 0x564d59\n`],
    [11, 'vmptrld [b]', `${CURRENT}mov dword [0x122000], 0x80564d59\n`],
    [12, 'vmread rax, rcx', `${CURRENT}mov ecx, 0x681f\n`],
    [12, 'vmread rax, rcx', `${CURRENT}mov ecx, 0x202e\n`],
    [12, 'vmread rax, rcx', `${CURRENT}mov rcx, 0x10000681e\n`],
    [12, 'vmread rax, rcx', `${CURRENT}mov ecx, 0x8000\n`],
    [12, 'vmwrite rcx, rax', `${CURRENT}mov ecx, 0x6bfe\n`],
    [12, 'vmwrite rcx, rax', `${CURRENT}mov rcx, -1\n`],
    [15, 'vmxon [on]', CURRENT],
    [26, 'vmlaunch', `${CURRENT}mov ax, ss\nmov ss, ax\n`],
  ])('error %i: %s', (error, instruction, before) => {
    const dirty = error === 26 ? '' : DIRTY_FLAGS;
    const outcome = run(`${before}${dirty}${instruction}`);
    expect(outcome.flags).toBe(ZF);
    expect(outcome.error).toBe(BigInt(error));
    const last = outcome.transitions.at(-1);
    expect(last).toMatchObject({ kind: 'vm-fail', cause: instruction.split(' ')[0], error, vmcs: BigInt(VMCS) });
    expect((last?.checks.length ?? 0) > 0).toBe(error === 7);
    expect(last?.fromRip).toBeLessThan(last?.toRip ?? 0n);
  });
});

describe('exceptions of VMX instructions', () => {
  const UD = 6;
  const GP = 13;
  const PF = 14;
  const UNMAPPED = 'mov rdx, 0x200000000\n';
  const NONCANONICAL = 'mov rdx, 0x800000000000\n';
  it.each([
    [UD, 'vmxon [on]', ''],
    [UD, 'vmxoff', VMXE],
    [UD, 'vmclear [a]', VMXE],
    [UD, 'vmptrld [a]', VMXE],
    [UD, 'vmptrst [a]', VMXE],
    [UD, 'vmread rax, rcx', VMXE],
    [UD, 'vmwrite rcx, rax', VMXE],
    [UD, 'vmlaunch', VMXE],
    [UD, 'vmresume', VMXE],
    [UD, 'vmcall', VMXE],
    [UD, 'vmfunc', VMXE],
    [UD, 'vmfunc', CURRENT],
    [UD, 'invept rax, [a]', VMXE],
    [GP, 'vmxon [on]', `${VMXE}${REVISIONS}mov rax, cr0\nand eax, ~0x20\nmov cr0, rax\n`],
    [PF, 'vmxon [rdx]', `${VMXE}${UNMAPPED}`],
    [GP, 'vmxon [rdx]', `${VMXE}${NONCANONICAL}`],
    [PF, 'vmclear [rdx]', `${ON}${UNMAPPED}`],
    [PF, 'vmptrld [rdx]', `${ON}${UNMAPPED}`],
    [PF, 'vmptrst [rdx]', `${ON}${UNMAPPED}`],
    [GP, 'vmptrst [rdx]', `${ON}${NONCANONICAL}`],
    [12, 'vmptrld [rbp]', `${ON}mov rbp, 0x800000000000\n`],
    [PF, 'vmread [rdx], rcx', `${CURRENT}mov ecx, 0x681e\n${UNMAPPED}`],
    [PF, 'vmwrite rcx, [rdx]', `${CURRENT}mov ecx, 0xffff\n${UNMAPPED}`],
    // In VMX operation CR4.VMXE cannot be cleared, and CR0.PG neither.
    [GP, 'mov cr4, rax', `${ON}mov rax, cr4\nand eax, ~0x2000\n`],
    [GP, 'mov cr0, rax', `${ON}mov rax, cr0\nand eax, ~0x20\n`],
  ])('vector %i: %s', (vector, instruction, before) => {
    const { machine } = run(`${before}${instruction}`);
    expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
    expect(machine.processors[0]?.s[STOP_VALUE]).toBe(vector);
  });

  it.each([
    [0n, GP],
    [1n, GP],
    [4n, GP],
    [5n, 0],
  ])('VMXON with IA32_FEATURE_CONTROL %i', (value, vector) => {
    const machine = labMachine(`start:\n${VMXE}${REVISIONS}vmxon [on]${STOP}${DATA}`);
    const p = machine.processors[0];
    if (p === undefined) throw new Error('no processor');
    p.q[FEATURE_CONTROL >> 1] = value;
    runToStop(machine);
    expect(machine.stop).toBe(vector === 0 ? STOP_HALTED : STOP_LAB_EXCEPTION);
    expect(p.s[STOP_VALUE]).toBe(vector);
  });

  it.each([
    ['ud2', UD],
    ['hlt', GP],
    ['vmxoff', GP],
    ['vmxon [on]', GP],
    ['vmclear [a]', GP],
    ['vmptrld [a]', GP],
    ['vmptrst [sink]', GP],
    ['vmread rax, rcx', GP],
    ['vmwrite rcx, rax', GP],
    ['vmlaunch', GP],
    ['vmresume', GP],
    ['vmcall', GP],
  ])('at privilege level 3: %s raises vector %i', (instruction, vector) => {
    // A GDT of our own with level-3 segments; IRETQ goes there.
    const code = `${ON}lgdt [gdtr]
push 0x2b
push 0x180000
push 2
push 0x23
lea rax, [user]
push rax
mov rax, cr3
mov rdi, rax
call open_pages
iretq
open_pages:
mov rax, [rdi]
or byte [rdi], 4
and rax, ~0xfff
or byte [rax], 4
mov rax, [rax]
and rax, ~0xfff
or byte [rax], 4
mov rax, cr3
mov cr3, rax
ret
user: ${instruction}`;
    const gdt = `
    align 8
gdt: dq 0, 0x00af9a000000ffff, 0x00cf92000000ffff, 0, 0x00affa000000ffff, 0x00cff2000000ffff
gdtr: dw 47
    dq gdt
`;
    const machine = runToStop(labMachine(`start:\n${code}${STOP}${DATA}${gdt}`));
    expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
    expect(machine.processors[0]?.s[STOP_VALUE]).toBe(vector);
  });
});

describe('VMXON and VMXOFF', () => {
  it('move between the modes and tell of it', () => {
    const on = run(ON);
    expect(processor(on).s[VMX_MODE]).toBe(MODE_ROOT);
    expect(current(on)).toBe(NO_VMCS);
    const off = run(`${CURRENT}vmxoff`);
    expect(processor(off).s[VMX_MODE]).toBe(MODE_OFF);
    expect(off.transitions.map((t) => t.kind)).toEqual(['vmxon', 'vmxoff']);
    expect(off.transitions[0]).toMatchObject({ cpu: 0, cause: 'vmxon', vmcs: NO_VMCS, why: null, checks: [] });
  });
});

describe('VMCLEAR, VMPTRLD and VMPTRST', () => {
  it('keep track of the current and the active VMCSs', () => {
    const both = run(`${ON}vmclear [a]\nvmclear [b]\nvmptrld [a]\nvmptrld [b]\nvmptrst [sink]\nmov rdi, [sink]`);
    expect(current(both)).toBe(BigInt(SECOND));
    expect(register(both, 7)).toBe(BigInt(SECOND));
    expect(activeVmcsPointers(processor(both))).toEqual([BigInt(VMCS), BigInt(SECOND)]);
    const cleared = run(`${ON}vmptrld [a]\nvmptrld [b]\nvmptrld [a]\nvmclear [a]\nvmptrst [sink]\nmov rdi, [sink]`);
    expect(current(cleared)).toBe(NO_VMCS);
    expect(register(cleared, 7)).toBe(NO_VMCS);
    expect(activeVmcsPointers(processor(cleared))).toEqual([BigInt(SECOND)]);
    const other = run(`${ON}vmptrld [a]\nvmptrld [b]\nvmclear [a]`);
    expect(current(other)).toBe(BigInt(SECOND));
  });

  it('VMCLEAR makes the launch state clear', () => {
    const outcome = run(`${ON}mov dword [0x121008], 1\nvmclear [a]`);
    expect(launchState(outcome, VMCS)).toBe(0);
  });

  it('tell a listener which VMCS became current', () => {
    const machine = labMachine(`start:\n${ON}vmptrld [b]\nvmptrld [a]${STOP}${DATA}`);
    const pointers: bigint[] = [];
    const unit = machine.vmx[0];
    if (unit === undefined) throw new Error('no VMX unit');
    unit.listener = {
      transition: () => undefined,
      decision: () => undefined,
      pointerLoaded: (pointer) => pointers.push(pointer),
    };
    runToStop(machine);
    expect(pointers).toEqual([BigInt(SECOND), BigInt(VMCS)]);
  });
});

describe('VMREAD and VMWRITE', () => {
  const RAX = 0;
  it.each([
    ['a natural-width field', 0x681e, 0x1122_3344_5566_7788n],
    ['a 64-bit field', 0x2010, 0x1122_3344_5566_7788n],
    ['the high half of a 64-bit field', 0x2011, 0x5566_7788n],
    ['a 32-bit field', 0x4004, 0x5566_7788n],
    ['a 16-bit field', 0x0802, 0x7788n],
    ['a read-only field', 0x4402, 0x5566_7788n],
  ])('keep of a 64-bit value in %s what fits', (_what, field, expected) => {
    const registers = run(
      `${CURRENT}mov ecx, ${field}\nmov rax, [value]\nvmwrite rcx, rax\nmov rax, -1\nvmread rax, rcx`,
    );
    expect(register(registers, RAX)).toBe(expected);
    const memory = run(`${CURRENT}mov ecx, ${field}\nvmwrite rcx, [value]\nvmread [sink], rcx\nmov rax, [sink]`);
    expect(register(memory, RAX)).toBe(expected);
  });

  it('join the halves of a 64-bit field', () => {
    const outcome = run(
      `${CURRENT}mov ecx, 0x2010\nmov rax, [value]\nvmwrite rcx, rax\nmov ecx, 0x2011\nmov eax, 0x99\nvmwrite rcx, rax\nmov ecx, 0x2010\nvmread rax, rcx`,
    );
    expect(register(outcome, RAX)).toBe(0x99_5566_7788n);
  });

  it('reach the registers that REX names', () => {
    const outcome = run(`${CURRENT}mov r9d, 0x681c\nmov r12, [value]\nvmwrite r9, r12\nvmread r15, r9`);
    expect(register(outcome, 15)).toBe(0x1122_3344_5566_7788n);
  });

  it('tell a listener which field was written', () => {
    const machine = labMachine(`start:\n${CURRENT}mov ecx, 0x2011\nhere: vmwrite rcx, rax${STOP}${DATA}`);
    const written: unknown[] = [];
    const unit = machine.vmx[0];
    if (unit === undefined) throw new Error('no VMX unit');
    unit.listener = {
      transition: () => undefined,
      decision: () => undefined,
      fieldWritten: (pointer, field) => written.push([pointer, field]),
    };
    runToStop(machine);
    expect(written).toEqual([[VMCS, 'tsc-offset']]);
  });
});
