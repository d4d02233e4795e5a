import { describe, expect, test } from 'vitest';
import {
  CS,
  DS,
  GPR,
  RIP,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
} from '../../../src/cpu/state/processor-layout';
import {
  CODE,
  descriptor,
  GDT,
  general,
  HANDLERS,
  haltedIn,
  peek16,
  peek32,
  poke64,
  realModeProcessor,
  runToHalt,
  STACK,
} from '../../support/mode-processor';

const run = (text: string) => runToHalt(realModeProcessor(text));

describe('real-address mode', () => {
  test('segments are paragraphs; addresses of 16 bits wrap', () => {
    const p = run(`mov ax, 0x2000
      mov ds, ax
      mov bx, 0xfff0
      mov si, 0x0020
      mov word [bx + si], 0x1234
      mov cx, [0x10]
      hlt`);
    expect(general(p).ecx).toBe(0x1234);
    expect(peek16(p, 0x2_0010)).toBe(0x1234);
    expect(p.s[SEGMENT_BASE + 2 * DS]).toBe(0x2_0000);
  });

  test('far CALL and RETF, with parameters released', () => {
    const p = run(`push word 7
      call 0x1000:there
      mov bx, sp
      hlt
      there: mov ax, cs
      retf 2`);
    expect(general(p)).toMatchObject({ eax: 0x1000, ebx: STACK });
  });

  test('far JMP changes CS, and IP goes beyond no limit', () => {
    const p = run('jmp 0x0fff:there + 16\n there: mov ax, cs\n hlt');
    expect(general(p).eax).toBe(0xfff);
    expect(p.s[SEGMENT_BASE + 2 * CS]).toBe(0xfff0);
    expect(haltedIn(run('jmp dword 0x1000:0x10000'))).toBe(13);
  });

  test('INT pushes FLAGS, CS and IP; IRET takes them back', () => {
    const p = run(`mov word [4 * 0x40], handler
      mov word [4 * 0x40 + 2], 0x1000
      sti
      stc
      int 0x40
      after: pushf
      pop cx
      mov bx, sp
      hlt
      handler: pushf
      pop ax
      mov bp, sp
      mov dx, [bp]
      mov si, [bp + 4]
      iret`);
    const { eax, ecx, edx, ebx, esi } = general(p);
    expect(ebx).toBe(STACK);
    expect((eax ?? 0) & 0x200).toBe(0);
    expect((ecx ?? 0) & 0x201).toBe(0x201);
    expect((esi ?? 0) & 0x201).toBe(0x201);
    expect(edx).toBeGreaterThan(0);
  });

  test('an exception pushes no error code and its own address', () => {
    const p = run('mov bx, 0xffff\n here: mov ax, [bx]\n hlt');
    expect(haltedIn(p)).toBe(13);
    expect(p.s[GPR + 8]).toBe(STACK - 6);
    expect(peek16(p, STACK - 6)).toBe(3);
    expect(peek16(p, STACK - 4)).toBe(0x1000);
  });

  test('a vector beyond the limit of IDTR is #GP, then #DF', () => {
    const p = realModeProcessor('lidt [cs:table]\n int 0x40\n hlt\n table: dw 0x37\n dd 0');
    expect(haltedIn(runToHalt(p))).toBe(13);
  });

  test.each([
    'sldt ax',
    'str ax',
    'lldt ax',
    'ltr ax',
    'lar ax, bx',
    'lsl ax, bx',
    'verr ax',
    'verw ax',
    'arpl ax, bx',
  ])('%s is undefined', (text) => {
    expect(haltedIn(run(`${text}\n hlt`))).toBe(6);
  });

  test('SYSENTER is #GP', () => {
    expect(haltedIn(run('sysenter\n hlt'))).toBe(13);
  });

  test('SP wraps, and a word that straddles the end of the stack segment is #SS', () => {
    const p = run('xor sp, sp\n push word 0x55\n mov ax, sp\n hlt');
    expect(general(p).eax).toBe(0xfffe);
    expect(peek16(p, 0xfffe)).toBe(0x55);
    const q = realModeProcessor('mov sp, 0xffff\n pop ax\n hlt');
    expect(haltedIn(runToHalt(q))).toBe(12);
  });

  test('ENTER, LEAVE and RET n keep to SP and BP', () => {
    const p = run(`mov esp, 0x12348000
      mov ebp, 0x55550010
      push word 1
      call proc
      mov bx, sp
      hlt
      proc: enter 8, 0
      mov cx, sp
      leave
      ret 2`);
    expect(general(p)).toMatchObject({ esp: 0x1234_8000, ebx: 0x8000, ecx: 0x7ff2, ebp: 0x5555_0010 });
  });

  test('LDS and LES load a pointer', () => {
    const p = run(
      'lds bx, [cs:pointer]\n mov ax, ds\n les cx, [cs:pointer]\n mov dx, es\n hlt\n pointer: dw 0x1234, 0x0055',
    );
    expect(general(p)).toMatchObject({ eax: 0x55, ebx: 0x1234, ecx: 0x1234, edx: 0x55 });
  });
});

describe('between real-address and protected mode', () => {
  const tables = `gdtr: dw 0x2f
    dd ${GDT}`;
  const prepared = (text: string) => {
    const p = realModeProcessor(`${text}\n${tables}`);
    poke64(p, GDT + 0x08, descriptor(CODE, 0xffff, 0x9b, 0x4));
    poke64(p, GDT + 0x10, descriptor(0, 0xf_ffff, 0x93));
    poke64(p, GDT + 0x18, descriptor(CODE, 0xffff, 0x9b, 0));
    poke64(p, GDT + 0x20, descriptor(0, 0xffff, 0x93, 0));
    return p;
  };

  test('there and back; a limit of 4 GiB lasts (big real mode)', () => {
    const p = prepared(`lgdt [cs:gdtr]
      mov eax, cr0
      or al, 1
      mov cr0, eax
      jmp 0x08:wide
      bits 32
      wide: mov ax, 0x10
      mov ds, ax
      mov dword [0x90000], 0x12345678
      jmp 0x18:narrow
      bits 16
      narrow: mov eax, cr0
      and al, 0xfe
      mov cr0, eax
      jmp 0x1000:real
      real: xor ax, ax
      mov ds, ax
      mov ebx, 0x90000
      mov ecx, [ebx]
      mov dx, cs
      hlt`);
    runToHalt(p);
    expect(general(p)).toMatchObject({ ecx: 0x1234_5678, edx: 0x1000 });
    expect(p.s[SEGMENT_LIMIT + DS]).toBe(-1);
    expect(p.s[SEGMENT_SELECTOR + DS]).toBe(0);
  });

  test('code goes on with the old CS until it is loaded', () => {
    const p = prepared(
      'lgdt [cs:gdtr]\n mov eax, cr0\n inc ax\n mov cr0, eax\n mov bx, cs\n mov ecx, 0x11223344\n hlt',
    );
    runToHalt(p);
    expect(general(p)).toMatchObject({ ebx: 0x1000, ecx: 0x1122_3344 });
  });

  test('in protected mode a 16-bit code segment uses 32-bit gates', () => {
    const p = prepared(`lgdt [cs:gdtr]
      lidt [cs:idtr]
      mov eax, cr0
      inc ax
      mov cr0, eax
      jmp 0x18:narrow
      narrow: mov ax, 0x20
      mov ss, ax
      mov esp, 0x12348000
      int 0x40
      idtr: dw 0x7ff
      dd 0x3000`);
    poke64(p, GDT + 0x28, descriptor(0, 0xf_ffff, 0x9b));
    poke64(p, 0x3200, 0x0000_8e00_0028_0000n | BigInt(HANDLERS + 0x40));
    runToHalt(p);
    expect(haltedIn(p)).toBe(0x40);
    expect(p.s[GPR + 8]).toBe(0x1234_7ff4);
    expect(peek32(p, 0x7ff8)).toBe(0x18);
    expect(p.s[RIP]).toBe(HANDLERS + 0x41);
  });
});
