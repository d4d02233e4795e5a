import { readFileSync } from 'node:fs';
import { referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

const SOURCE = readFileSync(new URL('../../src/programs/page-fault/main.asm', import.meta.url), 'utf8').split('\n');

/** Opens a view of the Memory panel. */
async function show(vmxray: VmxrayPage, view: string): Promise<void> {
  await vmxray.region('Memory').getByRole('button', { name: view, exact: true }).click();
  await vmxray.idle();
}

/** Asks for an address, a label or a register. */
async function ask(vmxray: VmxrayPage, text: string): Promise<void> {
  const field = vmxray.region('Memory').getByRole('textbox', { name: 'Address, symbol or register' });
  await field.fill(text);
  await field.press('Enter');
  await vmxray.idle();
}

/** Runs to the line behind a label of the program. */
async function runTo(vmxray: VmxrayPage, label: string): Promise<void> {
  await vmxray.openFile('main.asm');
  await vmxray.line('A page fault').click();
  await vmxray.key('ArrowDown', SOURCE.indexOf(`${label}:`) + 1);
  await vmxray.key('Control+F10');
}

test.beforeEach(async ({ vmxray }) => {
  await vmxray.chooseProgram(referenceOf('page-fault').title);
  await vmxray.openTab('Memory');
});

test('a page walk is read entry by entry, and its entries are found in memory', async ({ vmxray }) => {
  const memory = vmxray.region('Memory');
  await show(vmxray, 'Page walk');
  const entries = memory.getByRole('list', { name: 'Entries read' }).getByRole('listitem');
  await expect(memory).toContainText('4-level paging');
  await expect(memory).toContainText('The access is allowed.');
  await expect(entries).toHaveCount(3);
  await expect(memory.getByRole('list', { name: 'How the linear address is divided' })).toContainText(
    'PML4: bits 47:39, index 0',
  );

  await runTo(vmxray, 'read_missing');
  await ask(vmxray, 'rbx');
  await expect(memory.getByRole('region', { name: 'Page walk of 0x8000000000' })).toContainText(
    'Refused: page fault (#PF), error code 0x0',
  );
  await expect(entries).toHaveCount(4);
  await expect(entries.last()).toContainText('P 0');
  await vmxray.expectAccessible('a refused walk', '.region-memory');

  await entries.last().getByRole('button', { name: 'Show the PTE at physical address 0x142000' }).click();
  await vmxray.idle();
  await expect(memory.getByRole('button', { name: 'Physical', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(memory.getByRole('rowheader').first()).toContainText('0014 2000');
});

test('access and privilege are chosen by keyboard, and CR2 is walked with one press', async ({ vmxray }) => {
  const memory = vmxray.region('Memory');
  await show(vmxray, 'Page walk');
  await runTo(vmxray, 'write_read_only');
  await memory.getByRole('button', { name: 'CR2: 0x80 0000 0000' }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('had the error code 0x0: Read, Supervisor.');
  await expect(memory).toContainText('The access is allowed.');
  await expect(memory).toContainText('4 KiB page');
  await memory.getByRole('button', { name: 'Write', exact: true }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('error code 0x3');
  await expect(memory).toContainText('While CR0.WP is 1, a supervisor-mode write needs R/W = 1 in every entry, too.');
  await expect(memory).toContainText('CR0.WP = 1');
  await memory.getByRole('button', { name: 'User', exact: true }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('A user-mode access needs U/S = 1 in every entry.');
  await memory.getByRole('button', { name: 'RIP', exact: true }).press('Enter');
  await vmxray.idle();
  await expect(memory).toContainText('2 MiB page');
});

test('CR2 is walked as the access that faulted', async ({ vmxray }) => {
  const memory = vmxray.region('Memory');
  await show(vmxray, 'Page walk');
  await runTo(vmxray, 'write_read_only');
  await vmxray.press('Step');
  await memory.getByRole('button', { name: 'CR2: 0x80 0000 0000' }).press('Enter');
  await vmxray.idle();
  await expect(memory.getByRole('button', { name: 'Write', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await expect(memory).toContainText('had the error code 0x3: Write, Supervisor.');
  await expect(memory).toContainText('Refused: page fault (#PF), error code 0x3');
  await memory.getByRole('button', { name: 'PTE', exact: true }).press('Enter');
  const definition = vmxray.page.getByRole('dialog', { name: 'paging-structure entry' });
  await expect(definition).toContainText('SDM, “Hierarchical Paging Structures: an Overview”');
  await vmxray.expectAccessible('a definition', '.term-card');
});

test('the TLB marks the translation that memory no longer has', async ({ vmxray }) => {
  const memory = vmxray.region('Memory');
  await show(vmxray, 'TLB');
  await expect(memory).toContainText('The TLB is empty.');
  await runTo(vmxray, 'read_stale');
  await expect(memory).toContainText('1 differs from memory');
  const rows = memory.getByRole('group', { name: 'Entries of the TLB' }).getByRole('listitem');
  await expect(rows.first()).toContainText('memory maps nothing here any more (P is 0)');
  await vmxray.expectAccessible('the TLB', '.region-memory');

  await ask(vmxray, 'cr3');
  await expect(rows).toHaveCount(1);
  await ask(vmxray, '7fff0000');
  await expect(memory).toContainText('No entry translates 0x7fff 0000');
  await memory.getByRole('button', { name: 'Show all' }).click();
  await memory.getByRole('button', { name: 'Only those that differ' }).click();
  await expect(rows).toHaveCount(1);

  await memory.getByRole('button', { name: 'Walk 0x8000000000' }).click();
  await vmxray.idle();
  await expect(memory).toContainText('The TLB has an entry that says something else (no longer mapped)');
  await vmxray.press('Step back');
  await expect(memory).toContainText('The TLB has an entry that says the same');
});
