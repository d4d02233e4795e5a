import { programs } from '../../../src/programs/index';
import { readLink } from '../../../src/share/link';
import type { Reading } from '../../../src/share/read-work';
import { ENGINE_VERSION, type Work } from '../../../src/share/work';

/** A program that began from no example. */
export const ownWork: Work = {
  engine: ENGINE_VERSION,
  program: null,
  model: 'everything',
  memoryMib: 64,
  files: [{ name: 'vmm.asm', text: 'start:\n    hlt ; 停机\n' }],
  breakpoints: [],
};

/** An example as the menu opens it. */
export function exampleWork(id: string): Work {
  const example = programs.find((program) => program.id === id);
  if (example === undefined) throw new Error(`no example ${id}`);
  const { files, processors } = example;
  return { ...ownWork, program: id, files, ...(processors === undefined ? {} : { processors }) };
}

export const hashOf = (link: string): string => link.slice(link.indexOf('#'));

export const read = (link: string): Promise<Reading> => readLink(hashOf(link));
