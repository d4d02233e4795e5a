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
    await this.activate(this.vmxray.page.getByRole('menuitemradio', { name: title }));
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

  /** A live VMCS field in the text. */
  field(id: string): Locator {
    return this.region('lesson').locator(`[data-field="${id}"]`).first();
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
      // The editor indents by itself; a line begins where the text says.
      await keyboard.press('Shift+Home');
      await keyboard.press('Delete');
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

  /** Presses Check and waits for what it found. */
  async check(): Promise<void> {
    const { lesson } = this.words;
    await this.activate(this.region('lesson').getByRole('button', { name: lesson.check, exact: true }));
    await expect(this.region('lesson').getByText(lesson.state.unchecked, { exact: true })).toHaveCount(0);
  }
}
