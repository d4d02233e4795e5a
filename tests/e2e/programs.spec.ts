import { programIds, type Reference, referenceOf, references, type TraceLine } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

test('the menu has the programs that are compared here', () => {
  expect(references().map(({ id }) => id)).toEqual([...programIds]);
});

for (const id of programIds) {
  test(`${id}: each transition is what the command line traces`, async ({ vmxray }) => {
    test.slow();
    const reference = referenceOf(id);
    await vmxray.chooseProgram(reference.title);
    expect(reference.transitions).toHaveLength(reference.trace.length);

    for (const line of reference.trace) {
      // VMXON and VMXOFF are found step by step; of several processors those are too many, and the list below leads there.
      if (reference.processors > 1 && !/^vm-(entry|exit)$/.test(line.kind)) continue;
      await walkTo(vmxray, line);
      await expectTransition(vmxray, reference, line);
      await expectVmcs(vmxray, reference, line);
    }

    if (reference.trace.length === 0) return;
    await vmxray.press('Run');
    expect(await vmxray.digest()).toBe(reference.moments.at(-1)?.digest);
    // A program that stays outside VMX operation has nothing to list.
    if (reference.trace.length === 0) return;
    await vmxray.openTab('Exits');
    for (const name of ['VM entries', 'VMXON/OFF, failures']) {
      const sort = vmxray.region('Exits').getByRole('button', { name, exact: true });
      if ((await sort.getAttribute('aria-pressed')) === 'false') await sort.click();
    }
    for (const line of [...reference.trace].reverse()) {
      const row = vmxray.page.locator(`#transition-${line.n - 1}`);
      await expect(row).toContainText(rowName(line));
      await row.click();
      await vmxray.idle();
      await expect(row).toHaveAttribute('aria-selected', 'true');
      await expectTransition(vmxray, reference, line);
    }
  });
}

/** Goes on to the next transition as a person would: entries and exits by their buttons, the others step by step. */
async function walkTo(vmxray: VmxrayPage, line: TraceLine): Promise<void> {
  if (line.kind === 'vm-entry') return vmxray.press('Next VM entry');
  if (line.kind === 'vm-exit') return vmxray.press('Next VM exit');
  // An event takes a step, too, but is no instruction.
  for (;;) {
    const { instructions } = await vmxray.moment();
    if (instructions >= line.instructions) return;
    await vmxray.key('F11', Math.min(16, line.instructions - instructions));
  }
}

const MODE_BEHIND = {
  vmxon: 'VMX root',
  'vm-entry': 'VMX non-root',
  'vm-exit': 'VMX root',
  vmxoff: 'VMX off',
} as const;

/** The moment behind a transition: how far, in which mode, why, and the whole state. */
async function expectTransition(
  vmxray: VmxrayPage,
  { moments, transitions }: Reference,
  line: TraceLine,
): Promise<void> {
  const { position, kind } = transitions[line.n - 1];
  const { digest, ...moment } = moments[position];
  expect(kind).toBe(line.kind);
  expect(moment.instructions).toBe(line.instructions);
  // An event that the entry injects is delivered in the same step; the trace counts the entry without that.
  if (line.injected === undefined) expect(moment.cycles).toBe(line.cycles);
  else expect(moment.cycles).toBeGreaterThan(line.cycles);
  expect(await vmxray.moment()).toEqual(moment);
  expect(await vmxray.digest()).toBe(digest);
  if (!(line.kind in MODE_BEHIND)) throw new Error(`transition ${line.n} is a ${line.kind}`);
  await expect(vmxray.mode).toHaveText(new RegExp(`^${MODE_BEHIND[line.kind as keyof typeof MODE_BEHIND]}\\b`));
  if (line.kind !== 'vm-exit') return;
  const why = vmxray.region('Transitions');
  await expect(why).toContainText(`Exit reason ${line.reason}, ${line.name}.`);
  await expect(why).toContainText(line.why?.sdm ?? 'a section');
  if (line.why?.bit !== undefined) await expect(why).toContainText(`bit ${line.why.bit} of the `);
}

/** The VMCS panel shows every field as the engine has it; those of the trace are compared with the trace, too. */
async function expectVmcs(vmxray: VmxrayPage, { transitions }: Reference, line: TraceLine): Promise<void> {
  const shown = await vmxray.vmcsFields();
  expect(shown).toEqual(transitions[line.n - 1].fields);
  if (line.kind !== 'vm-exit' && line.kind !== 'vm-entry') return;
  const current = `VMCS 0x${grouped(line.vmcs)} current, launched`;
  await expect(vmxray.mode).toContainText(current);
  if (line.kind === 'vm-exit') expect(shown).toMatchObject(tracedFields(line));
}

/** Fields of the VMCS that a trace line of a VM exit tells, with their values as hexadecimal digits. */
function tracedFields(line: TraceLine): Record<string, string> {
  const told = {
    'exit-reason': line.exitReason,
    'exit-qualification': line.qualification,
    'vm-exit-instruction-length': line.instructionLength?.toString(16),
    'guest-rip': line.guestRip,
    'guest-rflags': line.guestRflags,
    'vm-exit-instruction-information': line.instructionInfo,
    'vm-exit-interruption-information': line.interruptionInfo,
    'vm-exit-interruption-error-code': line.interruptionErrorCode,
    'idt-vectoring-information': line.idtVectoringInfo,
    'idt-vectoring-error-code': line.idtVectoringErrorCode,
    'guest-linear-address': line.guestLinearAddress,
    'guest-physical-address': line.guestPhysicalAddress,
  };
  return Object.fromEntries(
    Object.entries(told).flatMap(([id, value]) => (value === undefined ? [] : [[id, value.replace('0x', '')]])),
  );
}

/** "0x121000" → "12 1000", as the page groups digits. */
const grouped = (hex: string): string => hex.replace('0x', '').replace(/(?=(?:[0-9a-f]{4})+$)(?!^)/g, ' ');

function rowName(line: TraceLine): string {
  if (line.kind === 'vm-exit') return line.name ?? '';
  return line.kind === 'vm-entry' ? 'VM entry' : line.kind.toUpperCase();
}
