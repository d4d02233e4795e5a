import type { SourceFile } from '../asm/program';
import { grading } from '../grading/grade';
import type { Exercise } from '../lessons/exercise';
import type { GradeResult } from '../protocol/grade';
import { assembleWithLibrary } from './load-program';
import { yieldToHost } from './yield-to-host';

/** Grades one submission at a time, in turns of some milliseconds between which everything else is served. */
export class Grader {
  private latest = 0;

  /** null when it was cancelled, or the next submission came before this one was done. */
  async grade(exercise: Exercise, files: readonly SourceFile[]): Promise<GradeResult | null> {
    const number = ++this.latest;
    const turns = grading(exercise, files, assembleWithLibrary);
    for (;;) {
      await yieldToHost();
      if (number !== this.latest) return null;
      const turn = turns.next();
      if (turn.done === true) return turn.value;
    }
  }

  cancel(): void {
    this.latest++;
  }
}
