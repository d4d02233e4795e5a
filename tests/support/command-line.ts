import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../src/cli/command-line';

export interface CommandResult {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** A folder with files in it, in which the command line is run; remove it at the end. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'vmxray-'));

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), content);
  }

  read(name: string): Uint8Array {
    return readFileSync(join(this.folder, name));
  }

  text(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  async vmxray(...args: string[]): Promise<CommandResult> {
    let output = '';
    let errors = '';
    const decoder = new TextDecoder();
    const status = await runCommandLine(args, {
      folder: this.folder,
      standardOutput: (bytes) => {
        output += decoder.decode(bytes, { stream: true });
      },
      standardError: (text) => {
        errors += text;
      },
    });
    return { status, output, errors };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A lab program out of the lines behind `start:`. */
export const labProgram = (text: string): string => `%include "lab.inc"\nstart:\n${text}\n`;

/** A Multiboot v1 image of the a.out-kludge kind at 1 MiB: header, then code in 32-bit mode. */
export function multibootImage(
  code: readonly number[],
  header: Partial<Record<'flags' | 'checksum' | 'load' | 'entry', number>> = {},
): Uint8Array {
  const base = 0x10_0000;
  const flags = header.flags ?? 0x1_0000;
  const bytes = new Uint8Array(32 + code.length);
  const view = new DataView(bytes.buffer);
  const load = header.load ?? base;
  const words = [
    0x1bad_b002,
    flags,
    header.checksum ?? -(0x1bad_b002 + flags),
    load,
    load,
    0,
    0,
    header.entry ?? base + 32,
  ];
  for (const [k, word] of words.entries()) view.setInt32(4 * k, word | 0, true);
  bytes.set(code, 32);
  return bytes;
}
