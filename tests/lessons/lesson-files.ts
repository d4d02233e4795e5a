import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../../src/asm/program';

/** Which file of a lesson's folder becomes which file of the program, at the start and in the solution. */
interface LessonSources {
  readonly start: Readonly<Record<string, string>>;
  readonly solution: Readonly<Record<string, string>>;
}

/** The sources of each lesson by its id. */
export const lessonSources = {
  'first-vm-exit': {
    start: { 'vmm.asm': 'start.asm', 'guest.asm': 'guest.asm' },
    solution: { 'vmm.asm': 'solution.asm', 'guest.asm': 'guest.asm' },
  },
  'who-decides': {
    start: { 'vmm.asm': 'start.asm', 'guest.asm': 'guest.asm' },
    solution: { 'vmm.asm': 'solution.asm', 'guest.asm': 'guest.asm' },
  },
  'when-entry-fails': {
    start: { 'vmm.asm': 'start.asm', 'guests.asm': 'guests.asm' },
    solution: { 'vmm.asm': 'solution.asm', 'guests.asm': 'guests.asm' },
  },
  'what-an-exit-costs': {
    start: { 'vmm.asm': 'start.asm', 'guest.asm': 'guest-start.asm' },
    solution: { 'vmm.asm': 'solution.asm', 'guest.asm': 'guest-solution.asm' },
  },
} as const satisfies Readonly<Record<string, LessonSources>>;

export type LessonId = keyof typeof lessonSources;

export const lessonIds = Object.keys(lessonSources) as LessonId[];

/** Text of a file in a lesson's folder. */
export function lessonText(id: LessonId, name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../src/lessons/${id}/${name}`, import.meta.url)), 'utf8');
}

/** The files that a learner has at the start, or at the end. */
export function lessonFiles(id: LessonId, state: 'start' | 'solution'): readonly SourceFile[] {
  return Object.entries(lessonSources[id][state]).map(([name, source]) => ({ name, text: lessonText(id, source) }));
}
