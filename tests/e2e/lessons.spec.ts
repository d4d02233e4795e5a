import { lessons } from '../../src/lessons/index';
import { lessonText } from '../lessons/lesson-files';
import { LessonReader, type ReaderLanguage } from './lesson-reader';
import { expect, test, type VmxrayPage } from './vmxray-page';

/** Opens a lesson in the menu. */
async function read(vmxray: VmxrayPage, language: ReaderLanguage, id: string): Promise<LessonReader> {
  const entry = lessons.find((row) => row.id === id);
  const reader = new LessonReader(vmxray, language);
  await reader.open(entry?.title[language] ?? id);
  return reader;
}

/** Number of the first line of a start that contains a text. */
const lineOf = (id: Parameters<typeof lessonText>[0], text: string): number =>
  lessonText(id, 'start.asm')
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

for (const language of ['en', 'zh-CN'] as const) {
  test.describe(language, () => {
    test.slow();

    test('The first VM exit', async ({ vmxray }) => {
      const reader = await read(vmxray, language, 'first-vm-exit');
      const { common, panels } = reader.words;
      await vmxray.expectAccessible('the lesson', '.region-lesson');

      await reader.press('nextEntry');
      await expect(reader.mode).toContainText(common.mode['non-root']);
      await reader.follow('transitions');
      await expect(reader.region('transitions')).toContainText(panels.why.title['vm-entry']);
      await reader.show('lesson');

      await reader.press('nextExit');
      await expect(reader.mode).toContainText(common.mode.root);
      await expect(reader.live('Exit reason')).toContainText('CPUID');
      await expect(reader.live('VM-exit instruction length')).toContainText('2');
      await expect(reader.live('Host RIP')).toContainText('vm_exit');
      await expect(reader.live('RAX')).toContainText('0x0');
      await reader.follow('transitions', 1);
      await expect(reader.region('transitions')).toContainText(panels.why.unconditional);
      await reader.show('lesson');

      await reader.replaceLines('vmm.asm', lineOf('first-vm-exit', '.cpuid:') + 1, 0, [
        '    restore_guest_registers',
        '    vmresume',
      ]);
      await reader.press('nextExit', { nth: 1, times: 3 });
      await expect(reader.region('lesson').locator('.live-value').filter({ hasText: /^3 / })).not.toHaveCount(0);
      await reader.startOver();

      await reader.openHints(4);
      await reader.checkBeforeAndAfter('first-vm-exit');
      await vmxray.expectAccessible('the goals', '.region-lesson');
    });

    test('Who decides?', async ({ vmxray }) => {
      const reader = await read(vmxray, language, 'who-decides');
      const { app, common, panels } = reader.words;
      await reader.press('nextExit');
      await expect(reader.live('Exit reason')).toContainText('RDTSC');
      await reader.follow('transitions');
      await expect(reader.region('transitions')).toContainText('RDTSC exiting');
      await reader.show('lesson');
      await expect(reader.live('RDTSC exiting')).toContainText('1');

      await reader.press('nextExit', { nth: 1 });
      await expect(reader.live('Exit qualification')).toContainText('0xe9 ');
      await expect(reader.live('Use I/O bitmaps')).toContainText('0');
      await expect(reader.live('Unconditional I/O exiting')).toContainText('1');
      await reader.press('nextExit', { nth: 2, times: 5 });
      await expect(reader.live('Exit qualification')).toContainText('0x378 0000');
      await expect(reader.region('lesson').locator('.live-value').filter({ hasText: /^6 / })).not.toHaveCount(0);

      await reader.press('run');
      await expect(vmxray.page.getByText(app.stop.halted, { exact: true }).first()).toBeVisible();
      await expect(reader.mode).toContainText(common.mode['non-root']);
      await reader.follow('registers');
      await expect(reader.region('registers')).toContainText(panels.registers.activity);

      await reader.checkBeforeAndAfter('who-decides');
      await reader.replaceLines('vmm.asm', lineOf('who-decides', 'PRIMARY_UNCONDITIONAL'), 0, [
        '                     PRIMARY_UNCONDITIONAL_IO_EXITING | \\',
      ]);
      await reader.press('run', { nth: 1 });
      await expect(reader.region('lesson').locator('.live-value').filter({ hasText: /^3 / })).not.toHaveCount(0);
      await vmxray.expectAccessible('the lesson', '.region-lesson');
    });

    test('When entry fails', async ({ vmxray }) => {
      const reader = await read(vmxray, language, 'when-entry-fails');
      const { panels } = reader.words;
      const failure = (error: number) =>
        panels.exits.fail.replace('{{cause}}', 'VMLAUNCH').replace('{{error}}', String(error));
      const checks = reader.region('transitions').locator('.failing-check');

      await reader.press('run');
      await reader.follow('console');
      await expect(reader.region('console')).toContainText('VM-instruction error 7');
      await reader.goToTransition(failure(7));
      await reader.follow('transitions');
      await expect(checks).toHaveCount(1);
      const place = `vmm.asm:${lineOf('when-entry-fails', 'vmcs_set VMCS_PIN_BASED_CONTROLS')}`;
      await reader.activate(
        checks.getByRole('button', { name: panels.why.goToWriter.replace('{{place}}', place), exact: true }),
      );
      await reader.show('lesson');
      await expect(reader.live('VM-instruction error')).toContainText('7');
      const wrongPin = lineOf('when-entry-fails', 'vmcs_set VMCS_PIN_BASED_CONTROLS');
      await reader.replaceLines('vmm.asm', wrongPin, 2, ['    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING']);

      await reader.press('run', { nth: 1 });
      await reader.show('console');
      await expect(reader.region('console')).toContainText('guest 1 runs');
      await reader.goToTransition(failure(8));
      await reader.follow('transitions', 1);
      await expect(checks).toHaveCount(1);
      await reader.show('lesson');
      await expect(reader.live('Host TR selector')).toContainText('0x1b');
      // One line less than at the start.
      await reader.replaceLines('vmm.asm', lineOf('when-entry-fails', 'VMCS_HOST_TR_SELECTOR') - 1, 1, [
        '    vmcs_set VMCS_HOST_TR_SELECTOR, LAB_TSS',
      ]);

      await reader.press('nextExit', { times: 3 });
      await expect(reader.live('Exit reason')).toContainText('0x8000 0021');
      await reader.follow('transitions', 2);
      await expect(checks).toHaveCount(2);
      await reader.show('lesson');
      await expect(reader.live('Guest RFLAGS')).toContainText('0x200');

      await reader.startOver();
      await reader.checkBeforeAndAfter('when-entry-fails');
      await vmxray.expectAccessible('the lesson', '.region-lesson');
    });

    test('What an exit costs', async ({ vmxray }) => {
      const reader = await read(vmxray, language, 'what-an-exit-costs');
      const { panels } = reader.words;
      await reader.press('run');
      await expect(reader.region('lesson').locator('.live-value').filter({ hasText: /^124 / })).toHaveCount(1);
      await reader.follow('exits');
      await expect(reader.region('exits').getByRole('table', { name: panels.exits.totals })).toContainText('124');
      await reader.press('restart');
      await reader.press('nextExit', { times: 2 });
      await expect(reader.live('Exit reason')).toContainText('0x1e');
      await reader.follow('transitions');
      await expect(reader.region('transitions')).toContainText(panels.why.costExit.replace('{{cycles}}', '397'));
      await reader.show('lesson');
      await reader.press('nextEntry');
      await reader.show('transitions');
      await expect(reader.region('transitions')).toContainText(panels.why.costEntry.replace('{{cycles}}', '348'));
      await reader.show('lesson');
      await reader.checkBeforeAndAfter('what-an-exit-costs');
      await vmxray.expectAccessible('the lesson', '.region-lesson');
    });
  });
}
