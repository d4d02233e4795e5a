import { describe, expect, test } from 'vitest';
import { STOP_HALTED, STOP_LAB_EXCEPTION } from '../../../src/cpu/state/stop-code';
import { describeLabException } from '../../../src/machine/boot/lab-exception';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import { assembleText, runToStop } from '../../support/lab-machine';
import { registers } from '../cpu-system/lab-fault';

/** A Multiboot kernel that goes to real-address mode, CS = DS = SS = 0, and runs `text` at 0x7000. */
function realModeKernel(text: string): Machine {
  const program = assembleText(
    `bits 32
    org 0x6000
    header: dd 0x1badb002, 0x10000, -(0x1badb002 + 0x10000)
    dd header, 0x6000, 0, 0, entry
    gdt: dq 0, 0x00009b000000ffff, 0x000093000000ffff
    gdtr: dw 23
    dd gdt
    idtr: dw 0x3ff
    dd 0
    entry: lgdt [gdtr]
    lidt [idtr]
    jmp 8:narrow
    bits 16
    narrow: mov ax, 16
    mov ss, ax
    mov ds, ax
    mov eax, cr0
    and al, 0xfe
    mov cr0, eax
    jmp 0:real
    real: xor ax, ax
    mov ss, ax
    mov ds, ax
    mov esp, 0x7000
    ${text}`,
    '',
  );
  return createMachine({ memoryMib: 4, multiboot: { image: program.image as Uint8Array, commandLine: 'kernel' } });
}

describe('the firmware behind real-address mode of a Multiboot kernel', () => {
  test('its timer wakes a halted processor and counts', () => {
    const machine = realModeKernel(
      'mov ebx, [0x46c]\n sti\n hlt\n cli\n mov ecx, [0x46c]\n sub ecx, ebx\n mov bx, sp\n hlt',
    );
    runToStop(machine);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(registers(machine)).toMatchObject({ rcx: 1n, rbx: 0x7000n });
  });

  test('a call of one of its services is named', () => {
    const machine = runToStop(realModeKernel('int 0x10'));
    expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
    expect(describeLabException(machine)).toMatchObject({ vector: 0x10, errorCode: null });
  });
});
