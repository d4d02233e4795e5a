import { describe, expect, test } from 'vitest';
import { DEBUGCTL, LBR_FROM, LBR_TO, LBR_TOP } from '../../../src/cpu/state/processor-layout';
import { createMachine } from '../../../src/machine/create-machine';
import { assembleText, runToStop } from '../../support/lab-machine';
import { enterRing3, faultOf, gate } from './lab-fault';

const wrmsr = (index: number, value: number): string =>
  `mov ecx, ${index}\n mov eax, ${value}\n xor edx, edx\n wrmsr\n`;
const RECORD = wrmsr(0x1d9, 1);
const STOP = `${wrmsr(0x1d9, 0)} hlt\n`;

/** The records of a run, the newest first, as "where from → where to" by label. */
function records(text: string, count: number): { readonly branches: readonly string[]; readonly debugctl: bigint } {
  const program = assembleText(`start: ${text}`);
  const [p] = runToStop(createMachine({ memoryMib: 4, program })).processors;
  const name = (rip: bigint): string =>
    program.symbols.find((symbol) => symbol.kind === 'label' && symbol.value === rip)?.name ?? `0x${rip.toString(16)}`;
  const branches = Array.from({ length: count }, (_, back) => {
    const at = (p.s[LBR_TOP] - back + 16) % 16;
    return `${name(p.q[(LBR_FROM >> 1) + at])} → ${name(p.q[(LBR_TO >> 1) + at])}`;
  });
  return { branches, debugctl: p.q[DEBUGCTL >> 1] };
}

const BRANCHES = `${RECORD}
  xor eax, eax
  jnz never
  c: jz near1
  near1: nop
  j: jmp near2
  nop
  near2: lea rbx, [sub]
  k: call sub
  r: call rbx
  t: jmp rbp
  never: nop
  end: ${STOP}
  sub: lea rbp, [end]
  back: ret
`;

describe('last-branch records', () => {
  test('hold taken branches only, the newest where MSR_LASTBRANCH_TOS says', () => {
    expect(records(BRANCHES, 6).branches).toEqual([
      't → end',
      'back → t',
      'r → sub',
      'back → r',
      'k → sub',
      'j → near2',
    ]);
  });

  test.each([
    ['conditional branches', 0x004, 'c2 → z'],
    ['relative calls', 0x008, 'k → sub'],
    ['indirect calls', 0x010, 'r → sub'],
    ['near returns', 0x020, 'back → t'],
    ['indirect jumps', 0x040, 't → end'],
    ['relative jumps', 0x080, 'j → near2'],
  ])('MSR_LBR_SELECT leaves out %s', (_, bit, branch) => {
    const text = BRANCHES.replace('c: jz near1', 'c2: jz z\n nop\n z: nop');
    expect(records(text, 8).branches).toContain(branch);
    expect(records(`${wrmsr(0x1c8, bit)} ${text}`, 8).branches).not.toContain(branch);
  });

  test('hold exceptions and software interrupts, from the instruction at which they came', () => {
    const text = `${gate(6, 'handler')} ${gate(0x40, 'other')} ${RECORD}
      wrong: ud2
      handler: nop
      again: int 0x40
      other: ${STOP}`;
    expect(records(text, 2).branches).toEqual(['again → other', 'wrong → handler']);
    expect(records(`${wrmsr(0x1c8, 0x100)} ${text}`, 1).branches).toEqual(['0x0 → 0x0']);
  });

  test('MSR_LBR_SELECT tells ring 0 from the others by where a branch ends', () => {
    const text = `${gate(0x40, 'kernel', 0xee)} ${RECORD} ${enterRing3('user')}
      user: jmp inside
      nop
      inside: int 0x40
      kernel: ${STOP}`;
    expect(records(text, 2).branches).toEqual(['inside → kernel', 'user → inside']);
    expect(records(`${wrmsr(0x1c8, 1)} ${text}`, 1).branches).toEqual(['user → inside']);
    expect(records(`${wrmsr(0x1c8, 2)} ${text}`, 1).branches).toEqual(['inside → kernel']);
  });

  test('#DB clears LBR and is not recorded', () => {
    const text = `${gate(1, 'note')} ${RECORD}
      a: jmp b
      nop
      b: int1
      note: hlt`;
    const { branches, debugctl } = records(text, 1);
    expect([branches[0], debugctl]).toEqual(['a → b', 0n]);
  });

  test('the ring has sixteen pairs, which RDMSR reads and WRMSR writes', () => {
    const text = `${RECORD} mov esi, 20
      again: dec esi
      here: jnz again
      ${wrmsr(0x1d9, 0)} ${wrmsr(0x682, 0x1234)} mov ecx, 0x6c3
      rdmsr
      mov ebx, eax
      hlt`;
    const { branches } = records(text, 16);
    expect(branches.filter((branch) => branch === 'here → again')).toHaveLength(15);
    expect(branches).toContain('0x1234 → again');
  });

  test('MSR_LASTBRANCH_TOS is read-only, and reserved bits of MSR_LBR_SELECT are refused', () => {
    expect(faultOf(`start: ${wrmsr(0x1c9, 1)}`)).toMatchObject({ vector: 13 });
    expect(faultOf(`start: ${wrmsr(0x1c8, 0x200)}`)).toMatchObject({ vector: 13 });
  });
});
