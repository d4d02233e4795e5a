import { openViewProgram } from './view-programs';
import { expect, test, type VmxrayPage } from './vmxray-page';

const PROGRAM = 'translations.asm';

/** Runs to the n-th VM exit: two VMCALLs, then the EPT violation. */
async function toExit(vmxray: VmxrayPage, n: number): Promise<void> {
  for (let k = 0; k < n; k++) await vmxray.press('Next VM exit');
}

test('an EPT violation leads to its walk, entry by entry, with the entry that refused', async ({ vmxray }) => {
  await openViewProgram(vmxray, PROGRAM);
  await toExit(vmxray, 3);
  const transitions = vmxray.region('Transitions');
  await expect(transitions).toContainText('EPT violation at 0x182000 came up in VMX non-root at missing.');
  await expect(transitions).toContainText('Bits 2:0 of the EPT PTE are 0: nothing is mapped there.');
  await expect(transitions).toContainText('EPT PTE at 0x153c10: it exits.');
  await expect(transitions).toContainText('Guest-physical address 0x182000');
  await transitions.getByRole('button', { name: 'Show the page walk of this access' }).press('Enter');
  await vmxray.idle();

  const memory = vmxray.region('Memory');
  await expect(memory.getByRole('region', { name: 'Page walk of 0x182000' })).toContainText(
    'Refused: EPT violation, exit reason 48',
  );
  await expect(memory).toContainText('after VM entry · 4-level paging');
  await expect(memory).toContainText('Bits 2:0 of the EPT PTE are 0: nothing is mapped there.');
  await expect(memory).toContainText('19 entries read: 3 of paging, 16 of EPT.');
  await expect(memory.getByRole('button', { name: 'Guest', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(memory.getByRole('button', { name: 'Write', exact: true })).toHaveAttribute('aria-pressed', 'true');
  const walks = memory.getByRole('list', { name: /^EPT walk of/ });
  await expect(walks).toHaveCount(4);
  const last = memory.getByRole('list', { name: 'EPT walk of 0x182000' }).getByRole('listitem');
  await expect(last).toHaveCount(4);
  await expect(last.last()).toContainText('R 0W 0X 0');
  await vmxray.expectAccessible('a walk through EPT', '.region-memory');

  await memory.getByRole('button', { name: 'Paging only' }).press('Enter');
  await expect(walks).toHaveCount(1);
  await memory.getByRole('button', { name: 'All', exact: true }).press('Enter');
  await last.last().getByRole('button', { name: 'Show the EPT PTE at host-physical address 0x153c10' }).click();
  await vmxray.idle();
  await expect(memory.getByRole('rowheader').first()).toContainText('0015 3c10');
});

test('the same address is another place for the VMM, and a guest-physical one has one dimension', async ({
  vmxray,
}) => {
  await openViewProgram(vmxray, PROGRAM);
  await toExit(vmxray, 3);
  await vmxray.openTab('Memory');
  const memory = vmxray.region('Memory');
  await memory.getByRole('button', { name: 'Page walk', exact: true }).click();
  await memory.getByRole('textbox', { name: 'Address, symbol or register' }).fill('180000');
  await memory.getByRole('textbox', { name: 'Address, symbol or register' }).press('Enter');
  await vmxray.idle();
  await expect(memory.getByRole('button', { name: 'Show physical address 0x180000' })).toBeVisible();
  await memory.getByRole('button', { name: 'Guest', exact: true }).press('Enter');
  await vmxray.idle();
  await expect(memory.getByRole('button', { name: 'Show physical address 0x181000' }).first()).toBeVisible();
  await memory.getByRole('button', { name: 'Guest-physical', exact: true }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('4 entries read: 0 of paging, 4 of EPT.');
  await expect(memory).toContainText('EPTP = 0x15005e');

  await memory.getByRole('button', { name: 'Exit: 0x18 2000' }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('Refused: EPT violation');
  await vmxray.press('Next VM entry');
  await expect(memory).toContainText('The access is allowed.');
  await expect(memory.getByRole('button', { name: 'Guest', exact: true })).toHaveCount(0);
});

for (const [width, height, scheme] of [
  [1024, 768, 'dark'],
  [390, 844, 'light'],
] as const) {
  test(`in Chinese at ${width}×${height}, ${scheme}, the walk is whole and accessible`, async ({ vmxray }) => {
    await vmxray.page.setViewportSize({ width, height });
    await vmxray.page.emulateMedia({ colorScheme: scheme });
    await openViewProgram(vmxray, PROGRAM, 'zh-CN');
    await vmxray.key(']', 3);
    await vmxray.page.getByRole('button', { name: '显示该访问的页表遍历' }).click();
    await vmxray.idle();
    const memory = vmxray.region('内存');
    await expect(memory).toContainText('共读取 19 个表项：分页 3 个，EPT 16 个。');
    await expect(memory).toContainText('EPT PTE 的第 2:0 位为 0：该处没有映射。');
    await vmxray.expectAccessible('a walk through EPT', '.region-memory');
    const sideways = await vmxray.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(sideways).toBe(false);
  });
}
