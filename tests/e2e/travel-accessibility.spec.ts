import { app as english } from '../../src/i18n/en/app';
import { travel as englishTravel } from '../../src/i18n/en/travel';
import { app as chinese } from '../../src/i18n/zh-CN/app';
import { travel as chineseTravel } from '../../src/i18n/zh-CN/travel';
import { expect, test } from './vmxray-page';

const words = {
  en: { app: english, travel: englishTravel },
  'zh-CN': { app: chinese, travel: chineseTravel },
} as const;

for (const language of ['en', 'zh-CN'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in what belongs to time travel in ${language}, ${colorScheme}`, async ({ vmxray }) => {
      test.slow();
      const { app, travel } = words[language];
      const { page } = vmxray;
      await page.emulateMedia({ colorScheme });
      await vmxray.open(`?lang=${language}`);
      await vmxray.key('g');
      await vmxray.expectAccessible('go to', '[role="dialog"]');
      await vmxray.key('Escape');
      await vmxray.key('b');
      const kind = page.getByRole('dialog').getByLabel(travel.breakpoint.kind);
      const kinds = Object.values(travel.breakpoint.kinds);
      // Each kind has fields of its own; their colours are the same.
      for (const text of colorScheme === 'light' ? kinds : kinds.slice(0, 1)) {
        await kind.selectOption({ label: text });
        await vmxray.expectAccessible(text, '[role="dialog"]');
      }
      await kind.selectOption({ label: travel.breakpoint.kinds['vm-exit'] });
      await page.getByRole('button', { name: travel.breakpoint.add }).press('Enter');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.getByRole('button', { name: app.controls.run, exact: true }).click();
      await expect(page.locator('.travel-notice')).toBeVisible();
      await vmxray.idle();
      await vmxray.expectAccessible('a breakpoint that stopped the run');
      await page.getByRole('button', { name: app.controls.more }).click();
      await vmxray.expectAccessible('movements', '[role="menu"]');
      await vmxray.key('Escape');
      await page.getByRole('tab', { name: app.regions.registers, exact: true }).click();
      await page.locator('[data-value="register R15 64"]').click({ button: 'right' });
      await vmxray.expectAccessible('the menu of a value', '[role="menu"]');
      await vmxray.key('Escape');
      await page.locator('[data-value="register R15 64"]').press('Enter');
      await page.locator('.value-edit input').fill('5');
      await vmxray.expectAccessible('a value that is changed');
      await vmxray.key('Enter');
      await page.locator('[data-value="register R15 64"]').press('w');
      await expect(page.locator('.travel-notice')).toContainText('R15');
      await vmxray.expectAccessible('who wrote it');
    });
  }
}
