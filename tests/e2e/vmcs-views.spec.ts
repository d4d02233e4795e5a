import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Opens one of the views of the VMCS panel. */
async function openView(vmxray: VmxrayPage, name: string, panel = 'VMCS'): Promise<void> {
  await vmxray.region(panel).getByRole('button', { name, exact: true }).click();
  await vmxray.idle();
}

const verdict = (vmxray: VmxrayPage) => vmxray.region('VMCS').locator('.checklist-verdict');
const row = (vmxray: VmxrayPage, check: string) => vmxray.region('VMCS').locator(`[data-check="${check}"]`);

test('the checklist says before VMLAUNCH what fails, with values, suggestion and the way to the VMWRITE', async ({
  vmxray,
}) => {
  await vmxray.typeBehind('vmcs_default_guest guest_entry', '    vmcs_set VMCS_GUEST_RFLAGS, 0');
  await vmxray.press('Next VM exit');
  // The failed entry is undone: nothing has been tried yet.
  await vmxray.press('Step back');
  await openView(vmxray, 'Checks');
  await expect(verdict(vmxray)).toHaveText(
    /^1 check fails: VMLAUNCH of Guest 0 would end with exit reason 33, VM-entry failure: invalid guest state$/,
  );
  const failing = row(vmxray, 'guest-rflags-reserved-one');
  await expect(failing).toContainText('Bit 1 of the guest’s RFLAGS is 1.');
  await expect(failing).toContainText('The guest’s RFLAGS are 0x0; bit 1 must be 1.');
  await expect(failing).toContainText('Write 2 for a guest that starts with all flags clear.');
  await expect(failing.getByRole('button', { expanded: true })).toHaveCount(1);
  await vmxray.expectAccessible('the checks', '.region-vmcs');

  await failing.getByRole('button', { name: /^written at vmm\.asm:\d+$/ }).click();
  await vmxray.idle();
  await expect(vmxray.region('Editor').locator('.view-line', { hasText: 'VMCS_GUEST_RFLAGS, 0' })).toBeVisible();
  await failing.getByRole('button', { name: 'go to that moment' }).click();
  await vmxray.idle();
  // Before the VMWRITE the field held what vmcs_default_guest wrote; the checks follow.
  await expect(row(vmxray, 'guest-rflags-reserved-one')).toHaveAttribute('data-verdict', 'holds');
  await expect(verdict(vmxray)).toHaveText(/^All \d+ checks that apply hold: VMLAUNCH would enter Guest 0\.$/);
  await vmxray.press('Step');
  await expect(row(vmxray, 'guest-rflags-reserved-one')).toHaveAttribute('data-verdict', 'fails');
});

test('the checks stand by sections, a row opens by keyboard, and those that fail can be seen alone', async ({
  vmxray,
}) => {
  await vmxray.press('Next VM entry');
  await openView(vmxray, 'Checks');
  const panel = vmxray.region('VMCS');
  await expect(panel).toContainText('A guest is running');
  await expect(verdict(vmxray)).toHaveText(/VMRESUME would enter Guest 0/);
  await expect(panel.locator('.checklist-section')).toHaveCount(12);
  await panel.locator('summary', { hasText: 'Checks on Guest RIP, RFLAGS, and SSP' }).press('Enter');
  await row(vmxray, 'guest-rflags-reserved-one').getByRole('button').press('Enter');
  await expect(row(vmxray, 'guest-rflags-reserved-one').locator('dl')).toContainText('Guest RFLAGS');
  await expect(row(vmxray, 'guest-rflags-vm-without-protection')).toHaveAttribute('data-verdict', /holds|not-asked/);
  await panel.getByRole('checkbox', { name: 'Only checks that fail' }).press('Space');
  await expect(panel).toContainText('No check fails.');
  await expect(panel.locator('.checklist-section')).toHaveCount(0);
});

test('a check that says the same after a step is not drawn again', async ({ vmxray }) => {
  await vmxray.press('Next VM exit');
  await openView(vmxray, 'Checks');
  await vmxray.region('VMCS').locator('summary', { hasText: 'Checks on Guest Segment Registers' }).click();
  await expect(row(vmxray, 'guest-tr-selector-ti')).toBeVisible();
  await vmxray.idle();
  await vmxray.page.evaluate(() => {
    const changes: string[] = [];
    Object.assign(window, { changes });
    new MutationObserver((records) =>
      changes.push(
        ...records.map(({ type, target, attributeName }) => `${type} ${attributeName} of ${target.nodeName}`),
      ),
    ).observe(document.querySelector('.entry-checklist') as Element, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
  await vmxray.press('Step');
  await vmxray.press('Step');
  expect(await vmxray.page.evaluate(() => (window as unknown as { changes: string[] }).changes)).toEqual([]);
});

test('bitmaps are runs of equal bits with names and meaning; a byte opens in memory', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('msr-bitmap').title);
  await vmxray.press('Next VM exit');
  await openView(vmxray, 'Bitmaps');
  const panel = vmxray.region('VMCS');
  const exceptions = panel.getByRole('table', { name: 'Exception bitmap' });
  await expect(exceptions.getByRole('row', { name: /0–31 0 goes to the guest/ })).toContainText('#DE, #DB, #BP');
  await expect(panel.locator('[data-bitmap="io-a"]')).toContainText('Not looked at: “Use I/O bitmaps” is 0.');
  const reads = panel.getByRole('table', { name: 'MSR bitmap: reads of high MSRs' });
  const exits = reads.getByRole('row', { name: /1 RDMSR exits/ });
  await expect(exits).toHaveCount(1);
  await expect(exits).toContainText('0xc0000080');
  await expect(exits).toContainText('IA32_EFER');
  await expect(panel.getByRole('region', { name: 'Absent on this processor' })).toContainText(
    'ENCLS-exiting bitmap outside the model: SGX',
  );
  await vmxray.expectAccessible('the bitmaps', '.region-vmcs');
  await exits.getByRole('button').click();
  await vmxray.idle();
  await expect(vmxray.region('Memory').getByRole('button', { name: 'Physical', pressed: true })).toBeVisible();
});

test('the capability MSRs stand as a matrix, before any VMCS and beside its settings', async ({ vmxray }) => {
  const panel = vmxray.region('VMCS');
  await openView(vmxray, 'Capabilities');
  const pin = panel.getByRole('table', { name: 'pin-based controls' });
  await expect(pin.getByRole('row', { name: /^0 External-interrupt exiting free$/ })).toBeVisible();
  await vmxray.press('Next VM entry');
  await expect(pin.getByRole('row', { name: /^0 External-interrupt exiting free 0$/ })).toBeVisible();
  await expect(panel.getByRole('region', { name: 'pin-based controls' })).toContainText('must be 1');
  await pin.getByRole('button', { name: 'Virtual NMIs' }).press('Enter');
  await expect(pin).toContainText('Needs “NMI exiting”.');
  await expect(pin).toContainText('May be 1 on: Merom, Penryn');
  const primary = panel.getByRole('table', { name: 'primary processor-based controls' });
  await expect(primary.getByRole('row', { name: /^15 CR3-load exiting free 0$/ })).toBeVisible();
  const cr0 = panel.getByRole('table', { name: 'CR0 in VMX operation' });
  await expect(cr0.getByRole('row', { name: /^0 PE · Protection enable must be 1 1$/ })).toBeVisible();
  await cr0.getByRole('button', { name: 'NE · Numeric error' }).press('Enter');
  await expect(cr0).toContainText('x87 errors raise #MF instead of an interrupt by the PIC.');
  await expect(cr0).toContainText('In VMX operation it must be 1');
  await expect(cr0).toContainText('Must be 1 on every model.');
  const misc = panel.getByRole('table', { name: 'IA32_VMX_MISC' });
  await misc.getByRole('button', { name: /^Bit of the time-stamp counter/ }).press('Enter');
  await expect(misc).toContainText('0 on: Prescott 2M, Yonah, Merom, Penryn.');
  const ept = panel.getByRole('table', { name: 'IA32_VMX_EPT_VPID_CAP' });
  await expect(ept.getByRole('row', { name: /^6 EPT walks of four levels yes$/ })).toBeVisible();
  await ept.getByRole('button', { name: 'Accessed and dirty flags for EPT' }).click();
  await expect(ept).toContainText('Has it: Haswell, Broadwell');
  await expect(panel.getByRole('table', { name: 'Values of the MSRs' })).toContainText('IA32_VMX_TRUE_EXIT_CTLS');
  await vmxray.expectAccessible('the capabilities', '.region-vmcs');
  await panel.getByRole('checkbox', { name: 'Only what this model allows to be 1' }).press('Space');
  const secondary = panel.getByRole('table', { name: 'secondary processor-based controls' });
  await expect(secondary.locator('[data-allowed="must0"]')).toHaveCount(0);
});

test('a control that the model does not allow is shown as violated', async ({ vmxray }) => {
  await vmxray.typeBehind('vmcs_default_controls', '    vmcs_set VMCS_PIN_BASED_CONTROLS, 0');
  await vmxray.press('Run');
  await openView(vmxray, 'Capabilities');
  const panel = vmxray.region('VMCS');
  await expect(panel.getByRole('region', { name: 'pin-based controls' })).toContainText(
    'Reserved bits: 1–2, 4 must be 1',
  );
  await openView(vmxray, 'Checks');
  await expect(verdict(vmxray)).toContainText('VMfailValid, error 7');
  await openView(vmxray, 'Fields');
  expect(await vmxray.vmcsFields()).toMatchObject({ 'vm-instruction-error': '7' });
});

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const) {
  for (const [language, views] of [
    ['en', ['Checks', 'Bitmaps', 'Capabilities']],
    ['zh-CN', ['检查', '位图', '能力']],
  ] as const) {
    test(`the views fit ${width} × ${height} in ${language}`, async ({ vmxray }) => {
      const { page } = vmxray;
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: language === 'en' ? 'dark' : 'light' });
      await vmxray.open(`?lang=${language}`);
      await vmxray.key(']');
      const tab = page.getByRole('tab', { name: 'VMCS', exact: true });
      if ((await tab.count()) > 0) await tab.click();
      else await page.locator('.rail-tab').first().click();
      await vmxray.idle();
      for (const view of views) {
        await openView(vmxray, view);
        const body = page.locator('.vmcs-view');
        expect(await body.evaluate((e) => e.scrollWidth - e.clientWidth), `${language} ${view}`).toBe(0);
        await vmxray.expectAccessible(`${language} ${view}`);
      }
    });
  }
}
