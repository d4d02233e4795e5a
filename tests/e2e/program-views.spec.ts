import { menuRow } from '../../src/programs/menu.table';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Opens a program of the menu and runs to its n-th VM exit. */
async function atExit(vmxray: VmxrayPage, id: string, n: number): Promise<void> {
  await vmxray.chooseProgram(menuRow(id).title.en);
  for (let k = 0; k < n; k++) await vmxray.press('Next VM exit');
}

/** Opens a view of a panel. */
async function openView(vmxray: VmxrayPage, panel: string, view: string) {
  await vmxray.openTab(panel);
  await vmxray.region(panel).getByRole('button', { name: view, exact: true }).click();
  await vmxray.idle();
  return vmxray.region(panel);
}

test('EPT demand paging: the walk ends at an absent entry, and after the next VM entry no more', async ({ vmxray }) => {
  await atExit(vmxray, 'ept-demand-paging', 1);
  await vmxray.page.getByRole('button', { name: 'Show the page walk of this access' }).click();
  await vmxray.idle();
  const memory = vmxray.region('Memory');
  await expect(memory).toContainText('EPT refuses it for guest-physical 0x200000. Bits 2:0 of the EPT PTE are 0');
  await vmxray.press('Next VM entry');
  await expect(memory).toContainText('The access is allowed.');
});

test('EPT MMIO: no page is ever mapped where the device is', async ({ vmxray }) => {
  await atExit(vmxray, 'ept-mmio', 2);
  await expect(vmxray.region('Transitions')).toContainText('Bits 2:0 of the EPT PDPTE are 0: nothing is mapped there.');
  await vmxray.page.getByRole('button', { name: 'Show the page walk of this access' }).click();
  await vmxray.press('Next VM entry');
  await expect(vmxray.region('Memory')).toContainText('Refused: EPT violation, exit reason 48');
});

test('stale translations: INVVPID removed the page, INVEPT what came from its tables', async ({ vmxray }) => {
  await atExit(vmxray, 'stale-translations', 4);
  await openView(vmxray, 'Memory', 'TLB');
  await vmxray.region('Memory').getByRole('button', { name: 'Last removed' }).click();
  await vmxray.idle();
  const removed = vmxray.page.getByRole('list', { name: 'Last invalidations, the newest first' }).locator('> li');
  await expect(removed.first()).toContainText(/^INVVPID.*page of 0x200000, VPID 1, all PCIDsIt removed 1 mapping\./);
  await expect(removed.nth(1)).toContainText('combined and guest-physical mappings of the EPT at 0x150000');
});

test('page-modification log: the index that ran below 0 is what the full log is known by', async ({ vmxray }) => {
  await atExit(vmxray, 'page-modification-log', 3);
  await expect(vmxray.region('Transitions')).toContainText('The PML index is 0xffff');
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 62, Page-modification log full.');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'pml-index': 'ffff' });
});

test('interrupt window: the exit comes when the guest can be interrupted, and the entry injects', async ({
  vmxray,
}) => {
  await atExit(vmxray, 'interrupt-window', 3);
  await expect(vmxray.region('Transitions')).toContainText('Interrupt-window exiting, bit 2 of the primary');
  await vmxray.press('Next VM entry');
  await expect(vmxray.region('Transitions')).toContainText('external interrupt');
});

test('preemption timer: what it was loaded with, and when it ran out', async ({ vmxray }) => {
  await atExit(vmxray, 'preemption-timer', 1);
  const why = vmxray.region('Transitions');
  await expect(why).toContainText('VM entry loaded the timer with 128; it counts down by 1 every 32 cycles');
  await expect(why).toContainText('Activate VMX-preemption timer, bit 6 of the pin-based controls, is 1: it exits.');
});

test('single steps: each exit says that one step was made', async ({ vmxray }) => {
  await atExit(vmxray, 'single-steps', 2);
  await expect(vmxray.region('Transitions')).toContainText('The guest has made one step since VM entry');
  await vmxray.press('Run');
  await vmxray.openTab('Exits');
  const row = vmxray.region('Exits').getByRole('row', { name: /Monitor trap flag/ });
  await expect(row.getByRole('cell').first()).toHaveText('13');
});

test('virtual-interrupt delivery: of the vectors only the one in the EOI-exit bitmap exits', async ({ vmxray }) => {
  await atExit(vmxray, 'virtual-interrupts', 2);
  await expect(vmxray.region('Transitions')).toContainText('EOI of vector 0x60, bit 96 of the EOI-exit bitmap, is 1');
  const panel = await openView(vmxray, 'Interrupts', 'Virtual APIC');
  await expect(panel).toContainText('EOI-exit bitmap0x60');
  await expect(panel).toContainText('1 Virtual-interrupt delivery');
});

test('posted interrupts: the descriptor is empty again, and the guest was never left for it', async ({ vmxray }) => {
  await atExit(vmxray, 'posted-interrupts', 1);
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 18, VMCALL.');
  const panel = await openView(vmxray, 'Interrupts', 'Virtual APIC');
  await expect(panel).toContainText('Notification vector of the VMCS0xf2');
  await expect(panel).toContainText('PIR: posted vectorsno vector');
});

test('three levels: L1 reads its own VMCS in the shadow', async ({ vmxray }) => {
  await atExit(vmxray, 'three-levels', 5);
  await expect(vmxray.region('Transitions')).toContainText('Exit reason 20, VMLAUNCH.');
  const panel = await openView(vmxray, 'VMCS', 'Bitmaps');
  const reads = panel.getByRole('table', { name: 'VMREAD bitmap' });
  await expect(reads.getByRole('row', { name: /reads the shadow VMCS/ })).toHaveCount(1);
});

test('every model: the work is the same, its cost is not', async ({ vmxray }) => {
  await vmxray.chooseProgram(menuRow('every-model').title.en);
  await vmxray.page.getByRole('button', { name: /^Model: / }).click();
  await vmxray.page.getByRole('menuitem').first().click();
  const dialog = vmxray.page.getByRole('dialog', { name: 'Processor models' });
  await dialog.getByRole('button', { name: 'Compare', exact: true }).click();
  await dialog.getByRole('button', { name: 'Run the comparison' }).click();
  await vmxray.idle();
  const cells = await dialog.getByRole('row', { name: /CPUID/ }).getByRole('cell').allInnerTexts();
  const parts = cells.map((text) =>
    text
      .replaceAll(/[^\d\n]/g, '')
      .split('\n')
      .filter((part) => part !== ''),
  );
  expect(parts.length).toBe(5);
  await expect(
    dialog
      .getByRole('row', { name: /^End/ })
      .getByRole('cell')
      .filter({ hasText: /^Halted/ }),
  ).toHaveCount(5);
  expect(new Set(parts.map(([count]) => count)).size).toBe(1);
  expect(new Set(parts.map((part) => part.at(-1))).size).toBeGreaterThan(2);
});
