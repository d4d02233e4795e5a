import { describe, expect, test } from 'vitest';
import { runLab } from '../../support/lab-machine';
import { enterRing3, faultOf, gate, registers } from '../cpu-system/lab-fault';

/** Writes a call gate to `label` at selector 0x40 of the lab's GDT and widens the GDT. `upper` is its second half's high word. */
const callGate = (label: string, access: number, selector = 8, upper = 0): string => `mov rax, ${label}
  mov word [0x7040], ax
  mov word [0x7042], ${selector}
  mov byte [0x7044], 0
  mov byte [0x7045], ${access}
  shr rax, 16
  mov word [0x7046], ax
  mov dword [0x7048], 0
  mov dword [0x704c], ${upper}
  sub rsp, 16
  mov word [rsp], 0xff
  mov qword [rsp + 2], 0x7000
  lgdt [rsp]
  add rsp, 16
`;
const CALL = 'mov dword [rsp - 16], 0\n mov word [rsp - 12], 0x43\n call far dword [rsp - 16]';

describe('64-bit call gates', () => {
  test('a call from ring 3 switches to RSP0 with a null SS, and RETFQ returns', () => {
    const machine = runLab(`start: ${gate(0x41, 'done', 0xee)} ${callGate('inner', 0xec)} ${enterRing3('user')}
      inner: mov ebx, ss
      mov ecx, cs
      mov rdx, [rsp + 24]
      mov rsi, [rsp + 8]
      o64 retf
      user: mov rdi, rsp
      ${CALL}
      sub rdi, rsp
      mov r8d, cs
      int 0x41
      done: hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0n, rcx: 8n, rdx: 0x2bn, rsi: 0x33n, rdi: 0n, r8: 0x33n });
  });

  test('a gate to the same level pushes CS and RIP', () => {
    const machine = runLab(`start: ${callGate('inner', 0x8c)} mov rdi, rsp
      mov dword [rsp - 16], 0
      mov word [rsp - 12], 0x40
      call far dword [rsp - 16]
      inner: sub rdi, rsp
      mov rbx, [rsp + 8]
      hlt`);
    expect(registers(machine)).toMatchObject({ rdi: 16n, rbx: 8n });
  });

  test.each([
    ['closed to ring 3', 0x8c, 8, 0, 13, 0x40],
    ['absent', 0x6c, 8, 0, 11, 0x40],
    ['of the 16-bit type', 0xe4, 8, 0, 13, 0x40],
    ['whose second half has a type', 0xec, 8, 0x100, 13, 0x40],
    ['to data', 0xec, 0x10, 0, 13, 0x10],
  ])('a gate %s', (_name, access, selector, upper, vector, errorCode) => {
    expect(
      faultOf(
        `start: ${callGate('inner', access, selector, upper)} ${enterRing3('user')}\n inner: hlt\n user: ${CALL}`,
      ),
    ).toMatchObject({ vector, errorCode });
  });
});
