import { describe, expect, test } from 'vitest';
import { INSTRUCTIONS } from '../../../src/cpu/state/processor-layout';
import { STOP_DEBUG_EXIT } from '../../../src/cpu/state/stop-code';
import { labMachine, runLab, runToStop } from '../../support/lab-machine';
import { enterRing3, faultOf, registers } from './lab-fault';

describe('IN and OUT', () => {
  test('have their three widths; an unmapped port reads all ones', () => {
    const machine = runLab(`start: mov rax, -2
      xor eax, eax
      in al, 0x80
      mov ebx, eax
      xor eax, eax
      in ax, 0x80
      mov ecx, eax
      mov rax, -2
      mov dx, 0x1234
      in eax, dx
      mov rdx, rax
      hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0xffn, rcx: 0xffffn, rdx: 0xffff_ffffn });
  });

  test('port 0xF4 ends the run behind the OUT', () => {
    const machine = runLab('start: mov eax, 0x1234\n mov dx, 0xf4\n out dx, ax\n mov ebx, 1\n hlt');
    expect([machine.stop, machine.stopValue]).toEqual([STOP_DEBUG_EXIT, 0x1234]);
    expect(registers(machine).rbx).toBe(0n);
    const before = machine.position();
    machine.run(10);
    expect(machine.position()).toBe(before);
  });
});

describe('the I/O permission bitmap', () => {
  /** Moves the bitmap to offset 0x68 of the TSS with `bytes` behind it. */
  const bitmap = (bytes: number[]): string => `mov byte [0x7118], 0x68 + ${bytes.length - 1}
    mov word [0x7100 + 102], 0x68
    ${bytes.map((byte, k) => `mov byte [0x7168 + ${k}], ${byte}`).join('\n')}
    mov word [0x7018], 0x68 + ${bytes.length - 1}
    mov byte [0x701d], 0x89
    mov ax, 0x18
    ltr ax
    ${enterRing3('user')}`;

  test('opens single ports to ring 3', () => {
    const open = (port: number, width: string): string =>
      `start: ${bitmap([0xfd, 0xff, 0xff])}\n user: in ${width}, ${port}\n ud2`;
    expect(faultOf(open(1, 'al')).vector).toBe(6);
    expect(faultOf(open(0, 'al'))).toMatchObject({ vector: 13, errorCode: 0 });
    expect(faultOf(open(1, 'ax'))).toMatchObject({ vector: 13, errorCode: 0 });
    expect(faultOf(open(200, 'al'))).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('does not count while CPL ≤ IOPL', () => {
    expect(faultOf(`start: ${enterRing3('user', '0x3002')}\n user: in al, 0x80\n cli\n sti\n ud2`).vector).toBe(6);
  });
});

describe('INS and OUTS', () => {
  test('REP OUTSB sends a string, one element per step', () => {
    const machine = labMachine(`start: lea rsi, [text]
      mov ecx, 5
      mov dx, 0xe9
      rep outsb
      hlt
      text: db 'hello'`);
    const bytes: number[] = [];
    machine.output = { debugcon: (byte) => bytes.push(byte), serial: () => undefined };
    machine.run(3);
    const before = machine.processors[0].f[INSTRUCTIONS];
    runToStop(machine);
    expect(String.fromCharCode(...bytes)).toBe('hello');
    expect(machine.processors[0].f[INSTRUCTIONS] - before).toBe(6);
    expect(machine.written).toEqual({ debugcon: 5, serial: 0 });
    expect(registers(machine).rcx).toBe(0n);
  });

  test('REP INSB fills memory; DF makes it go down; a count of 0 does nothing', () => {
    const machine = runLab(`start: mov edi, 0x200003
      mov ecx, 4
      mov dx, 0xe9
      std
      rep insb
      cld
      rep insb
      mov eax, [0x200000]
      hlt`);
    expect(registers(machine)).toMatchObject({ rax: 0xe9e9_e9e9n, rdi: 0x1f_ffffn, rcx: 0n });
  });

  test('INSB to a page that is not there faults before the port is read', () => {
    const machine = labMachine(
      'start: mov rdi, 0x123456789000\n mov dx, 0x3f8\n mov al, 0x10\n mov dx, 0x3fc\n out dx, al\n mov dx, 0x3f8\n mov al, 0x41\n out dx, al\n insb',
    );
    runToStop(machine);
    expect(machine.stopValue).toBe(14);
    // The byte looped back is still there.
    expect(machine.bus.readPort(machine.processors[0], 0x3fd, 1) & 1).toBe(1);
    expect(machine.bus.readPort(machine.processors[0], 0x3f8, 1)).toBe(0x41);
  });
});
