import { describe, expect, test } from 'vitest';
import { GPR } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { recordMachine } from '../../../src/recorder/record-machine';
import { labMachine, runLab, runToStop } from '../../support/lab-machine';

/** Puts a handler behind a vector of the lab's IDT, whose gates have the handler's address in three pieces. */
const handler = (vector: number, label: string): string => `
  sidt [idtr]
  mov rdi, [idtr + 2]
  lea rax, [${label}]
  mov [rdi + ${vector * 16}], ax
  shr rax, 16
  mov [rdi + ${vector * 16} + 6], ax`;
const IDTR = 'align 8\nidtr: times 16 db 0';

/** Moves the 8259A pair to 0x40 and opens line 0. */
const OPEN_TIMER = `
  mov al, 0x11
  out 0x20, al
  mov al, 0x40
  out 0x21, al
  mov al, 4
  out 0x21, al
  mov al, 1
  out 0x21, al
  mov al, 0xfe
  out 0x21, al`;
const START_TIMER = (count: number, control = 0x34): string => `
  mov al, ${control}
  out 0x43, al
  mov al, ${count & 0xff}
  out 0x40, al
  mov al, ${count >> 8}
  out 0x40, al`;

const TICKS = `start: ${handler(0x40, 'tick')} ${OPEN_TIMER} ${START_TIMER(1000)}
  xor ecx, ecx
  sti
  wait: hlt
  cmp ecx, 5
  jb wait
  rdtsc
  cli
  hlt
  tick: inc ecx
  push rax
  mov al, 0x20
  out 0x20, al
  pop rax
  iretq
  ${IDTR}`;

const rcx = (machine: Machine): bigint => machine.processors[0]?.q[(GPR >> 1) + 1] ?? 0n;

describe('interrupts of the board', () => {
  test('the PIT wakes a halted processor at its times, through the 8259A pair', () => {
    const machine = runLab(TICKS);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(rcx(machine)).toBe(5n);
    const time = Number(machine.processors[0]?.q[GPR >> 1]);
    expect(Math.floor(time / (1000 * 1676))).toBe(5);
  });

  test('nothing wakes a processor whose timer is masked, or whose interrupts are off', () => {
    const masked = runLab('start: sti\n hlt');
    expect([masked.stop, masked.position()]).toEqual([STOP_HALTED, 2]);
    const off = runLab(`start: ${OPEN_TIMER} ${START_TIMER(100)}\n hlt`);
    expect(off.stop).toBe(STOP_HALTED);
  });

  test('come at the same positions however the run is cut', () => {
    const whole = runToStop(labMachine(TICKS));
    const steps = labMachine(TICKS);
    while (steps.stop === 0) steps.step();
    const cuts = labMachine(TICKS);
    for (let n = 1; cuts.stop === 0; n = (n * 7 + 3) % 50) cuts.run(n);
    expect([steps.position(), cuts.position()]).toEqual([whole.position(), whole.position()]);
    expect([steps.digest(), cuts.digest()]).toEqual([whole.digest(), whole.digest()]);
  });

  test('come again when the run is taken back and repeated', () => {
    const machine = labMachine(TICKS);
    const recorder = recordMachine(machine);
    const digests: string[] = [];
    for (let position = 0; machine.stop === 0; position++) {
      recorder.seek(position);
      digests[machine.position()] = machine.digest();
    }
    for (const position of [digests.length - 1, 3, 40, 41, 0, digests.length - 2, 55]) {
      recorder.seek(position);
      expect(machine.digest()).toBe(digests[position]);
    }
  });

  test('reach a busy loop between two instructions', () => {
    const machine = runLab(`start: ${handler(0x40, 'tick')} ${OPEN_TIMER} ${START_TIMER(50, 0x30)}
      xor ecx, ecx
      xor edx, edx
      sti
      spin: inc rdx
      test ecx, ecx
      jz spin
      hlt
      tick: inc ecx
      mov al, 0x20
      out 0x20, al
      cli
      mov qword [rsp + 16], 2
      iretq
      ${IDTR}`);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(rcx(machine)).toBe(1n);
    const turns = Number(machine.processors[0]?.q[(GPR >> 1) + 2]);
    expect(turns).toBeGreaterThan(10_000);
    expect(turns).toBeLessThan(90_000);
  });

  test('go through the I/O APIC to the local APIC, level-triggered until the end of interrupt', () => {
    const machine = runLab(`start: ${handler(0x51, 'line')}
      mov ebx, 0xfee00000
      mov dword [rbx + 0xf0], 0x1ff
      mov ebp, 0xfec00000
      mov dword [rbp], 0x10 + 2 * 20
      mov dword [rbp + 0x10], 0x8051
      xor ecx, ecx
      sti
      mov dx, 0x2000 + 20
      mov al, 1
      out dx, al
      nop
      cli
      mov dword [rbp], 0x10 + 2 * 20
      mov esi, [rbp + 0x10]
      hlt
      line: inc ecx
      cmp ecx, 3
      jb again
      mov al, 0
      out dx, al
      again: mov dword [rbx + 0xb0], 0
      iretq
      ${IDTR}`);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(rcx(machine)).toBe(3n);
    expect(machine.processors[0]?.q[(GPR >> 1) + 6]).toBe(0x8051n);
  });

  test('COM1 interrupts for an empty transmitter when OUT2 connects it', () => {
    const machine = runLab(`start: ${handler(0x44, 'empty')} ${OPEN_TIMER}
      mov al, 0xef
      out 0x21, al
      xor ecx, ecx
      sti
      mov dx, 0x3f9
      mov al, 2
      out dx, al
      nop
      test ecx, ecx
      jnz bad
      mov dx, 0x3fc
      mov al, 8
      out dx, al
      nop
      bad: cli
      hlt
      empty: inc ecx
      mov dx, 0x3fa
      in al, dx
      mov al, 0x20
      out 0x20, al
      iretq
      ${IDTR}`);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(rcx(machine)).toBe(1n);
  });
});
