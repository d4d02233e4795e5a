import { test as plain } from '@playwright/test';
import { app as english } from '../../src/i18n/en/app';
import { app as words } from '../../src/i18n/zh-CN/app';
import { common } from '../../src/i18n/zh-CN/common';
import { englishLeft } from './english-left';
import { programIds } from './reference';
import { expect, test, VmxrayPage } from './vmxray-page';

const PANELS = ['vmcs', 'registers', 'memory', 'exits', 'interrupts', 'console', 'lesson'] as const;

/** The page in Chinese, by its Chinese names. */
class ChinesePage {
  constructor(readonly vmxray: VmxrayPage) {}

  async press(name: keyof typeof words.controls): Promise<void> {
    await this.vmxray.page
      .getByRole('toolbar', { name: words.controls.toolbar })
      .getByRole('button', { name: words.controls[name], exact: true })
      .click();
    await this.vmxray.idle();
  }

  /** Chooses a program by its place in the menu. */
  async chooseProgram(place: number): Promise<void> {
    await this.vmxray.page.getByRole('button', { name: new RegExp(`^${words.header.program}: `) }).click();
    await this.expectChinese('the menu of programs');
    await this.vmxray.page.getByRole('menuitemradio').nth(place).click();
    await this.vmxray.idle();
  }

  async openTab(id: keyof typeof words.regions): Promise<void> {
    await this.vmxray.page.getByRole('tab', { name: words.regions[id], exact: true }).click();
    await this.vmxray.idle();
  }

  /** Opens whatever can be opened in the page: fields, registers, changes of state. */
  async openAll(): Promise<void> {
    await this.vmxray.page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
      for (const row of document.querySelectorAll<HTMLElement>('.field-row > button[aria-expanded="false"]'))
        row.click();
    });
    await this.vmxray.idle();
  }

  async expectChinese(where: string): Promise<void> {
    expect(await englishLeft(this.vmxray.page), where).toEqual([]);
  }
}

const inChinese = test.extend<{ chinese: ChinesePage }>({
  chinese: async ({ vmxray }, use) => {
    await vmxray.open('?lang=zh-CN');
    await use(new ChinesePage(vmxray));
  },
});

for (const [place, id] of programIds.entries()) {
  inChinese(`${id}: no English sentence stands in the Chinese page`, async ({ chinese }) => {
    inChinese.slow();
    await chinese.chooseProgram(place);
    await chinese.expectChinese('before the first step');
    for (const command of ['nextEntry', 'nextExit', 'step', 'nextExit', 'run'] as const) {
      await chinese.press(command);
      await chinese.openAll();
      await chinese.expectChinese(`after ${command}`);
    }
    for (const panel of PANELS) {
      await chinese.openTab(panel);
      await chinese.openAll();
      await chinese.expectChinese(panel);
    }
  });
}

inChinese('menus and dialogs have no English sentence', async ({ chinese }) => {
  const { page } = chinese.vmxray;
  for (const name of [words.header.share, words.header.help]) {
    await page.getByRole('button', { name, exact: true }).click();
    await chinese.vmxray.idle();
    await expect(page.getByRole('dialog')).toBeVisible();
    await chinese.expectChinese(name);
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Control+k');
  await expect(page.getByPlaceholder(words.palette.placeholder)).toBeVisible();
  await chinese.expectChinese('the palette');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: words.inject.button, exact: true }).click();
  await expect(page.getByText(words.inject.title)).toBeVisible();
  await chinese.expectChinese('the menu of events');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: new RegExp(`^${words.header.model}: `) }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await chinese.expectChinese('the menu of models');
});

inChinese('failing checks, their suggestions and the error are in Chinese', async ({ chinese }) => {
  const { vmxray } = chinese;
  await vmxray.page.getByRole('region', { name: words.regions.editor }).locator('.view-line').first().waitFor();
  await typeInEditor(
    chinese,
    'vmcs_default_guest guest_entry',
    '    vmcs_set VMCS_GUEST_RFLAGS, 0',
    '    vmcs_set VMCS_GUEST_CS_ACCESS_RIGHTS, 0x3000',
    '    vmcs_set VMCS_GUEST_ACTIVITY_STATE, 7',
    '    vmcs_set VMCS_GUEST_CR0, 0',
  );
  await chinese.press('nextExit');
  const why = vmxray.page.getByRole('region', { name: words.regions.transitions });
  await expect(why.locator('.failing-check').filter({ hasText: 'guest-rflags-reserved-one' })).toContainText(
    '客户机的 RFLAGS 为 0x0；第 1 位必须为 1。',
  );
  await expect(why).toContainText('VM 进入失败：客户机状态无效');
  expect(await why.locator('.failing-check').count()).toBeGreaterThan(4);
  await chinese.openAll();
  await chinese.expectChinese('failing checks');
});

inChinese('diagnostics of the assembler are in Chinese, and in English when the language is', async ({ chinese }) => {
  const { page } = chinese.vmxray;
  await page.getByRole('region', { name: words.regions.editor }).locator('.view-line').first().waitFor();
  await typeInEditor(chinese, 'vmcs_default_guest guest_entry', '    movv eax, 1', '    mov al, 0x1234');
  const problems = page.getByRole('region', { name: words.regions.problems });
  await expect(problems).toContainText('未知指令');
  await expect(problems).toContainText('4660 超出 8 位');
  await chinese.expectChinese('problems');
  await page.getByRole('button', { name: new RegExp(`^${words.header.language}: `) }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.getByRole('region', { name: english.regions.problems })).toContainText('unknown instruction');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

/** Types lines behind the first line of the editor that contains a text. */
async function typeInEditor({ vmxray }: ChinesePage, text: string, ...lines: string[]): Promise<void> {
  const editor = vmxray.page.getByRole('region', { name: words.regions.editor });
  await editor.locator('.view-line', { hasText: text }).first().click();
  await vmxray.page.keyboard.press('End');
  for (const line of lines) {
    await vmxray.page.keyboard.press('Enter');
    await vmxray.page.keyboard.insertText(line);
  }
  await vmxray.idle();
}

for (const [locale, language] of [
  ['zh-CN', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-US', 'en'],
  ['de-DE', 'en'],
] as const) {
  plain(`a browser of ${locale} shows the page in ${language}`, async ({ browser }) => {
    const context = await browser.newContext({ locale });
    const vmxray = new VmxrayPage(await context.newPage());
    await vmxray.open('');
    await expect(vmxray.page.locator('html')).toHaveAttribute('lang', language);
    const run = language === 'en' ? english.controls.run : words.controls.run;
    await expect(vmxray.page.getByRole('button', { name: run, exact: true })).toBeVisible();
    const mode = vmxray.page.locator('.processor-mode');
    if (language === 'zh-CN') await expect(mode).toContainText(common.mode.off);
    // The query is stronger than the browser.
    const other = language === 'en' ? 'zh-CN' : 'en';
    await vmxray.open(`?lang=${other}`);
    await expect(vmxray.page.locator('html')).toHaveAttribute('lang', other);
    await context.close();
  });
}

plain('the English page fetches no Chinese', async ({ page }) => {
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const vmxray = new VmxrayPage(page);
  await vmxray.open('?lang=en');
  await vmxray.press('Next VM exit');
  expect(requested.filter((url) => /fact-texts|zh-cn/i.test(url))).toEqual([]);
  expect(requested.length).toBeGreaterThan(3);
});
