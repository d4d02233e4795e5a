import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labProgram, multibootImage, Workplace } from '../../support/command-line';

/** Something wrong that a person may give to the command line, with what is said about it and the exit status. */
interface BadInput {
  readonly name: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly args: readonly string[];
  readonly status: number;
  /** The whole of standard error. */
  readonly says: RegExp;
}

const ok = labProgram(' hlt');
const bootSector = new Uint8Array(512);
bootSector.set([0x55, 0xaa], 510);
const elf = (...changes: readonly [offset: number, value: number][]): Uint8Array => {
  const bytes = new Uint8Array(128);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  for (const [offset, value] of changes) bytes[offset] = value;
  return bytes;
};

/** An ELF32 file of one segment at 1 MiB that begins with a Multiboot header. */
function elfKernel(entry: number): Uint8Array {
  const bytes = elf([18, 3], [28, 52], [42, 32], [44, 1]);
  const view = new DataView(bytes.buffer);
  view.setUint32(24, entry, true);
  for (const [k, word] of [1, 84, 0x10_0000, 0x10_0000, 44, 44, 5, 4].entries()) view.setUint32(52 + 4 * k, word, true);
  for (const [k, word] of [0x1bad_b002, 0, -0x1bad_b002].entries()) view.setInt32(84 + 4 * k, word | 0, true);
  return bytes;
}

const badInputs: readonly BadInput[] = [
  // Programs.
  {
    name: 'an unknown instruction',
    files: { 'a.asm': labProgram(' moov rax, 1') },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:3:2: error: unknown instruction `moov`/,
  },
  {
    name: 'an undefined label',
    files: { 'a.asm': labProgram(' jmp nowhere') },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:3:\d+: error: symbol `nowhere` is not defined/,
  },
  {
    name: 'a label twice',
    files: { 'a.asm': labProgram('here:\n nop\nhere:\n hlt') },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:5:\d+: error: .*here/,
  },
  {
    name: 'operands that do not fit',
    files: { 'a.asm': labProgram(' mov al, rbx') },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:3:\d+: error: /,
  },
  {
    name: 'an include that is nowhere',
    files: { 'a.asm': '%include "gone.inc"\n' },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:1:\d+: error: .*gone\.inc/,
  },
  {
    name: 'an error inside an included file',
    files: { 'a.asm': `%include "b.inc"\n${ok}`, 'b.inc': ' bogus eax\n' },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^b\.inc:1:\d+: error: /,
  },
  {
    name: 'a macro without its end',
    files: { 'a.asm': '%macro open 0\n nop\n' },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:\d+:\d+: error: .*macro/,
  },
  {
    name: 'two errors, both told',
    files: { 'a.asm': labProgram(' foo1 eax\n foo2 eax') },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^a\.asm:3:.*\na\.asm:4:.*\n$/,
  },
  {
    name: 'a program without code',
    files: { 'a.asm': '; nothing\n' },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^vmxray: a\.asm: the program has no instructions\n$/,
  },
  {
    name: 'a program that forgot bits and org',
    files: { 'a.asm': 'start: hlt\n' },
    args: ['run', 'a.asm'],
    status: 66,
    says: /bits 64[\s\S]*0x100000/,
  },
  {
    name: 'a program beyond the memory',
    files: { 'a.asm': 'bits 64\nsection .far start=0x4000000\nstart: hlt\n' },
    args: ['run', 'a.asm', '--memory', '16'],
    status: 66,
    says: /^vmxray: a\.asm: section \.far ends at 0x4000001, beyond the machine’?'?s 16 MiB of memory\n$/,
  },
  // Files and images.
  {
    name: 'a file that is not there',
    args: ['run', 'gone.asm'],
    status: 66,
    says: /^vmxray: cannot read gone\.asm: no such file or directory\n$/,
  },
  { name: 'a folder', args: ['run', '.'], status: 66, says: /^vmxray: cannot read \.: .*directory/ },
  {
    name: 'bytes that are no program',
    files: { 'a.bin': new Uint8Array([1, 0, 2, 0]) },
    args: ['run', 'a.bin'],
    status: 66,
    says: /^vmxray: a\.bin is neither an assembly source nor a Multiboot kernel/,
  },
  {
    name: 'a text that is not UTF-8',
    files: { 'a.asm': new Uint8Array([0x3b, 0xff, 0xfe, 0x0a]) },
    args: ['run', 'a.asm'],
    status: 66,
    says: /^vmxray: a\.asm is neither .* \(it is not UTF-8 text\)\n$/,
  },
  {
    name: 'an ELF file without a Multiboot header',
    files: { kernel: elf() },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel: .*Multiboot header/,
  },
  {
    name: 'an image that asks for a video mode',
    files: { kernel: multibootImage([0xf4], { flags: 0x1_0004 }) },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel: the Multiboot header requires what is not offered \(flags 0x4; 0x4 is a video mode\)\n$/,
  },
  {
    name: 'an image that loads above the memory',
    files: { kernel: multibootImage([0xf4], { load: 0x4000_0000 }) },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel: .*memory/,
  },
  {
    name: 'an image whose header has a wrong checksum',
    files: { kernel: multibootImage([0xf4], { checksum: 1 }) },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel is neither .* no Multiboot header\)\n$/,
  },
  {
    name: 'an image where a source is wanted',
    files: { kernel: multibootImage([0xf4]) },
    args: ['assemble', 'kernel', '--output', 'x'],
    status: 66,
    says: /^vmxray: kernel is a kernel image, not a source\n$/,
  },
  {
    name: 'a module that is not there',
    files: { kernel: multibootImage([0xf4]) },
    args: ['run', 'kernel', '--module', 'gone,x=1'],
    status: 66,
    says: /^vmxray: cannot read gone: no such file or directory\n$/,
  },
  {
    name: 'an ELF kernel whose entry is outside its segments',
    files: { kernel: elfKernel(0x7000_0000) },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel: the ELF file’s entry 0x70000000 lies in none of its segments\n$/,
  },
  {
    name: 'an ELF kernel that is cut off in its segment',
    files: { kernel: elfKernel(0x10_0000).subarray(0, 100) },
    args: ['run', 'kernel'],
    status: 66,
    says: /^vmxray: kernel: ELF segment 0 lies beyond the end of the file\n$/,
  },
  // Command lines.
  {
    name: 'a module without a name',
    files: { kernel: multibootImage([0xf4]) },
    args: ['run', 'kernel', '--module', ',x=1'],
    status: 64,
    says: /^vmxray: --module needs a file name before the comma\n$/,
  },
  { name: 'no command', args: [], status: 64, says: /Usage: vmxray/ },
  { name: 'an unknown command', args: ['fly'], status: 64, says: /^vmxray: unknown command 'fly'/ },
  { name: 'no file', args: ['run'], status: 64, says: /^vmxray: missing required argument 'file'\n$/ },
  {
    name: 'an unknown option',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--fast'],
    status: 64,
    says: /^vmxray: unknown option '--fast'/,
  },
  {
    name: 'memory that is no number',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--memory', 'much'],
    status: 64,
    says: /^vmxray: .*--memory.* It must be a whole number from 2 to 3072\.\n$/,
  },
  {
    name: 'more memory than there can be',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--memory', '4096'],
    status: 64,
    says: /from 2 to 3072/,
  },
  {
    name: 'a limit of nothing',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--max-instructions', '0'],
    status: 64,
    says: /--max-instructions/,
  },
  {
    name: 'more processors than there can be',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--cpus', '9'],
    status: 64,
    says: /^vmxray: option '--cpus <n>' argument '9' is invalid. It must be a whole number from 1 to 8\.\n$/,
  },
  {
    name: 'an unknown model',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--model', 'z80'],
    status: 64,
    says: /^vmxray: unknown model "z80"; known models: prescott-2m .* everything\n$/,
  },
  {
    name: 'a lab program for a model without 64-bit mode',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--model', 'yonah'],
    status: 66,
    says: /^vmxray: a\.asm: the processor model "yonah" has no Intel 64.*\n$/,
  },
  {
    name: 'a command line for a boot sector',
    files: { 'a.bin': bootSector },
    args: ['run', 'a.bin', '--cmdline', 'x'],
    status: 64,
    says: /^vmxray: --cmdline and --module are for a Multiboot kernel, not for a boot sector\n$/,
  },
  {
    name: 'a source beside a boot sector',
    files: { 'a.asm': ok, 'a.bin': bootSector },
    args: ['run', 'a.asm', 'a.bin'],
    status: 64,
    says: /^vmxray: a\.bin is a boot sector; it is run alone\n$/,
  },
  {
    name: 'a command line for a source',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--cmdline', 'x'],
    status: 64,
    says: /^vmxray: --cmdline and --module are for a Multiboot kernel, not for sources\n$/,
  },
  {
    name: 'a source beside an image',
    files: { 'a.asm': ok, kernel: multibootImage([0xf4]) },
    args: ['run', 'a.asm', 'kernel'],
    status: 64,
    says: /^vmxray: kernel is a kernel image; it is run alone\n$/,
  },
  {
    name: 'a trace that cannot be written',
    files: { 'a.asm': ok },
    args: ['run', 'a.asm', '--trace', 'no/such/folder'],
    status: 64,
    says: /^vmxray: cannot write no\/such\/folder: no such file or directory\n$/,
  },
  {
    name: 'assemble without an output',
    files: { 'a.asm': ok },
    args: ['assemble', 'a.asm'],
    status: 64,
    says: /--output/,
  },
];

describe('bad input', () => {
  let place: Workplace;
  beforeAll(() => {
    place = new Workplace();
  });
  afterAll(() => place.remove());

  for (const { name, files = {}, args, status, says } of badInputs) {
    it(`${name}: status ${status}`, async () => {
      for (const [file, content] of Object.entries(files)) place.write(file, content);
      const result = await place.vmxray(...args);
      expect(result.errors).toMatch(says);
      expect(result.output).toBe('');
      expect(result.status).toBe(status);
    });
  }
});
