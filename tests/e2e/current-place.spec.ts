import type { Locator } from '@playwright/test';
import { expect, test, type VmxrayPage } from './vmxray-page';

const mark = (vmxray: VmxrayPage) => vmxray.region('Editor').locator('.current-place');

/** Top edge in CSS pixels. */
const topOf = async (what: Locator): Promise<number> => Math.round((await what.boundingBox())?.y ?? Number.NaN);

test('the marks lie on the line of the next instruction, in the colour of the mode', async ({ vmxray }) => {
  const arrow = vmxray.region('Editor').locator('.current-place-arrow');
  await vmxray.cursorBehind('[vmxon_pointer]');
  await vmxray.key('Control+F10');
  const vmxon = await topOf(vmxray.line('[vmxon_pointer]'));
  expect(await topOf(mark(vmxray))).toBe(vmxon);
  expect(await topOf(arrow)).toBe(vmxon);
  await expect(mark(vmxray)).toHaveClass(/line-off/);
  await vmxray.press('Step');
  expect(await topOf(mark(vmxray))).toBeGreaterThan(vmxon);
  await expect(mark(vmxray)).toHaveClass(/line-root/);
  await expect(arrow).toHaveClass(/arrow-root/);
  await vmxray.press('Step back');
  expect(await topOf(mark(vmxray))).toBe(vmxon);
  await expect(mark(vmxray)).toHaveClass(/line-off/);
});

test('the mark moves with the text that is typed above it', async ({ vmxray }) => {
  await vmxray.press('Step');
  const before = await topOf(mark(vmxray));
  await vmxray.page.keyboard.press('Escape');
  await vmxray.line(';').first().click();
  await vmxray.page.keyboard.press('Home');
  await vmxray.page.keyboard.type('\n\n');
  expect(await topOf(mark(vmxray))).toBe(before + 40);
  await vmxray.page.keyboard.press('Backspace');
  expect(await topOf(mark(vmxray))).toBe(before + 20);
  await vmxray.idle();
  expect(await topOf(mark(vmxray))).toBe(before + 20);
});

test('the line where the processor stands says so when one hovers over it', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await vmxray.press('Step');
  const place = await mark(vmxray).boundingBox();
  if (place === null) throw new Error('the mark is not in view');
  await vmxray.page.mouse.move(place.x + 160, place.y + place.height / 2);
  await expect(vmxray.page.getByText('The processor stands here, in VMX root operation.')).toBeVisible();
});

test('a file that is chosen by hand stays until the next move', async ({ vmxray }) => {
  await vmxray.press('Step');
  await vmxray.openFile('guest.asm');
  await vmxray.idle();
  const tab = (name: string) => vmxray.region('Editor').getByRole('tab', { name });
  await expect(tab('guest.asm')).toHaveAttribute('aria-selected', 'true');
  await expect(mark(vmxray)).toBeHidden();
  await vmxray.press('Step');
  await expect(tab('vmm.asm')).toHaveAttribute('aria-selected', 'true');
  await expect(mark(vmxray)).toBeVisible();
});
