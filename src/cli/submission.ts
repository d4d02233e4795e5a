import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { SourceFile } from '../asm/program';
import { gradingLimits } from '../grading/grading-limits.table';
import type { Exercise } from '../lessons/exercise';
import type { GradedRun } from '../protocol/grade';
import { CommandError, STATUS_INPUT } from './exit-status';
import type { Host } from './host';
import { systemReason } from './output';

/** What was handed in, under the name that the user typed; `problem` when it cannot be graded at all. */
export interface Submission {
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly problem: GradedRun | null;
}

/**
 * Reads a submission: a file that is named like one of the exercise's takes its place, one with another name is the whole
 * program; a folder holds files that take the places of the exercise's.
 * @throws CommandError when there is nothing of that name
 */
export function readSubmission(name: string, exercise: Exercise, host: Host): Submission {
  try {
    return read(name, resolve(host.folder, name), exercise);
  } catch (error) {
    throw new CommandError(STATUS_INPUT, `vmxray: cannot read ${name}: ${systemReason(error)}`);
  }
}

function read(name: string, path: string, exercise: Exercise): Submission {
  const names = exercise.files.map((file) => file.name);
  const isFolder = statSync(path).isDirectory();
  const paths = isFolder ? names.map((file) => join(path, file)).filter((file) => existsSync(file)) : [path];
  const refuse = (problem: GradedRun): Submission => ({ name, files: [], problem });
  if (paths.length === 0) return refuse({ kind: 'unreadable', message: `there is no ${names.join(' or ')} in it` });
  const size = paths.reduce((sum, file) => sum + statSync(file).size, 0);
  if (size > gradingLimits.bytes) {
    return refuse({ kind: 'too-large', what: 'bytes', size, most: gradingLimits.bytes });
  }
  const handedIn = new Map<string, string>();
  for (const file of paths) {
    const text = textOf(readFileSync(file));
    if (text === null) return refuse({ kind: 'unreadable', message: `${basename(file)} is not UTF-8 text` });
    handedIn.set(basename(file), text);
  }
  const isWhole = !isFolder && !names.includes(basename(path));
  const files = isWhole
    ? [...handedIn].map(([file, text]) => ({ name: file, text }))
    : exercise.files.map((file) => ({ name: file.name, text: handedIn.get(file.name) ?? file.text }));
  return { name, files, problem: null };
}

function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
