import { version } from '../../package.json';
import type { SourceFile } from '../asm/program';
import { DEFAULT_PROCESSORS } from '../cpu/state/processor-count.table';
import type { Exercise } from '../lessons/exercise';
import { DEFAULT_MEMORY_MIB } from '../machine/memory/memory-size.table';
import { DEFAULT_MODEL } from '../models/model-list.table';
import type { Breakpoint, JournalEntry } from '../protocol/commands';
import type { References } from './example-reference';

/** Version of the form in which a work leaves the page now. Older ones are brought up to it by `migrations/`. */
export const SCHEMA_VERSION = 3;
/** The version of VMXray, and so of its engine. */
export const ENGINE_VERSION = version;

/** A person's work: what a link, a file or the browser's storage holds. */
export interface Work {
  /** The VMXray that made it. */
  readonly engine: string;
  /** Example that the work began from; null when none. */
  readonly program: string | null;
  readonly model: string;
  readonly memoryMib: number;
  /** Logical processors of the machine; absent = 1. */
  readonly processors?: number;
  readonly files: readonly SourceFile[];
  readonly breakpoints: readonly Breakpoint[];
  readonly panes?: Panes;
  /** What is to be done with the program, and the goals by which it is checked. */
  readonly exercise?: Exercise;
  readonly moment?: Moment;
}

/** Which file and which tabs are in front. Names that a page does not know are passed over. */
export interface Panes {
  readonly openFile: string | null;
  readonly middle: string;
  readonly inspector: string;
  /** Whether the inspector is open where it is a drawer. */
  readonly drawer: boolean;
}

/** An instant of a run: program and journal give it again, bit for bit, on the same engine. */
export interface Moment {
  readonly journal: readonly JournalEntry[];
  readonly position: number;
  /** How many transitions had happened: where an engine goes that comes to another digest. */
  readonly transition: number;
  /** Hash of the machine's whole state. */
  readonly digest: string;
}

/**
 * The JSON text of a work. What is as usual is left out; machine words are hexadecimal texts. `references` stand for what
 * need not be written out.
 */
export function toText(work: Work, references: References = {}): string {
  const { engine, program, model, memoryMib, processors, files, breakpoints, panes, exercise, moment } = work;
  const { unchanged, lessonExercise } = references;
  const form = {
    version: SCHEMA_VERSION,
    engine,
    ...(program === null ? {} : { program }),
    ...(model === DEFAULT_MODEL ? {} : { model }),
    ...(memoryMib === DEFAULT_MEMORY_MIB ? {} : { memoryMib }),
    ...(processors === undefined || processors === DEFAULT_PROCESSORS ? {} : { processors }),
    ...(unchanged === undefined ? { files: files.map(({ name, text }) => ({ name, text })) } : { unchanged }),
    ...(breakpoints.length === 0 ? {} : { breakpoints }),
    ...(panes === undefined ? {} : { panes }),
    ...(lessonExercise === undefined ? { exercise } : { lessonExercise }),
    ...(moment === undefined ? {} : { moment }),
  };
  return JSON.stringify(form, (_, value: unknown) => (typeof value === 'bigint' ? `0x${value.toString(16)}` : value));
}
