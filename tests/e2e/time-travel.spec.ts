import { type Moment, programIds, referenceOf } from './reference';
import { expect, test, type VmxrayPage } from './vmxray-page';

const POINTS = 100;
/** Commands that are given without waiting; the page lets 32 wait for their turn. */
const KEYS_AT_ONCE = 30;
/** Steps that are gone back one by one, and forward again. */
const STEPS = 60;

for (const id of programIds) {
  test(`${id}: at ${POINTS} points the state is the command line's`, async ({ vmxray }) => {
    test.slow();
    const reference = referenceOf(id);
    const { moments } = reference;
    await vmxray.chooseProgram(reference.title);
    expect(await vmxray.digest()).toBe(moments[0].digest);
    await vmxray.press('Run');
    expect(await vmxray.moment()).toMatchObject({ instructions: moments.at(-1)?.instructions });
    expect(await vmxray.digest()).toBe(moments.at(-1)?.digest);

    await vmxray
      .region('Timeline')
      .getByRole('button', { name: /^(instructions|steps)$/ })
      .click();
    // Two processors may have counted the same, now and then: then either's moment is right. One never does but at its end.
    const byMoment = new Map<string, string[]>();
    for (const moment of moments) byMoment.set(keyOf(moment), [...(byMoment.get(keyOf(moment)) ?? []), moment.digest]);
    const alike = reference.processors === 1 ? 1 : 0.01 * moments.length;
    expect(byMoment.size).toBeGreaterThanOrEqual(moments.length - alike);
    const seen = new Set<string>();
    const axis = await recordedAxis(vmxray);
    // In an order that jumps forward and back; 37 and 101 have no common factor.
    for (let n = 1; n <= POINTS; n++) {
      const share = ((n * 37) % (POINTS + 1)) / (POINTS + 1);
      await vmxray.page.mouse.click(axis.x + share * axis.width, axis.y);
      await vmxray.idle();
      const shown = keyOf(await vmxray.moment());
      expect(byMoment.get(shown), shown).toContain(await vmxray.digest());
      seen.add(shown);
    }
    expect(seen.size).toBe(POINTS);
  });

  test(`${id}: stepping back to the start and forward again passes the same states`, async ({ vmxray }) => {
    test.slow();
    const { title, moments, transitions } = referenceOf(id);
    await vmxray.chooseProgram(title);
    await vmxray.press('Run');
    await vmxray.key('Alt+F11', KEYS_AT_ONCE);
    let position = moments.length - 1 - KEYS_AT_ONCE;
    expect(await vmxray.digest()).toBe(moments[position].digest);

    for (const { position: behind, kind } of [...transitions].reverse()) {
      if (kind !== 'vm-exit' || behind >= position) continue;
      await vmxray.press('Previous VM exit');
      expect(await vmxray.digest()).toBe(moments[behind].digest);
    }
    await vmxray.page.getByRole('slider', { name: 'Moment' }).press('Home');
    await vmxray.idle();
    expect(await vmxray.digest()).toBe(moments[0].digest);

    position = 0;
    for (; position < STEPS; position += KEYS_AT_ONCE) {
      expect(await vmxray.digest()).toBe(moments[position].digest);
      await vmxray.key('F11', KEYS_AT_ONCE);
    }
    for (; position > 0; position -= KEYS_AT_ONCE) {
      expect(await vmxray.digest()).toBe(moments[position].digest);
      await vmxray.key('Alt+F11', KEYS_AT_ONCE);
    }
    expect(await vmxray.digest()).toBe(moments[0].digest);
    await expect(vmxray.mode).toHaveText(/^VMX off/);
    await expect(vmxray.control('Step back')).toBeDisabled();
    await vmxray.press('Run');
    expect(await vmxray.digest()).toBe(moments.at(-1)?.digest);
  });
}

const keyOf = ({ instructions, cycles }: Pick<Moment, 'instructions' | 'cycles'>): string =>
  `${instructions}:${cycles}`;

/** Where the axis below the marks is on the page, from the start of time to the present. */
async function recordedAxis(vmxray: VmxrayPage): Promise<{ x: number; y: number; width: number }> {
  const timeline = vmxray.region('Timeline');
  const drawing = await timeline.locator('.timeline-slider svg').boundingBox();
  const present = await timeline.locator('.timeline-playhead').boundingBox();
  if (drawing === null || present === null) throw new Error('the timeline is not drawn');
  return { x: drawing.x, y: drawing.y + drawing.height - 6, width: present.x + present.width / 2 - drawing.x };
}
