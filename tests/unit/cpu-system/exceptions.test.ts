import { describe, expect, test } from 'vitest';
import { CPL, CS, GPR, SEGMENT_SELECTOR, SS } from '../../../src/cpu/state/processor-layout';
import { STOP_SHUTDOWN } from '../../../src/cpu/state/stop-code';
import { labMachine, runLab, runToStop } from '../../support/lab-machine';
import { enterRing3, faultOf, faultOfMachine, gate, registers } from './lab-fault';

const RF = 0x1_0000n;

describe('delivery through the 64-bit IDT', () => {
  test('a fault pushes the address of its instruction, with RF set', () => {
    const fault = faultOf('start: nop\nbad: ud2');
    expect(fault).toMatchObject({ vector: 6, errorCode: null, rip: 0x10_0001n, rsp: 0x9_0000n });
    expect(fault.rflags & RF).toBe(RF);
  });

  test('a page fault pushes its error code and leaves the address in CR2', () => {
    const fault = faultOf('start: mov rax, 0x123456789000\n mov [rax], al');
    expect(fault).toMatchObject({ vector: 14, errorCode: 2, address: 0x1234_5678_9000n });
  });

  test('INT n returns behind itself and pushes no error code', () => {
    const fault = faultOf('start: int 0x40');
    expect(fault).toMatchObject({ vector: 0x40, errorCode: null, rip: 0x10_0002n });
    expect(fault.rflags & RF).toBe(0n);
  });

  test('an interrupt gate clears IF, a trap gate leaves it, IRETQ brings it back', () => {
    for (const [type, inside] of [
      [0x8e, 0n],
      [0x8f, 0x200n],
    ] as const) {
      const machine = runLab(`start: ${gate(0x40, 'handler', type)}
        sti
        int 0x40
        pushfq
        pop rbx
        hlt
      handler:
        pushfq
        pop rcx
        iretq`);
      expect(registers(machine).rcx & 0x200n).toBe(inside);
      expect(registers(machine).rbx & 0x200n).toBe(0x200n);
    }
  });

  test('the frame is aligned to 16 bytes and holds SS, RSP, RFLAGS, CS, RIP', () => {
    const machine = runLab(`start: ${gate(0x40, 'handler')}
      sub rsp, 4
      int 0x40
      handler: hlt`);
    const { rsp } = registers(machine);
    expect(rsp).toBe(0x8_fff0n - 40n);
    const word = (offset: number): bigint => machine.image.view.getBigUint64(0x10_0000 + Number(rsp) + offset, true);
    expect(word(0)).toBeGreaterThan(0x10_0000n);
    expect([word(8), word(16) & 0x202n, word(24), word(32)]).toEqual([0x08n, 2n, 0x8_fffcn, 0x10n]);
  });

  test('from ring 3 the stack comes from RSP0 and SS becomes null', () => {
    const machine = runLab(`start: ${gate(0x40, 'handler', 0xee)} ${enterRing3('user')}
      user: int 0x40
      handler: mov rbx, [rsp + 8]
      mov ecx, ss
      hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x33n, rcx: 0n, rsp: 0xe000n - 40n });
    expect(machine.processors[0].s[CPL]).toBe(0);
    expect(machine.processors[0].s[SEGMENT_SELECTOR + CS]).toBe(8);
    expect(machine.processors[0].s[SEGMENT_SELECTOR + SS]).toBe(0);
  });

  test('IST replaces the stack even without a change of level', () => {
    const machine = runLab(`start: ${gate(0x40, 'handler', 0x8e, 1)}
      int 0x40
      handler: hlt`);
    expect(registers(machine).rsp).toBe(0xc000n - 40n);
  });

  test('INT n from ring 3 through a gate of ring 0 is #GP with the gate as error code', () => {
    const fault = faultOf(`start: ${enterRing3('user')}
      user: int 0x40`);
    expect(fault).toMatchObject({ vector: 13, errorCode: 0x40 * 8 + 2 });
  });

  test('a gate beyond the limit is #GP, EXT clear for software and set for the rest', () => {
    const shrink = 'sub rsp, 16\n mov word [rsp], 16 * 16 - 1\n mov qword [rsp + 2], 0x8000\n lidt [rsp]';
    expect(faultOf(`start: ${shrink}\n int 0x40`)).toMatchObject({ vector: 13, errorCode: 0x40 * 8 + 2 });
    const machine = labMachine(`start: ${shrink}\n sti\n nop\n jmp $`);
    machine.run(8);
    machine.inject({ kind: 'external-interrupt', vector: 0x40 });
    expect(faultOfMachine(runToStop(machine))).toMatchObject({ vector: 13, errorCode: 0x40 * 8 + 3 });
  });

  test('a gate that is not present is #NP, one of the wrong type #GP', () => {
    expect(faultOf(`start: ${gate(0x40, 'start', 0x0e)}\n int 0x40`)).toMatchObject({
      vector: 11,
      errorCode: 0x40 * 8 + 2,
    });
    expect(faultOf(`start: ${gate(0x40, 'start', 0x8c)}\n int 0x40`)).toMatchObject({
      vector: 13,
      errorCode: 0x40 * 8 + 2,
    });
  });

  test('a handler in a segment that is no 64-bit code is #GP with the selector', () => {
    expect(faultOf(`start: ${gate(0x40, 'start')}\n mov word [rdi + 2], 0x10\n int 0x40`)).toMatchObject({
      vector: 13,
      errorCode: 0x10,
    });
    expect(faultOf(`start: ${gate(0x40, 'start')}\n mov word [rdi + 2], 0\n int 0x40`)).toMatchObject({
      vector: 13,
      errorCode: 0,
    });
  });
});

describe('double and triple fault', () => {
  test('a page fault whose handler faults contributorily becomes #DF on its own stack', () => {
    const fault = faultOf(`start: ${gate(14, 'start')}
      mov word [rdi + 2], 0x10
      mov rax, 0x123456789000
      bad: mov al, [rax]`);
    expect(fault).toMatchObject({ vector: 8, errorCode: 0 });
  });

  test('a benign exception followed by #GP is just that #GP', () => {
    const fault = faultOf(`start: ${gate(6, 'start')}
      mov word [rdi + 2], 0x10
      ud2`);
    expect(fault).toMatchObject({ vector: 13, errorCode: 0x11 });
  });

  test('a fault while #DF is delivered shuts the processor down', () => {
    const machine = runLab(`start: ${gate(8, 'start')}
      mov word [rdi + 2], 0x10
      ${gate(13, 'start')}
      mov word [rdi + 2], 0x10
      mov ax, 0xff8
      mov ds, ax`);
    expect(machine.stop).toBe(STOP_SHUTDOWN);
  });

  test('an empty IDT leads straight to shutdown', () => {
    const machine = runLab('start: sub rsp, 16\n mov word [rsp], 0\n mov qword [rsp + 2], 0\n lidt [rsp]\n ud2');
    expect(machine.stop).toBe(STOP_SHUTDOWN);
    expect(machine.processors[0].q[GPR >> 1]).toBe(0n);
  });
});
