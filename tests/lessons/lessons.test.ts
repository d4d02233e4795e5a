import { describe, expect, test } from 'vitest';
import { grade } from '../../src/grading/grade';
import type { Exercise } from '../../src/lessons/exercise';
import { parseExercise } from '../../src/lessons/exercise-schema';
import { lessons } from '../../src/lessons/index';
import { checkLockedRegions, findLockedRegions } from '../../src/lessons/locked-regions';
import type { GradeResult } from '../../src/protocol/grade';
import { assembleWithLibrary } from '../../src/worker/load-program';
import { type LessonId, lessonFiles, lessonIds } from './lesson-files';
import { submissionFiles, submissions } from './submissions';

/** The one exercise of a lesson. */
async function exerciseOf(id: LessonId): Promise<Exercise> {
  const entry = lessons.find((row) => row.id === id);
  const exercises = (await entry?.load())?.lesson.exercises ?? [];
  expect(exercises).toHaveLength(1);
  return exercises[0] as Exercise;
}

const missed = (result: GradeResult): string[] => result.goals.filter(({ reached }) => !reached).map(({ id }) => id);

test('the menu has the lessons that are checked here', () => {
  expect(lessons.map(({ id }) => id)).toEqual(lessonIds);
});

for (const id of lessonIds) {
  describe(id, async () => {
    const exercise = await exerciseOf(id);
    const own = submissions.filter(({ lesson }) => lesson === id);

    test('the lesson has its own id, and its exercise keeps the schema', async () => {
      const entry = lessons.find((row) => row.id === id);
      expect((await entry?.load())?.lesson.id).toBe(id);
      expect(parseExercise(JSON.parse(JSON.stringify(exercise)))).toEqual({ exercise });
      expect(exercise.files).toEqual(lessonFiles(id, 'start'));
    });

    test('the solution keeps the locked regions', () => {
      const given = lessonFiles(id, 'start');
      expect(findLockedRegions(given).problems).toEqual([]);
      expect(findLockedRegions(given).regions.length).toBeGreaterThan(0);
      expect(checkLockedRegions(given, lessonFiles(id, 'solution'))).toEqual([]);
    });

    test('every title, text, goal and hint is there in both languages', () => {
      for (const text of [
        exercise.title,
        exercise.text,
        ...exercise.goals.map((goal) => goal.text),
        ...exercise.hints,
      ]) {
        expect(text.en).not.toBe('');
        expect(text['zh-CN'], text.en).toMatch(/\p{Script=Han}/u);
      }
    });

    test('every goal has a mistake that costs it alone', () => {
      const alone = new Set(
        own.filter(({ of, misses }) => of === 'solution' && misses.length === 1).map(({ misses }) => misses[0]),
      );
      expect([...alone].sort()).toEqual(exercise.goals.map((goal) => goal.id).sort());
    });

    for (const submission of own) {
      const { name, misses } = submission;
      test(`${name}: ${misses.length === 0 ? 'all goals' : `not ${misses.join(', ')}`}`, () => {
        const result = grade(exercise, submissionFiles(submission), assembleWithLibrary);
        expect(missed(result)).toEqual(misses);
        expect(result.locked).toEqual([]);
        const lost = exercise.goals
          .filter((goal) => misses.includes(goal.id))
          .reduce((sum, { points }) => sum + points, 0);
        expect(result.points).toBe(result.maximum - lost);
        if (misses.length === 0) expect(result.run).toEqual({ kind: 'ended', how: 'halted', value: null });
      });
    }
  });
}
