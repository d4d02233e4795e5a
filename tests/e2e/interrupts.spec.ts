import { interrupts as words } from '../../src/i18n/en/interrupts';
import { expect, test, type VmxrayPage } from './vmxray-page';

const PROGRAM = 'A timer interrupt';

const panel = (vmxray: VmxrayPage) => vmxray.region('Interrupts');
const waiting = (vmxray: VmxrayPage) => panel(vmxray).locator('.waiting');

/** Chooses the program of the timer and opens the panel. */
async function openPanel(vmxray: VmxrayPage): Promise<void> {
  await vmxray.chooseProgram(PROGRAM);
  await vmxray.openTab('Interrupts');
}

test('an interrupt waits in the guest, exits, and stays pending in the VMM', async ({ vmxray }) => {
  await openPanel(vmxray);
  await expect(panel(vmxray)).toContainText(words.waiting.none);
  await vmxray.press('Next VM exit');
  await expect(vmxray.mode).toHaveText(/^VMX root/);
  await expect(waiting(vmxray)).toHaveCount(1);
  await expect(waiting(vmxray)).toContainText('External interrupt 0x40');
  await expect(waiting(vmxray)).toContainText('blocked');
  await expect(waiting(vmxray)).toContainText('RFLAGS.IF is 0');
  await expect(waiting(vmxray).getByRole('button', { name: 'Masking Maskable Hardware Interrupts' })).toBeVisible();

  await vmxray.press('Step back');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  await expect(waiting(vmxray)).toContainText('taken next');
  await expect(waiting(vmxray)).toContainText(
    'External-interrupt exiting, bit 0 of the pin-based controls, is 1: it exits.',
  );
});

test('NMI, SMI and an interrupt stand in the order of their priority', async ({ vmxray }) => {
  const { page } = vmxray;
  await openPanel(vmxray);
  for (const event of ['Send interrupt', 'NMI', 'SMI']) {
    await page.getByRole('button', { name: 'Inject', exact: true }).click();
    await page.getByRole('button', { name: event, exact: true }).click();
    await vmxray.idle();
  }
  await expect(waiting(vmxray).locator('.waiting-head strong')).toHaveText([
    words.waiting.kind.smi,
    words.waiting.kind.nmi,
    /^External interrupt 0x20$/,
  ]);
  await expect(waiting(vmxray).locator('.waiting-fate')).toHaveText(['taken next', 'comes later', 'blocked']);
});

test('the controllers are decoded, and what changes is washed', async ({ vmxray }) => {
  await openPanel(vmxray);
  const facts = panel(vmxray).locator('.fact-list').first();
  await expect(facts).toContainText('xAPIC · bootstrap processor');
  await expect(panel(vmxray).getByRole('table', { name: words.lvt.title })).toContainText('ExtINT');
  await expect(panel(vmxray).getByRole('table', { name: words.pic.title })).toContainText('0x08–0x0f');
  await expect(panel(vmxray)).toContainText('All 24 redirection entries are masked.');
  await expect(panel(vmxray).getByRole('table', { name: words.pit.title })).toContainText('3: square wave mode');
  await vmxray.cursorBehind('apic_write APIC_LVT_TIMER');
  await vmxray.key('Control+F10');
  // The entry of the timer is written, then its initial count.
  await vmxray.key('F11', 4);
  const timer = panel(vmxray).locator('.fact-list').nth(1);
  await expect(timer.locator('[data-changed="true"]', { hasText: words.timer.initial })).toContainText('800');
  await expect(timer).toContainText(/in [0-9]+ cycles, at /);
});

test('the panel is reached by keyboard and axe finds nothing in it', async ({ vmxray }) => {
  await openPanel(vmxray);
  await vmxray.press('Next VM exit');
  await vmxray.page.getByRole('tab', { name: 'Exits', exact: true }).focus();
  await vmxray.key('ArrowRight');
  await expect(panel(vmxray)).toBeVisible();
  for (const scheme of ['light', 'dark'] as const) {
    await vmxray.page.emulateMedia({ colorScheme: scheme });
    await vmxray.expectAccessible(`Interrupts, ${scheme}`, '.region-interrupts');
  }
});

test('on a phone it is a pane of its own, without scrolling sideways', async ({ vmxray }) => {
  await vmxray.page.setViewportSize({ width: 390, height: 844 });
  await openPanel(vmxray);
  await vmxray.press('Next VM exit');
  await expect(waiting(vmxray)).toBeVisible();
  const overflow = await panel(vmxray).evaluate((region) => {
    const body = region.querySelector('.region-body');
    return body === null ? -1 : body.scrollWidth - body.clientWidth;
  });
  expect(overflow).toBe(0);
});
