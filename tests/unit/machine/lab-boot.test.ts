import { describe, expect, test } from 'vitest';
import { FEATURE_CONTROL, GPR, RIP } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED } from '../../../src/cpu/state/stop-code';
import { BootError } from '../../../src/machine/boot/boot-error';
import { describeLabException } from '../../../src/machine/boot/lab-exception';
import { createMachine } from '../../../src/machine/create-machine';
import { assembleText, labMachine, runLab } from '../../support/lab-machine';

const bootError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(BootError);
    return (error as Error).message;
  }
  throw new Error('no BootError');
};

describe('lab boot', () => {
  test('begins at the label start, else at the lowest address', () => {
    expect(labMachine('nop\nstart: hlt').processors[0].q[RIP >> 1]).toBe(0x10_0001n);
    expect(labMachine('nop\nhlt').processors[0].q[RIP >> 1]).toBe(0x10_0000n);
  });

  test('maps the first 4 GiB and nothing above', () => {
    const machine = runLab(
      'start: mov eax, 0xfffffff8\n mov rbx, [rax]\n mov rcx, [0x200000]\n mov rax, 0x100000000\n mov al, [rax]',
    );
    expect(describeLabException(machine)).toMatchObject({ vector: 14, address: 0x1_0000_0000n });
    expect(machine.processors[0].q[(GPR >> 1) + 3]).toBe(0xffff_ffff_ffff_ffffn);
  });

  test('locks IA32_FEATURE_CONTROL with VMX outside SMX', () => {
    expect(labMachine('start: hlt').processors[0].q[FEATURE_CONTROL >> 1]).toBe(5n);
  });

  test('a HLT of the program is no report of its handlers', () => {
    expect(runLab('start: mov rax, 0x9000 + 6 * 16\n hlt').stop).toBe(STOP_HALTED);
  });

  test('refuses programs that it cannot place', () => {
    expect(bootError(() => createMachine({ program: assembleText('start: hlt', 'bits 64\n') }))).toContain(
      'org 0x100000',
    );
    expect(bootError(() => createMachine({ program: assembleText('') }))).toContain('no instructions');
    expect(
      bootError(() => createMachine({ memoryMib: 2, program: assembleText('start: hlt\n times 0x100000 nop') })),
    ).toContain('2 MiB');
  });

  test('refuses boards that cannot be', () => {
    const program = assembleText('start: hlt');
    expect(bootError(() => createMachine({ program, memoryMib: 1 }))).toContain('2 to 3072 MiB');
    expect(bootError(() => createMachine({ program, memoryMib: 2.5 }))).toContain('2.5');
    expect(bootError(() => createMachine({ program, processors: 9 }))).toContain('1 to 8');
    expect(bootError(() => createMachine({ program, model: 'pentium' }))).toContain('granite-rapids');
  });

  test('other processors wait for a start-up IPI', () => {
    const machine = labMachine('start: mov eax, 1\n hlt', { processors: 2 });
    machine.run(10);
    expect(machine.stop).toBe(STOP_HALTED);
    expect(machine.processors[1].q[RIP >> 1]).toBe(0n);
  });
});
