import { describe, expect, test } from 'vitest';
import { DR, GPR } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { createMachine } from '../../../src/machine/create-machine';
import { assembleText, runToStop } from '../../support/lab-machine';
import { enterRing3, gate } from './lab-fault';

const LOG = 0x20_0000;
const RF = 0x1_0000n;

/** One #DB as the handler saw it: the label (or distance from `start`) that it returns to, DR6, and RF as pushed. */
interface Met {
  readonly at: string;
  readonly dr6: number;
  readonly rf: boolean;
}

/** Notes RIP, DR6 and RFLAGS of every #DB, and goes on with RF set. */
const PRELUDE = `start: ${gate(1, 'note')}
  mov r15d, ${LOG}
  jmp body
note:
  mov r14, [rsp]
  mov [r15], r14
  mov r14, dr6
  mov [r15 + 8], r14
  mov r14, [rsp + 16]
  mov [r15 + 16], r14
  add r15, 24
  mov r14d, 0xffff0ff0
  mov dr6, r14
  or dword [rsp + 16], 0x10000
  iretq
  align 16
body:
`;

const DR0_OF = (label: string): string => `lea rax, [${label}]\n mov dr0, rax\n`;
const DR7_IS = (value: number): string => `mov eax, ${value}\n mov dr7, rax\n`;
const STEPPING = 'pushfq\n or dword [rsp], 0x100\n popfq\n';
const NOT_STEPPING = 'pushfq\n and dword [rsp], ~0x100\n popfq\n';

function run(text: string): { readonly met: readonly Met[]; readonly gpr: BigUint64Array; readonly dr7: bigint } {
  const program = assembleText(`${PRELUDE}${text}`);
  const machine = runToStop(createMachine({ memoryMib: 4, program }));
  const [p] = machine.processors;
  const count = (Number(p.q[(GPR >> 1) + 15]) - LOG) / 24;
  const word = (n: number): bigint => p.view.getBigUint64(RAM_BASE + LOG + 8 * n, true);
  const met = Array.from({ length: count }, (_, n): Met => {
    const rip = word(3 * n);
    const label = program.symbols.find((symbol) => symbol.kind === 'label' && symbol.value === rip);
    return {
      at: label?.name ?? `0x${rip.toString(16)}`,
      dr6: Number(word(3 * n + 1) & 0xe00fn),
      rf: (word(3 * n + 2) & RF) !== 0n,
    };
  });
  return { met, gpr: p.q.slice(GPR >> 1, (GPR >> 1) + 16), dr7: p.q[(DR >> 1) + 7] };
}

describe('instruction breakpoints', () => {
  test('are met before the instruction, with RF pushed as 0; RF lets it pass once', () => {
    const { met, gpr } = run(`${DR0_OF('here')} ${DR7_IS(0x401)} mov ecx, 2
      here: inc ebx
      dec ecx
      jnz here
      hlt`);
    expect(met).toEqual([
      { at: 'here', dr6: 1, rf: false },
      { at: 'here', dr6: 1, rf: false },
    ]);
    expect(gpr[3]).toBe(2n);
  });

  test('two at one address are reported together; one that is not enabled is not', () => {
    const { met } = run(`lea rax, [here]\n mov dr1, rax\n mov dr2, rax\n mov dr3, rax
      ${DR7_IS(0x400 | (1 << 2) | (2 << 6))}
      here: hlt`);
    expect(met).toEqual([{ at: 'here', dr6: 0b1010, rf: false }]);
  });

  test('the instruction behind MOV SS does not meet its own', () => {
    const { met } = run(`mov ecx, 0x10\n ${DR0_OF('here')} ${DR7_IS(0x401)}
      mov ss, ecx
      here: nop
      hlt`);
    expect(met).toEqual([]);
  });

  test('a repeated instruction meets it once', () => {
    const { met, gpr } = run(`${DR0_OF('here')} ${DR7_IS(0x401)} mov ecx, 5\n mov edi, 0x210000
      here: rep stosb
      behind: hlt`);
    expect(met).toEqual([{ at: 'here', dr6: 1, rf: false }]);
    expect(gpr[1]).toBe(0n);
  });

  test('rank above the faults of the instruction', () => {
    const { met } = run(`${DR0_OF('here')} ${DR7_IS(0x401)} ${gate(6, 'undefined')}
      here: ud2
      undefined: mov eax, [rsp + 16]
      hlt`);
    expect(met).toEqual([{ at: 'here', dr6: 1, rf: false }]);
  });
});

describe('data breakpoints', () => {
  const at = (length: number, condition: number): string =>
    `mov eax, 0x210008\n mov dr0, rax\n ${DR7_IS(0x401 | (condition << 16) | (length << 18))} mov edi, 0x210000\n`;

  test.each([
    ['a write', 3, 1, 'mov dword [rdi + 8], eax', true],
    ['a read does not meet one on writes', 3, 1, 'mov eax, [rdi + 8]', false],
    ['a read meets one on reads and writes', 3, 3, 'mov eax, [rdi + 8]', true],
    ['its last byte', 3, 1, 'mov byte [rdi + 11], al', true],
    ['the byte behind it', 3, 1, 'mov byte [rdi + 12], al', false],
    ['an access that overlaps its first byte', 0, 1, 'mov dword [rdi + 5], eax', true],
    ['an access that ends before it', 0, 1, 'mov dword [rdi + 4], eax', false],
    ['eight bytes', 2, 1, 'mov byte [rdi + 15], al', true],
    ['a read-modify-write', 3, 1, 'inc dword [rdi + 8]', true],
    ['a stack access', 3, 1, 'lea rsp, [rdi + 16]\n push rax\n mov esp, 0x1f0000', true],
  ])('%s', (_, length, condition, access, hit) => {
    const { met } = run(`${at(length, condition)} ${access}\n behind: nop\n ${DR7_IS(0x400)} hlt`);
    expect(met.map(({ dr6 }) => dr6)).toEqual(hit ? [1] : []);
  });

  test('are traps: the access has happened, and RIP is behind it', () => {
    const { met, gpr } = run(`${at(3, 1)} mov dword [rdi + 8], 7\n behind: mov ebx, [rdi + 8]\n hlt`);
    expect(met).toEqual([{ at: 'behind', dr6: 1, rf: false }]);
    expect(gpr[3]).toBe(7n);
  });

  test('a page that was in use before is watched from then on', () => {
    const { met } = run(
      `mov edi, 0x210000\n mov [rdi + 8], eax\n mov [rdi + 8], eax\n ${at(3, 1)} mov [rdi + 8], eax\n behind: hlt`,
    );
    expect(met).toHaveLength(1);
  });

  test('over a page boundary: the part in the second page counts', () => {
    const { met } = run(
      `mov eax, 0x211000\n mov dr0, rax\n ${DR7_IS(0x401 | (1 << 16))} mov [abs 0x210ffd], eax\n behind: hlt`,
    );
    expect(met).toEqual([{ at: 'behind', dr6: 1, rf: false }]);
  });

  test('between iterations of a repeated instruction RF is pushed as 1, behind the last as 0', () => {
    const { met } = run(`${at(1, 1)} mov ecx, 3\n lea rdi, [rdi + 7]
      here: rep stosb
      behind: hlt`);
    expect(met).toEqual([
      { at: 'here', dr6: 1, rf: true },
      { at: 'behind', dr6: 1, rf: false },
    ]);
  });

  test('one that an instruction with a fault met is met again when it is run again', () => {
    const { met } = run(`${gate(14, 'repair')} ${at(3, 3)} mov ebx, 0xffe00000
      mov qword [abs 0x4000 + 0xff8], 0    ; no page for the last 2 MiB below 4 GiB
      invlpg [rbx]
      mov esi, 0x210008
      mov edi, ebx
      movsd
      behind: hlt
      repair: mov edi, 0x220000
      add rsp, 8
      iretq`);
    expect(met.map((each) => each.at)).toEqual(['behind']);
  });

  test('MOV SS holds one back for one instruction', () => {
    const { met } = run(`mov dword [abs 0x210008], 0x10\n ${at(1, 3)}
      mov ss, [rdi + 8]
      nop
      behind: hlt`);
    expect(met).toEqual([{ at: 'behind', dr6: 1, rf: false }]);
  });
});

describe('I/O breakpoints', () => {
  const port = (de: boolean, access: string): readonly Met[] =>
    run(`mov rax, cr4\n ${de ? 'or' : 'and'} rax, ${de ? 8 : -9}\n mov cr4, rax\n mov eax, 0x80\n mov dr1, rax
      ${DR7_IS(0x400 | 4 | (2 << 20) | (1 << 22))} ${access}
      behind: hlt`).met;

  test('need CR4.DE, and cover the ports that the length says', () => {
    expect(port(true, 'out 0x80, al')).toEqual([{ at: 'behind', dr6: 2, rf: false }]);
    expect(port(true, 'in al, 0x81')).toHaveLength(1);
    expect(port(true, 'in al, 0x82')).toEqual([]);
    expect(port(true, 'in eax, 0x7e')).toHaveLength(1);
    expect(port(false, 'out 0x80, al')).toEqual([]);
  });
});

describe('single step', () => {
  test('comes behind the instruction that follows POPF, until TF is off', () => {
    const { met } = run(`${STEPPING} nop\n first: nop\n second: ${NOT_STEPPING} hlt`);
    expect(met.slice(0, 2)).toEqual([
      { at: 'first', dr6: 0x4000, rf: false },
      { at: 'second', dr6: 0x4000, rf: false },
    ]);
  });

  test('together with a data breakpoint is one exception', () => {
    const { met } = run(`mov edi, 0x210000\n mov eax, 0x210000\n mov dr2, rax\n mov eax, ${0x400 | (1 << 4) | (1 << 24)}
      mov dr7, rax\n ${STEPPING} mov [rdi], al\n behind: ${NOT_STEPPING} hlt`);
    expect(met[0]).toEqual({ at: 'behind', dr6: 0x4004, rf: false });
  });

  test('with BTF only branches are stepped, and #DB clears BTF', () => {
    const { met, gpr } = run(`mov ecx, 0x1d9\n mov eax, 2\n xor edx, edx\n wrmsr
      ${STEPPING} nop\n nop\n xor eax, eax\n jnz never\n jmp target
      nop
      target: nop
      next: ${NOT_STEPPING} rdmsr\n mov ebx, eax\n never: hlt`);
    expect(met[0]).toEqual({ at: 'target', dr6: 0x4000, rf: false });
    expect(met[1]?.at).toBe('next');
    expect(gpr[3]).toBe(0n);
  });

  test('a jump to the next instruction is a branch', () => {
    const { met } = run(`mov ecx, 0x1d9\n mov eax, 2\n xor edx, edx\n wrmsr
      ${STEPPING} nop\n db 0xeb, 0\n target: ${NOT_STEPPING} hlt`);
    expect(met[0]?.at).toBe('target');
  });
});

describe('INT1, INT3 and general detect', () => {
  test('INT1 leaves DR6 alone', () => {
    expect(run('int1\n behind: hlt').met).toEqual([{ at: 'behind', dr6: 0, rf: false }]);
  });

  test('a software interrupt pushes RF as 0 although IRET had set it', () => {
    const { met } =
      run(`mov rax, rsp\n push 0x10\n push rax\n push 0x10002\n push 8\n lea rax, [there]\n push rax\n iretq
      there: int1
      behind: hlt`);
    expect(met[0]).toEqual({ at: 'behind', dr6: 0, rf: false });
  });

  test('general detect is a fault with RF, and clears GD', () => {
    const { met, dr7 } = run(`${DR7_IS(0x2400)} here: mov rbx, dr0\n hlt`);
    expect(met).toEqual([{ at: 'here', dr6: 0x2000, rf: true }]);
    expect(dr7).toBe(0x400n);
  });

  test('a trap that MOV SS held back comes before the first instruction of the handler of INT3', () => {
    const { met } = run(`${gate(3, 'breakpoint')} mov dword [abs 0x210008], 0x10
      mov eax, 0x210008\n mov dr0, rax\n ${DR7_IS(0x401 | (3 << 16) | (1 << 18))}
      mov ss, [rax * 0 + 0x210008]
      int3
      behind: hlt
      breakpoint: iretq`);
    expect(met).toEqual([{ at: 'breakpoint', dr6: 1, rf: false }]);
  });

  test.each([
    ['int1', ['behind']],
    ['int 1', ['note', 'behind']],
  ])('a breakpoint that MOV SS met and %s', (instruction, places) => {
    const { met } = run(`mov dword [abs 0x210008], 0x10
      mov eax, 0x210008\n mov dr0, rax\n ${DR7_IS(0x401 | (3 << 16) | (1 << 18))}
      mov ss, [rax * 0 + 0x210008]
      ${instruction}
      behind: hlt`);
    expect(met.map(({ at }) => at)).toEqual(places);
  });

  test('a single step that MOV SS held back gives way to INT1', () => {
    const { met } = run(`mov ecx, 0x10\n ${STEPPING} mov ss, ecx\n int1\n behind: ${NOT_STEPPING} hlt`);
    expect(met[0]).toEqual({ at: 'behind', dr6: 0, rf: false });
    expect(met[1]?.dr6).toBe(0x4000);
  });
});

describe('SYSCALL and SYSRET', () => {
  const msr = (index: number, high: string, low: string): string =>
    `mov ecx, ${index}\n mov edx, ${high}\n mov eax, ${low}\n wrmsr\n`;
  const call = (mask: number): readonly Met[] =>
    run(`${msr(0xc000_0081, '0x00230008', '0')} ${msr(0xc000_0082, '0', 'target')} ${msr(0xc000_0084, '0', `${mask}`)}
      mov rbx, rsp\n ${STEPPING} syscall
      target: nop
      second: ${NOT_STEPPING} hlt`).met;

  test('are stepped by the TF that they leave', () => {
    expect(call(0)[0]?.at).toBe('target');
    expect(call(0x100)).toEqual([]);
  });
});

test('IRET to ring 3 makes a GS of ring 0 null and keeps its base', () => {
  const { gpr } = run(`mov eax, 0x10\n mov gs, eax
    mov ecx, 0xc0000101\n mov eax, 0x210000\n xor edx, edx\n wrmsr
    mov dword [abs 0x210010], 0x77
    ${gate(13, 'stop')} ${enterRing3('user')}
    user: mov ebx, [gs:abs 0x10]\n mov edx, gs\n hlt
    stop: hlt`);
  expect([gpr[3], gpr[2]]).toEqual([0x77n, 0n]);
});
