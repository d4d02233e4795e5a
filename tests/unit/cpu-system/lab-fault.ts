import { expect } from 'vitest';
import { STOP_LAB_EXCEPTION } from '../../../src/cpu/state/stop-code';
import { describeLabException, type LabException } from '../../../src/machine/boot/lab-exception';
import type { Machine } from '../../../src/machine/machine';
import { runLab } from '../../support/lab-machine';

/** Runs a program that must end in the lab's exception handler; returns what the handler was called for. */
export function faultOf(text: string): LabException {
  return faultOfMachine(runLab(text));
}

export function faultOfMachine(machine: Machine): LabException {
  expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
  return describeLabException(machine);
}

/** General registers by name. */
export function registers(
  machine: Machine,
): Record<'rax' | 'rcx' | 'rdx' | 'rbx' | 'rsp' | 'rbp' | 'rsi' | 'rdi' | 'r8' | 'r11', bigint> {
  const q = machine.processors[0].q;
  return {
    rax: q[0],
    rcx: q[1],
    rdx: q[2],
    rbx: q[3],
    rsp: q[4],
    rbp: q[5],
    rsi: q[6],
    rdi: q[7],
    r8: q[8],
    r11: q[11],
  };
}

/** Lines that install `handler` for a vector in the lab's IDT. Uses RAX and RDI. */
export const gate = (vector: number, handler: string, type = 0x8e, ist = 0): string => `
  mov rax, ${handler}
  mov rdi, 0x8000 + ${vector} * 16
  mov [rdi], ax
  mov word [rdi + 2], 8
  mov byte [rdi + 4], ${ist}
  mov byte [rdi + 5], ${type}
  shr rax, 16
  mov [rdi + 6], ax
  shr rax, 16
  mov [rdi + 8], eax
`;

/** Lines that go to ring 3 at `entry`, with the stack at 0x200000 and RFLAGS as given. */
export const enterRing3 = (entry: string, flags = '2'): string => `
  push 0x2b
  push 0x200000
  push ${flags}
  push 0x33
  mov rax, ${entry}
  push rax
  iretq
`;
