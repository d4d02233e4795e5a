import type { SourceFile } from '../asm/program';
import { Hash64 } from '../base/hash-64';
import { programs } from '../programs/index';
import type { Work } from './work';

/**
 * A work whose files are those of an example needs no texts in its link: the example's id and the hash of its texts. Should
 * the example have changed since, the page opens it as it is now and says so.
 */
export interface ExampleReference {
  readonly unchanged: string;
}

/** Refers to the example that a work began from; null when its files were edited. */
export function referToExample({ program, files }: Work): ExampleReference | null {
  const example = programs.find(({ id }) => id === program);
  if (example === undefined) return null;
  const unchanged = hashFiles(files);
  return unchanged === hashFiles(example.files) ? { unchanged } : null;
}

/** The files of an example, and whether they are still those with this hash. null when there is no such example. */
export function findExample(
  program: string,
  hash: string,
): { readonly files: readonly SourceFile[]; readonly same: boolean } | null {
  const example = programs.find(({ id }) => id === program);
  return example === undefined ? null : { files: example.files, same: hashFiles(example.files) === hash };
}

/** 16 hexadecimal digits of names and texts in their order. */
function hashFiles(files: readonly SourceFile[]): string {
  const hash = new Hash64();
  hash.start(files.length);
  for (const part of files.flatMap(({ name, text }) => [name, text])) {
    hash.word(part.length);
    for (let k = 0; k < part.length; k++) hash.word(part.charCodeAt(k));
  }
  hash.finish();
  return hash.toString();
}
