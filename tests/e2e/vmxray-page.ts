import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

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

  /** Presses one of the run controls and waits for the machine. */
  async press(name: string): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'Run controls' }).getByRole('button', { name, exact: true }).click();
    await this.idle();
  }

  region(name: string) {
    return this.page.getByRole('region', { name, exact: true });
  }

  get mode() {
    return this.page.getByRole('status', { name: 'Processor mode' });
  }

  /** Puts the cursor behind the first line that contains a text, in the file that is open. */
  async cursorBehind(text: string): Promise<void> {
    await this.region('Editor').locator('.view-line', { hasText: text }).first().click();
    await this.page.keyboard.press('End');
  }

  async openFile(name: string): Promise<void> {
    await this.region('Editor').getByRole('tab', { name }).click();
    await this.idle();
  }

  /** Fails when axe finds anything. */
  async expectAccessible(): Promise<void> {
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([]);
  }
}

/** A test with an open page in `vmxray`; errors on the console fail it. */
export const test = base.extend<{ vmxray: VmxrayPage }>({
  vmxray: async ({ page }, use) => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const vmxray = new VmxrayPage(page);
    await vmxray.open();
    await use(vmxray);
    expect(errors).toEqual([]);
  },
});

export { expect };
