import { describe, expect, test } from 'vitest';
import {
  CPL,
  CS,
  DS,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  LDTR,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SS,
  TR,
} from '../../../src/cpu/state/processor-layout';
import { runLab } from '../../support/lab-machine';
import { enterRing3, faultOf, gate, registers } from './lab-fault';

/** Writes a descriptor into a free place of the lab's GDT and widens the GDT's limit. */
const descriptor = (selector: number, value: string): string => `mov rax, ${value}
  mov [0x7000 + ${selector}], rax
  sub rsp, 16
  mov word [rsp], 0xff
  mov qword [rsp + 2], 0x7000
  lgdt [rsp]
  add rsp, 16
`;

describe('MOV to segment registers', () => {
  test('loads base, limit and access rights and sets the accessed bit', () => {
    const machine = runLab(`start: ${descriptor(0x38, '0x12c0920034560010')}
      mov ax, 0x38
      mov fs, ax
      mov ebx, fs
      mov ecx, [0x703c]
      hlt`);
    const { s, q } = machine.processors[0];
    expect(s[SEGMENT_SELECTOR + FS]).toBe(0x38);
    expect(q[(SEGMENT_BASE >> 1) + FS]).toBe(0x1200_3456n);
    expect(s[SEGMENT_LIMIT + FS]).toBe(0x1_0fff);
    expect(s[SEGMENT_ACCESS + FS]).toBe(0xc093);
    expect(registers(machine)).toMatchObject({ rbx: 0x38n, rcx: 0x12c0_9300n });
  });

  test('a null selector makes a register unusable; SS may be null in ring 0 of 64-bit mode', () => {
    const machine = runLab('start: xor eax, eax\n mov ds, ax\n mov ss, ax\n mov fs, ax\n push 5\n pop rbx\n hlt');
    expect(machine.processors[0].s[SEGMENT_ACCESS + DS] & 0x1_0000).toBe(0x1_0000);
    expect(registers(machine).rbx).toBe(5n);
  });

  test.each([
    ['beyond the GDT', 'mov ax, 0xf0\n mov ds, ax', 13, 0xf0],
    ['in an LDT that is not there', 'mov ax, 0x0c\n mov ds, ax', 13, 0x0c],
    ['a system segment into DS', 'mov ax, 0x18\n mov ds, ax', 13, 0x18],
    ['code into SS', 'mov ax, 0x08\n mov ss, ax', 13, 0x08],
    ['ring 3 data into SS of ring 0', 'mov ax, 0x2b\n mov ss, ax', 13, 0x28],
    ['null with RPL 3 into SS of ring 0', 'mov ax, 3\n mov ss, ax', 13, 0],
    ['absent data', `${descriptor(0x38, '0x00cf12000000ffff')} mov ax, 0x38\n mov ds, ax`, 11, 0x38],
    ['absent stack', `${descriptor(0x38, '0x00cf12000000ffff')} mov ax, 0x38\n mov ss, ax`, 12, 0x38],
    ['code that cannot be read', `${descriptor(0x38, '0x00af98000000ffff')} mov ax, 0x38\n mov es, ax`, 13, 0x38],
  ])('%s', (_name, text, vector, errorCode) => {
    expect(faultOf(`start: ${text}`)).toMatchObject({ vector, errorCode });
  });

  test('CS and registers above GS cannot be loaded', () => {
    expect(faultOf('start: mov ax, 8\n db 0x8e, 0xc8').vector).toBe(6);
    expect(faultOf('start: mov ax, 8\n db 0x8e, 0xf0').vector).toBe(6);
  });

  test('ring 3 may not load data of ring 0', () => {
    expect(faultOf(`start: ${enterRing3('user')}\n user: mov ax, 0x10\n mov ds, ax`)).toMatchObject({
      vector: 13,
      errorCode: 0x10,
    });
  });

  test('PUSH FS and POP GS move selectors', () => {
    const machine = runLab('start: mov rbx, rsp\n push fs\n pop gs\n sub rbx, rsp\n mov ecx, gs\n hlt');
    expect(registers(machine)).toMatchObject({ rbx: 0n, rcx: 0x10n });
  });
});

describe('descriptor-table registers', () => {
  test('SGDT and SIDT store ten bytes', () => {
    const machine = runLab(
      'start: sub rsp, 32\n sgdt [rsp]\n sidt [rsp + 16]\n movzx eax, word [rsp]\n mov rbx, [rsp + 2]\n movzx ecx, word [rsp + 16]\n mov rdx, [rsp + 18]\n hlt',
    );
    expect(registers(machine)).toMatchObject({ rax: 0x37n, rbx: 0x7000n, rcx: 0xfffn, rdx: 0x8000n });
  });

  test('LGDT takes a canonical base only', () => {
    const load = (base: string): string =>
      `start: sub rsp, 16\n mov word [rsp], 0x37\n mov rax, ${base}\n mov [rsp + 2], rax\n lgdt [rsp]\n hlt`;
    const machine = runLab(load('0xffff800000007000'));
    expect(machine.processors[0].q[GDTR_BASE >> 1]).toBe(0xffff_8000_0000_7000n);
    expect(machine.processors[0].s[GDTR_LIMIT]).toBe(0x37);
    expect(faultOf(load('0x100000000000000'))).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('LTR marks the TSS busy, and a busy one is refused', () => {
    const fresh = 'mov byte [0x701d], 0x89\n mov ax, 0x18\n';
    const machine = runLab(`start: ${fresh} ltr ax\n str ebx\n movzx ecx, byte [0x701d]\n hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x18n, rcx: 0x8bn });
    expect(machine.processors[0].s[SEGMENT_ACCESS + TR]).toBe(0x8b);
    expect(faultOf('start: mov ax, 0x18\n ltr ax')).toMatchObject({ vector: 13, errorCode: 0x18 });
    expect(faultOf('start: xor eax, eax\n ltr ax')).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('LLDT opens a local table whose base is 64 bits wide', () => {
    const machine = runLab(`start: ${descriptor(0x38, '0x000082200000000f')}
      mov qword [0x7040], 0
      mov rax, 0x00cf92000000ffff
      mov [0x200008], rax
      mov ax, 0x38
      lldt ax
      mov ax, 0x0c
      mov ds, ax
      sldt ebx
      mov ecx, ds
      hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x38n, rcx: 0x0cn });
    expect(machine.processors[0].q[(SEGMENT_BASE >> 1) + LDTR]).toBe(0x20_0000n);
    expect(faultOf('start: mov ax, 0x10\n lldt ax')).toMatchObject({ vector: 13, errorCode: 0x10 });
  });
});

describe('LAR, LSL, VERR, VERW', () => {
  test('tell what a selector names', () => {
    const machine = runLab(`start: mov eax, 0x10
      lar ebx, eax
      setz cl
      lsl edx, eax
      mov eax, 0x08
      verw ax
      setz ch
      verr ax
      mov eax, 0
      setz al
      mov esi, 0xf0
      mov edi, 77
      lar edi, esi
      setz ah
      hlt`);
    expect(registers(machine)).toMatchObject({
      rbx: 0xcf_9300n,
      rcx: 0x0001n,
      rdx: 0xffff_ffffn,
      rax: 0x0001n,
      rdi: 77n,
    });
  });
});

describe('far transfers', () => {
  test('RETF and far JMP and CALL through memory reach another code segment', () => {
    const machine = runLab(`start: ${descriptor(0x38, '0x00af9a000000ffff')}
      push 0x38
      mov rax, there
      push rax
      o64 retf
      there: mov ebx, cs
      mov rax, back
      mov [0x200000], rax
      mov word [0x200008], 8
      jmp far qword [0x200000]
      back: mov ecx, cs
      mov rax, sub
      mov [0x200000], rax
      mov word [0x200008], 0x38
      call far qword [0x200000]
      mov edx, cs
      hlt
      sub: mov esi, cs
      o64 retf`);
    expect(registers(machine)).toMatchObject({ rbx: 0x38n, rcx: 8n, rdx: 8n, rsi: 0x38n, rsp: 0x9_0000n });
  });

  test('RETF goes out to ring 3, drops what ring 3 may not use, and never goes in', () => {
    const machine = runLab(`start: ${gate(0x40, 'done', 0xee)}
      push 0x2b
      push 0x200000
      push 0x33
      mov rax, user
      push rax
      o64 retf
      user: mov ebx, ds
      mov ecx, cs
      mov edx, ss
      int 0x40
      done: hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0n, rcx: 0x33n, rdx: 0x2bn });
    expect(faultOf(`start: ${enterRing3('user')}\n user: push 8\n push 0\n o64 retf`)).toMatchObject({
      vector: 13,
      errorCode: 8,
    });
  });

  test('data is no target', () => {
    expect(faultOf('start: push 0x10\n push 0\n o64 retf')).toMatchObject({ vector: 13, errorCode: 0x10 });
    expect(faultOf('start: push 0\n push 0\n o64 retf')).toMatchObject({ vector: 13, errorCode: 0 });
  });
});

describe('IRETQ', () => {
  const frame = (cs: number, rip: string, flags: string, ss: number): string =>
    `start: push ${ss}\n push 0x90000\n push ${flags}\n push ${cs}\n mov rax, ${rip}\n push rax\n iretq\n go: nop\n hlt`;
  test.each([
    ['a null code selector', frame(0, 'go', '2', 0x10), 0],
    ['data as code', frame(0x10, 'go', '2', 0x10), 0x10],
    ['a stack of another level', frame(8, 'go', '2', 0x2b), 0x28],
    ['a target that is not canonical', frame(8, '0x800000000000', '2', 0x10), 0],
  ])('%s is #GP', (_name, text, errorCode) => {
    expect(faultOf(text)).toMatchObject({ vector: 13, errorCode });
  });

  test('NT makes it #GP(0) in IA-32e mode', () => {
    expect(faultOf('start: pushfq\n or qword [rsp], 0x4000\n popfq\n iretq')).toMatchObject({
      vector: 13,
      errorCode: 0,
    });
  });

  test('ring 3 cannot raise IOPL or IF with it', () => {
    const machine = runLab(`start: ${gate(0x40, 'done', 0xee)} ${enterRing3('user')}
      user: push 0x2b
      push 0x200000
      push 0x3202
      push 0x33
      mov rax, again
      push rax
      iretq
      again: pushfq
      pop rbx
      int 0x40
      done: hlt`);
    expect(registers(machine).rbx & 0x3200n).toBe(0n);
  });
});

describe('fast system calls', () => {
  const setup = `mov ecx, 0xc0000081
    xor eax, eax
    mov edx, 0x00200008
    wrmsr
    inc ecx
    mov eax, kernel
    xor edx, edx
    wrmsr
    mov ecx, 0xc0000084
    mov eax, 0x200
    wrmsr
`;
  test('SYSCALL enters ring 0 with flat segments, SYSRET returns to ring 3', () => {
    const machine = runLab(`start: ${gate(0x40, 'done', 0xee)} ${setup}
      ${enterRing3('user', '0x3202')}
      user: syscall
      after: mov edi, cs
      mov esi, ss
      int 0x40
      kernel: mov ebx, cs
      mov ebp, ss
      pushfq
      pop rdx
      o64 sysret
      done: hlt`);
    const r = registers(machine);
    expect(r).toMatchObject({ rbx: 8n, rbp: 0x10n, rdi: 0x33n, rsi: 0x2bn });
    expect(r.rdx & 0x200n).toBe(0n);
    expect(r.r11 & 0x200n).toBe(0x200n);
  });

  test('both are undefined while IA32_EFER.SCE is clear', () => {
    const off = 'mov ecx, 0xc0000080\n rdmsr\n and eax, ~1\n wrmsr';
    expect(faultOf(`start: ${off}\n syscall`).vector).toBe(6);
    expect(faultOf(`start: ${off}\n o64 sysret`).vector).toBe(6);
  });

  test('SYSRET to an address that is not canonical is #GP(0) in ring 0', () => {
    expect(faultOf('start: mov rcx, 0x800000000000\n o64 sysret')).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('SYSENTER and SYSEXIT use their MSRs', () => {
    const machine = runLab(`start: ${gate(0x40, 'done', 0xee)}
      mov ecx, 0x174
      mov eax, 8
      xor edx, edx
      wrmsr
      inc ecx
      mov eax, 0x80000
      wrmsr
      inc ecx
      mov eax, kernel
      wrmsr
      sysenter
      kernel: mov rbx, rsp
      mov rcx, 0x200000
      mov rdx, user
      o64 sysexit
      user: mov esi, cs
      mov edi, ss
      int 0x40
      done: hlt`);
    expect(registers(machine)).toMatchObject({ rbx: 0x8_0000n, rsi: 0x2bn, rdi: 0x33n });
    expect(faultOf('start: sysenter')).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('SWAPGS exchanges the bases', () => {
    const machine = runLab(
      'start: mov ecx, 0xc0000102\n mov eax, 0x200000\n xor edx, edx\n wrmsr\n mov dword [0x200008], 9\n swapgs\n mov ebx, [gs:8]\n hlt',
    );
    expect(registers(machine).rbx).toBe(9n);
  });
});

test('the lab starts in ring 0 with its documented segments', () => {
  const { s } = runLab('start: hlt').processors[0];
  expect([s[CPL], s[SEGMENT_SELECTOR + CS], s[SEGMENT_SELECTOR + SS], s[SEGMENT_SELECTOR + TR]]).toEqual([
    0, 8, 0x10, 0x18,
  ]);
  expect([s[SEGMENT_ACCESS + CS], s[SEGMENT_ACCESS + SS], s[SEGMENT_ACCESS + LDTR]]).toEqual([
    0xa09b, 0xc093, 0x1_0000,
  ]);
});
