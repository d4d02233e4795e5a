import { describe, expect, test } from 'vitest';
import {
  ACTIVITY,
  DR,
  EVENTS,
  INSTRUCTIONS,
  INTERRUPTIBILITY,
  PENDING,
  RIP,
} from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED, STOP_LAB_EXCEPTION, STOP_NONE, STOP_WAIT_FOR_SIPI } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { labMachine, runLab, runToStop } from '../../support/lab-machine';
import { faultOfMachine, gate, registers } from './lab-fault';

const HALT_LOOP = 'sti\n.wait: hlt\n jmp .wait';
const rip = (machine: Machine): bigint => machine.processors[0].q[RIP >> 1];

describe('external interrupts', () => {
  test('wait while IF is clear', () => {
    const machine = labMachine(`start: ${gate(0x20, 'handler')}
      cli
      mov ecx, 10
      .loop: loop .loop
      mov edx, 1
      sti
      nop
      hlt
      handler: mov ebx, edx
      mov rax, [rsp]
      hlt`);
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    runToStop(machine);
    expect(registers(machine).rbx).toBe(1n);
    expect(machine.processors[0].s[PENDING]).toBe(0);
  });

  test('STI lets one more instruction through', () => {
    const machine = labMachine(`start: ${gate(0x20, 'handler')}
      cli
      sti
      inc ebx
      inc ebx
      hlt
      handler: hlt`);
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    runToStop(machine);
    expect(registers(machine).rbx).toBe(1n);
  });

  test('STI with IF already set gives no shadow; MOV SS gives one', () => {
    for (const [instruction, done] of [
      ['sti', 0n],
      ['mov ss, ecx', 1n],
    ] as const) {
      const machine = labMachine(`start: ${gate(0x20, 'handler')}
        mov ecx, 0x10
        sti
        mov edx, 1
        ${instruction}
        inc ebx
        inc ebx
        hlt
        handler: hlt`);
      while (registers(machine).rdx === 0n) machine.step();
      machine.step();
      // The interrupt arrives right behind the instruction.
      machine.inject({ kind: 'external-interrupt', vector: 0x20 });
      runToStop(machine);
      expect(registers(machine).rbx).toBe(done);
    }
  });

  test('the highest vector goes first; CR8 holds lower classes back', () => {
    const machine = labMachine(`start: ${gate(0x20, 'low')} ${gate(0x55, 'high')}
      mov eax, 4
      mov cr8, rax
      sti
      nop
      nop
      mov eax, 1
      mov cr8, rax
      nop
      hlt
      high: shl ebx, 8
      or ebx, 0x55
      iretq
      low: shl ebx, 8
      or ebx, 0x20
      hlt`);
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    machine.inject({ kind: 'external-interrupt', vector: 0x55 });
    runToStop(machine);
    expect(registers(machine).rbx).toBe(0x5520n);
  });

  test('take one position of their own and end HLT', () => {
    const machine = labMachine(`start: ${gate(0x20, 'handler')}
      ${HALT_LOOP}
      handler: inc ebx
      iretq`);
    runToStop(machine);
    expect(machine.stop).toBe(STOP_HALTED);
    const position = machine.position();
    machine.run(10);
    expect(machine.position()).toBe(position);
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    expect(machine.stop).toBe(STOP_NONE);
    machine.step();
    expect(machine.position()).toBe(position + 1);
    expect(machine.processors[0].f[EVENTS]).toBe(1);
    expect(machine.processors[0].s[ACTIVITY]).toBe(0);
    runToStop(machine);
    expect(registers(machine).rbx).toBe(1n);
    expect(machine.stop).toBe(STOP_HALTED);
  });

  test('that cannot be taken leave the halted processor where it was', () => {
    const machine = runLab('start: cli\n hlt');
    const before = machine.position();
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    machine.run(5);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(machine.position()).toBe(before);
  });

  test('without a handler of the program end in the lab’s', () => {
    const machine = labMachine(`start: ${HALT_LOOP}`);
    runToStop(machine);
    machine.inject({ kind: 'external-interrupt', vector: 0x99 });
    const fault = faultOfMachine(runToStop(machine));
    expect(fault).toMatchObject({ vector: 0x99, name: 'vector 0x99', errorCode: null });
    expect(machine.stop).toBe(STOP_LAB_EXCEPTION);
  });

  test('do not end the report of an exception unless they can be taken', () => {
    const machine = runLab('start: ud2');
    const position = machine.position();
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    machine.run(5);
    expect([machine.stop, machine.stopValue, machine.position()]).toEqual([STOP_LAB_EXCEPTION, 6, position]);
    machine.inject({ kind: 'nmi' });
    machine.run(5);
    expect([machine.stop, machine.stopValue]).toEqual([STOP_LAB_EXCEPTION, 2]);
  });

  test('are refused with a vector that does not exist', () => {
    const machine = labMachine('start: hlt');
    expect(() => machine.inject({ kind: 'external-interrupt', vector: 256 })).toThrow(RangeError);
  });
});

describe('NMI', () => {
  test('is taken with IF clear, blocks the next one until IRET', () => {
    const machine = labMachine(`start: ${gate(2, 'handler')}
      cli
      nop
      .wait: hlt
      jmp .wait
      handler: inc ebx
      nop
      nop
      iretq`);
    runToStop(machine);
    machine.inject({ kind: 'nmi' });
    machine.step();
    expect(machine.processors[0].s[INTERRUPTIBILITY]).toBe(8);
    machine.inject({ kind: 'nmi' });
    machine.run(3);
    expect(registers(machine).rbx).toBe(1n);
    runToStop(machine);
    expect(registers(machine).rbx).toBe(2n);
    expect(machine.processors[0].s[INTERRUPTIBILITY]).toBe(0);
  });
});

describe('INIT', () => {
  test('outside VMX operation resets the processor into wait-for-SIPI', () => {
    const machine = labMachine('start: jmp $');
    machine.run(5);
    machine.inject({ kind: 'init' });
    runToStop(machine);
    expect(machine.stop).toBe(STOP_WAIT_FOR_SIPI);
    expect(machine.processors[0].s[ACTIVITY]).toBe(3);
    expect(rip(machine)).toBe(0xfff0n);
    expect(machine.processors[0].f[INSTRUCTIONS]).toBe(5);
    machine.inject({ kind: 'nmi' });
    machine.run(5);
    expect(machine.stop).toBe(STOP_WAIT_FOR_SIPI);
  });
});

describe('single step', () => {
  const TRACE = `${gate(1, 'handler')}
      pushfq
      or qword [rsp], 0x100
      popfq
      first: nop
      second: nop
      third: pushfq
      and qword [rsp], ~0x100
      popfq
      hlt
      handler: mov rax, [rsp]
      mov [0x3000 * 0x100 + rcx * 8], rax
      inc ecx
      iretq`;

  test('traps behind each instruction that began with TF set', () => {
    const machine = runLab(`start: xor ecx, ecx\n${TRACE}`);
    const at = (index: number): bigint => machine.image.view.getBigUint64(0x10_0000 + 0x30_0000 + 8 * index, true);
    expect(registers(machine).rcx).toBe(5n);
    const gaps = [1, 2, 3, 4].map((k) => at(k) - at(k - 1));
    // nop, then pushfq, and [rsp], popfq (traced too: TF was set when it began).
    expect(gaps.slice(0, 2)).toEqual([1n, 1n]);
    expect(machine.processors[0].q[(DR >> 1) + 6] & 0x4000n).toBe(0x4000n);
  });

  test('waits behind MOV SS', () => {
    const machine = runLab(`start: ${gate(1, 'handler')}
      mov ecx, 0x10
      pushfq
      or qword [rsp], 0x100
      popfq
      mov ss, ecx
      behind: nop
      next: nop
      hlt
      handler: mov rbx, [rsp]
      mov rax, next
      sub rbx, rax
      hlt`);
    expect(registers(machine).rbx).toBe(0n);
  });

  test('INT n clears it', () => {
    const machine = runLab(`start: ${gate(1, 'trap')} ${gate(0x40, 'handler')}
      pushfq
      or qword [rsp], 0x100
      popfq
      int 0x40
      trap: mov ebx, 1
      hlt
      handler: nop
      hlt`);
    expect(registers(machine).rbx).toBe(0n);
  });

  test('RF set by IRETQ lasts for one instruction', () => {
    const machine = runLab(`start: push 0x10
      push 0x90000
      push 0x10002
      push 8
      mov rax, target
      push rax
      iretq
      target: nop
      ud2`);
    // The fault sets RF in its own frame; RFLAGS itself must have lost it behind the NOP.
    const before = labMachine(`start: push 0x10
      push 0x90000
      push 0x10002
      push 8
      mov rax, target
      push rax
      iretq
      target: nop
      int 0x40`);
    expect(faultOfMachine(machine).vector).toBe(6);
    expect(faultOfMachine(runToStop(before)).rflags & 0x1_0000n).toBe(0n);
  });
});
