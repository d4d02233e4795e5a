import { describe, expect, test } from 'vitest';
import { APIC_IRR, APIC_ISR, CYCLES, GPR } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED } from '../../../src/cpu/state/stop-code';
import type { Machine } from '../../../src/machine/machine';
import { runLab } from '../../support/lab-machine';
import { setGate } from '../../support/several-processors';

const GATES = `${setGate(0x40, 'first')}${setGate(0x51, 'second')}${setGate(0xfe, 'failed')}`;
const HANDLERS = `
first:
    shl r15, 8
    or r15, 0x40
    mov dword [rbx + 0xb0], 0
    iretq
second:
    shl r15, 8
    or r15, 0x51
    mov dword [rbx + 0xb0], 0
    iretq
failed:
    shl r15, 8
    or r15, 0xfe
    mov dword [rbx + 0xb0], 0
    iretq
`;

/** Runs a program with the local APIC enabled by software, its window in RBX, and handlers that write their vector into R15. */
const run = (text: string): Machine =>
  runLab(`start:\n${GATES} mov ebx, 0xfee00000\n mov dword [rbx + 0xf0], 0x1ff\n sti\n${text}\n hlt\n${HANDLERS}`);
const gpr = (machine: Machine, n: number): bigint => machine.current.q[(GPR >> 1) + n] as bigint;
const order = (text: string): bigint => gpr(run(text), 15);
const rax = (text: string): bigint => gpr(run(text), 0);
const read = (offset: number): string => `mov eax, [rbx + ${offset}]\n`;
const write = (offset: number, value: number): string => `mov dword [rbx + ${offset}], ${value}\n`;
const readMsr = (index: number): string => `mov ecx, ${index}\n rdmsr\n`;
const writeMsr = (index: number, value: number, high = 0): string =>
  `mov ecx, ${index}\n mov eax, ${value}\n mov edx, ${high}\n wrmsr\n`;
const X2APIC = writeMsr(0x1b, 0xfee0_0d00);
const self = (vector: number): string => write(0x300, 0x4_4000 | vector);

describe('the window', () => {
  test.each([
    ['ID', read(0x20), 0n],
    ['version: six entries in the local vector table', read(0x30), 0x5_0014n],
    ['destination format', read(0xe0), 0xffff_ffffn],
    ['LVT timer after reset', read(0x320), 0x1_0000n],
    ['bytes between registers', read(0x24), 0n],
    ['one byte of a register', 'movzx eax, byte [rbx + 0x32]', 5n],
  ])('%s', (_name, text, value) => {
    expect(rax(text)).toBe(value);
  });

  test('a narrow or unaligned write does nothing', () => {
    expect(rax(`${write(0x80, 0x20)} mov byte [rbx + 0x80], 0x70\n mov word [rbx + 0x80], 0x70\n${read(0x80)}`)).toBe(
      0x20n,
    );
  });

  test('may lie over RAM, for this processor alone, and RAM comes back when it moves away', () => {
    const move = (address: number): string => writeMsr(0x1b, address | 0x900);
    const text = `
      mov dword [0x200030], 0x12345678
      mov eax, [0x200030]
      ${move(0x20_0000)}
      mov r8d, [0x200030]
      ${move(0xfee0_0000)}
      mov r9d, [0x200030]`;
    const machine = run(text);
    expect([gpr(machine, 8), gpr(machine, 9)]).toEqual([0x5_0014n, 0x1234_5678n]);
  });

  test('globally disabled: nothing answers there, and the registers are as after reset when it is enabled again', () => {
    const text = `${write(0x380, 100_000)} ${writeMsr(0x1b, 0xfee0_0100)} mov r8d, [rbx + 0x30]
      ${writeMsr(0x1b, 0xfee0_0900)} mov r9d, [rbx + 0xf0]\n mov r10d, [rbx + 0x380]`;
    const machine = run(text);
    expect([8, 9, 10].map((n) => gpr(machine, n))).toEqual([0xffff_ffffn, 0xffn, 0n]);
  });

  test('a reserved register is an error that the ESR shows after a write, once', () => {
    const text = `mov eax, [rbx + 0x40]\n ${read(0x280)} mov r8d, eax\n ${write(0x280, 0)} ${read(0x280)} mov r9d, eax
      ${write(0x280, 0)} ${read(0x280)}`;
    const machine = run(text);
    expect([gpr(machine, 8), gpr(machine, 9), gpr(machine, 0)]).toEqual([0n, 0x80n, 0n]);
  });
});

describe('priorities', () => {
  test('a self IPI is taken at once, an EOI makes room for the next', () => {
    expect(order(self(0x40) + self(0x51))).toBe(0x4051n);
  });

  test('of two that wait the higher one comes first', () => {
    expect(order(`cli\n${self(0x40)}${self(0x51)} sti\n nop\n nop`)).toBe(0x5140n);
  });

  test.each([
    ['CR8', 'mov eax, 5\n mov cr8, rax\n', 'xor eax, eax\n mov cr8, rax\n'],
    ['the task-priority register', write(0x80, 0x50), write(0x80, 0)],
  ])('%s holds back vectors of its class and below', (_name, raise, lower) => {
    expect(order(`${raise}${self(0x51)}${self(0x40)} shl r15, 8\n or r15, 1\n${lower}`)).toBe(0x1_5140n);
  });

  test('CR8 is bits 7:4 of the task priority; writing it clears the sub-class', () => {
    expect(rax(`${write(0x80, 0x37)} mov rax, cr8`)).toBe(3n);
    expect(rax(`${write(0x80, 0x37)} mov eax, 4\n mov cr8, rax\n${read(0x80)}`)).toBe(0x40n);
  });

  test('an interrupt without EOI stays in service and holds its class back', () => {
    const machine = runLab(
      `start: ${setGate(0x41, 'handler')} mov ebx, 0xfee00000\n mov dword [rbx + 0xf0], 0x1ff\n sti\n
       ${self(0x41)} mov r8d, [rbx + 0xa0]\n ${self(0x40)} hlt\n handler: iretq`,
    );
    expect(gpr(machine, 8)).toBe(0x40n);
    expect([machine.current.s[APIC_ISR + 2], machine.current.s[APIC_IRR + 2]]).toEqual([2, 1]);
  });
});

describe('the timer', () => {
  const handled = `${write(0x320, 0x40)}${write(0x3e0, 0xb)}`;

  test('wakes a lone processor that halts, and time has passed', () => {
    const machine = run(`${handled}${write(0x380, 1_000_000)} hlt`);
    expect([machine.stop, gpr(machine, 15)]).toEqual([STOP_HALTED, 0x40n]);
    expect(machine.current.f[CYCLES]).toBeGreaterThan(1_000_000);
    expect(machine.position()).toBeLessThan(100);
  });

  test('a machine stands still when what is armed cannot wake anybody', () => {
    for (const armed of [`${write(0x320, 0x1_0040)}`, `${write(0x320, 0x2_0040)} cli\n`]) {
      const machine = run(`${write(0x3e0, 0xb)}${armed}${write(0x380, 1_000)}`);
      expect([machine.stop, gpr(machine, 15)]).toEqual([STOP_HALTED, 0n]);
    }
  });

  test.each([
    [0b0000, 2],
    [0b0001, 4],
    [0b0010, 8],
    [0b0011, 16],
    [0b1000, 32],
    [0b1001, 64],
    [0b1010, 128],
    [0b1011, 1],
  ])('divide configuration %i: counts each %i cycles', (configuration, cycles) => {
    const text = `${write(0x320, 0x40)}${write(0x3e0, configuration)} rdtsc\n mov r8d, eax\n${write(0x380, 10_000)} hlt\n rdtsc\n sub eax, r8d`;
    const passed = Number(rax(text));
    expect(passed).toBeGreaterThanOrEqual(10_000 * cycles);
    expect(passed).toBeLessThan(10_000 * cycles + 400);
  });

  test('one-shot reaches 0 and stays there; periodic begins again', () => {
    expect(rax(`${handled}${write(0x380, 500)} hlt\n${read(0x390)}`)).toBe(0n);
    const periodic = `${write(0x320, 0x2_0040)}${write(0x3e0, 0xb)}${write(0x380, 5_000)}`;
    const machine = run(`${periodic} hlt\n hlt\n hlt\n${read(0x390)} mov dword [rbx + 0x380], 0`);
    expect(gpr(machine, 15)).toBe(0x40_4040n);
    expect(gpr(machine, 0)).toBeGreaterThan(4_000n);
  });

  test('a periodic timer keeps its beat: the handler costs no time', () => {
    const text = `${write(0x320, 0x2_0040)}${write(0x3e0, 0xb)} rdtsc\n mov r8d, eax\n${write(0x380, 5_000)}
      mov ecx, 50\n .again: hlt\n loop .again\n rdtsc\n sub eax, r8d\n mov dword [rbx + 0x380], 0`;
    const passed = Number(rax(text));
    expect(passed).toBeGreaterThanOrEqual(250_000);
    expect(passed).toBeLessThan(250_400);
  });

  test('interrupts a loop that never halts at the first boundary behind its deadline', () => {
    const text = `${handled} rdtsc\n mov r8d, eax\n${write(0x380, 3_000)} .spin: test r15, r15\n jz .spin\n rdtsc\n sub eax, r8d`;
    const passed = Number(rax(text));
    expect(passed).toBeGreaterThanOrEqual(3_000);
    expect(passed).toBeLessThan(3_500);
  });

  test('TSC deadline: disarmed by its interrupt, at once when it has passed, 0 outside the mode', () => {
    const mode = write(0x320, 0x4_0040);
    const arm = (distance: number): string => `rdtsc\n add eax, ${distance}\n mov ecx, 0x6e0\n wrmsr\n`;
    const machine = run(
      `${mode}${arm(50_000)} mov r8d, eax\n hlt\n rdtsc\n sub eax, r8d\n mov r9d, eax\n${readMsr(0x6e0)}`,
    );
    expect([gpr(machine, 15), gpr(machine, 0)]).toEqual([0x40n, 0n]);
    expect(gpr(machine, 9)).toBeLessThan(400n);
    expect(order(`${mode}${writeMsr(0x6e0, 1)} nop`)).toBe(0x40n);
    expect(rax(`${write(0x320, 0x40)}${arm(50_000)}${readMsr(0x6e0)}`)).toBe(0n);
    expect(rax(`${mode}${write(0x380, 1_000)}${read(0x390)}`)).toBe(0n);
  });

  test('moving the time-stamp counter moves the deadline', () => {
    const text = `${write(0x320, 0x4_0040)}${writeMsr(0x6e0, 0, 1)} ${writeMsr(0x10, 0xffff_ff00)} hlt`;
    const machine = run(text);
    expect(gpr(machine, 15)).toBe(0x40n);
    expect(machine.current.f[CYCLES]).toBeLessThan(5_000);
  });
});

describe('the interrupt command register', () => {
  test('an illegal vector is sent and received by a self IPI only in the ESR, and the error interrupt comes', () => {
    const text = `${write(0x370, 0xfe)}${self(0xf)} nop\n${write(0x280, 0)}${read(0x280)}`;
    const machine = run(text);
    expect([gpr(machine, 15), gpr(machine, 0)]).toEqual([0xfen, 0x60n]);
  });

  test('an NMI to itself', () => {
    const text = `${setGate(2, 'nmi')} mov dword [rbx + 0x300], 0x4400\n nop\n hlt\n nmi: mov r14d, 7\n iretq`;
    expect(gpr(run(text), 14)).toBe(7n);
  });

  test.each([
    ['physical', 0, 0],
    ['physical, everyone', 0xff00_0000, 0],
    ['logical, flat', 0x0200_0000, 0x800],
  ])('destination %s', (_name, destination, mode) => {
    expect(order(`${write(0xd0, 0x0600_0000)}${write(0x310, destination)}${write(0x300, 0x4040 | mode)} nop`)).toBe(
      0x40n,
    );
  });

  test.each([
    ['another physical ID', 0x0500_0000, 0, 0xffff_ffff],
    ['a logical destination without a common bit', 0x0800_0000, 0x800, 0xffff_ffff],
    ['another cluster', 0x3600_0000, 0x800, 0x0fff_ffff],
    ['all but itself', 0, 0xc_0000, 0xffff_ffff],
  ])('does not reach %s', (_name, destination, mode, format) => {
    const text = `${write(0xe0, format)}${write(0xd0, 0x2600_0000)}${write(0x310, destination)}${write(0x300, 0x4040 | mode)}`;
    expect(order(text)).toBe(0n);
  });

  test('the same cluster with a common bit is reached', () => {
    const text = `${write(0xe0, 0x0fff_ffff)}${write(0xd0, 0x2600_0000)}${write(0x310, 0x2400_0000)}${write(0x300, 0x4840)}`;
    expect(order(`${text} nop`)).toBe(0x40n);
  });
});

describe('x2APIC mode', () => {
  test.each([
    ['ID', readMsr(0x802), 0n],
    ['logical ID', readMsr(0x80d), 1n],
    ['window closed', read(0x30), 0xffff_ffffn],
    ['ICR as one register', `${writeMsr(0x830, 0x40, 5)}${readMsr(0x830)} mov eax, edx`, 5n],
  ])('%s', (_name, text, value) => {
    expect(rax(X2APIC + text)).toBe(value);
  });

  const x2apic = (text: string): bigint =>
    gpr(
      runLab(
        `start:\n${GATES} ${X2APIC}${writeMsr(0x80f, 0x1ff)} sti\n${text}\n hlt\n${HANDLERS.replaceAll('mov dword [rbx + 0xb0], 0', 'mov ecx, 0x80b\n xor eax, eax\n xor edx, edx\n wrmsr')}`,
      ),
      15,
    );

  test('SELF IPI, and EOI by MSR', () => {
    expect(x2apic(writeMsr(0x83f, 0x40) + writeMsr(0x83f, 0x51))).toBe(0x4051n);
  });

  test.each([
    ['physical', 0, 0],
    ['everyone', 0xffff_ffff, 0],
    ['logical', 1, 0x800],
  ])('destination %s', (_name, destination, mode) => {
    expect(x2apic(`${writeMsr(0x830, 0x4040 | mode, destination)} nop`)).toBe(0x40n);
  });

  test('0xFF is an ID like any other', () => {
    expect(x2apic(`${writeMsr(0x830, 0x4040, 0xff)} nop`)).toBe(0n);
  });
});

describe('the lines of the board', () => {
  const PIC = 'mov al, 0xfe\n out 0x21, al\n';
  test('the 8259 interrupts through LINT0 as firmware leaves it, without a place in the ISR', () => {
    const text = `${setGate(8, 'pit')}${PIC} hlt\n mov r9d, [rbx + 0x100]\n hlt\n pit: mov r14d, 8\n mov al, 0xff\n out 0x21, al\n mov al, 0x20\n out 0x20, al\n iretq`;
    const machine = run(text);
    expect([gpr(machine, 14), gpr(machine, 9)]).toEqual([8n, 0n]);
  });

  test('a masked LINT0 keeps it away', () => {
    const machine = run(`${write(0x350, 0x1_0700)}${PIC}`);
    expect([machine.stop, gpr(machine, 14)]).toEqual([STOP_HALTED, 0n]);
  });

  test('with the local APIC disabled the line is INTR', () => {
    const text = `${writeMsr(0x1b, 0xfee0_0100)}${setGate(8, 'pit')}${PIC} hlt\n hlt\n pit: mov r14d, 8\n mov al, 0xff\n out 0x21, al\n iretq`;
    expect(gpr(run(text), 14)).toBe(8n);
  });

  test('the LINT1 pin interrupts with an NMI on its rising edge', () => {
    const machine = runLab(`start: ${setGate(2, 'nmi')} hlt\n hlt\n nmi: inc r14d\n iretq`);
    for (const asserted of [true, true, false]) machine.interrupts.setNmi(asserted);
    machine.inject({ kind: 'external-interrupt', vector: 0x20 });
    machine.run(10);
    expect(gpr(machine, 14)).toBe(1n);
  });
});
