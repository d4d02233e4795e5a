import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

const choice = (vmxray: VmxrayPage) => vmxray.page.getByRole('button', { name: /^Processor to look at: / });

async function lookAt(vmxray: VmxrayPage, name: RegExp): Promise<void> {
  await choice(vmxray).click();
  await vmxray.page.getByRole('menuitemradio', { name }).click();
  await vmxray.idle();
}

async function chooseProcessors(vmxray: VmxrayPage, count: number): Promise<void> {
  await vmxray.page.getByRole('button', { name: /^Model: / }).click();
  await vmxray.page.getByRole('menuitemradio', { name: `${count}`, exact: true }).click();
  await vmxray.idle();
}

test('one processor has no choice; the Model menu gives more, and takes them away', async ({ vmxray }) => {
  await expect(choice(vmxray)).toHaveCount(0);
  await chooseProcessors(vmxray, 4);
  await expect(choice(vmxray)).toHaveText('CPU 0 of 4');
  await expect(vmxray.page.getByRole('button', { name: 'Model: Everything modelled · 4 processors' })).toBeVisible();
  await vmxray.page.reload();
  await vmxray.page.waitForFunction(() => window.vmxray !== undefined);
  await vmxray.idle();
  await expect(choice(vmxray)).toHaveText('CPU 0 of 4');
  await chooseProcessors(vmxray, 1);
  await expect(choice(vmxray)).toHaveCount(0);
});

test('panels, stage and steps follow the processor that is looked at', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('two-processors').title);
  await vmxray.press('Next VM entry');
  await expect(choice(vmxray)).toHaveText('CPU 1 of 2');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await expect(vmxray.region('Transitions').locator('.stage-token:not([data-other="true"])')).toHaveText('CPU 11');
  await expect(vmxray.region('Transitions')).toContainText('What did this entry do? CPU 1');

  await lookAt(vmxray, /^CPU 0/);
  await expect(vmxray.mode).toHaveText(/^VMX off/);
  await vmxray.openTab('Registers');
  await expect(vmxray.region('Registers')).toContainText('count');
  const before = await vmxray.moment();
  await vmxray.press('Step');
  await expect(choice(vmxray)).toHaveText('CPU 0 of 2');
  expect((await vmxray.moment()).instructions).toBe(before.instructions + 1);
  await vmxray.press('Step back');
  expect((await vmxray.moment()).instructions).toBe(before.instructions);

  await lookAt(vmxray, /^Whose turn it is/);
  await vmxray.press('Run');
  await vmxray.openTab('Console');
  await expect(vmxray.region('Console')).toContainText('CPU 0: no round was lost');
  await vmxray.openTab('Exits');
  await expect(vmxray.region('Exits').getByRole('option', { name: /CPU 1 VMCALL/ })).toBeVisible();
  await expect(vmxray.region('Timeline')).toContainText('CPU 1');
  await expect(vmxray.region('Timeline').getByRole('button', { name: 'steps' })).toBeVisible();
});

test('by keyboard, and for a screen reader', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('two-processors').title);
  await vmxray.press('Next VM exit');
  await vmxray.expectAccessible('two processors');
  await choice(vmxray).focus();
  await vmxray.page.keyboard.press('Enter');
  await expect(vmxray.page.getByRole('menuitemradio', { name: /^Whose turn it is/ })).toBeChecked();
  await vmxray.expectAccessible('the choice of a processor', '.menu');
  await vmxray.page.keyboard.press('End');
  await vmxray.page.keyboard.press('ArrowUp');
  await vmxray.page.keyboard.press('Enter');
  await vmxray.idle();
  await expect(choice(vmxray)).toHaveAccessibleName('Processor to look at: CPU 0 of 2');
  await vmxray.page.locator('.timeline-slider').focus();
  await vmxray.key('ArrowLeft');
  await expect(choice(vmxray)).toHaveAccessibleName('Processor to look at: CPU 0 of 2');
});

test('a link keeps how many processors there are, and the moment', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('two-processors').title);
  await vmxray.press('Next VM exit');
  const [digest, moment] = [await vmxray.digest(), await vmxray.moment()];
  await vmxray.page.getByRole('button', { name: 'Share' }).click();
  await vmxray.page.getByRole('checkbox', { name: /^This moment/ }).click();
  await vmxray.idle();
  await expect(vmxray.page.getByRole('textbox', { name: 'Link' })).not.toHaveValue('');
  const link = await vmxray.page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(link.length).toBeLessThan(300);
  await vmxray.page.goto('about:blank');
  await vmxray.open(link);
  expect([await vmxray.digest(), await vmxray.moment()]).toEqual([digest, moment]);
  await expect(choice(vmxray)).toHaveText('CPU 1 of 2');
});

test('fits a phone and a page of middle width', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('two-processors').title);
  for (const width of [1024, 390]) {
    await vmxray.page.setViewportSize({ width, height: 800 });
    await vmxray.press('Next VM exit');
    await expect(choice(vmxray)).toBeInViewport({ ratio: 1 });
    await expect(vmxray.mode).toBeInViewport();
    expect(await vmxray.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await vmxray.expectAccessible(`${width} pixels`);
  }
});
