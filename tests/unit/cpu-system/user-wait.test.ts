import { describe, expect, test } from 'vitest';
import { MONITOR_ADDRESS, MONITOR_ARMED } from '../../../src/cpu/state/processor-layout';
import { runLab } from '../../support/lab-machine';
import { faultOf, registers } from './lab-fault';

const GP0 = { vector: 13, errorCode: 0 };
/** CF, PF, AF, ZF, SF and OF set. */
const ALL_FLAGS = 'mov eax, 0x8d5\n push rax\n popfq';

describe('UMONITOR, UMWAIT and TPAUSE', () => {
  test('UMONITOR arms the address in its register', () => {
    const [p] = runLab('start: mov ebx, 0x123456\n umonitor rbx\n hlt').processors;
    expect([p.s[MONITOR_ARMED], p.q[MONITOR_ADDRESS >> 1]]).toEqual([1, 0x12_3456n]);
  });

  test('UMONITOR takes an address as wide as its operand', () => {
    const [p] = runLab('start: mov rbx, 0xffffffff00123456\n umonitor ebx\n hlt').processors;
    expect(p.q[MONITOR_ADDRESS >> 1]).toBe(0x12_3456n);
  });

  test('UMONITOR reads at the address and faults as a read does', () => {
    expect(faultOf('start: mov rbx, 0x7fffff000000\n umonitor rbx')).toMatchObject({ vector: 14 });
  });

  test.each(['umwait ecx', 'tpause ecx'])('%s comes back at once with all arithmetic flags clear', (text) => {
    const machine = runLab(`start: ${ALL_FLAGS}\n mov ecx, 1\n ${text}\n pushfq\n pop rbx\n hlt`);
    expect(registers(machine).rbx & 0x8d5n).toBe(0n);
  });

  test('UMWAIT disarms what UMONITOR armed, TPAUSE does not', () => {
    const armed = (text: string) =>
      runLab(`start: mov ebx, 0x100000\n umonitor rbx\n xor ecx, ecx\n ${text}\n hlt`).processors[0].s[MONITOR_ARMED];
    expect([armed('umwait ecx'), armed('tpause ecx')]).toEqual([0, 1]);
  });

  test.each(['umwait ecx', 'tpause ecx'])('%s refuses a reserved bit of its operand', (text) => {
    expect(faultOf(`start: mov ecx, 2\n ${text}`)).toMatchObject(GP0);
  });

  test('IA32_UMWAIT_CONTROL keeps what it defines', () => {
    const write = (value: number) => `mov ecx, 0xe1\n xor edx, edx\n mov eax, ${value}\n wrmsr\n`;
    expect(registers(runLab(`start: ${write(0x1_86a1)} xor eax, eax\n rdmsr\n hlt`)).rax).toBe(0x1_86a1n);
    expect(faultOf(`start: ${write(2)}`)).toMatchObject(GP0);
  });
});

test('RDPID reads IA32_TSC_AUX', () => {
  const text = 'start: mov ecx, 0xc0000103\n mov eax, 42\n xor edx, edx\n wrmsr\n mov rbx, -1\n rdpid rbx\n hlt';
  expect(registers(runLab(text)).rbx).toBe(42n);
});

describe('RDMSRLIST and WRMSRLIST', () => {
  const list = (text: string, rcx: string, more = '') =>
    `start: mov rsi, names\n mov rdi, values\n mov rcx, ${rcx}\n ${text}\n ${more}\n hlt\n align 8\n names: dq 0x277, 0x174, 0x175\n times 61 dq 0xffffffffffffffff\n values: dq 0x0606060606060606, 0x10, 0x2000`;

  test('write the MSRs whose bits are set and clear the bits', () => {
    const machine = runLab(list('wrmsrlist', '5', 'mov ecx, 0x175\n rdmsr\n mov ebx, eax\n mov ecx, 0x174\n rdmsr'));
    expect([registers(machine).rbx, registers(machine).rax]).toEqual([0x2000n, 0n]);
    expect(registers(runLab(list('wrmsrlist', '5'))).rcx).toBe(0n);
  });

  test('read the MSRs whose bits are set', () => {
    const machine = runLab(list('rdmsrlist', '1', 'mov rbx, [values]\n mov rax, [values + 8]'));
    expect([registers(machine).rbx, registers(machine).rax]).toEqual([0x0007_0406_0007_0406n, 0x10n]);
  });

  test('leave the bits from the one that faults on', () => {
    const text = list('wrmsrlist', '10');
    expect(faultOf(text)).toMatchObject(GP0);
    expect(registers(runLab(text)).rcx).toBe(8n);
  });

  test.each([
    ['a table that is not aligned', 'start: mov rsi, 0x100004\n mov edi, 0x100100\n xor ecx, ecx\n rdmsrlist'],
    ['a number beyond 32 bits', list('rdmsrlist', '8')],
  ])('%s: #GP(0)', (_, text) => {
    expect(faultOf(text)).toMatchObject(GP0);
  });
});
