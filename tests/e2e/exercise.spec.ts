import type { Page } from '@playwright/test';
import type { Exercise, Goal } from '../../src/lessons/exercise';
import { expect, test } from './vmxray-page';

/*
 * An exercise that came with a link or from storage, done with the keyboard alone: look, check, repair, run, check, travel to a
 * goal's moment, hints, start over. Its text is hostile, as a link's may be.
 */

const start = `%include "lab.inc"
start:
    mov eax, 1
; lock: end
    out 0xe9, al
    hlt
; unlock: end
`;

const goals: readonly Goal[] = [
  {
    id: 'rax',
    points: 3,
    text: { en: 'RAX ends as 5.', 'zh-CN': 'RAX 最后为 5。' },
    kind: 'register',
    name: 'RAX',
    value: '5',
  },
  {
    id: 'halts',
    points: 1,
    text: { en: 'The program halts.', 'zh-CN': '程序停机。' },
    kind: 'ends',
    how: 'halted',
  },
];

const exercise: Exercise = {
  version: 1,
  id: 'five',
  title: { en: 'Count to five', 'zh-CN': '数到五' },
  text: {
    en: 'Put **5** into `eax`. <img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> [more](javascript:window.hacked=1) [manual](https://example.org/) ![picture](https://example.org/x.png)\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    'zh-CN': '把 **5** 放入 `eax`。',
  },
  files: [{ name: 'start.asm', text: start }],
  goals,
  hints: [
    { en: 'Look at `mov`.', 'zh-CN': '看 `mov` 指令。' },
    { en: 'Write 5 instead of 1.', 'zh-CN': '把 1 改成 5。' },
  ],
};

/** Opens the page on the exercise as work that was stored. */
async function openExercise(page: Page, language: 'en' | 'zh-CN'): Promise<void> {
  const work = JSON.stringify({ version: 2, engine: '0.1.0', files: exercise.files, exercise });
  await page.addInitScript((text) => {
    if (localStorage.getItem('vmxray:work') === null) localStorage.setItem('vmxray:work', text);
  }, work);
  await page.goto(`?lang=${language}`);
  await page.waitForFunction(() => window.vmxray !== undefined);
  await idle(page);
}

const idle = (page: Page): Promise<void> => page.evaluate(() => window.vmxray.idle());

/** Presses Tab until an element has the focus, and then a key. */
async function reach(page: Page, element: ReturnType<Page['getByRole']>, key = 'Enter'): Promise<void> {
  await element.focus();
  await expect(element).toBeFocused();
  await page.keyboard.press(key);
  await idle(page);
}

const words = {
  en: {
    lesson: 'Lesson',
    tab: 'Lesson',
    check: 'Check',
    goals: 'Goals',
    reached: 'Reached',
    missed: 'Not reached',
    unchecked: 'Not checked yet',
    seen: 'Seen: 0x1; it should be 0x5.',
    some: '1 of 4 points',
    all: '4 of 4 points',
    every: 'Every goal is reached.',
    best: 'Best so far: 4 of 4 points.',
    hint: 'Show hint 1 of 2',
    secondHint: 'Show hint 2 of 2',
    hintText: 'Write 5 instead of 1.',
    startOver: 'Start over',
    moment: 'Go to the moment: RAX ends as 5.',
    title: 'Count to five',
    locked: 'start.asm, lines 4–7',
  },
  'zh-CN': {
    lesson: '课程',
    tab: '课程',
    check: '检查',
    goals: '目标',
    reached: '已达成',
    missed: '未达成',
    unchecked: '尚未检查',
    seen: '实际为 0x1，应为 0x5。',
    some: '1 / 4 分',
    all: '4 / 4 分',
    every: '全部目标均已达成。',
    best: '目前最好成绩：4 / 4 分。',
    hint: '显示提示 1（共 2 条）',
    secondHint: '显示提示 2（共 2 条）',
    hintText: '把 1 改成 5。',
    startOver: '还原文件',
    moment: '转到该时刻：RAX 最后为 5。',
    title: '数到五',
    locked: 'start.asm 第 4–7 行',
  },
} as const;

for (const language of ['en', 'zh-CN'] as const) {
  test(`an exercise is done with the keyboard, in ${language}`, async ({ page }) => {
    const w = words[language];
    await openExercise(page, language);
    await reach(page, page.getByRole('tab', { name: w.tab, exact: true }));
    const panel = page.getByRole('region', { name: w.lesson, exact: true });
    await expect(panel.getByRole('heading', { name: w.title })).toBeVisible();
    const list = panel.getByRole('list', { name: w.goals });
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await expect(list.getByRole('listitem').first()).toContainText(w.unchecked);

    await reach(page, panel.getByRole('button', { name: w.check, exact: true }));
    await expect(list.getByRole('listitem').first()).toContainText(`${w.missed}:`);
    await expect(list.getByRole('listitem').first()).toContainText(w.seen);
    await expect(list.getByRole('listitem').nth(1)).toContainText(`${w.reached}:`);
    await expect(panel.getByText(w.some)).toBeVisible();

    await reach(page, panel.getByRole('button', { name: w.hint }));
    await reach(page, panel.getByRole('button', { name: w.secondHint }));
    await expect(panel.getByText(w.hintText)).toBeVisible();

    // The cursor goes behind the 1 of `mov eax, 1`, and the program is run: that checks it, too.
    await reach(page, panel.getByRole('button', { name: w.locked }));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('5');
    await idle(page);
    await page.keyboard.press('F5');
    await idle(page);
    await expect(panel.getByText(w.all)).toBeVisible();
    await expect(panel.getByText(w.every)).toBeVisible();

    await page.keyboard.press('Escape');
    await reach(page, panel.getByRole('button', { name: w.moment }));
    expect(await page.locator('.position code').first().textContent()).toBe('3');

    await reach(page, panel.getByRole('button', { name: w.startOver, exact: true }));
    await expect(page.locator('.view-line', { hasText: 'mov eax, 1' })).toBeVisible();

    await page.reload();
    await page.waitForFunction(() => window.vmxray !== undefined);
    await idle(page);
    await page.getByRole('tab', { name: w.tab, exact: true }).click();
    await expect(panel.getByText(w.best)).toBeVisible();
    await expect(panel.getByText(w.hintText)).toBeVisible();
  });
}

test('a hostile text shows its words and does nothing', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('example.org')) fetched.push(request.url());
  });
  await openExercise(page, 'en');
  await page.getByRole('tab', { name: 'Lesson', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Lesson', exact: true });
  await expect(panel.locator('strong', { hasText: '5' })).toBeVisible();
  await expect(panel.locator('img, script, iframe')).toHaveCount(0);
  await expect(panel.getByText('picture')).toBeVisible();
  await expect(panel.getByRole('cell', { name: '2' })).toBeVisible();
  const link = panel.getByRole('link', { name: 'manual' });
  await expect(link).toHaveAttribute('target', '_blank');
  await expect(link).toHaveAttribute('rel', /noopener/);
  expect(await panel.locator('a[href^="javascript"]').count()).toBe(0);
  await panel.getByText('more').click();
  expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
  expect(fetched).toEqual([]);
});

test('locked lines are grey and cannot be typed into; a changed one is named', async ({ page }) => {
  await openExercise(page, 'en');
  await page.getByRole('tab', { name: 'Lesson', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Lesson', exact: true });
  await expect(page.locator('.view-overlays .line-locked').first()).toBeVisible();
  await panel.getByRole('button', { name: 'start.asm, lines 4–7' }).click();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await page.keyboard.type('x');
  await idle(page);
  await expect(page.locator('.view-line', { hasText: 'out 0xe9, alx' })).toHaveCount(0);
  await expect(
    page.getByTestId('editor').getByText('This line belongs to the exercise and must stay as it is.'),
  ).toBeVisible();

  // Behind the region a Backspace joins its last line with the next: the check says so.
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.type('nop');
  await page.keyboard.press('Home');
  await page.keyboard.press('Backspace');
  await idle(page);
  await panel.getByRole('button', { name: 'Check', exact: true }).click();
  await idle(page);
  await expect(
    panel.getByText('There are no points as long as a grey part differs from what was given.'),
  ).toBeVisible();
  await expect(panel.getByText('0 of 4 points')).toBeVisible();
});

test('a program that never ends, and one with errors, are told as such', async ({ page }) => {
  await openExercise(page, 'en');
  await page.getByRole('tab', { name: 'Lesson', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Lesson', exact: true });
  const replaceLine = async (text: string): Promise<void> => {
    await panel.getByRole('button', { name: /^start\.asm, lines / }).click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.type(text);
    await idle(page);
    await panel.getByRole('button', { name: 'Check', exact: true }).click();
    await idle(page);
  };
  await replaceLine('jmp $');
  await expect(
    panel.getByText(/^Your program does not end: it was stopped after 10.000.000 instructions\.$/),
  ).toBeVisible();
  await expect(panel.getByText('The run was stopped before its end, so this is not known.').first()).toBeVisible();
  await replaceLine('moov eax, 1');
  await expect(panel.getByText('Your program does not assemble, so it was not run.')).toBeVisible();
  await panel.getByRole('button', { name: 'start.asm:3' }).click();
  await expect(page.getByRole('region', { name: 'Editor', exact: true })).toBeVisible();
});

test('axe finds nothing in an exercise and in a lesson, in both themes', async ({ vmxray, page }) => {
  await openExercise(page, 'en');
  await page.getByRole('tab', { name: 'Lesson', exact: true }).click();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await idle(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await vmxray.expectAccessible(`the exercise, ${colorScheme}`, '.region-lesson');
  }
  await vmxray.chooseProgram('The first VM exit');
  await expect(page.getByRole('heading', { name: 'The first VM exit' })).toBeVisible();
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await idle(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await vmxray.expectAccessible(`the lesson, ${colorScheme}`, '.region-lesson');
  }
});
