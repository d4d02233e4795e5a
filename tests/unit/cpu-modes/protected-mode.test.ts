import { describe, expect, test } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import {
  CPL,
  CS,
  GPR,
  LDTR,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
} from '../../../src/cpu/state/processor-layout';
import { pokeBytes } from '../../support/core-processor';
import {
  CODE_0,
  CODE_3,
  DATA_0,
  DATA_3,
  define,
  descriptor,
  FREE,
  faultWithCode,
  GDT,
  gate,
  general,
  HANDLERS,
  haltedIn,
  IDT,
  peek16,
  peek32,
  poke16,
  poke32,
  poke64,
  protectedProcessor,
  runToHalt,
  STACK,
  TSS,
} from '../../support/mode-processor';

const run = (text: string, prepare: (p: Processor) => void = () => undefined): Processor => {
  const p = protectedProcessor(text);
  prepare(p);
  return runToHalt(p);
};

/** Goes to ring 3 at label `user`, with its stack at 0x7000. */
const TO_RING_3 = `push ${DATA_3}
  push 0x7000
  push 0x202
  push ${CODE_3}
  push user
  iretd
  user: `;

describe('checks of data accesses outside 64-bit mode', () => {
  const loaded = (access: number, flags: number, limit: number, text: string): Processor =>
    run(`mov ax, ${FREE}\n mov ds, ax\n ${text}\n hlt`, (p) =>
      define(p, FREE, descriptor(0x9000, limit, access, flags)),
    );

  test.each([
    ['a write to read-only data', 0x91, 4, 0xfff, 'mov [0], eax'],
    ['a read-modify-write of read-only data', 0x91, 4, 0xfff, 'add [0], eax'],
    ['a write to code', 0x9b, 4, 0xfff, 'mov [0], eax'],
    ['a dword that ends beyond the limit', 0x93, 4, 0xfff, 'mov eax, [0xffd]'],
    ['a word beyond a limit of pages', 0x93, 0xc, 0, 'mov ax, [0xfff]'],
    ['expand-down data at its limit', 0x97, 4, 0xfff, 'mov al, [0xfff]'],
    ['16-bit expand-down data above 64 KiB', 0x97, 0, 0xfff, 'mov al, [0x10000]'],
    ['a far pointer whose selector lies beyond the limit', 0x93, 4, 0xfff, 'les eax, [0xffb]'],
  ])('%s is #GP(0)', (_name, access, flags, limit, text) => {
    expect(faultWithCode(loaded(access, flags, limit, text))).toEqual({ vector: 13, errorCode: 0 });
  });

  test.each([
    ['a read of read-only data', 0x91, 4, 0xfff, 'cmp [0], eax'],
    ['a byte at the limit, zero-extended', 0x93, 4, 0xfff, 'movzx eax, byte [0xfff]'],
    ['a read of readable code', 0x9b, 4, 0xfff, 'mov eax, [0]'],
    ['expand-down data above its limit', 0x97, 4, 0xfff, 'mov [0x1000], eax'],
    ['the last word of 16-bit expand-down data', 0x97, 0, 0xfff, 'mov [0xfffe], ax'],
    ['a string compare of read-only data', 0x91, 4, 0xfff, 'xor esi, esi\n lodsd'],
  ])('%s goes through', (_name, access, flags, limit, text) => {
    expect(haltedIn(loaded(access, flags, limit, text))).toBe(-1);
  });

  test('execute-only code is not read through CS', () => {
    const p = run(`jmp ${FREE}:there\n there: mov eax, [cs:there]\n hlt`, (q) =>
      define(q, FREE, descriptor(0, 0xf_ffff, 0x99)),
    );
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
  });

  test('a null segment faults when it is used, not when it is loaded', () => {
    expect(faultWithCode(run('xor eax, eax\n mov es, ax\n mov eax, [es:0]'))).toEqual({ vector: 13, errorCode: 0 });
  });

  test('stack accesses beyond the limit are #SS(0)', () => {
    const p = run(`mov ax, ${FREE}\n mov ss, ax\n mov esp, 0x3ffe\n pop eax`, (q) =>
      define(q, FREE, descriptor(0, 0x3fff, 0x93, 4)),
    );
    expect(faultWithCode(p)).toEqual({ vector: 12, errorCode: 0 });
  });
});

describe('limits of code', () => {
  const short = (text: string, limit = 0x1_00ff): Processor =>
    run(`jmp ${FREE}:go\n go: ${text}`, (p) => define(p, FREE, descriptor(0, limit, 0x9b, 4)));

  test.each([
    ['a near jump', 'jmp 0x10100'],
    ['an indirect jump', 'mov eax, 0x10100\n jmp eax'],
    ['a near call', 'call 0x10100'],
    ['a return', 'push 0x10100\n ret'],
    ['a conditional jump', 'xor eax, eax\n jz near 0x10100'],
  ])('%s beyond the limit faults at the instruction', (_name, text) => {
    const p = short(text);
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(peek32(p, (p.s[GPR + 8] as number) + 4)).toBeLessThan(0x1_0100);
  });

  test('an instruction whose last byte lies beyond the limit faults', () => {
    const p = short('jmp 0x100fe\n times 0x100fe - ($ - $$) - 0x10000 nop\n mov ax, 5\n hlt');
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(peek32(p, (p.s[GPR + 8] as number) + 4)).toBe(0x1_00fe);
  });
});

describe('interrupts and returns between privilege levels', () => {
  test('INT n from ring 3 goes to the stack of ring 0 and IRET comes back', () => {
    const q = protectedProcessor(`${TO_RING_3} int 0x40
      mov ecx, esp
      mov edx, cs
      int 0x41
      times 0x100 - ($ - $$) nop
      mov ebx, esp
      mov esi, ss
      iretd`);
    poke64(q, IDT + 8 * 0x40, gate(CODE_0, 0x1_0100, 0xee));
    poke64(q, IDT + 8 * 0x41, gate(CODE_0, HANDLERS + 0x41, 0xee));
    runToHalt(q);
    expect(haltedIn(q)).toBe(0x41);
    expect(general(q)).toMatchObject({ ebx: STACK - 20, ecx: 0x7000, edx: CODE_3, esi: DATA_0 });
    expect(peek32(q, STACK - 4)).toBe(DATA_3);
    expect(peek32(q, STACK - 8)).toBe(0x7000);
    expect(peek32(q, STACK - 16)).toBe(CODE_3);
  });

  test('an exception from ring 3 pushes its error code there, too', () => {
    const p = run(`${TO_RING_3} cli`);
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(p.s[GPR + 8]).toBe(STACK - 24);
    expect(p.s[CPL]).toBe(0);
  });

  test('ring 3 may use only gates that are open to it', () => {
    expect(faultWithCode(run(`${TO_RING_3} int 0x40`))).toEqual({ vector: 13, errorCode: 0x202 });
  });

  test('a 16-bit gate pushes words and cuts the offset', () => {
    const p = run('mov esp, 0x8000\n pushfd\n popfd\n int 0x40', (q) =>
      poke64(q, IDT + 8 * 0x40, gate(CODE_0, HANDLERS + 0x40, 0x86)),
    );
    expect(haltedIn(p)).toBe(0x40);
    expect(p.s[GPR + 8]).toBe(STACK - 6);
    expect(peek16(p, STACK - 4)).toBe(CODE_0);
  });

  test.each([
    ['a null stack', 0, 10, 0],
    ['a stack of another level', DATA_3, 10, DATA_3 & 0xfc],
    ['code as the stack', CODE_0, 10, CODE_0],
    ['a stack beyond the GDT', 0x200, 10, 0x200],
  ])('%s in the TSS is #TS', (_name, selector, vector, errorCode) => {
    const p = protectedProcessor(`${TO_RING_3} int 0x40`);
    poke64(p, IDT + 8 * 0x40, gate(CODE_0, HANDLERS + 0x40, 0xee));
    poke16(p, TSS + 8, selector);
    // The handler of #TS is conforming code, which stays in ring 3 and needs no stack; HLT there is #GP with the same stack.
    define(p, FREE, descriptor(0, 0xf_ffff, 0x9f));
    poke64(p, IDT + 8 * 10, gate(FREE, HANDLERS + 0x80, 0x8e));
    pokeBytes(p, HANDLERS + 0x80, [0xeb, 0xfe]);
    expect(() => runToHalt(p, 50)).toThrow('still running');
    expect(p.s[CPL]).toBe(3);
    expect(vector).toBe(10);
    expect(peek32(p, p.s[GPR + 8] as number)).toBe(errorCode);
  });

  test('an absent gate is #NP, an empty one #GP', () => {
    expect(faultWithCode(run('int 0x40', (p) => poke64(p, IDT + 8 * 0x40, gate(CODE_0, HANDLERS, 0x0e))))).toEqual({
      vector: 11,
      errorCode: 0x202,
    });
    expect(faultWithCode(run('int 0x40', (p) => poke64(p, IDT + 8 * 0x40, 0n)))).toEqual({
      vector: 13,
      errorCode: 0x202,
    });
  });

  test('RETF to ring 3 releases parameters on both stacks and drops segments of ring 0', () => {
    const p = run(`push ${DATA_3}
      push 0x7000
      push 11
      push ${CODE_3}
      push user
      retf 4
      user: mov ebx, ds
      mov ecx, esp
      mov edx, 1
      hlt`);
    expect(haltedIn(p)).toBe(13);
    expect(general(p)).toMatchObject({ ebx: 0, ecx: 0x7004, edx: 1 });
  });

  test('a return to a 16-bit stack keeps the upper half of ESP', () => {
    const p = run(
      `push ${FREE + 3}
      push 0x7000
      push 0x202
      push ${CODE_3}
      push user
      iretd
      user: mov ecx, esp
      hlt`,
      (q) => define(q, FREE, descriptor(0, 0xffff, 0xf3, 0)),
    );
    expect(general(p).ecx).toBe(0x7000);
    expect(p.s[GPR + 8]).toBe(STACK - 24);
  });
});

describe('call gates', () => {
  const inner = gate(CODE_0, 0x1_0100, 0xec, 2);

  test('a call to ring 0 copies parameters and RETF n returns', () => {
    const p = protectedProcessor(`${TO_RING_3} push 0x11
      push 0x22
      call ${FREE + 3}:0
      mov ecx, esp
      mov esi, cs
      int 0x41
      times 0x100 - ($ - $$) nop
      mov eax, [esp + 8]
      mov ebx, [esp + 12]
      mov edx, cs
      mov edi, [esp + 20]
      retf 8`);
    define(p, FREE, inner);
    poke64(p, IDT + 8 * 0x41, gate(CODE_0, HANDLERS + 0x41, 0xee));
    runToHalt(p);
    expect(haltedIn(p)).toBe(0x41);
    expect(general(p)).toMatchObject({ eax: 0x22, ebx: 0x11, edx: CODE_0, ecx: 0x7000, esi: CODE_3, edi: DATA_3 });
  });

  test('a 16-bit gate pushes words', () => {
    const p = protectedProcessor(`${TO_RING_3} push word 0x11
      call ${FREE + 3}:0`);
    define(p, FREE, gate(CODE_0, HANDLERS + 0x50, 0xe4, 1));
    runToHalt(p);
    expect(haltedIn(p)).toBe(0x50);
    expect(p.s[GPR + 8]).toBe(STACK - 10);
    expect(peek16(p, STACK - 6)).toBe(0x11);
    expect(peek16(p, STACK - 4)).toBe(0x6ffe);
  });

  test('a gate to the same level pushes the return address on the same stack', () => {
    const p = run(`call ${FREE}:0\n hlt`, (q) => define(q, FREE, gate(CODE_0, HANDLERS + 0x50, 0x8c)));
    expect(haltedIn(p)).toBe(0x50);
    expect(p.s[GPR + 8]).toBe(STACK - 8);
    expect(peek32(p, STACK - 4)).toBe(CODE_0);
  });

  test('JMP goes through a gate without a change of level only', () => {
    const same = run(`jmp ${FREE}:0`, (q) => define(q, FREE, gate(CODE_0, HANDLERS + 0x50, 0x8c)));
    expect(haltedIn(same)).toBe(0x50);
    const other = run(`${TO_RING_3} jmp ${FREE + 3}:0`, (q) => define(q, FREE, inner));
    expect(faultWithCode(other)).toEqual({ vector: 13, errorCode: CODE_0 });
  });

  test.each([
    ['closed to ring 3', gate(CODE_0, 0, 0x8c), 13, FREE],
    ['absent', gate(CODE_0, 0, 0x6c), 11, FREE],
    ['with a null selector', gate(0, 0, 0xec), 13, 0],
    ['to data', gate(DATA_0, 0, 0xec), 13, DATA_0],
    ['of a type that nothing is', gate(CODE_0, 0, 0xe8), 13, FREE],
  ])('a gate %s', (_name, value, vector, errorCode) => {
    expect(faultWithCode(run(`${TO_RING_3} call ${FREE + 3}:0`, (p) => define(p, FREE, value)))).toEqual({
      vector,
      errorCode,
    });
  });

  test('conforming code keeps the level of the caller', () => {
    const p = run(`${TO_RING_3} call ${FREE}:there\n there: mov ecx, cs\n hlt`, (q) =>
      define(q, FREE, descriptor(0, 0xf_ffff, 0x9f)),
    );
    expect(general(p).ecx).toBe(FREE + 3);
    expect(haltedIn(p)).toBe(13);
  });
});

describe('segment registers and descriptors', () => {
  test('LSS loads stack and pointer; LFS of a null selector makes FS unusable', () => {
    const p = run(`lss esp, [pointer]\n lfs eax, [zero]\n mov ebx, ss\n mov ecx, fs\n hlt
      pointer: dd 0x7800\n dw ${DATA_0}\n zero: dd 0x77\n dw 0`);
    expect(general(p)).toMatchObject({ esp: 0x7800, ebx: DATA_0, eax: 0x77, ecx: 0 });
  });

  test('a far-pointer load that faults leaves the register alone', () => {
    const p = run(`mov eax, 5\n les eax, [pointer]\n hlt\n pointer: dd 0x7800\n dw 0x7c`);
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0x7c });
    expect(general(p).eax).toBe(5);
  });

  test('ARPL raises the requested level and says so', () => {
    const p = run('mov eax, 0x10\n mov ebx, 3\n arpl ax, bx\n setz cl\n arpl ax, bx\n setz ch\n hlt');
    expect(general(p).eax).toBe(0x13);
    expect((general(p).ecx as number) & 0xffff).toBe(0x0001);
  });

  test('BOUND raises #BR outside the bounds, which count', () => {
    const bounds = (index: number): number =>
      haltedIn(run(`mov eax, ${index}\n bound eax, [pair]\n hlt\n pair: dd -5, 10`));
    expect(bounds(-5)).toBe(-1);
    expect(bounds(10)).toBe(-1);
    expect(bounds(-6)).toBe(5);
    expect(bounds(11)).toBe(5);
    expect(haltedIn(run('mov ax, -1\n bound ax, [pair]\n hlt\n pair: dw -1, 1'))).toBe(-1);
  });

  test('an LDT holds segments; LTR takes a 16-bit TSS', () => {
    const p = run(`mov ax, ${FREE}\n lldt ax\n mov ax, 0x0c\n mov es, ax\n mov ax, ${FREE + 8}\n ltr ax\n hlt`, (q) => {
      define(q, FREE, descriptor(0x9000, 0xf, 0x82, 0));
      poke64(q, 0x9008, descriptor(0x1000, 0xfff, 0x92, 4));
      define(q, FREE + 8, descriptor(0x9100, 0x2b, 0x81, 0));
    });
    expect(haltedIn(p)).toBe(-1);
    expect(p.s[SEGMENT_LIMIT]).toBe(0xfff);
    expect(p.s[SEGMENT_SELECTOR + LDTR]).toBe(FREE);
    expect(peek32(p, GDT + FREE + 12) & 0x1f00).toBe(0x300);
  });

  test('SYSEXIT goes to ring 3, and SYSENTER back', () => {
    const p = protectedProcessor(
      'mov ecx, 0x7000\n mov edx, user\n sysexit\n user: mov ebx, cs\n mov esi, ss\n sysenter',
    );
    p.s[SYSENTER_CS] = CODE_0;
    p.s[SYSENTER_ESP] = 0x7800;
    p.s[SYSENTER_EIP] = HANDLERS + 0x60;
    runToHalt(p);
    expect(haltedIn(p)).toBe(0x60);
    expect(general(p)).toMatchObject({ ebx: CODE_0 + 16 + 3, esi: CODE_0 + 24 + 3, esp: 0x7800 });
    expect(p.s[SEGMENT_SELECTOR + CS]).toBe(CODE_0);
    expect(p.s[CPL]).toBe(0);
  });

  test('SYSENTER without IA32_SYSENTER_CS is #GP(0)', () => {
    expect(faultWithCode(run('sysenter'))).toEqual({ vector: 13, errorCode: 0 });
  });

  test('ports are open in ring 3 where the bitmap of the TSS says so', () => {
    const p = protectedProcessor(`${TO_RING_3} in al, 0x60\n mov ebx, 1\n in al, 0x61`);
    poke16(p, TSS + 102, 104);
    poke32(p, TSS + 104 + 12, 0b10);
    runToHalt(p);
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(general(p).ebx).toBe(1);
  });
});
