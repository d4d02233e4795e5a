import { expect, test, VmxrayPage } from './vmxray-page';

test('work in progress is there again after a reload', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; kept from yesterday');
  await vmxray.idle();
  await page.reload();
  await vmxray.open();
  await expect(vmxray.region('Editor').locator('.view-line', { hasText: 'kept from yesterday' })).toBeVisible();
});

test('forbidden storage is survived and said', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('forbidden', 'SecurityError');
      },
    });
  });
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; cannot be stored');
  await expect(page.getByText(/does not let this page store/)).toBeVisible();
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
});

test('full storage is survived and said once', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const vmxray = new VmxrayPage(page);
  await vmxray.open();
  await vmxray.cursorBehind('start:');
  await page.keyboard.type('\n; does not fit');
  const notice = page.getByRole('alert').filter({ hasText: /storage for this page is full/ });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await page.keyboard.type(' either');
  await vmxray.press('Step');
  await page.waitForTimeout(1000);
  await expect(notice).toHaveCount(0);
});

test('theme, language, tabs and the open file are as they were left', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.openTab('Memory');
  await vmxray.openFile('guest.asm');
  await page.getByRole('button', { name: /^Theme: / }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.getByRole('button', { name: /^Language: / }).click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await page.waitForTimeout(600);
  await vmxray.open('.');
  await expect(page.locator('html')).toHaveClass(/dark/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('tab', { name: '内存' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tab', { name: 'guest.asm' })).toHaveAttribute('aria-selected', 'true');
});
