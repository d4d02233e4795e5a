import { expect, type Locator } from '@playwright/test';
import { en } from '../../src/i18n/en/en';
import { lesson } from '../../src/i18n/en/lesson';
import { zhCN } from '../../src/i18n/zh-CN/zh-cn';
import { type LessonId, lessonFiles } from '../lessons/lesson-files';
import { hunksBetween } from './line-hunks';
import type { VmxrayPage } from './vmxray-page';

const catalogues = { en: { ...en, lesson }, 'zh-CN': zhCN } as const;

export type ReaderLanguage = keyof typeof catalogues;

type PanelName = keyof typeof en.app.regions;
type ControlName = 'run' | 'restart' | 'nextExit' | 'nextEntry';

/** Someone who does a lesson with the keyboard alone, in one language: every element is reached by its name there. */
export class LessonReader {
  readonly words: (typeof catalogues)[ReaderLanguage];

  constructor(
    private readonly vmxray: VmxrayPage,
    readonly language: ReaderLanguage,
  ) {
    this.words = catalogues[language];
  }

  region(panel: PanelName): Locator {
    return this.vmxray.page.getByRole('region', { name: this.words.app.regions[panel], exact: true });
  }

  get mode(): Locator {
    return this.vmxray.page.getByRole('status', { name: this.words.app.status.name });
  }

  /** Chooses the lesson in the menu. */
  async open(title: string): Promise<void> {
    await this.vmxray.open(`?lang=${this.language}`);
    await this.activate(this.vmxray.page.getByRole('button', { name: `${this.words.app.header.program}: ` }));
    await this.activate(
      this.vmxray.page.getByRole('menuitemradio', { name: new RegExp(`^${title.replace('?', '\\?')}`) }),
    );
    await this.show('lesson');
    await expect(this.region('lesson').getByRole('heading', { name: title })).toBeVisible();
  }

  /** Brings a panel to the front by its tab. */
  async show(panel: PanelName): Promise<void> {
    await this.activate(this.vmxray.page.getByRole('tab', { name: this.words.app.regions[panel], exact: true }));
    await expect(this.region(panel)).toBeVisible();
  }

  /** Presses a run control that stands in the lesson's text: the n-th button of that name, as often as told. */
  async press(control: ControlName, { nth = 0, times = 1 } = {}): Promise<void> {
    const name = this.words.app.controls[control];
    const button = this.region('lesson').getByRole('button', { name, exact: true }).nth(nth);
    for (let n = 0; n < times; n++) await this.activate(button);
  }

  /** A live value in the text, by the name before it, which may have its meaning behind it: the n-th of that name. */
  live(name: string, nth = 0): Locator {
    const { page } = this.vmxray;
    const named = page.locator('.live-name', { hasText: new RegExp(`^${name}(?:（|$)`) });
    return this.region('lesson').locator('.live').filter({ has: named }).nth(nth);
  }

  /** Goes to the moment of a transition in the list of exits. */
  async goToTransition(title: string): Promise<void> {
    await this.show('exits');
    const list = this.region('exits').getByRole('listbox');
    const row = list.getByRole('option', { name: title });
    await list.focus();
    await this.vmxray.page.keyboard.press('Home');
    for (let n = 0; n < 40 && (await row.getAttribute('data-active')) !== 'true'; n++) {
      await this.vmxray.page.keyboard.press('ArrowDown');
    }
    await expect(row).toHaveAttribute('data-active', 'true');
    await this.vmxray.page.keyboard.press('Enter');
    await this.vmxray.idle();
  }

  /** Focuses something and presses Enter. */
  async activate(target: Locator): Promise<void> {
    await target.focus();
    await this.vmxray.page.keyboard.press('Enter');
    await this.vmxray.idle();
  }

  /** Replaces lines of a file in the editor, keys only. */
  async replaceLines(file: string, firstLine: number, removed: number, added: readonly string[]): Promise<void> {
    const { keyboard } = this.vmxray.page;
    const editor = this.region('editor');
    await this.activate(editor.getByRole('tab', { name: file, exact: true }));
    await editor.getByRole('textbox').first().focus();
    await keyboard.press('Control+Home');
    for (let n = 1; n < firstLine; n++) await keyboard.press('ArrowDown');
    for (let n = 0; n < removed; n++) await keyboard.press('Shift+ArrowDown');
    if (removed > 0) await keyboard.press('Delete');
    for (const line of added) {
      await keyboard.insertText(line);
      await keyboard.press('Escape');
      await keyboard.press('Enter');
    }
    await this.vmxray.idle();
  }

  /** Edits the files of the start until they are the solution's. */
  async editToSolution(id: LessonId): Promise<void> {
    const solution = new Map(lessonFiles(id, 'solution').map(({ name, text }) => [name, text]));
    for (const { name, text } of lessonFiles(id, 'start')) {
      for (const { firstLine, removed, added } of hunksBetween(text, solution.get(name) ?? '')) {
        await this.replaceLines(name, firstLine, removed, added);
      }
    }
  }

  /** Follows a link of the text to a panel: the n-th to that panel. */
  async follow(panel: PanelName, nth = 0): Promise<void> {
    const link = this.region('lesson').getByRole('button', { name: this.words.app.regions[panel], exact: true });
    await this.activate(link.nth(nth));
    await expect(this.region(panel)).toBeVisible();
  }

  /** Puts the files of the lesson back as they were given. */
  async startOver(): Promise<void> {
    const { startOver } = this.words.lesson;
    await this.activate(this.region('lesson').getByRole('button', { name: startOver, exact: true }).first());
  }

  /** Opens the hints one after the other. */
  async openHints(count: number): Promise<void> {
    const { nextHint, hint } = this.words.lesson;
    for (let n = 1; n <= count; n++) {
      const name = nextHint.replace('{{n}}', String(n)).replace('{{count}}', String(count));
      await this.activate(this.region('lesson').getByRole('button', { name, exact: true }));
      const title = hint.replace('{{n}}', String(n));
      await expect(this.region('lesson').getByRole('heading', { name: title, exact: true })).toBeVisible();
    }
  }

  /** The start misses a goal; edited to the solution it reaches them all. */
  async checkBeforeAndAfter(id: LessonId): Promise<void> {
    const { lesson } = this.words;
    const exercise = this.region('lesson').locator('.exercise');
    const check = exercise.getByRole('button', { name: lesson.check, exact: true });
    await this.activate(check);
    await expect(exercise.getByText(lesson.state.missed).first()).toBeAttached();
    await expect(exercise.getByText(lesson.allReached)).toHaveCount(0);
    await this.editToSolution(id);
    await this.activate(check);
    await expect(exercise.getByText(lesson.allReached)).toBeVisible();
    await expect(exercise.getByText(lesson.state.missed)).toHaveCount(0);
  }
}
