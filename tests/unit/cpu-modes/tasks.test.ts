import { describe, expect, test } from 'vitest';
import type { Processor } from '../../../src/cpu/processor';
import { NT, VM } from '../../../src/cpu/registers/flags';
import { CPL, CR0, CS, DR, GPR, RFLAGS, SEGMENT_SELECTOR, STOP, TR } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED } from '../../../src/cpu/state/stop-code';
import {
  CODE_0,
  DATA_0,
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
  TSS_SELECTOR,
} from '../../support/mode-processor';

const OTHER = 0x9000;
const OTHER_STACK = 0xa000;
/** Where the other task's code lies, 0x100 bytes into the text. */
const OTHER_CODE = 0x1_0100;
const CR0_TS = 8;

interface NewTask {
  readonly eip?: number;
  readonly eflags?: number;
  readonly cs?: number;
  readonly ss?: number;
  readonly ds?: number;
  readonly ldt?: number;
  readonly trap?: number;
  readonly access?: number;
  readonly limit?: number;
}

/** A second task of the 32-bit format under selector FREE. */
function defineTask(p: Processor, task: NewTask = {}): void {
  define(p, FREE, descriptor(OTHER, task.limit ?? 0x67, task.access ?? 0x89, 0));
  poke32(p, OTHER + 4, OTHER_STACK);
  poke16(p, OTHER + 8, DATA_0);
  poke32(p, OTHER + 0x20, task.eip ?? OTHER_CODE);
  poke32(p, OTHER + 0x24, task.eflags ?? 2);
  for (let n = 0; n < 8; n++) poke32(p, OTHER + 0x28 + 4 * n, 0x1000 + n);
  poke32(p, OTHER + 0x38, OTHER_STACK);
  for (let n = 0; n < 6; n++) poke16(p, OTHER + 0x48 + 4 * n, task.ds ?? DATA_0);
  poke16(p, OTHER + 0x4c, task.cs ?? CODE_0);
  poke16(p, OTHER + 0x50, task.ss ?? DATA_0);
  poke16(p, OTHER + 0x60, task.ldt ?? 0);
  poke16(p, OTHER + 0x64, task.trap ?? 0);
}

const run = (text: string, task: NewTask = {}, prepare: (p: Processor) => void = () => undefined): Processor => {
  const p = protectedProcessor(text);
  defineTask(p, task);
  prepare(p);
  return runToHalt(p);
};

const busy = (p: Processor, selector: number): boolean => (peek32(p, GDT + selector + 4) & 0x200) !== 0;
const padded = (first: string, second: string): string => `${first}\n times 0x100 - ($ - $$) nop\n ${second}`;

describe('task switches by JMP and CALL', () => {
  test('JMP saves the old task, marks it available, and loads the new one', () => {
    const p = run(padded(`mov ebx, 0x77\n stc\n jmp ${FREE}:0\n after:`, 'hlt'));
    expect(general(p)).toMatchObject({ eax: 0x1000, ecx: 0x1001, ebx: 0x1003, esp: OTHER_STACK, edi: 0x1007 });
    expect(p.s[SEGMENT_SELECTOR + TR]).toBe(FREE);
    expect((p.s[CR0] as number) & CR0_TS).toBe(CR0_TS);
    expect((p.s[RFLAGS] as number) & NT).toBe(0);
    expect([busy(p, TSS_SELECTOR), busy(p, FREE)]).toEqual([false, true]);
    expect(peek32(p, TSS + 0x34)).toBe(0x77);
    expect(peek32(p, TSS + 0x20)).toBe(0x1_000d);
    expect(peek32(p, TSS + 0x24) & 1).toBe(1);
    expect(peek16(p, TSS + 0x4c)).toBe(CODE_0);
  });

  test('CALL nests, and IRET goes back to the instruction behind it', () => {
    const p = run(padded(`mov ebx, 0x77\n call ${FREE}:0\n mov ecx, 0x88\n hlt`, 'inc eax\n iretd\n hlt'));
    expect(p.s[STOP]).toBe(STOP_HALTED);
    expect(general(p)).toMatchObject({ ebx: 0x77, ecx: 0x88, esp: STACK });
    expect(p.s[SEGMENT_SELECTOR + TR]).toBe(TSS_SELECTOR);
    expect([busy(p, TSS_SELECTOR), busy(p, FREE)]).toEqual([true, false]);
    expect(peek16(p, OTHER)).toBe(TSS_SELECTOR);
    expect(peek32(p, OTHER + 0x28)).toBe(0x1001);
    expect(peek32(p, OTHER + 0x20)).toBe(OTHER_CODE + 2);
    expect(peek32(p, OTHER + 0x24) & NT).toBe(0);
  });

  test('the new task runs with NT set, and with DR7 without its local breakpoints', () => {
    const p = run(padded(`call ${FREE}:0`, 'pushfd\n pop eax\n hlt'), {}, (q) => {
      q.s[DR + 14] = 0x700;
    });
    expect((general(p).eax as number) & NT).toBe(NT);
    expect(p.s[DR + 14]).toBe(0x600);
  });

  test('a task gate leads to a task, also from ring 3', () => {
    const p = run(
      padded(`push 0x23\n push 0x7000\n push 2\n push 0x1b\n push user\n iretd\n user: call ${FREE + 8 + 3}:0`, 'hlt'),
      {},
      (q) => define(q, FREE + 8, gate(FREE, 0, 0xe5)),
    );
    expect(p.s[SEGMENT_SELECTOR + TR]).toBe(FREE);
    expect(p.s[CPL]).toBe(0);
    expect(peek16(p, TSS + 0x4c)).toBe(0x1b);
  });

  test.each([
    ['a busy task', { access: 0x8b }, 13, FREE],
    ['an absent task', { access: 0x09 }, 11, FREE],
    ['a TSS that is too short', { limit: 0x66 }, 10, FREE],
  ] as const)('%s is refused in the old task', (_name, task, vector, errorCode) => {
    const p = run(padded(`jmp ${FREE}:0`, 'hlt'), task);
    expect(faultWithCode(p)).toEqual({ vector, errorCode });
    expect(p.s[SEGMENT_SELECTOR + TR]).toBe(TSS_SELECTOR);
  });

  test.each([
    ['a null code segment', { cs: 0 }, 10, 0],
    ['data as code', { cs: DATA_0 }, 10, DATA_0],
    ['a null stack', { ss: 0 }, 10, 0],
    ['a data segment beyond the GDT', { ds: 0x200 }, 10, 0x200],
    ['an LDT that is none', { ldt: DATA_0 }, 10, DATA_0],
    ['EIP beyond the limit', { cs: 0x48, eip: 0x2000 }, 13, 0],
  ] as const)('%s faults in the new task', (_name, task, vector, errorCode) => {
    const p = protectedProcessor(padded(`jmp ${FREE}:0`, 'hlt'));
    defineTask(p, task);
    define(p, 0x48, descriptor(0, 0xfff, 0x9b, 4));
    // The handler is a task of its own: the faulting task has no stack to rely on.
    define(p, 0x40, descriptor(0xb000, 0x67, 0x89, 0));
    for (let offset = 0; offset < 0x68; offset += 4) poke32(p, 0xb000 + offset, peek32(p, OTHER + offset));
    poke32(p, 0xb020, HANDLERS + 0xc0);
    for (const offset of [0x48, 0x50, 0x54, 0x58, 0x5c]) poke16(p, 0xb000 + offset, DATA_0);
    poke16(p, 0xb04c, CODE_0);
    poke16(p, 0xb060, 0);
    poke64(p, IDT + 8 * vector, gate(0x40, 0, 0x85));
    runToHalt(p);
    expect(haltedIn(p)).toBe(0xc0);
    expect(peek32(p, p.s[GPR + 8] as number)).toBe(errorCode);
    expect(peek16(p, 0xb000)).toBe(FREE);
    expect(peek32(p, OTHER + 0x20)).toBe('eip' in task ? 0x2000 : OTHER_CODE);
  });
});

describe('IRET with NT', () => {
  test.each([
    ['an available task', FREE, 0x89, 10, FREE],
    ['no task', DATA_0, 0x89, 10, DATA_0],
    ['a null link', 0, 0x89, 10, 0],
    ['an absent task', FREE, 0x0b, 11, FREE],
  ])('back to %s faults', (_name, link, access, vector, errorCode) => {
    const p = run('pushfd\n or dword [esp], 0x4000\n popfd\n iretd', { access }, (q) => poke16(q, TSS, link));
    expect(faultWithCode(p)).toEqual({ vector, errorCode });
  });
});

describe('task gates of the IDT', () => {
  test('an exception reaches a task, with its error code on the new stack', () => {
    const p = run(padded('nop\n mov ax, 0x7c\n mov ds, ax', 'pop eax\n hlt'), {}, (q) =>
      poke64(q, IDT + 8 * 13, gate(FREE, 0, 0x85)),
    );
    expect(general(p)).toMatchObject({ eax: 0x7c, esp: OTHER_STACK });
    expect(peek32(p, TSS + 0x20)).toBe(0x1_0005);
    expect((p.s[RFLAGS] as number) & NT).toBe(NT);
    expect(peek16(p, OTHER)).toBe(TSS_SELECTOR);
  });

  test('INT n comes back behind itself', () => {
    const p = run(padded('int 0x40\n mov ebx, 5\n hlt', 'iretd'), {}, (q) =>
      poke64(q, IDT + 8 * 0x40, gate(FREE, 0, 0x85)),
    );
    expect(general(p).ebx).toBe(5);
  });

  test('a gate to something that is no available task is #GP with EXT as the event says', () => {
    const p = run('int 0x40', { access: 0x8b }, (q) => poke64(q, IDT + 8 * 0x40, gate(FREE, 0, 0x85)));
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: FREE });
    const q = run('ud2', { access: 0x8b }, (r) => poke64(r, IDT + 8 * 6, gate(FREE, 0, 0x85)));
    expect(faultWithCode(q)).toEqual({ vector: 13, errorCode: FREE | 1 });
  });
});

describe('other kinds of tasks', () => {
  test('the 16-bit format has words, and nothing of FS and GS', () => {
    const p = run(padded(`jmp ${FREE}:0`, 'nop'), {}, (q) => {
      define(q, FREE, descriptor(OTHER, 0x2b, 0x81, 0));
      poke16(q, OTHER + 0x0e, HANDLERS + 0x40);
      poke16(q, OTHER + 0x10, 2);
      for (let n = 0; n < 8; n++) poke16(q, OTHER + 0x12 + 2 * n, 0x2000 + n);
      for (let n = 0; n < 4; n++) poke16(q, OTHER + 0x22 + 2 * n, n === CS ? CODE_0 : DATA_0);
      poke16(q, OTHER + 0x2a, 0);
    });
    expect(haltedIn(p)).toBe(0x40);
    expect(general(p)).toMatchObject({ eax: 0xffff_2000, edi: 0xffff_2007 });
    expect([0, 1, 2, 3, 4, 5].map((n) => p.s[SEGMENT_SELECTOR + n])).toEqual([DATA_0, CODE_0, DATA_0, DATA_0, 0, 0]);
    expect(busy(p, FREE)).toBe(true);
  });

  test('a task may be in virtual-8086 mode', () => {
    const p = run(padded(`jmp ${FREE}:0`, 'mov bx, cs\n hlt'), {
      eflags: VM | 2,
      eip: 0x100,
      cs: 0x1000,
      ss: 0x800,
      ds: 0x123,
    });
    expect(faultWithCode(p)).toEqual({ vector: 13, errorCode: 0 });
    expect((general(p).ebx as number) & 0xffff).toBe(0x1000);
    expect(peek32(p, (p.s[GPR + 8] as number) + 12) & VM).toBe(VM);
  });

  test('the debug trap flag raises #DB before the first instruction of the task', () => {
    const p = run(padded(`jmp ${FREE}:0`, 'mov eax, 1\n hlt'), { trap: 1 });
    expect(haltedIn(p)).toBe(1);
    expect(general(p).eax).toBe(0x1000);
    expect((p.s[DR + 12] as number) & 0x8000).toBe(0x8000);
  });
});
