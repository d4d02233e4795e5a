import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Chooses a movement in the menu beside the run controls. */
async function choose(vmxray: VmxrayPage, name: string): Promise<void> {
  await vmxray.page.getByRole('button', { name: 'More movements' }).click();
  await vmxray.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
  await vmxray.idle();
}

const slider = (vmxray: VmxrayPage) => vmxray.page.getByRole('slider', { name: 'Moment' });

/** Places of the timeline's drawing, at a share of its width. */
async function timeline(vmxray: VmxrayPage): Promise<(share: number) => readonly [number, number]> {
  const box = await vmxray.region('Timeline').locator('.timeline-slider svg').boundingBox();
  if (box === null) throw new Error('the timeline is not drawn');
  return (share) => [box.x + share * (box.width - 8), box.y + box.height - 6];
}

test('each movement of the menu has its key, and both do the same', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('exceptions').title);
  await vmxray.press('Run');
  const backward = [
    ['Previous VM entry', '{'],
    ['Previous exception', '('],
    ['Step over, backward', 'Alt+F10'],
    ['Run backward', 'Alt+F5'],
  ] as const;
  const end = (await vmxray.moment()).instructions;
  for (const [name, keys] of backward) {
    await vmxray.key('g');
    await vmxray.page.getByRole('textbox', { name: 'Number of the instruction' }).fill(String(end));
    await vmxray.key('Enter');
    await choose(vmxray, name);
    const there = await vmxray.moment();
    expect(there.instructions, name).toBeLessThan(end);
    const digest = await vmxray.digest();
    await vmxray.key('g');
    await vmxray.page.getByRole('textbox', { name: 'Number of the instruction' }).fill(String(end));
    await vmxray.key('Enter');
    await vmxray.key(keys);
    expect(await vmxray.digest(), keys).toBe(digest);
  }
});

test('exceptions are gone through in both directions', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('exceptions').title);
  await vmxray.key(')');
  const first = await vmxray.digest();
  expect((await vmxray.moment()).instructions).toBeGreaterThan(0);
  await vmxray.key(')');
  expect(await vmxray.digest()).not.toBe(first);
  await vmxray.key('(');
  expect(await vmxray.digest()).toBe(first);
});

test('a call is stepped out of, and out of backward', async ({ vmxray }) => {
  await vmxray.openFile('guest.asm');
  await vmxray.cursorBehind('call');
  await vmxray.key('Control+F10');
  await vmxray.key('F11', 3);
  const inside = await vmxray.moment();
  await vmxray.key('Shift+F11');
  const behind = await vmxray.moment();
  expect(behind.instructions).toBeGreaterThan(inside.instructions);
  await vmxray.key('Alt+F10');
  const call = await vmxray.moment();
  expect(call.instructions).toBeLessThan(inside.instructions);
  await vmxray.key('F11', 3);
  await vmxray.key('Alt+Shift+F11');
  expect(await vmxray.moment()).toEqual(call);
});

test('an instruction is gone to by its number; nonsense is refused', async ({ vmxray }) => {
  const { page } = vmxray;
  await choose(vmxray, 'Go to instruction…');
  const number = page.getByRole('textbox', { name: 'Number of the instruction' });
  await expect(number).toBeFocused();
  await number.fill('about 300');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('whole number from 0');
  await vmxray.expectAccessible('the dialog with a message', '[role="dialog"]');
  await number.fill('300');
  await vmxray.key('Enter');
  expect((await vmxray.moment()).instructions).toBe(300);
  await vmxray.key('g');
  await number.fill('12');
  await vmxray.key('Enter');
  expect((await vmxray.moment()).instructions).toBe(12);
});

test('a line is run to by the gutter, its menu and the palette; one without code says so', async ({ vmxray }) => {
  const { page } = vmxray;
  await vmxray.openFile('vmm.asm');
  const numberOf = (line: number) =>
    vmxray.region('Editor').locator('.margin-view-overlays .line-numbers', { hasText: new RegExp(`^${line}$`) });
  await numberOf(21).click({ modifiers: ['Control'] });
  await vmxray.idle();
  expect((await vmxray.moment()).instructions).toBeGreaterThan(0);
  await vmxray.press('Restart');
  await numberOf(23).click({ button: 'right' });
  // The editor's menu takes no release of the button in its first tenth of a second.
  const item = page.getByText('Run to this line');
  await item.click({ delay: 300 });
  await expect(item).toBeHidden();
  await vmxray.idle();
  const there = await vmxray.moment();
  expect(there.instructions).toBeGreaterThan(0);
  await vmxray.press('Restart');
  await vmxray.cursorBehind('vmlaunch');
  await vmxray.key('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('line of the cursor');
  await expect(page.getByRole('option', { selected: true })).toContainText('line of the cursor');
  await vmxray.key('Enter');
  expect(await vmxray.moment()).toEqual(there);
});

test('the timeline is a scrubber for the mouse: the machine follows the pointer', async ({ vmxray }) => {
  await vmxray.press('Run');
  const end = await vmxray.moment();
  const place = await timeline(vmxray);
  await vmxray.page.mouse.move(...place(0.9));
  await vmxray.page.mouse.down();
  const seen = new Set<number>();
  for (let share = 0.85; share >= 0.2; share -= 0.05) {
    await vmxray.page.mouse.move(...place(share));
    await vmxray.idle();
    seen.add((await vmxray.moment()).instructions);
  }
  await vmxray.page.mouse.up();
  expect(seen.size).toBeGreaterThan(8);
  expect((await vmxray.moment()).cycles).toBeLessThan(0.3 * end.cycles);
  // The axis stays as long as the recorded run.
  expect(Number(await slider(vmxray).getAttribute('aria-valuemax'))).toBe(end.cycles);
  await vmxray.page.mouse.move(...place(0.6));
  await vmxray.idle();
  expect((await vmxray.moment()).cycles).toBeLessThan(0.3 * end.cycles);
});

test('the timeline is a scrubber for the keyboard, and says where it stands', async ({ vmxray }) => {
  await vmxray.press('Run');
  const end = await vmxray.moment();
  await slider(vmxray).focus();
  await vmxray.key('Home');
  expect((await vmxray.moment()).instructions).toBe(0);
  await vmxray.key('ArrowUp', 5);
  expect((await vmxray.moment()).instructions).toBe(5);
  await vmxray.key('ArrowDown', 2);
  expect((await vmxray.moment()).instructions).toBe(3);
  await vmxray.key('PageUp', 4);
  const strides = (await vmxray.moment()).cycles;
  expect(strides).toBeGreaterThan(0.3 * end.cycles);
  expect(strides).toBeLessThan(0.5 * end.cycles);
  await vmxray.key('End');
  expect(await vmxray.moment()).toEqual(end);
  await vmxray.key('ArrowLeft', 3);
  await expect(slider(vmxray)).toHaveAttribute('aria-valuetext', /cycles, VMX/);
  expect((await vmxray.moment()).instructions).toBeLessThan(end.instructions);
});

test('transitions are announced when the machine stands still', async ({ vmxray }) => {
  const heard = vmxray.page.locator('.announcer');
  await expect(heard).toHaveAttribute('aria-live', 'polite');
  await vmxray.press('Next VM exit');
  await expect(heard).toHaveText(/^VM exit: CPUID\. VMX root\. At vm_exit: push rax/);
  await vmxray.press('Step');
  await expect(heard).toHaveText(/^At vm_exit\+1: /);
});

test('with Alt held the buttons go backward', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  const there = await vmxray.moment();
  await vmxray.press('Step');
  await vmxray.control('Step').click({ modifiers: ['Alt'] });
  await vmxray.idle();
  expect(await vmxray.moment()).toEqual(there);
});

test('on a phone every movement and the breakpoints are at hand', async ({ vmxray }) => {
  const { page } = vmxray;
  await page.setViewportSize({ width: 390, height: 844 });
  await vmxray.press('Next VM exit');
  const bar = await page.locator('.control-bar').boundingBox();
  // One row of buttons below the mode.
  expect(bar?.height).toBeLessThan(90);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await choose(vmxray, 'Run backward');
  expect((await vmxray.moment()).instructions).toBe(0);
  await page.getByRole('button', { name: 'More movements' }).click();
  await page.getByRole('menuitem', { name: 'Add a breakpoint' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add a breakpoint' }).click();
  await vmxray.press('Run');
  await expect(page.locator('.travel-notice')).toContainText('VM exit 10, CPUID');
  await vmxray.openTab('Breakpoints');
  await expect(vmxray.region('Breakpoints').getByRole('listitem')).toContainText('stopped here');
  await vmxray.expectAccessible('breakpoints on a phone');
});
