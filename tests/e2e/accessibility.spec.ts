import { app as english } from '../../src/i18n/en/app';
import { common as englishCommon } from '../../src/i18n/en/common';
import { app as chinese } from '../../src/i18n/zh-CN/app';
import { common as chineseCommon } from '../../src/i18n/zh-CN/common';
import { expect, test, type VmxrayPage } from './vmxray-page';

const languages = {
  en: { app: english, mode: englishCommon.mode },
  'zh-CN': { app: chinese, mode: chineseCommon.mode },
} as const;
const schemes = ['light', 'dark'] as const;

const inspector = ['registers', 'memory', 'exits', 'interrupts', 'console'] as const;

for (const language of ['en', 'zh-CN'] as const) {
  const { app, mode } = languages[language];

  /** Opens the page with a VM exit on the stage. */
  const openAtExit = async (vmxray: VmxrayPage, colorScheme: 'light' | 'dark', width: number, height: number) => {
    await vmxray.page.setViewportSize({ width, height });
    await vmxray.page.emulateMedia({ colorScheme });
    await vmxray.open(`?lang=${language}`);
    await vmxray.page.getByRole('button', { name: app.controls.nextExit, exact: true }).click();
    await vmxray.idle();
    await expect(vmxray.page.getByRole('status', { name: app.status.name })).toContainText(mode.root);
    await expect(vmxray.page.locator('html')).toHaveAttribute('lang', language);
  };
  const tab = (vmxray: VmxrayPage, id: keyof typeof app.regions) =>
    vmxray.page.getByRole('tab', { name: app.regions[id], exact: true });

  for (const scheme of schemes) {
    test(`axe finds nothing at 1440 × 900 in ${language}, ${scheme}`, async ({ vmxray }) => {
      test.slow();
      await openAtExit(vmxray, scheme, 1440, 900);
      await vmxray.expectAccessible('1440 × 900');
      for (const id of [...inspector, 'lesson'] as const) {
        await tab(vmxray, id).click();
        await vmxray.idle();
        await vmxray.expectAccessible(id, `.region-${id}`);
      }
    });

    test(`axe finds nothing at 1024 × 768 in ${language}, ${scheme}`, async ({ vmxray }) => {
      test.slow();
      await openAtExit(vmxray, scheme, 1024, 768);
      await vmxray.expectAccessible('1024 × 768');
      const open = app.panes.openInspector.replace('{{name}}', app.regions.exits);
      await vmxray.page.getByRole('button', { name: open }).click();
      await vmxray.idle();
      await vmxray.expectAccessible('the drawer', '.inspector-drawer');
    });

    test(`axe finds nothing at 390 × 844 in ${language}, ${scheme}`, async ({ vmxray }) => {
      test.slow();
      await openAtExit(vmxray, scheme, 390, 844);
      for (const id of ['vmcs', 'exits', 'timeline', 'lesson', 'transitions'] as const) {
        await tab(vmxray, id).click();
        await vmxray.idle();
        await vmxray.expectAccessible(id);
      }
    });
  }

  test(`axe finds nothing in menus and dialogs in ${language}`, async ({ vmxray }) => {
    test.slow();
    const { page } = vmxray;
    await openAtExit(vmxray, 'dark', 1440, 900);
    for (const name of [app.header.share, app.header.help]) {
      await page.getByRole('button', { name, exact: true }).click();
      await vmxray.idle();
      await vmxray.expectAccessible(name, '[role="dialog"]');
      await vmxray.key('Escape');
    }
    await page.getByRole('button', { name: app.inject.button, exact: true }).click();
    await vmxray.expectAccessible('events', '.inject');
    await vmxray.key('Escape');
    await page.getByRole('button', { name: `${app.header.program}: ` }).click();
    await vmxray.expectAccessible('programs', '[role="menu"]');
    await vmxray.key('Escape');
    await vmxray.key('Control+k');
    await expect(page.getByRole('dialog', { name: app.palette.title })).toBeVisible();
    await vmxray.expectAccessible('palette', '[role="dialog"]');
  });

  test(`axe finds nothing where a VM entry failed in ${language}`, async ({ vmxray }) => {
    test.slow();
    await vmxray.typeBehind('vmcs_default_controls', '    vmcs_set VMCS_PIN_BASED_CONTROLS, 0');
    await vmxray.open(`?lang=${language}`);
    await vmxray.page.getByRole('button', { name: app.controls.run, exact: true }).click();
    await vmxray.idle();
    await expect(vmxray.page.locator('.failing-check')).toHaveCount(1);
    await vmxray.expectAccessible();
  });
}
