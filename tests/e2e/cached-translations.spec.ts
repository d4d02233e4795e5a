import { readFileSync } from 'node:fs';
import { openViewProgram } from './view-programs';
import { expect, test, type VmxrayPage } from './vmxray-page';

const PROGRAM = 'translations.asm';
const SOURCE = readFileSync(new URL(`../programs/views/${PROGRAM}`, import.meta.url), 'utf8').split('\n');

/** Runs to the line behind a label of the program. */
async function runTo(vmxray: VmxrayPage, label: string): Promise<void> {
  await vmxray.line('A guest with EPT and a VPID').click();
  await vmxray.key('ArrowDown', 31);
  let left = SOURCE.indexOf(`${label}:`) + 1 - 31;
  for (; left > 0; left -= 31) await vmxray.key('ArrowDown', Math.min(31, left));
  await vmxray.key('Control+F10');
}

test('a stale mapping of the guest is marked while the VMM runs, and INVEPT is what removes it', async ({ vmxray }) => {
  await openViewProgram(vmxray, PROGRAM);
  await runTo(vmxray, 'changed');
  await vmxray.openTab('Memory');
  const memory = vmxray.region('Memory');
  await memory.getByRole('button', { name: 'TLB', exact: true }).click();
  await vmxray.idle();
  await expect(memory).toContainText('2 differ from memory');
  await expect(memory.getByRole('group', { name: 'Entries of the TLB' }).getByRole('listitem').first()).toContainText(
    'memory maps it to 0x18 1000',
  );
  await memory.getByRole('button', { name: /^Guest-physical: / }).press('Enter');
  const second = memory.getByRole('group', { name: 'Guest-physical mappings' }).getByRole('listitem');
  await expect(second.first()).toContainText('EPT maps it to 0x18 1000');
  await vmxray.expectAccessible('guest-physical mappings', '.region-memory');

  await memory.getByRole('button', { name: 'Would remove' }).press('Enter');
  const previews = memory.getByRole('table', { name: 'What each would remove now' });
  await expect(
    previews
      .getByRole('row', { name: /^INVEPT, type 1/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('0');
  await expect(
    previews
      .getByRole('row', { name: /^INVVPID, type 1/ })
      .getByRole('cell')
      .last(),
  ).toHaveText('1');
  await expect(previews.getByRole('row', { name: /^VM entry/ })).toContainText('nothing: the guest has VPID 7');
  await vmxray.expectAccessible('what each would remove', '.region-memory');

  await memory.getByRole('button', { name: 'Cached now' }).press('Enter');
  await memory.getByRole('button', { name: /^Guest-physical: / }).press('Enter');
  await memory.getByRole('button', { name: 'Walk guest-physical 0x180000' }).click();
  await vmxray.idle();
  await expect(memory.getByRole('region', { name: 'EPT walk of guest-physical 0x180000' })).toContainText(
    'The access is allowed.',
  );
});

test('what INVEPT removed is listed, and one goes there', async ({ vmxray }) => {
  await openViewProgram(vmxray, PROGRAM);
  await runTo(vmxray, 'invalidated');
  await vmxray.openTab('Memory');
  const memory = vmxray.region('Memory');
  await memory.getByRole('button', { name: 'TLB', exact: true }).click();
  await memory.getByRole('button', { name: 'Last removed' }).press('Enter');
  await vmxray.idle();
  const last = memory.getByRole('list', { name: 'Last invalidations, the newest first' }).locator('> li').first();
  await expect(last).toContainText('INVEPT');
  await expect(last).toContainText('combined and guest-physical mappings of the EPT at 0x150000');
  await last.getByText(/^It removed \d+ mappings\.$/).click();
  await expect(last).toContainText('0x180000 → 0x180000 · data · VPID 7 · EPT at 0x150000');
  await vmxray.expectAccessible('what was removed', '.region-memory');
  const before = await vmxray.moment();
  await last.getByRole('button', { name: 'Go to that moment' }).press('Enter');
  await vmxray.idle();
  expect((await vmxray.moment()).instructions).toBe(before.instructions - 1);
  await expect(memory).toContainText('Nothing invalidated cached translations since position 0.');
});

test('in Chinese on a phone all three looks are whole and accessible', async ({ vmxray }) => {
  await vmxray.page.setViewportSize({ width: 390, height: 844 });
  await vmxray.page.emulateMedia({ colorScheme: 'dark' });
  await openViewProgram(vmxray, PROGRAM, 'zh-CN');
  await vmxray.key(']', 3);
  await vmxray.openTab('内存');
  const memory = vmxray.region('内存');
  await memory.getByRole('button', { name: 'TLB', exact: true }).click();
  for (const [look, text] of [
    ['现在缓存的', '组合映射'],
    ['最近清除的', 'INVEPT'],
    ['将会清除的', 'INVVPID，类型 0'],
  ] as const) {
    await memory.getByRole('button', { name: look }).click();
    await vmxray.idle();
    await expect(memory).toContainText(text);
    await vmxray.expectAccessible(look, '.region-memory');
  }
  const wide = await vmxray.page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
  expect(wide).toBe(false);
});
