import { assemble } from '../../asm/assembler';
import { inlineIncludes } from '../../asm/language/inline-includes';
import type { AssembledProgram, SourceFile } from '../../asm/program';
import { libraryFiles } from '../../programs/library';
import type { ExportForm, ExportResult } from '../../protocol/language';
import { includeResolver } from '../include-resolver';
import { assembleWithLibrary } from '../load-program';
import { buildMultibootImage } from './multiboot-image';

/** Makes one file of a program. What is given away is held against the program first: it must have the same bytes. */
export function exportProgram(files: readonly SourceFile[], form: ExportForm): ExportResult {
  const program = assembleWithLibrary(files);
  const error = program.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) return { ok: false, refusal: { kind: 'errors', diagnostic: error } };
  return form === 'source' ? oneSource(files, program) : multiboot(program);
}

function oneSource(files: readonly SourceFile[], program: AssembledProgram): ExportResult {
  const text =
    '; One file of a VMXray program and everything it includes. To assemble it: nasm -f bin -o program.bin THIS_FILE\n' +
    inlineIncludes(files, includeResolver(libraryFiles(), files));
  const again = assemble([{ name: 'program.asm', text }], () => null);
  const error = again.diagnostics.find(({ severity }) => severity === 'error');
  if (error !== undefined) return { ok: false, refusal: { kind: 'one-file', diagnostic: error } };
  if (!sameSections(program, again)) return { ok: false, refusal: { kind: 'other-bytes' } };
  return { ok: true, bytes: new TextEncoder().encode(text) };
}

function multiboot(program: AssembledProgram): ExportResult {
  const image = buildMultibootImage(program);
  return image instanceof Uint8Array ? { ok: true, bytes: image } : { ok: false, refusal: image };
}

function sameSections(one: AssembledProgram, other: AssembledProgram): boolean {
  return (
    one.sections.length === other.sections.length &&
    one.sections.every(({ start, vstart, bytes }, n) => {
      const twin = other.sections[n];
      return (
        twin !== undefined &&
        twin.start === start &&
        twin.vstart === vstart &&
        twin.bytes.length === bytes.length &&
        twin.bytes.every((byte, k) => byte === bytes[k])
      );
    })
  );
}
