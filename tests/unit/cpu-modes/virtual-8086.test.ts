import { describe, expect, test } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import { IF, IOPL, TF, VIF, VIP, VM } from '../../../src/cpu/registers/flags';
import { CPL, CR4, DS, GPR, SEGMENT_ACCESS, SEGMENT_SELECTOR } from '../../../src/cpu/state/processor-layout';
import { pokeBytes } from '../../support/core-processor';
import { assembleText } from '../../support/lab-machine';
import {
  CODE_0,
  define,
  descriptor,
  FREE,
  faultWithCode,
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

const VME = 1;
const PVI = 2;
const CS_8086 = 0x2000;
const SS_8086 = 0x3000;
/** Lowest bytes of the frame that a fault with an error code leaves on the stack of ring 0. */
const FRAME = STACK - 40;

interface Setting {
  readonly flags?: number;
  readonly cr4?: number;
  readonly prepare?: (p: Processor) => void;
}

/** Enters virtual-8086 mode by IRET and runs `text` there, with SP 0x1000. */
function run8086(text: string, { flags = 0, cr4 = 0, prepare }: Setting = {}): Processor {
  const p = protectedProcessor(
    `push 0x4444\n push 0x3333\n push 0x1111\n push 0x2222\n push ${SS_8086}\n push 0x1000
    push ${VM | 2 | flags}\n push ${CS_8086}\n push 0\n iretd`,
  );
  const program = assembleText(text, 'bits 16\norg 0\n');
  for (const section of program.sections) pokeBytes(p, CS_8086 * 16, section.bytes);
  p.s[CR4] = cr4;
  prepare?.(p);
  return runToHalt(p);
}

const flagsInFrame = (p: Processor): number => peek32(p, FRAME + 12);

describe('virtual-8086 mode', () => {
  test('IRET enters it with all segments, and a fault leaves it with them on the stack', () => {
    const p = run8086('mov ax, ds\n mov bx, es\n mov cx, fs\n mov dx, gs\n mov si, 1\n hlt');
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(general(p)).toMatchObject({ eax: 0x1111, ebx: 0x2222, ecx: 0x3333, edx: 0x4444, esi: 1 });
    const frame = Array.from({ length: 10 }, (_, k) => peek32(p, FRAME + 4 * k));
    expect(frame).toEqual([0, 11, CS_8086, VM | 0x1_0002, 0x1000, SS_8086, 0x2222, 0x1111, 0x3333, 0x4444]);
    expect(p.s[CPL]).toBe(0);
    expect(p.s[SEGMENT_SELECTOR + DS]).toBe(0);
    expect((p.s[SEGMENT_ACCESS + DS] as number) & 0x1_0000).toBe(0x1_0000);
  });

  test('segments are paragraphs of 64 KiB', () => {
    const p = run8086(`mov ax, 0x4000\n mov ds, ax\n mov word [0x10], 0x5678\n call ${CS_8086}:sub
      mov bx, 0xffff\n mov ax, [bx]\n sub: mov cx, [0x10]\n retf`);
    expect(peek16(p, 0x4_0010)).toBe(0x5678);
    expect(general(p).ecx).toBe(0x5678);
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
  });

  test.each(['cli', 'sti', 'pushf', 'popf', 'iret', 'int 0x40', 'hlt', 'mov eax, cr0', 'lgdt [0]'])(
    '%s is #GP(0) while IOPL is below 3',
    (text) => {
      const p = run8086(text);
      expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
      expect(peek32(p, FRAME + 4)).toBe(0);
    },
  );

  test.each(['sldt ax', 'lar ax, bx', 'verr ax', 'arpl ax, bx'])('%s is undefined', (text) => {
    expect(haltedIn(run8086(text))).toBe(6);
  });

  test('with IOPL 3 the program has IF and POPF, not IOPL', () => {
    const p = run8086('sti\n pushf\n pop ax\n push word 0x3\n popf\n pushf\n pop bx\n cli\n int 0x40', {
      flags: IOPL,
      prepare: (q) => poke64(q, IDT + 8 * 0x40, gate(CODE_0, HANDLERS + 0x40, 0xee)),
    });
    expect(haltedIn(p)).toBe(0x40);
    expect(general(p).eax).toBe(0x3202);
    expect(general(p).ebx).toBe(0x3003);
    expect(peek32(p, STACK - 28) & (VM | IF)).toBe(VM);
  });

  test('with IOPL 3 IRET returns within the program', () => {
    const p = run8086(`push word 0x3202\n push word ${CS_8086}\n push word there\n iret\n there: mov bx, sp\n hlt`, {
      flags: IOPL,
    });
    expect(general(p).ebx).toBe(0x1000);
    expect(flagsInFrame(p) & IF).toBe(IF);
  });

  test('INT n must reach non-conforming code of ring 0', () => {
    const p = run8086('int 0x40', {
      flags: IOPL,
      prepare: (q) => {
        define(q, FREE, descriptor(0, 0xf_ffff, 0x9f));
        poke64(q, IDT + 8 * 0x40, gate(FREE, HANDLERS + 0x40, 0xee));
      },
    });
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: FREE });
  });

  test('INT3 needs no IOPL', () => {
    expect(
      haltedIn(run8086('int3', { prepare: (p) => poke64(p, IDT + 8 * 3, gate(CODE_0, HANDLERS + 3, 0xee)) })),
    ).toBe(3);
  });

  test('ports follow the bitmap even with IOPL 3', () => {
    const p = run8086('in al, 0x60\n mov bx, 1\n in al, 0x61', {
      flags: IOPL,
      prepare: (q) => {
        poke16(q, TSS + 102, 136);
        poke32(q, TSS + 136 + 12, 0b10);
      },
    });
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(general(p).ebx).toBe(1);
  });
});

describe('virtual-8086 mode extensions (CR4.VME)', () => {
  /** The I/O permission bitmap, with the redirection bitmap below it: bit 0x41 set. */
  const bitmaps = (p: Processor): void => {
    poke16(p, TSS + 102, 136);
    poke32(p, TSS + 104 + 8, 0b10);
    poke16(p, 4 * 0x40, 0x100);
    poke16(p, 4 * 0x40 + 2, CS_8086);
  };

  test('CLI, STI, PUSHF and POPF work on VIF, shown as IF with IOPL 3', () => {
    const p = run8086('sti\n pushf\n pop ax\n push word 2\n popf\n pushf\n pop bx\n sti\n cli\n sti\n hlt', {
      cr4: VME,
    });
    expect(general(p)).toMatchObject({ eax: 0x3202, ebx: 0x3002 });
    expect(flagsInFrame(p) & (VIF | IF | IOPL)).toBe(VIF);
  });

  test.each([
    ['STI', 'sti'],
    ['POPF that sets IF', 'push word 0x200\n popf'],
    ['IRET that sets IF', 'push word 0x200\n push word 0\n push word 0\n iret'],
  ])('%s while a virtual interrupt waits is #GP(0)', (_name, text) => {
    expect(faultWithCode(run8086(text, { cr4: VME, flags: VIP }))).toEqual({ vector: 13, errorCode: 0 });
  });

  test('POPF that sets TF is #GP(0), and the stack pointer stays', () => {
    const p = run8086(`push word ${TF}\n popf`, { cr4: VME });
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect(peek32(p, FRAME + 16)).toBe(0xffe);
  });

  test('32-bit PUSHF stays closed', () => {
    expect(faultWithCode(run8086('pushfd', { cr4: VME }))).toEqual({ vector: 13, errorCode: 0 });
  });

  test('INT n goes to the program where the bitmap has 0, and its IRET comes back', () => {
    const p = run8086(
      'sti\n int 0x40\n mov cx, sp\n hlt\n times 0x100 - ($ - $$) nop\n mov bp, sp\n mov ax, [bp + 4]\n pushf\n pop bx\n iret',
      {
        cr4: VME,
        prepare: bitmaps,
      },
    );
    expect(general(p)).toMatchObject({ eax: 0x3202, ebx: 0x3002, ecx: 0x1000 });
    expect(flagsInFrame(p) & (VIF | IF)).toBe(VIF);
  });

  test('INT n goes to the monitor where the bitmap has 1', () => {
    expect(faultWithCode(run8086('int 0x41', { cr4: VME, prepare: bitmaps }))).toEqual({ vector: 13, errorCode: 0 });
    const p = run8086('int 0x41', {
      cr4: VME,
      flags: IOPL,
      prepare: (q) => {
        bitmaps(q);
        poke64(q, IDT + 8 * 0x41, gate(CODE_0, HANDLERS + 0x41, 0xee));
      },
    });
    expect(haltedIn(p)).toBe(0x41);
  });

  test('with IOPL 3 a redirected INT n works on IF', () => {
    const p = run8086('int 0x40\n nop\n times 0x100 - ($ - $$) nop\n pushf\n pop bx\n hlt', {
      cr4: VME,
      flags: IOPL | IF,
      prepare: bitmaps,
    });
    expect(general(p).ebx).toBe(0x3002);
  });
});

describe('protected-mode virtual interrupts (CR4.PVI)', () => {
  const ring3 = (text: string, cr4: number, flags = 0): Processor => {
    const p = protectedProcessor(
      `push 0x23\n push 0x7000\n push ${2 | flags}\n push 0x1b\n push user\n iretd\n user: ${text}`,
    );
    p.s[CR4] = cr4;
    return runToHalt(p);
  };

  test('CLI and STI of ring 3 work on VIF', () => {
    const p = ring3('cli\n sti\n mov eax, 1\n hlt', PVI);
    expect(general(p).eax).toBe(1);
    expect(peek32(p, (p.s[GPR + 8] as number) + 12) & (VIF | IF)).toBe(VIF);
  });

  test('STI while a virtual interrupt waits, and both without PVI, are #GP(0)', () => {
    for (const p of [ring3('sti', PVI, VIP), ring3('sti', 0), ring3('cli', 0)]) {
      expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
      expect(general(p).eax).toBe(0);
    }
  });
});
