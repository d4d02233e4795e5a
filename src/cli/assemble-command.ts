import type { AssembledProgram, SourceFile } from '../asm/program';
import { assembleFiles } from './assemble-files';
import { CommandError, STATUS_HALTED, STATUS_INPUT } from './exit-status';
import type { Host } from './host';
import { readInputs } from './input-files';
import { Output } from './output';

export interface AssembleOptions {
  readonly output: string;
  readonly listing?: string;
}

const BYTES_PER_LINE = 12;

/** `vmxray assemble`: writes the flat image and, when asked, a listing. */
export function assembleCommand(names: readonly string[], options: AssembleOptions, host: Host): number {
  const input = readInputs(names, host);
  if (input.kind === 'image')
    throw new CommandError(STATUS_INPUT, `vmxray: ${input.name} is a kernel image, not a source`);
  const program = assembleFiles(input.files, input.folders, host);
  write(options.output, program.image ?? new Uint8Array(), host);
  if (options.listing !== undefined) {
    write(options.listing, new TextEncoder().encode(listing(program, input.files)), host);
  }
  return STATUS_HALTED;
}

function write(name: string, bytes: Uint8Array, host: Host): void {
  const output = Output.open(name, host);
  output.bytes(bytes);
  output.close();
}

/** Each line that made bytes: address, bytes, file, line and text. */
function listing(program: AssembledProgram, files: readonly SourceFile[]): string {
  const texts = new Map(files.map(({ name, text }) => [name, text.split(/\r?\n/)]));
  const lines = program.lines.map(({ address, length, file, line }) => {
    const section = program.sections.find(({ vstart, bytes }) => address >= vstart && address < vstart + bytes.length);
    const start = section === undefined ? 0 : address - section.vstart;
    const bytes = section?.bytes.subarray(start, start + Math.min(length, BYTES_PER_LINE)) ?? new Uint8Array();
    const hex =
      Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') + (length > BYTES_PER_LINE ? '…' : '');
    const text = texts.get(file)?.[line - 1] ?? '';
    return `${address.toString(16).padStart(8, '0')}  ${hex.padEnd(2 * BYTES_PER_LINE + 1)}  ${file}:${line}: ${text.trim()}`;
  });
  return `${lines.join('\n')}\n`;
}
