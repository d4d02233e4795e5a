import { describe, expect, test } from 'vitest';
import { cachedTranslations } from '../../../src/cpu/mmu/tlb-view';
import { PKRU } from '../../../src/cpu/state/processor-layout';
import { runLab } from '../../support/lab-machine';
import { enterRing3, faultOf, registers } from './lab-fault';

const setCr4 = (bits: number): string => `mov rax, cr4\n or eax, ${bits}\n mov cr4, rax\n`;
const PKE = setCr4(0x40_0000);
const PCIDE = setCr4(0x2_0000);

describe('RDPKRU and WRPKRU', () => {
  test('read and write PKRU, in ring 3 too', () => {
    const body = 'mov eax, 0xfffffff0\n xor ecx, ecx\n xor edx, edx\n wrpkru\n mov edx, 7\n xor eax, eax\n rdpkru\n';
    const machine = runLab(`start: ${PKE} ${body} hlt`);
    expect(registers(machine)).toMatchObject({ rax: 0xffff_fff0n, rdx: 0n });
    expect(machine.processors[0].s[PKRU] >>> 0).toBe(0xffff_fff0);
    expect(faultOf(`start: ${PKE} ${enterRing3('user')} user: ${body} cli`)).toMatchObject({ vector: 13 });
  });

  test.each([
    ['RDPKRU without CR4.PKE', 'start: xor ecx, ecx\n rdpkru', 6],
    ['WRPKRU without CR4.PKE', 'start: xor ecx, ecx\n xor edx, edx\n wrpkru', 6],
    ['RDPKRU with ECX not 0', `start: ${PKE} mov ecx, 1\n rdpkru`, 13],
    ['WRPKRU with ECX not 0', `start: ${PKE} mov ecx, 1\n xor edx, edx\n wrpkru`, 13],
    ['WRPKRU with EDX not 0', `start: ${PKE} xor ecx, ecx\n mov edx, 1\n wrpkru`, 13],
  ])('%s', (_, text, vector) => {
    expect(faultOf(text).vector).toBe(vector);
  });

  test('a page fault of a protection key says so', () => {
    // The lab maps its first 2 MiB by PDE 0 of the first directory: walk down from CR3, give the page key 1.
    const key =
      'mov rbx, cr3\n mov rbx, [rbx]\n and rbx, -4096\n mov rbx, [rbx]\n and rbx, -4096\n bts qword [rbx + 8], 59\n';
    const text = `start: ${PKE} ${key} xor ecx, ecx\n xor edx, edx\n mov eax, 8\n wrpkru\n invlpg [0x200000]\n mov eax, [0x200000]\n mov [0x200000], eax`;
    expect(faultOf(text)).toMatchObject({ vector: 14, errorCode: 0x23 });
  });
});

describe('INVPCID', () => {
  const invpcid = (type: number, pcid: bigint, address = 0n): string =>
    `mov rax, ${pcid}\n mov [0x200000], rax\n mov rax, ${address}\n mov [0x200008], rax\n mov eax, ${type}\n invpcid rax, [0x200000]\n`;

  test.each([
    ['type 4', '', invpcid(4, 0n)],
    ['a type with high bits', '', `mov rax, 0x100000000\n invpcid rax, [0x200000]`],
    ['reserved bits in the descriptor', PCIDE, invpcid(2, 0x1000n)],
    ['type 0, a PCID without CR4.PCIDE', '', invpcid(0, 1n)],
    ['type 1, a PCID without CR4.PCIDE', '', invpcid(1, 1n)],
    ['type 0, an address that is not canonical', PCIDE, invpcid(0, 1n, 1n << 63n)],
  ])('%s: #GP(0)', (_, before, text) => {
    expect(faultOf(`start: ${before} ${text}`)).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('is for ring 0', () => {
    expect(faultOf(`start: ${enterRing3('user')} user: ${invpcid(3, 0n)}`)).toMatchObject({ vector: 13, errorCode: 0 });
  });

  test('takes what its type names out of the TLB', () => {
    const touch = 'mov eax, [0x400000]\n mov eax, [0x601000]\n';
    const pages = (text: string): bigint[] =>
      cachedTranslations(runLab(`start: ${PCIDE} ${touch} ${text} hlt`).processors[0])
        .filter(({ kind }) => kind === 'data')
        .map(({ linear }) => linear)
        .filter((linear) => linear > 0x20_0000n);
    expect(pages('')).toEqual([0x40_0000n, 0x60_1000n]);
    expect(pages(invpcid(0, 0n, 0x40_0000n))).toEqual([0x60_1000n]);
    expect(pages(invpcid(0, 3n, 0x40_0000n))).toEqual([0x40_0000n, 0x60_1000n]);
    expect(pages(invpcid(1, 0n))).toEqual([]);
    expect(pages(invpcid(1, 3n))).toEqual([0x40_0000n, 0x60_1000n]);
  });
});
