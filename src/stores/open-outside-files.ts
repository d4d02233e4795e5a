import type { SourceFile } from '../asm/program';
import { setFiles } from './actions';
import { useSimulator } from './simulator-store';

/** Files that come from outside. */

/** A larger file is no program to learn from; it would also not fit into links and storage. */
export const MAX_FILE_BYTES = 1024 * 1024;
/** More files than this are a mistake of the hand that dropped them. */
export const MAX_FILES = 64;

/** Why a file was not taken. */
export interface RefusedFile {
  readonly name: string;
  readonly why: 'too-large' | 'not-text' | 'library' | 'too-many' | 'unreadable';
}

export interface OpenedFiles {
  readonly added: readonly string[];
  /** Files of the program that have a new text now. */
  readonly replaced: readonly string[];
  readonly refused: readonly RefusedFile[];
  /** Makes the program what it was before. */
  readonly undo: () => void;
}

/** What there is to a file of the desktop: a part of the browser's File. */
export type OutsideFile = Pick<File, 'name' | 'size' | 'arrayBuffer'>;

/** Adds files to the program, in the order of their names; one that is there already gets the new text. */
export async function openFiles(outside: readonly OutsideFile[]): Promise<OpenedFiles> {
  const before = useSimulator.getState();
  const added: string[] = [];
  const replaced: string[] = [];
  const refused: RefusedFile[] = [];
  const files = [...before.files];
  for (const file of [...outside].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const at = files.findIndex(({ name }) => name === file.name);
    const library = before.libraries.some(({ name }) => name === file.name);
    const why = library ? 'library' : at < 0 && files.length >= MAX_FILES ? 'too-many' : null;
    const text = why ?? (await readText(file));
    if (typeof text === 'string') {
      refused.push({ name: file.name, why: text });
      continue;
    }
    (at < 0 ? added : replaced).push(file.name);
    if (at < 0) files.push(text);
    else files[at] = text;
  }
  const shown = added[0] ?? replaced[0];
  if (shown !== undefined) setFiles(files, shown);
  const undo = () => setFiles(before.files, before.openFile ?? before.files[0]?.name ?? '');
  return { added, replaced, refused, undo };
}

/** The text of a file with lines that end in one way, or why it has none. */
async function readText(file: OutsideFile): Promise<SourceFile | RefusedFile['why']> {
  if (file.size > MAX_FILE_BYTES) return 'too-large';
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder, or a file that has gone away.
    return 'unreadable';
  }
  if (bytes.includes(0)) return 'not-text';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { name: file.name, text: text.replaceAll('\r\n', '\n') };
  } catch {
    return 'not-text';
  }
}
