import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

/** How far the machine has come, as the page says it. */
export interface ShownMoment {
  readonly instructions: number;
  readonly cycles: number;
}

/** The page as a person sees it: by its accessible names in English. */
export class VmxrayPage {
  constructor(readonly page: Page) {}

  /** Opens the page and waits until it has booted; `address` may carry a query and a fragment. */
  async open(address = '?lang=en'): Promise<void> {
    await this.page.goto(address);
    await this.page.waitForFunction(() => window.vmxray !== undefined);
    await this.idle();
  }

  /** Waits until worker and paint are at rest. */
  async idle(): Promise<void> {
    await this.page.evaluate(() => window.vmxray.idle());
  }

  /** One of the run controls. */
  control(name: string) {
    return this.page.getByRole('toolbar', { name: 'Run controls' }).getByRole('button', { name, exact: true });
  }

  /** Presses one of the run controls and waits for the machine. */
  async press(name: string): Promise<void> {
    await this.control(name).click();
    await this.idle();
  }

  /** Presses a key as often as told, then waits for the machine. At most 32 commands may wait for their turn. */
  async key(keys: string, times = 1): Promise<void> {
    for (let n = 0; n < times; n++) await this.page.keyboard.press(keys);
    await this.idle();
  }

  region(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  get mode() {
    return this.page.getByRole('status', { name: 'Processor mode' });
  }

  /** Opens the tab of a panel. */
  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
    await this.idle();
  }

  /** Chooses a program in the menu by its title. */
  async chooseProgram(title: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Program: / }).click();
    await this.page.getByRole('menuitemradio', { name: title }).click();
    await this.idle();
  }

  /** Instructions and cycles as the bar shows them. */
  async moment(): Promise<ShownMoment> {
    const [instructions = '', cycles = ''] = await this.page.locator('.position code').allTextContents();
    return { instructions: digitsOf(instructions), cycles: digitsOf(cycles) };
  }

  digest(): Promise<string> {
    return this.page.evaluate(() => window.vmxray.digest());
  }

  /** The values that the VMCS panel shows, by field id, as hexadecimal digits without leading zeros. */
  async vmcsFields(): Promise<Record<string, string>> {
    const rows = await this.region('VMCS')
      .locator('.field-row')
      .evaluateAll((found) =>
        found.map((row) => [
          row.getAttribute('data-field') ?? '',
          row.querySelector('.hex-value')?.textContent?.replaceAll(' ', '') ?? '',
        ]),
      );
    return Object.fromEntries(rows.map(([id, digits]) => [id, BigInt(`0x${digits}`).toString(16)]));
  }

  /** Puts the cursor behind the first line that contains a text, in the file that is open. */
  async cursorBehind(text: string): Promise<void> {
    await this.line(text).first().click();
    await this.page.keyboard.press('End');
  }

  /** Lines of the open file that contain a text. */
  line(text: string | RegExp) {
    return this.region('Editor').locator('.view-line', { hasText: text });
  }

  /** Types lines behind the first line that contains a text, and waits until they are assembled. */
  async typeBehind(text: string, ...lines: string[]): Promise<void> {
    await this.cursorBehind(text);
    for (const line of lines) {
      await this.page.keyboard.press('Enter');
      await this.page.keyboard.insertText(line);
    }
    await this.idle();
  }

  async openFile(name: string): Promise<void> {
    await this.region('Editor').getByRole('tab', { name }).click();
    await this.idle();
  }

  /** Fails when axe finds anything in the page, or in the part of it that a selector names; `where` is said with it. */
  async expectAccessible(where = 'the page', part?: string): Promise<void> {
    if (part !== undefined) await expect(this.page.locator(part)).toBeVisible();
    const axe = new AxeBuilder({ page: this.page });
    const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      where,
    ).toEqual([]);
  }
}

/** The number that a text with grouped digits shows. */
const digitsOf = (text: string): number => Number(text.replaceAll(/\D/g, ''));

/** A test with an open page in `vmxray`; an error or a warning on the console fails it. */
export const test = base.extend<{ vmxray: VmxrayPage }>({
  vmxray: async ({ page }, use) => {
    const heard: string[] = [];
    page.on('pageerror', (error) => heard.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('blocked by Playwright')) return;
      if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
    });
    const vmxray = new VmxrayPage(page);
    await vmxray.open();
    await use(vmxray);
    expect(heard).toEqual([]);
  },
});

export { expect };
