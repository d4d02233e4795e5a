import '../i18n/share';
import { currentLanguage, translate } from '../i18n/i18n';
import { readLink } from '../share/link';
import { type Reading, type ReadingProblem, readOwnWork } from '../share/read-work';
import type { Work } from '../share/work';
import { readWorkFile } from '../share/work-file';
import { loadProgram } from './actions';
import { firstExample, loadExamples } from './examples';
import type { FirstProgram } from './first-program';
import { type KeptWork, keepWork } from './kept-work';
import { goToMoment } from './moment';
import { applyPanes } from './saved-view';
import { forgetLink, hasWork, isUntouched, openUnstored } from './saved-work';
import { useSimulator } from './simulator-store';
import { notify } from './view-actions';
import { exampleProgram, isOwnWork, sameFiles, toProgram, toWork } from './work-state';
import { nextPaint } from './worker-line';

/**
 * Opening what came from outside: a link, a file, the storage. All of it has passed the schema; what cannot be opened is
 * said in one message, and the page shows something else. Own work is put away before a link takes its place.
 */

/** What a page with a link or with stored work opens with. */
export async function firstWork(hash: string, stored: string | null): Promise<FirstProgram> {
  await loadExamples();
  const own = stored === null ? null : readOwnWork(stored);
  const linked = hasWork(hash) ? await readLink(hash) : null;
  if (linked !== null && 'work' in linked) {
    const replaces = own !== null && !sameFiles(own.files, linked.work.files);
    const kept = replaces ? keepWork(own) : null;
    return { program: toProgram(linked.work), arrive: () => openUnstored(() => arrive(linked, kept)) };
  }
  const program = own === null ? exampleProgram(firstExample.id) : toProgram(own);
  return {
    program,
    arrive: async () => {
      if (linked !== null) sayProblem(linked.problem, own === null ? 'example' : 'own');
      else if (own === null) notify(translate('share.opened.storedLost'), null, true);
    },
  };
}

/** Opens a link while the page is open, e.g. when somebody puts it into the address. */
export async function openLink(hash: string): Promise<void> {
  await openReading(await readLink(hash));
}

/** Opens a file that was saved by `toWorkFile`. */
export async function openWorkFile(file: Blob): Promise<void> {
  await openReading(await readWorkFile(file));
  forgetLink();
}

/** Opens work that was put away; what is open is put away instead. */
export async function openKept({ work }: KeptWork): Promise<void> {
  putAway();
  forgetLink();
  await loadProgram(toProgram(work));
}

async function openReading(reading: Reading): Promise<void> {
  if ('problem' in reading) return sayProblem(reading.problem, 'open');
  await loadExamples();
  const kept = sameFiles(useSimulator.getState().files, reading.work.files) ? null : putAway();
  await openUnstored(async () => {
    await loadProgram(toProgram(reading.work));
    await arrive(reading, kept);
  });
}

/** Puts the program that is open away, unless it came by a link and is as it came. */
const putAway = (): KeptWork | null => (isUntouched() ? null : keepWork(toWork(useSimulator.getState())));

/** The program is loaded: goes to the moment, arranges the panes, and says what there is to say. */
async function arrive(reading: Extract<Reading, { work: Work }>, kept: KeptWork | null): Promise<void> {
  const { work, exampleChanged } = reading;
  const loaded = useSimulator.getState().loadedFiles === work.files;
  const words = [translate('share.opened.link')];
  if (exampleChanged) words.push(translate('share.opened.exampleChanged'));
  if (work.moment !== undefined) {
    const arrival = loaded ? await goToMoment(work.moment) : 'no-machine';
    if (arrival !== 'there')
      words.push(translate(`share.opened.${arrival}`, { n: work.moment.transition, engine: work.engine }));
  }
  if (work.panes !== undefined) {
    // After a move the editor brings the file of the instruction to the front; the link knows better.
    await nextPaint();
    applyPanes(work.panes);
  }
  if (kept !== null) words.push(translate('share.opened.kept'));
  notify(
    joinSentences(words),
    kept === null ? null : { label: translate('share.opened.back'), run: () => void openKept(kept) },
    words.length > 1,
  );
}

/** Says why something was not opened, and what is shown instead. */
function sayProblem(problem: ReadingProblem, shown: 'own' | 'example' | 'open'): void {
  forgetLink();
  const text = joinSentences([translate(`share.problems.${problem}`), translate(`share.shown.${shown}`)]);
  const other = shown === 'example' ? null : { label: translate('share.shown.openExample'), run: openFirst };
  notify(text, other, true);
}

function openFirst(): void {
  const work = toWork(useSimulator.getState());
  if (isOwnWork(work)) putAway();
  void loadProgram(exampleProgram(firstExample.id));
}

/** Chinese sentences stand without spaces between them. */
const joinSentences = (sentences: readonly string[]): string =>
  sentences.join(currentLanguage() === 'zh-CN' ? '' : ' ');
