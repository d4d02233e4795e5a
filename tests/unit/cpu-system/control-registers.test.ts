import { describe, expect, test } from 'vitest';
import { CR0, CR2, CR4, DR, EFER } from '../../../src/cpu/state/processor-layout';
import { runLab } from '../../support/lab-machine';
import { enterRing3, faultOf, registers } from './lab-fault';

const GP0 = { vector: 13, errorCode: 0 };

describe('MOV to CR0', () => {
  test.each([
    ['PG without PE', 'and eax, ~1'],
    ['PG cleared in 64-bit mode', 'and eax, 0x7fffffff'],
    ['NW without CD', 'or eax, 0x20000000'],
    ['a high bit', 'bts rax, 40'],
  ])('%s is #GP(0)', (_name, change) => {
    expect(faultOf(`start: mov rax, cr0\n ${change}\n mov cr0, rax`)).toMatchObject(GP0);
  });

  test('ignores reserved low bits and keeps ET', () => {
    const machine = runLab(
      'start: mov rax, cr0\n or eax, 0x8\n or eax, 0x10000000\n and eax, ~0x10\n mov cr0, rax\n mov rbx, cr0\n hlt',
    );
    expect(registers(machine).rbx).toBe(0x8001_003bn);
  });

  test('CLTS, SMSW and LMSW work on its low bits; LMSW cannot clear PE', () => {
    const machine = runLab(`start: mov eax, 0xf
      lmsw ax
      smsw ebx
      clts
      smsw ecx
      xor eax, eax
      lmsw ax
      smsw dx
      hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x8001_003fn, rcx: 0x8001_0037n, rdx: 0x31n });
  });
});

describe('MOV to CR3, CR4 and CR8', () => {
  test.each([
    ['CR3 beyond the physical address width', 'mov rax, 1 << 46\n mov cr3, rax'],
    ['CR4 with a bit that CPUID denies', 'mov rax, cr4\n bts rax, 12\n mov cr4, rax'],
    ['CR4 with PAE cleared in IA-32e mode', 'mov rax, cr4\n and eax, ~0x20\n mov cr4, rax'],
    ['CR8 above 15', 'mov eax, 16\n mov cr8, rax'],
  ])('%s is #GP(0)', (_name, text) => {
    expect(faultOf(`start: ${text}`)).toMatchObject(GP0);
  });

  test('CR1, CR5 to CR7 and CR9 do not exist', () => {
    for (const bytes of [
      '0x0f,0x22,0xc8',
      '0x0f,0x20,0xe8',
      '0x0f,0x20,0xf0',
      '0x0f,0x20,0xf8',
      '0x44,0x0f,0x20,0xc8',
    ]) {
      expect(faultOf(`start: db ${bytes}`).vector).toBe(6);
    }
  });

  test('CR4 takes the bits that CPUID offers; CR2 and CR8 are read back', () => {
    const machine = runLab(`start: mov rax, cr4
      or eax, 0x42000
      mov cr4, rax
      mov rax, 0xffff800012345678
      mov cr2, rax
      mov eax, 9
      mov cr8, rax
      mov rbx, cr8
      mov rcx, cr2
      hlt`);
    expect(machine.processors[0].q[CR4 >> 1]).toBe(0x42020n);
    expect(machine.processors[0].q[CR2 >> 1]).toBe(0xffff_8000_1234_5678n);
    expect(registers(machine)).toMatchObject({ rbx: 9n, rcx: 0xffff_8000_1234_5678n });
  });

  test('loading CR3 forgets translations, INVLPG one of them', () => {
    const machine = runLab(`start:
      mov rax, 0x40000000
      mov dword [0x200000], 111
      mov dword [0x300000], 222
      mov rdi, 0x4000 ; second page directory: 1 GiB and up
      mov qword [rdi], 0x200000 | 0x87
      mov ecx, [rax]
      mov qword [rdi], 0 | 0x87
      mov edx, [rax]
      mov ebx, [rax + 0x300000 - 0x200000]
      invlpg [rax]
      mov esi, [rax + 0x300000 - 0x200000]
      mov ebp, [rax + 0x200000 - 0x200000]
      hlt`);
    // The stale translation holds until INVLPG; its page is 2 MiB, so that all of it goes.
    expect(registers(machine)).toMatchObject({ rcx: 111n, rdx: 111n });
    expect(registers(machine).rbp).not.toBe(111n);
  });
});

describe('privilege', () => {
  test.each([
    'mov rax, cr0',
    'mov cr3, rax',
    'mov rax, dr7',
    'clts',
    'lmsw ax',
    'hlt',
    'invlpg [rax]',
    'wbinvd',
    'invd',
    'rdmsr',
    'wrmsr',
    'lgdt [rsp]',
    'lidt [rsp]',
    'lldt ax',
    'ltr ax',
    'swapgs',
    'cli',
    'sti',
    'in al, 0x80',
    'out dx, al',
    'o64 sysret',
  ])('%s in ring 3 is #GP(0)', (instruction) => {
    expect(faultOf(`start: ${enterRing3('user')}\n user: ${instruction}`)).toMatchObject(GP0);
  });

  test.each(['sgdt [rsp]', 'sidt [rsp]', 'sldt eax', 'str eax', 'smsw eax'])(
    '%s in ring 3 is closed by UMIP alone',
    (instruction) => {
      const umip = 'mov rax, cr4\n or eax, 0x800\n mov cr4, rax';
      const program = (prologue: string): string =>
        `start: ${prologue}\n ${enterRing3('user')}\n user: sub rsp, 16\n ${instruction}\n ud2`;
      expect(faultOf(program('')).vector).toBe(6);
      expect(faultOf(program(umip))).toMatchObject(GP0);
    },
  );

  test.each(['monitor', 'mwait'])('%s in ring 3 is #UD', (instruction) => {
    expect(faultOf(`start: ${enterRing3('user')}\n user: ${instruction}`).vector).toBe(6);
  });
});

describe('debug registers', () => {
  test('keep addresses; reserved bits of DR6 and DR7 are fixed', () => {
    const machine = runLab(`start: mov rax, 0x1122334455667788
      mov dr0, rax
      mov rbx, dr0
      xor eax, eax
      mov dr6, rax
      mov rcx, dr6
      mov dr7, rax
      mov rdx, dr7
      hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x1122_3344_5566_7788n, rcx: 0xffff_0ff0n, rdx: 0x400n });
  });

  test('4 and 5 are 6 and 7 until CR4.DE makes them undefined', () => {
    expect(registers(runLab('start: db 0x0f,0x21,0xe3\n hlt')).rbx).toBe(0xffff_0ff0n);
    expect(faultOf('start: mov rax, cr4\n or eax, 8\n mov cr4, rax\n db 0x0f,0x21,0xe3').vector).toBe(6);
  });

  test('a high bit in DR7 is #GP(0)', () => {
    expect(faultOf('start: bts rax, 33\n mov dr7, rax')).toMatchObject(GP0);
  });

  test('general detect raises #DB before the access and clears itself', () => {
    const machine = runLab('start: mov eax, 0x2400\n mov dr7, rax\n at: mov rbx, dr0\n hlt');
    expect(machine.processors[0].q[(DR >> 1) + 6] & 0x2000n).toBe(0x2000n);
    expect(machine.processors[0].q[(DR >> 1) + 7]).toBe(0x400n);
    expect(machine.stopValue).toBe(1);
  });
});

test('lab boot leaves the control registers that its table documents', () => {
  const p = runLab('start: hlt').processors[0];
  expect([p.q[CR0 >> 1], p.q[CR4 >> 1], p.q[EFER >> 1]]).toEqual([0x8001_0033n, 0x20n, 0xd01n]);
});
