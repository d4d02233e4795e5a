import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Opens one of the views of the Registers panel. */
async function openView(vmxray: VmxrayPage, name: 'Registers' | 'Mode' | 'Tables'): Promise<void> {
  await vmxray.openTab('Registers');
  await vmxray.region('Registers').getByRole('button', { name, exact: true }).click();
  await vmxray.idle();
}

/** The row of a fact, e.g. "operating-mode". */
const fact = (vmxray: VmxrayPage, id: string) => vmxray.region('Registers').locator(`[data-fact="${id}"]`);

/** Steps on until the operating mode is another one, which lasts longer than sixteen instructions. */
async function stepTo(vmxray: VmxrayPage, mode: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    await vmxray.key('F11', 16);
    if ((await fact(vmxray, 'operating-mode').textContent())?.includes(mode) === true) return;
  }
  throw new Error(`${mode} is not reached`);
}

test('the mode is decoded with its reasons, and follows the program down to real-address mode and back', async ({
  vmxray,
}) => {
  await vmxray.chooseProgram(referenceOf('mode-switch').title);
  await openView(vmxray, 'Mode');
  const mode = fact(vmxray, 'operating-mode');
  await expect(mode).toContainText('64-bit mode.');
  await expect(mode).toContainText('CR0.PE=1');
  await expect(mode).toContainText('IA32_EFER.LMA=1');
  await expect(mode).toContainText('CS.L=1');
  await expect(fact(vmxray, 'paging')).toContainText('4-level paging');
  await expect(fact(vmxray, 'privilege-level')).toContainText('Ring 0.');
  await vmxray.expectAccessible('the mode', '.region-registers');

  await stepTo(vmxray, 'Compatibility mode, 32-bit code.');
  await expect(mode).toContainText('CS.L=0');
  await stepTo(vmxray, 'Protected mode, 32-bit code.');
  await expect(fact(vmxray, 'paging')).toContainText('Off.');
  await expect(fact(vmxray, 'smep')).toContainText('Paging is off.');
  await stepTo(vmxray, 'Protected mode, 16-bit code.');
  await stepTo(vmxray, 'Real-address mode.');
  await expect(mode).toContainText('CR0.PE=0');
  await expect(vmxray.mode).toHaveText(/^VMX off real-address mode · 16-bit/);

  await vmxray.press('Step back');
  await expect(mode).toContainText('Real-address mode.');
  await vmxray.press('Run');
  await expect(mode).toContainText('64-bit mode.');
  await vmxray.openTab('Console');
  await expect(vmxray.region('Console')).toContainText('real-address mode');
});

test('what a step changed in the mode is marked', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('mode-switch').title);
  await openView(vmxray, 'Mode');
  await stepTo(vmxray, 'Compatibility mode');
  const size = fact(vmxray, 'code-size');
  while ((await size.textContent())?.includes('64-bit addresses') === false) await vmxray.press('Step back');
  await vmxray.press('Step');
  await expect(size).toHaveAttribute('data-changed', 'true');
  await expect(size).toContainText('changed');
  await expect(fact(vmxray, 'interrupts')).toHaveAttribute('data-changed', 'false');
  await vmxray.press('Step');
  await expect(size).toHaveAttribute('data-changed', 'false');
});

test('the tables show descriptors, who uses them, gates and the TSS; an entry opens in memory', async ({ vmxray }) => {
  await openView(vmxray, 'Tables');
  const registers = vmxray.region('Registers');
  const gdt = registers.getByRole('table', { name: 'Global descriptor table (GDT)' });
  await expect(gdt.getByRole('row', { name: /0008 code, execute\/read, accessed/ })).toContainText('CS');
  await expect(gdt.getByRole('row', { name: /0018 64-bit TSS \(busy\)/ })).toContainText('TR');
  await expect(registers).toContainText('LDTR is unusable: there is no LDT.');
  const tss = registers.getByRole('table', { name: 'Task-state segment (TSS)' });
  await expect(tss.getByRole('row', { name: /RSP0/ })).toContainText('e000');
  const ports = registers.getByRole('table', { name: 'I/O permission bitmap' });
  await expect(ports.getByRole('row', { name: /0x0–0xffff/ })).toContainText('beyond the limit, refused: #GP(0)');

  const idt = registers.getByRole('table', { name: 'Interrupt descriptor table (IDT)' });
  await expect(idt.getByRole('row', { name: /08 #DF 64-bit interrupt gate/ })).toContainText('IST=1');
  await expect(idt.getByRole('row')).toHaveCount(1 + 32);
  await vmxray.expectAccessible('the tables', '.region-registers');
  await registers.getByRole('button', { name: 'Show all 256' }).press('Enter');
  await expect(idt.getByRole('row')).toHaveCount(1 + 256);

  await gdt.getByTitle('Show 0x7008 in memory').press('Enter');
  await vmxray.idle();
  const address = vmxray.region('Memory').getByRole('textbox', { name: 'Address, symbol or register' });
  await expect(address).toHaveValue('0x7008');
});

test('gates name their targets, and the tables follow a VM exit', async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('exceptions').title);
  await openView(vmxray, 'Tables');
  await vmxray.press('Next VM exit');
  await vmxray.press('Step back');
  await expect(vmxray.mode).toHaveText(/^VMX non-root/);
  const registers = vmxray.region('Registers');
  const idt = registers.getByRole('table', { name: 'Interrupt descriptor table (IDT)' });
  await expect(idt.getByRole('row', { name: /03 #BP/ })).toContainText('on_breakpoint');
  await vmxray.press('Step');
  await expect(idt.getByRole('row', { name: /03 #BP/ })).not.toContainText('on_breakpoint');
  // A VM exit loads 0xffff into the limits of GDTR and IDTR.
  await expect(registers).toContainText('limit 0xffff');
});

test('the views fit a phone, in both languages', async ({ vmxray }) => {
  for (const [language, tab, views] of [
    ['en', 'Registers', ['Mode', 'Tables']],
    ['zh-CN', '寄存器', ['模式', '描述符表']],
  ] as const) {
    await vmxray.page.setViewportSize({ width: 360, height: 740 });
    await vmxray.open(`?lang=${language}`);
    await vmxray.openTab(tab);
    for (const name of views) {
      await vmxray.region(tab).getByRole('button', { name, exact: true }).click();
      await vmxray.idle();
      const body = vmxray.page.locator('.region-registers .region-body');
      expect(await body.evaluate((element) => element.scrollWidth - element.clientWidth), `${language} ${name}`).toBe(
        0,
      );
      await vmxray.expectAccessible(`${language} ${name}`);
    }
  }
});
