import { describe, expect, test } from 'vitest';
import {
  ACTIVITY,
  CR0,
  CR4,
  CS,
  DR,
  EFER,
  GPR,
  INTERRUPTIBILITY,
  PENDING,
  PENDING_NMI,
  PENDING_SMI,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SMBASE,
} from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { STOP_DEBUG_EXIT, STOP_HALTED, STOP_SHUTDOWN } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { hexBytes } from '../../support/core-processor';
import { labMachine, runToStop } from '../../support/lab-machine';
import { faultOf, gate, registers } from './lab-fault';

const SAVE = 0x3_8000;
const RSM = '0f aa';

const handler = (machine: Machine, code: string): void => machine.load(0x3_8000, hexBytes(code));
const saved32 = (machine: Machine, offset: number): number =>
  machine.processors[0].view.getUint32(RAM_BASE + SAVE + offset, true);
const saved64 = (machine: Machine, offset: number): bigint =>
  machine.processors[0].view.getBigUint64(RAM_BASE + SAVE + offset, true);

function atLoop(text = 'start: mov eax, 5\n here: inc eax\n jmp here'): Machine {
  const machine = labMachine(text);
  machine.run(5);
  return machine;
}

/** What a program can see of a machine, as text. */
function visible(machine: Machine): string {
  const [p] = machine.processors;
  const words = [RIP, GPR, CR0, CR4, EFER, DR + 12, DR + 14, SEGMENT_ACCESS + CS, SEGMENT_LIMIT + CS, INTERRUPTIBILITY];
  return words.map((word) => p.s[word].toString(16)).join(' ');
}

describe('SMI', () => {
  test('enters at SMBASE + 0x8000 with the state of the manual, and saves what was', () => {
    const machine = atLoop();
    handler(machine, 'f4');
    const [p] = machine.processors;
    const rip = p.q[RIP >> 1];
    const rax = p.q[GPR >> 1];
    const cr0 = p.s[CR0];
    machine.inject({ kind: 'smi' });
    machine.step();
    expect(p.q[RIP >> 1]).toBe(0x8000n);
    expect(p.s[SEGMENT_SELECTOR + CS]).toBe(0x3000);
    expect(p.q[(SEGMENT_BASE >> 1) + CS]).toBe(0x3_0000n);
    expect(p.s[SEGMENT_LIMIT + CS]).toBe(-1);
    expect(p.s[CR0]).toBe(cr0 & ~0x8000_000d);
    expect([p.q[CR4 >> 1], p.q[EFER >> 1], p.q[(DR >> 1) + 7]]).toEqual([0n, 0n, 0x400n]);
    expect(p.s[INTERRUPTIBILITY]).toBe(12);
    expect(saved64(machine, 0x7fd8)).toBe(rip);
    expect(saved64(machine, 0x7f5c)).toBe(rax);
    expect(saved64(machine, 0x7ff8)).toBe(BigInt(cr0 >>> 0));
    expect(saved32(machine, 0x7fac)).toBe(8);
    expect(saved32(machine, 0x7ef8)).toBe(0x3_0000);
    expect(saved32(machine, 0x7efc)).toBe(0x2_0100);
  });

  test('RSM puts everything back', () => {
    const machine = atLoop();
    handler(machine, `66 31 c0 ${RSM}`);
    const before = visible(machine);
    machine.inject({ kind: 'smi' });
    machine.run(3);
    expect(visible(machine)).toBe(before);
  });

  test('a second one waits until RSM', () => {
    const machine = atLoop();
    handler(machine, `90 90 ${RSM}`);
    machine.inject({ kind: 'smi' });
    machine.run(2);
    machine.inject({ kind: 'smi' });
    machine.run(2);
    expect(machine.processors[0].s[PENDING] & PENDING_SMI).not.toBe(0);
    machine.run(1);
    expect(machine.processors[0].s[PENDING] & PENDING_SMI).toBe(0);
    expect(machine.processors[0].q[RIP >> 1]).toBe(0x8000n);
  });

  test('an NMI waits until RSM', () => {
    const machine = labMachine(`start: ${gate(2, 'nmi')} here: jmp here\n nmi: mov ebx, 1\n hlt`);
    machine.run(30);
    handler(machine, `90 ${RSM}`);
    machine.inject({ kind: 'smi' });
    machine.step();
    machine.inject({ kind: 'nmi' });
    machine.run(1);
    expect(machine.processors[0].s[PENDING] & PENDING_NMI).not.toBe(0);
    runToStop(machine);
    expect(registers(machine).rbx).toBe(1n);
  });

  test('out of HLT: RSM goes back to it, or behind it when the handler clears the restart field', () => {
    for (const [code, stop] of [
      [RSM, STOP_HALTED],
      // mov byte [cs:0xff02], 0
      [`2e c6 06 02 ff 00 ${RSM}`, STOP_DEBUG_EXIT],
    ] as const) {
      const machine = labMachine('start: hlt\n out 0xf4, al\n hlt');
      runToStop(machine);
      handler(machine, code);
      machine.inject({ kind: 'smi' });
      runToStop(machine);
      expect(machine.stop).toBe(stop);
      expect(machine.processors[0].s[ACTIVITY]).toBe(stop === STOP_HALTED ? 1 : 0);
    }
  });

  test('the handler may move SMBASE', () => {
    const machine = atLoop();
    // mov dword [cs:0xfef8], 0x50000
    handler(machine, `66 2e c7 06 f8 fe 00 00 05 00 ${RSM}`);
    machine.inject({ kind: 'smi' });
    machine.run(3);
    expect(machine.processors[0].s[SMBASE]).toBe(0x5_0000);
    machine.inject({ kind: 'smi' });
    machine.step();
    expect(machine.processors[0].q[(SEGMENT_BASE >> 1) + CS]).toBe(0x5_0000n);
  });

  test('RSM outside SMM is undefined; a state that cannot be loaded shuts down', () => {
    expect(faultOf(`start: db 0x0f, 0xaa`).vector).toBe(6);
    const machine = atLoop();
    // mov dword [cs:0xfff8], 0x80000000: CR0 with paging and no protection
    handler(machine, `66 2e c7 06 f8 ff 00 00 00 80 ${RSM}`);
    machine.inject({ kind: 'smi' });
    machine.run(3);
    expect(machine.stop).toBe(STOP_SHUTDOWN);
  });

  test('CR4.VMXE cannot be set in SMM', () => {
    const machine = atLoop();
    // mov eax, 0x2000; mov cr4, eax
    handler(machine, '66 b8 00 20 00 00 0f 22 e0 f4');
    machine.inject({ kind: 'smi' });
    machine.run(3);
    expect(machine.processors[0].q[CR4 >> 1]).toBe(0n);
  });
});

describe('machine check', () => {
  test('is #MC with CR4.MCE: IA32_MCG_STATUS and bank 0 tell of it', () => {
    const machine = labMachine(`start: ${gate(18, 'check')}
      mov rax, cr4\n or eax, 0x40\n mov cr4, rax
      here: jmp here
      check: mov ecx, 0x17a\n rdmsr\n mov ebx, eax
      mov ecx, 0x401\n rdmsr\n mov esi, edx
      xor eax, eax\n xor edx, edx\n wrmsr\n mov ecx, 0x17a\n wrmsr\n hlt`);
    machine.run(40);
    machine.inject({ kind: 'machine-check' });
    runToStop(machine);
    expect(registers(machine)).toMatchObject({ rbx: 5n, rsi: 0xb000_0000n });
    expect(machine.stop).toBe(STOP_HALTED);
  });

  test('without CR4.MCE, or during another, it shuts down', () => {
    const off = atLoop();
    off.inject({ kind: 'machine-check' });
    off.run(2);
    expect(off.stop).toBe(STOP_SHUTDOWN);
    const nested = labMachine(`start: ${gate(18, 'check')}
      mov rax, cr4\n or eax, 0x40\n mov cr4, rax
      here: jmp here
      check: jmp check`);
    nested.run(40);
    nested.inject({ kind: 'machine-check' });
    nested.run(3);
    expect(nested.stop).toBe(0);
    nested.inject({ kind: 'machine-check' });
    nested.run(3);
    expect(nested.stop).toBe(STOP_SHUTDOWN);
  });
});
