import { assemble } from '../../src/asm/assembler';
import { libraryFiles } from '../../src/programs/library';
import { includeResolver } from '../../src/worker/include-resolver';
import { longProgram } from './long-program';

/** The page assembles again and again while somebody types, so the first rounds only warm up. */
const WARM_UP = 6;
const ROUNDS = 20;

/** Milliseconds of each time that the long program is assembled. */
export function measureAssembling(): readonly number[] {
  const files = [{ name: 'long.asm', text: longProgram() }];
  const resolve = includeResolver(libraryFiles(), files);
  const samples: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const began = performance.now();
    const { image, diagnostics } = assemble(files, resolve);
    samples.push(performance.now() - began);
    if (image === undefined) throw new Error(`the long program is wrong: ${diagnostics[0]?.message}`);
  }
  return samples.slice(WARM_UP);
}
