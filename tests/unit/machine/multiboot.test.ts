import { describe, expect, test } from 'vitest';
import { FEATURE_CONTROL } from '../../../src/cpu/state/processor-layout';
import { STOP_HALTED, STOP_SHUTDOWN } from '../../../src/cpu/state/stop-code';
import { BootError } from '../../../src/machine/boot/boot-error';
import { isMultiboot } from '../../../src/machine/boot/multiboot-header';
import { createMachine } from '../../../src/machine/create-machine';
import type { Machine } from '../../../src/machine/machine';
import { assembleText, runToStop } from '../../support/lab-machine';
import { registers } from '../cpu-system/lab-fault';

const HEADER = (flags: number, fields = ''): string => `
  align 4
  header: dd 0x1badb002, ${flags}, -(0x1badb002 + ${flags})
  ${fields}`;
const ADDRESSES = 'dd header, 0x100000, 0, bss_end, entry';

/** A flat image whose stub goes to 64-bit mode, as the images for the comparison with Bochs do. */
const FLAT = `bits 32
  org 0x100000
  entry: jmp go
  ${HEADER(0x1_0003, ADDRESSES)}
  gdt: dq 0, 0x00af9a000000ffff, 0x00cf92000000ffff
  gdtr: dw 23
  dd gdt
  go: mov esp, 0x180000
  mov ebp, eax
  mov esi, ebx
  mov edi, pml4
  mov dword [edi], pml4 + 0x1000 + 7
  mov dword [edi + 0x1000], pml4 + 0x2000 + 7
  mov dword [edi + 0x2000], 0x87
  mov dword [edi + 0x2008], 0x200087
  mov eax, cr4
  or eax, 0x20
  mov cr4, eax
  mov cr3, edi
  mov ecx, 0xc0000080
  rdmsr
  or eax, 0x100
  wrmsr
  mov eax, cr0
  or eax, 0x80000000
  mov cr0, eax
  lgdt [gdtr]
  jmp 8:long
  bits 64
  long: mov ecx, cs
  mov rax, 0x1122334455667788
  hlt
  align 4096
  pml4: 
  image_end:
  bss_end equ 0x110000
`;

const flatImage = (text = FLAT): Uint8Array => assembleText(text, '').image as Uint8Array;
const boot = (
  image: Uint8Array,
  extra: { commandLine?: string; modules?: { bytes: Uint8Array; arguments: string }[] } = {},
): Machine =>
  createMachine({
    memoryMib: 16,
    multiboot: { image, commandLine: extra.commandLine ?? 'test', modules: extra.modules ?? [] },
  });

/** Reads what the boot information of a machine at its first instruction says. */
function information(machine: Machine) {
  const { view, u8 } = machine.image;
  const at = 0x10_0000 + Number(registers(machine).rbx);
  const word = (offset: number): number => view.getUint32(at + offset, true);
  const textAt = (address: number): string => {
    let text = '';
    for (let k = 0x10_0000 + address; u8[k] !== 0; k++) text += String.fromCharCode(u8[k]);
    return text;
  };
  return { word, textAt, at: (address: number): number => view.getUint32(0x10_0000 + address, true) };
}

/** Wraps code for 0x100000 into an ELF file of one segment, linked at `virtual`. */
function elf(bits: 32 | 64, code: Uint8Array, virtual: number): Uint8Array {
  const wide = bits === 64;
  const file = new Uint8Array(0x1000 + code.length);
  const view = new DataView(file.buffer);
  const word = (at: number, value: number): void =>
    wide ? view.setBigUint64(at, BigInt(value), true) : view.setUint32(at, value, true);
  file.set([0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, wide ? 62 : 3, true);
  word(24, virtual);
  const table = wide ? 64 : 52;
  word(wide ? 32 : 28, table);
  view.setUint16(wide ? 54 : 42, wide ? 56 : 32, true);
  view.setUint16(wide ? 56 : 44, 1, true);
  view.setUint32(table, 1, true);
  word(table + (wide ? 8 : 4), 0x1000);
  word(table + (wide ? 16 : 8), virtual);
  word(table + (wide ? 24 : 12), 0x10_0000);
  word(table + (wide ? 32 : 16), code.length);
  word(table + (wide ? 40 : 20), code.length + 0x2000);
  file.set(code, 0x1000);
  return file;
}

/** Adds three section headers: none, .text in its segment, and names that no segment loads. */
function withSections(file: Uint8Array, bits: 32 | 64): Uint8Array {
  const wide = bits === 64;
  const size = wide ? 64 : 40;
  const table = Math.ceil(file.length / 8) * 8;
  const grown = new Uint8Array(table + 3 * size + 8);
  grown.set(file);
  const view = new DataView(grown.buffer);
  const word = (at: number, value: number): void =>
    wide ? view.setBigUint64(at, BigInt(value), true) : view.setUint32(at, value, true);
  word(wide ? 40 : 32, table);
  view.setUint16(wide ? 58 : 46, size, true);
  view.setUint16(wide ? 60 : 48, 3, true);
  view.setUint16(wide ? 62 : 50, 2, true);
  const section = (n: number, type: number, address: number, offset: number, bytes: number): void => {
    const at = table + n * size;
    view.setUint32(at + 4, type, true);
    word(at + (wide ? 16 : 12), address);
    word(at + (wide ? 24 : 16), offset);
    word(at + (wide ? 32 : 20), bytes);
  };
  section(1, 1, 0x10_0000, 0x1000, 16);
  section(2, 3, 0, table + 3 * size, 8);
  grown.set([0, 0x6e, 0x61, 0x6d, 0x65], table + 3 * size);
  return grown;
}

describe('Multiboot boot', () => {
  test('runs a flat image from 32-bit protected mode into 64-bit mode', () => {
    const machine = runToStop(boot(flatImage()));
    expect(machine.stop).toBe(STOP_HALTED);
    expect(registers(machine)).toMatchObject({ rcx: 8n, rax: 0x1122_3344_5566_7788n, rbp: 0x2bad_b002n });
    expect(machine.processors[0].q[FEATURE_CONTROL >> 1]).toBe(0n);
  });

  test('gives memory, map, command line and modules', () => {
    const modules = [
      { bytes: Uint8Array.of(1, 2, 3, 4), arguments: 'one.bin first' },
      { bytes: new Uint8Array(5000).fill(7), arguments: 'two.bin' },
    ];
    const machine = boot(flatImage(), { commandLine: 'kernel.bin --fast ü', modules });
    expect(registers(machine)).toMatchObject({ rax: 0x2bad_b002n });
    const { word, textAt, at } = information(machine);
    expect(word(0)).toBe(0x24d);
    expect([word(4), word(8)]).toEqual([639, 15 * 1024]);
    expect(textAt(word(16))).toBe('kernel.bin --fast Ã¼');
    expect(word(20)).toBe(2);
    const first = word(24);
    expect(textAt(at(first + 8))).toBe('one.bin first');
    expect(at(first) % 4096).toBe(0);
    expect(at(first)).toBeGreaterThanOrEqual(0x11_0000);
    expect(at(at(first))).toBe(0x0403_0201);
    expect(at(first + 4) - at(first)).toBe(4);
    expect(at(first + 16)).toBeGreaterThanOrEqual(at(first + 4));
    const map = word(48);
    expect([at(map), at(map + 4), at(map + 12), at(map + 20)]).toEqual([20, 0, 0x9_fc00, 1]);
    expect(word(44)).toBe(6 * 24);
    const apic = map + 4 * 24;
    expect([at(apic + 4), at(apic + 12), at(apic + 20)]).toEqual([0xfec0_0000, 0x1000, 2]);
  });

  test.each([32, 64] as const)('hands over the section headers of an ELF%s file, with every section loaded', (bits) => {
    const code = assembleText(`bits 32\n org 0x100000\n entry: hlt\n ${HEADER(3)}`, '').image as Uint8Array;
    const machine = boot(withSections(elf(bits, code, 0x10_0000), bits));
    const { word, at } = information(machine);
    expect(word(0) & 0x20).toBe(0x20);
    const size = bits === 64 ? 64 : 40;
    expect([word(28), word(32), word(40)]).toEqual([3, size, 2]);
    const place = bits === 64 ? 16 : 12;
    const headers = word(36);
    expect(headers).toBeGreaterThanOrEqual(0x10_2000);
    expect(at(headers + size + place)).toBe(0x10_0000);
    const names = at(headers + 2 * size + place);
    expect(names).toBeGreaterThanOrEqual(0x10_2000);
    expect(at(names)).toBe(0x6d61_6e00);
  });

  test.each([32, 64] as const)('loads ELF%s segments to their physical addresses and converts the entry', (bits) => {
    const code = assembleText(`bits 32\n org 0xC0000000\n entry: mov ecx, 77\n hlt\n ${HEADER(3)}`, '')
      .image as Uint8Array;
    const machine = runToStop(boot(elf(bits, code, 0xc000_0000)));
    expect(registers(machine).rcx).toBe(77n);
  });

  test('loads a segment below 1 MiB, as linkers place the ELF headers of a kernel at 1 MiB', () => {
    const code = assembleText(
      `bits 32\n org 0xff000\n ${HEADER(3)}\n times 0x1000 - ($ - $$) nop\n entry: mov ecx, 78\n hlt`,
      '',
    ).image as Uint8Array;
    const image = elf(32, code, 0xf_f000);
    const view = new DataView(image.buffer);
    view.setUint32(24, 0x10_0000, true);
    view.setUint32(52 + 12, 0xf_f000, true);
    const machine = runToStop(boot(image));
    expect(machine.stop).toBe(STOP_HALTED);
    expect(registers(machine).rcx).toBe(78n);
  });
});

describe('32-bit protected mode', () => {
  const code = (text: string): Uint8Array =>
    flatImage(`bits 32
      org 0x100000
      entry: jmp go
      ${HEADER(0x1_0003, 'dd header, 0x100000, 0, 0, entry')}
      idtr: dw 0x7ff
      dd 0x200000
      go: ${text}`);

  test('takes interrupts and exceptions through 32-bit gates and returns with IRET', () => {
    const machine = runToStop(
      boot(
        code(`lidt [idtr]
          mov eax, handler
          mov [0x200000 + 0x40 * 8], ax
          mov word [0x200000 + 0x40 * 8 + 2], 0x10
          mov dword [0x200000 + 0x40 * 8 + 4], 0x108e00
          mov eax, undefined
          mov [0x200000 + 6 * 8], ax
          mov word [0x200000 + 6 * 8 + 2], 0x10
          mov dword [0x200000 + 6 * 8 + 4], 0x108f00
          mov ebp, esp
          int 0x40
          sub ebp, esp
          bad: ud2
          handler: mov ecx, 5
          iretd
          undefined: mov edx, [esp]
          sub edx, bad
          hlt`),
      ),
    );
    expect(machine.stop).toBe(STOP_HALTED);
    expect(registers(machine)).toMatchObject({ rcx: 5n, rbp: 0n, rdx: 0n });
  });

  test('without an IDT any exception is shutdown, a page fault as well', () => {
    expect(runToStop(boot(code('ud2'))).stop).toBe(STOP_SHUTDOWN);
    const machine = runToStop(boot(code('mov eax, cr0\n or eax, 0x80000000\n mov cr0, eax\n nop')));
    expect(machine.stop).toBe(STOP_SHUTDOWN);
  });

  test('PG with LME needs PAE', () => {
    const machine = runToStop(
      boot(
        code('mov ecx, 0xc0000080\n rdmsr\n or eax, 0x100\n wrmsr\n mov eax, cr0\n or eax, 0x80000000\n mov cr0, eax'),
      ),
    );
    expect(machine.stop).toBe(STOP_SHUTDOWN);
  });
});

describe('broken images', () => {
  const failure = (image: Uint8Array): string => {
    try {
      boot(image);
    } catch (error) {
      expect(error).toBeInstanceOf(BootError);
      return (error as Error).message;
    }
    throw new Error('it booted');
  };
  const header = (flags: number, fields = ''): Uint8Array =>
    flatImage(`bits 32\n org 0x100000\n entry: hlt\n bss_end equ 0\n ${HEADER(flags, fields)}\n times 32 nop`);

  test('are told apart from sources', () => {
    expect(isMultiboot(flatImage())).toBe(true);
    expect(isMultiboot(new TextEncoder().encode('start: hlt\n'))).toBe(false);
    expect(isMultiboot(new Uint8Array(3))).toBe(false);
  });

  test.each([
    ['no header', new Uint8Array(100), 'no Multiboot header'],
    ['a video mode', header(4, ''), '0x4'],
    ['neither ELF nor addresses', header(3), 'no ELF'],
    ['addresses cut off', flatImage(`bits 32\n ${HEADER(0x1_0003)}`), 'cut off'],
    ['load address before the file', header(0x1_0003, 'dd header, 0xf0000, 0, 0, entry'), 'before the image'],
    ['load end beyond the file', header(0x1_0003, 'dd header, 0x100000, 0x200000, 0, entry'), 'beyond the end'],
    ['bss before the end', header(0x1_0003, 'dd header, 0x100000, 0, 0x100001, entry'), 'bss_end_addr'],
    ['more memory than there is', header(0x1_0003, 'dd header, 0x100000, 0, 0x10000000, entry'), 'needs memory up to'],
  ])('%s', (_name, image, text) => {
    expect(failure(image)).toContain(text);
  });

  test('ELF files that end too early or are for others', () => {
    const code = assembleText(`bits 32\n org 0x100000\n entry: hlt\n ${HEADER(3)}`, '').image as Uint8Array;
    const good = elf(32, code, 0x10_0000);
    const changed = (at: number, value: number): Uint8Array => {
      const copy = good.slice();
      copy[at] = value;
      return copy;
    };
    expect(failure(changed(4, 9))).toContain('32-bit nor 64-bit');
    expect(failure(changed(18, 40))).toContain('another processor');
    expect(failure(changed(44, 200))).toContain('program headers');
    expect(failure(changed(52, 0))).toContain('nothing to load');
    expect(failure(changed(52 + 18, 1))).toContain('beyond the end of the file');
    expect(failure(changed(27, 0x70))).toContain('entry 0x70100000 lies in none of its segments');
  });
});
