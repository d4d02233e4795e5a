import { openViewProgram } from './view-programs';
import { expect, test } from './vmxray-page';

const PROGRAM = 'virtual-apic.asm';

test('the virtual APIC is decoded, and exits and accesses without exit say why', async ({ vmxray }) => {
  await openViewProgram(vmxray, PROGRAM);
  await vmxray.openTab('Interrupts');
  const panel = vmxray.region('Interrupts');
  await panel.getByRole('button', { name: 'Virtual APIC', exact: true }).press('Enter');
  await expect(panel).toContainText('A virtual APIC belongs to a VMCS: it is shown when one is current.');

  const transitions = vmxray.region('Transitions');
  await vmxray.press('Next VM entry');
  await vmxray.press('Step');
  await vmxray.press('Step');
  await expect(transitions).toContainText('APIC access 0x80 (write) in VMX non-root.');
  await expect(transitions).toContainText('Use TPR shadow, bit 21 of the primary processor-based controls, is 1');
  await expect(panel).toContainText('Write to complete');

  await vmxray.press('Next VM exit');
  await expect(transitions).toContainText('APIC write 0x380 came up in VMX non-root');
  await expect(panel).toContainText('1 IPI virtualization');
  await expect(panel).toContainText('0x51: the highest vector requested');
  await expect(panel).toContainText('RVI’s class 5 is above VPPR’s class 3: the next VM entry evaluates it anew.');
  await expect(panel).toContainText('EOI-exit bitmap0x50');
  await expect(panel).toContainText('PIR: posted vectors0x24');
  const table = panel.getByRole('table', { name: 'Entries of the PID-pointer table' });
  await expect(table.getByRole('row')).toHaveCount(3);
  await expect(table.getByRole('row').nth(1)).toContainText('ON 0 SN 0 NV 0xf2 · 0x24');
  await expect(table.getByRole('row').nth(2)).toContainText('not valid');
  await panel.getByText('All 43 registers').click();
  const registers = panel.getByRole('table', { name: 'Registers of the virtual-APIC page' });
  await expect(registers.getByRole('row', { name: /VTPR/ })).toContainText('0000 0030');
  await vmxray.expectAccessible('the virtual APIC', '.region-interrupts');

  await vmxray.press('Next VM exit');
  await expect(transitions).toContainText('APIC access 0x40 (read) came up in VMX non-root');
  await expect(transitions).toContainText('None of these bits keeps it in the guest: it exits.');
  await vmxray.expectAccessible('why it exited', '.region-transitions');

  await panel.getByRole('button', { name: 'Show memory at 0x142040' }).press('Enter');
  await vmxray.idle();
  await expect(vmxray.region('Memory').getByRole('rowheader').first()).toContainText('0014 2040');
});

for (const [width, height, scheme] of [
  [1024, 768, 'dark'],
  [390, 844, 'light'],
] as const) {
  test(`in Chinese at ${width}×${height}, ${scheme}, it is whole and accessible`, async ({ vmxray }) => {
    await vmxray.page.setViewportSize({ width, height });
    await vmxray.page.emulateMedia({ colorScheme: scheme });
    await openViewProgram(vmxray, PROGRAM, 'zh-CN');
    await vmxray.key(']');
    const opener =
      width === 390
        ? vmxray.page.getByRole('tab', { name: '中断' })
        : vmxray.page.getByRole('button', { name: /中断$/ });
    await opener.first().click();
    await vmxray.idle();
    const panel = vmxray.region('中断');
    await panel.getByRole('button', { name: '虚拟 APIC', exact: true }).click();
    await expect(panel).toContainText('0x51：被请求的最高向量');
    await expect(panel).toContainText('投递中断描述符');
    await vmxray.expectAccessible('the virtual APIC', '.region-interrupts');
    const wide = await vmxray.page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(wide).toBe(false);
  });
}
