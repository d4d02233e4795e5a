import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SourceFile } from '../asm/program';
import { isBootSector } from '../machine/boot/boot-sector';
import { isMultiboot } from '../machine/boot/multiboot-header';
import { CommandError, STATUS_INPUT, STATUS_USAGE } from './exit-status';
import type { Host } from './host';
import { systemReason } from './output';

/** What FILE… stands for. */
export type Input =
  | { readonly kind: 'sources'; readonly files: readonly SourceFile[]; readonly folders: readonly string[] }
  | { readonly kind: 'image'; readonly name: string; readonly bytes: Uint8Array };

const ELF_MAGIC = 0x7f45_4c46;

/** Reads a file the user named. @throws CommandError in one line */
export function readInput(name: string, host: Host): Uint8Array {
  try {
    return readFileSync(resolve(host.folder, name));
  } catch (error) {
    throw new CommandError(STATUS_INPUT, `vmxray: cannot read ${name}: ${systemReason(error)}`);
  }
}

/** Whether the bytes are a kernel: ELF, or a Multiboot v1 header with its checksum. */
export function isKernel(bytes: Uint8Array): boolean {
  const magic = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0;
  return magic === ELF_MAGIC || isMultiboot(bytes);
}

/** Whether the bytes are an image rather than a text: a kernel or a boot sector. */
export const isImage = (bytes: Uint8Array): boolean => isKernel(bytes) || isBootSector(bytes);

/** Reads FILE…: one image, or sources that form one program. */
export function readInputs(names: readonly string[], host: Host): Input {
  const contents = names.map((name) => ({ name, bytes: readInput(name, host) }));
  const image = contents.find(({ bytes }) => isImage(bytes));
  if (image !== undefined) {
    if (contents.length > 1) {
      const what = isKernel(image.bytes) ? 'a kernel image' : 'a boot sector';
      throw new CommandError(STATUS_USAGE, `vmxray: ${image.name} is ${what}; it is run alone`);
    }
    return { kind: 'image', ...image };
  }
  const files = contents.map(({ name, bytes }) => ({ name, text: sourceText(name, bytes) }));
  return { kind: 'sources', files, folders: names.map((name) => dirname(resolve(host.folder, name))) };
}

function sourceText(name: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) {
    throw new CommandError(
      STATUS_INPUT,
      `vmxray: ${name} is neither an assembly source nor a Multiboot kernel (it has zero bytes and no Multiboot header)`,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError(
      STATUS_INPUT,
      `vmxray: ${name} is neither an assembly source nor a Multiboot kernel (it is not UTF-8 text)`,
    );
  }
}
