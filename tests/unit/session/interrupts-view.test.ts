import { describe, expect, it } from 'vitest';
import { setVectors } from '../../../src/cpu/interrupts/pending';
import { programs } from '../../../src/programs';
import type { InterruptsView } from '../../../src/protocol/interrupts-view';
import { InlineLab } from '../../support/inline-lab';

const timerInterrupt = programs.find(({ id }) => id === 'timer-interrupt')?.files ?? [];

/** The lab program with an endless loop, at its first instruction or after so many steps. */
async function lab(text: string, steps = 0): Promise<InlineLab> {
  const made = new InlineLab();
  await made.load(text);
  for (let n = 0; n < steps; n++) await made.run('step');
  return made;
}

const inject = (made: InlineLab, vector: number) => made.simulator.inject({ kind: 'external-interrupt', vector });

/** Kind, vector, fate and blocks of what waits, in a line each. */
const lines = ({ waiting }: InterruptsView): string[] =>
  waiting.map(({ kind, vector, fate, blocks }) =>
    [kind, vector === null ? '' : `0x${vector.toString(16)}`, fate, ...blocks].filter((word) => word !== '').join(' '),
  );

const LOOP = 'start: jmp start';

describe('what waits for the next boundary', () => {
  it('is nothing at first', async () => {
    const made = await lab(LOOP);
    expect((await made.simulator.readInterrupts()).waiting).toEqual([]);
  });

  it('stands in the order of priority, with the reason for what is blocked and what comes behind', async () => {
    const made = await lab(LOOP);
    await inject(made, 0x30);
    await made.simulator.inject({ kind: 'nmi' });
    await made.simulator.inject({ kind: 'smi' });
    await inject(made, 0x21);
    expect(lines(await made.simulator.readInterrupts())).toEqual([
      'smi next',
      'nmi behind',
      'external-interrupt 0x30 blocked interrupt-flag',
      'external-interrupt 0x21 blocked interrupt-flag',
    ]);
  });

  it('counts the shadow of STI only until the next boundary ends it', async () => {
    const made = await lab('start: sti\n nop\n nop\n jmp start');
    await inject(made, 0x30);
    expect(lines(await made.simulator.readInterrupts())).toEqual(['external-interrupt 0x30 blocked interrupt-flag']);
    await made.run('step');
    expect(lines(await made.simulator.readInterrupts())).toEqual(['external-interrupt 0x30 blocked sti']);
    await made.run('step');
    expect(lines(await made.simulator.readInterrupts())).toEqual(['external-interrupt 0x30 next']);
  });

  it('says what the task priority holds back', async () => {
    const made = await lab('start: mov eax, 3\n mov cr8, rax\n sti\n nop\nhere: jmp here', 4);
    await inject(made, 0x35);
    await inject(made, 0x41);
    expect(lines(await made.simulator.readInterrupts())).toEqual([
      'external-interrupt 0x41 next',
      'external-interrupt 0x35 blocked task-priority',
    ]);
  });

  it('says that a debug trap comes before an interrupt', async () => {
    const made = await lab('start: sti\n push 0x302\n popfq\n nop\nhere: jmp here', 4);
    await inject(made, 0x30);
    expect(lines(await made.simulator.readInterrupts())).toEqual(['debug-trap next', 'external-interrupt 0x30 behind']);
  });

  it('changes nothing by being asked', async () => {
    const made = await lab(LOOP, 3);
    await inject(made, 0x30);
    const before = await made.simulator.digest();
    await made.simulator.readInterrupts();
    expect(await made.simulator.digest()).toBe(before);
  });
});

describe('a timer interrupt', () => {
  it('runs to its end and prints what it does', async () => {
    const made = new InlineLab();
    await made.loadFiles(timerInterrupt);
    const end = await made.end();
    expect(end.stop).toMatchObject({ kind: 'halted' });
    expect(end.console.debugcon).toBe('tick tick tick \nexit 1 tick \nexit 1 tick \nexit 1 tick \nGuest stopped\n');
    expect(end.totals.map(({ reason, count }) => [reason, count])).toEqual([[1, 3]]);
  });

  it('waits in the guest for the exit that the control asks for', async () => {
    const made = new InlineLab();
    await made.loadFiles(timerInterrupt);
    await made.run('next-vm-exit');
    const after = await made.simulator.readInterrupts();
    expect(lines(after)).toEqual(['external-interrupt 0x40 blocked interrupt-flag']);
    expect(after.apic).toMatchObject({ mode: 'xapic', requested: [0x40], inService: [] });
    await made.run('step-back');
    const before = await made.simulator.readInterrupts();
    expect(lines(before)).toEqual(['external-interrupt 0x40 next']);
    expect(before.waiting[0]?.decision).toMatchObject({
      rule: 'external-interrupt-exiting',
      exits: true,
      bit: 0,
      value: 1,
    });
  });
});

describe('the controllers', () => {
  it('are as an access at this moment would find them', async () => {
    const made = await lab('start: mov ecx, 60000\n.loop: loop .loop\nhere: jmp here');
    const first = await made.simulator.readInterrupts();
    expect(first.pic.master).toMatchObject({ base: 8, requests: 0, inService: 0 });
    expect(first.held).toEqual([]);
    await made.simulator.run({ kind: 'seek', position: 60_002 });
    const later = await made.simulator.readInterrupts();
    const ticks = Math.floor(later.cycles / 1676);
    expect(ticks).toBeGreaterThan(10);
    // A square wave counts down by two.
    expect(later.pit[0]).toMatchObject({ mode: 3, count: 0x1_0000 - 2 * ticks, counting: true });
  });

  it('hold what they mask', async () => {
    const made = await lab(
      'start: mov al, 0x30\n out 0x43, al\n mov al, 2\n out 0x40, al\n mov al, 0\n out 0x40, al\n mov ecx, 9000\n.loop: loop .loop\nhere: jmp here',
    );
    await made.simulator.run({ kind: 'seek', position: 9_000 });
    const { held, waiting } = await made.simulator.readInterrupts();
    expect(held).toEqual([{ at: 'master', input: 0, by: 'mask' }]);
    expect(waiting).toEqual([]);
  });

  it('lists set bits from the highest vector down', () => {
    expect(setVectors(Int32Array.of(1, 0, 0, 0, 0, 0, 0, 1 << 31), 0)).toEqual([255, 0]);
  });
});
