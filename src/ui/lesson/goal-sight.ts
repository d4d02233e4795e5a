import type { Translate } from '../../i18n/i18n';
import type { Exercise, Goal } from '../../lessons/exercise';
import type { GoalResult, GoalSight } from '../../protocol/grade';
import { exitReason } from '../../vmx/exit/exit-reasons.table';

/** Exits that a sentence names. */
const NAMED_EXITS = 12;

/** What a goal saw, in one sentence; between backticks is code. Empty when the run itself says it all. */
export function goalSightText(
  t: Translate,
  goal: Goal,
  { sight, reached, unfinished }: GoalResult,
  titleOf: (id: string) => string,
): string {
  if (unfinished) return t('lesson.sight.unfinished');
  // What a reached goal saw is what its sentence says, for these kinds.
  if (reached && (sight.kind === 'console' || sight.kind === 'ended' || sight.kind === 'mode')) return '';
  switch (sight.kind) {
    case 'not-run':
      return '';
    case 'needs':
      return t('lesson.sight.needs', { goals: sight.goals.map(titleOf).join(' ') });
    case 'unknown-symbol':
      return t('lesson.sight.unknownSymbol', { symbol: sight.symbol });
    case 'ended':
      return t('lesson.sight.ended', {
        how: t(`lesson.ends.${sight.how ?? 'stopped'}`, { value: sight.value ?? 0 }),
      });
    case 'mode':
      return t('lesson.sight.mode', { mode: t(`common.mode.${sight.mode}`) });
    case 'exits':
      return exitsText(t, sight);
    case 'count':
      return countText(t, goal, sight.count);
    case 'word':
      if (sight.seen === null) return t('lesson.sight.nothing');
      return reached
        ? t('lesson.sight.wordRight', { seen: sight.seen })
        : t('lesson.sight.word', { seen: sight.seen, expected: sight.expected });
    case 'bytes':
      return sight.seen === null ? t('lesson.sight.nothing') : t('lesson.sight.bytes', { seen: bytesText(sight.seen) });
    case 'console':
      if (sight.length === 0) return t('lesson.sight.noOutput');
      return t(sight.length > sight.text.length ? 'lesson.sight.outputEnd' : 'lesson.sight.output', {
        text: sight.text.trimEnd().replaceAll('`', '’'),
      });
  }
}

function exitsText(t: Translate, { reasons, count }: Extract<GoalSight, { kind: 'exits' }>): string {
  if (count === 0) return t('lesson.sight.noExits');
  const names = reasons.slice(0, NAMED_EXITS).map((reason) => exitReason(reason)?.name ?? `${reason}`);
  const exits = names.join(', ');
  const rest = count - names.length;
  return t('lesson.sight.exits', {
    exits: rest > 0 ? t('lesson.sight.moreExits', { exits, count: rest }) : exits,
  });
}

function countText(t: Translate, goal: Goal, count: number): string {
  if (goal.kind === 'happens' || goal.kind === 'never') {
    return count === 0 ? t('lesson.sight.neverHappened') : t('lesson.sight.happened', { count });
  }
  if (goal.kind === 'instructions-below') return t('lesson.sight.instructions', { count });
  return t(goal.kind === 'cycles-below' ? 'lesson.sight.cycles' : 'lesson.sight.count', { count });
}

const bytesText = (bytes: readonly (number | null)[]): string =>
  bytes.map((byte) => (byte === null ? '--' : byte.toString(16).padStart(2, '0'))).join(' ');

/** The sentence of a goal by its id. */
export const goalTitle =
  (exercise: Exercise, textOf: (text: Goal['text']) => string) =>
  (id: string): string => {
    const goal = exercise.goals.find((row) => row.id === id);
    return goal === undefined ? id : textOf(goal.text);
  };
