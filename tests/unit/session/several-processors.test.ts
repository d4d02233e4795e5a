import { beforeEach, describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs/index';
import { InlineLab } from '../../support/inline-lab';
import { trampoline, wakeOthers } from '../../support/several-processors';

const twoProcessors = programs.find(({ id }) => id === 'two-processors');
const WAIT_FOR_SIPI = 3;

const counting = `
start:
    ${wakeOthers}
    xor ebp, ebp
ap:
    mov r8, 1
.again:
    lock inc dword [shared]
    inc r9
    jmp .again
${trampoline}
shared: dd 0
`;

/** Thirteen steps in a round: a turn ends at each of them sooner or later. */
const calling = `
start:
    ${wakeOthers}
    xor ebp, ebp
ap:
    mov r8d, ebp
    shl r8d, 6
    add r8d, buffers
.again:
    mov rdi, r8
    mov ecx, 5
    rep stosb
    call work
    inc r9
    mov rax, r9
    jmp .again
work:
    lock inc dword [shared]
    ret
${trampoline}
align 64
shared: dd 0
align 64
buffers: times 128 db 0
`;

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

describe('the program of two processors', () => {
  it('wakes the second one, loses nothing in counting, and runs a guest on each', async () => {
    expect(twoProcessors?.processors).toBe(2);
    await lab.loadFiles(twoProcessors?.files ?? [], { processors: 2 });
    const end = await lab.end();
    expect(end.stop.kind).toBe('halted');
    expect(end.console.debugcon.trim().split('\n').toSorted()).toEqual([
      'CPU 0: in its guest',
      'CPU 0: no round was lost',
      'CPU 0: processor 1 is awake',
      'CPU 1: in 64-bit mode',
      'CPU 1: in its guest',
    ]);
    const { transitions } = end.history;
    for (const cpu of [0, 1]) {
      const kinds = transitions.filter((t) => t.cpu === cpu).map(({ kind }) => kind);
      expect(kinds).toEqual(['vmxon', 'vm-entry', 'vm-exit', 'vmxoff']);
    }
  });

  it('says on one processor what it lacks', async () => {
    await lab.loadFiles(twoProcessors?.files ?? []);
    expect((await lab.end()).console.debugcon).toContain('No processor 1');
  });
});

describe('a snapshot of several processors', () => {
  it('shows the one whose turn it is, and all in a line', async () => {
    const start = await lab.load(counting, { processors: 2 });
    expect([start.processor, start.processorChosen]).toEqual([0, false]);
    expect(start.processors).toMatchObject([
      { number: 0, activity: 0, mode: 'off', cpl: 0, current: true, place: { symbol: 'start' } },
      { number: 1, activity: WAIT_FOR_SIPI, mode: 'off', current: false },
    ]);
    const seen = new Set<number>();
    for (let position = 600; position < 6_000; position += 300) {
      const { processor, processors, registers } = await lab.seek(position);
      seen.add(processor);
      expect(processors.map(({ current }) => current)).toEqual([processor === 0, processor === 1]);
      expect(registers.general[5]).toBe(BigInt(processor));
      expect(processors.reduce((sum, { instructions }) => sum + instructions, 0)).toBeLessThanOrEqual(position);
    }
    expect([...seen].toSorted()).toEqual([0, 1]);
  });

  it('is of the one that was chosen, wherever the machine goes', async () => {
    await lab.load(counting, { processors: 2 });
    await lab.seek(3_000);
    for (const number of [1, 0]) {
      const chosen = await lab.simulator.selectProcessor(number);
      expect([chosen.position, chosen.processor, chosen.processorChosen]).toEqual([3_000, number, true]);
      expect(chosen.registers.general[5]).toBe(BigInt(number));
      expect(chosen.instructions).toBe(chosen.processors[number]?.instructions);
      expect((await lab.seek(2_000)).processor).toBe(number);
      await lab.seek(3_000);
    }
    expect((await lab.simulator.selectProcessor(null)).processorChosen).toBe(false);
    expect((await lab.simulator.selectProcessor(7)).processorChosen).toBe(false);
  });
});

describe('the processor that was chosen', () => {
  it('makes the steps, forward and backward, while the others go on', async () => {
    await lab.load(counting, { processors: 2 });
    const from = await lab.seek(3_000);
    const other = 1 - from.processor;
    const before = await lab.simulator.selectProcessor(other);
    const places = [before];
    for (let n = 0; n < 4; n++) places.push(await lab.run('step'));
    expect(places.map(({ instructions }) => instructions - before.instructions)).toEqual([0, 1, 2, 3, 4]);
    for (const place of places.slice(1, -1).toReversed()) {
      const back = await lab.run('step-back');
      expect([back.instructions, back.registers.rip]).toEqual([place.instructions, place.registers.rip]);
    }
  });

  it('steps over, and back to where that began', async () => {
    await lab.load(calling, { processors: 2 });
    const from = await lab.seek(3_000);
    let now = await lab.simulator.selectProcessor(1 - from.processor);
    while (!now.place.text.startsWith('call')) now = await lab.run('step');
    const texts = new Set<string>();
    for (let n = 0; n < 12; n++) {
      const before = now;
      const after = await lab.run('step-over');
      const back = await lab.run('step-over-back');
      expect(back).toMatchObject({ instructions: before.instructions, registers: before.registers });
      texts.add(before.place.text.split(' ')[0] ?? '');
      now = await lab.seek(after.position);
    }
    expect([...texts]).toEqual(['call', 'inc', 'mov', 'jmp', 'rep']);
  });

  it('steps back over a call and a repeated instruction also when it is the turn of another', async () => {
    await lab.load(calling, { processors: 2 });
    /** Where the processor stands, and where the step over that led there began. */
    const came = new Map([
      ['inc', 'call'],
      ['call', 'rep'],
    ]);
    for (let turn = 8; came.size > 0 && turn < 80; turn++) {
      await lab.simulator.selectProcessor(null);
      const { processor } = await lab.seek(512 * turn);
      const here = await lab.simulator.selectProcessor(1 - processor);
      const stands = here.place.text.split(' ')[0] ?? '';
      const expected = came.get(stands);
      if (expected === undefined) continue;
      came.delete(stands);
      const back = await lab.run('step-over-back');
      expect(back.place.text.split(' ')[0]).toBe(expected);
      expect(back.processor).toBe(here.processor);
      expect(back.registers.general[1]).toBe(expected === 'rep' ? 5n : 0n);
      expect(await lab.run('step-over')).toMatchObject({ instructions: here.instructions, registers: here.registers });
    }
    expect(came.size).toBe(0);
  });

  it('steps back over its guest to its own VM entry', async () => {
    await lab.loadFiles(twoProcessors?.files ?? [], { processors: 2 });
    const { transitions } = (await lab.end()).history;
    for (const cpu of [0, 1]) {
      const [entry, exit] = (['vm-entry', 'vm-exit'] as const).map((kind) =>
        transitions.find((t) => t.cpu === cpu && t.kind === kind),
      );
      await lab.simulator.selectProcessor(cpu);
      await lab.seek(exit?.position ?? 0);
      expect((await lab.run('step-over-back')).position).toBe((entry?.position ?? 0) - 1);
    }
  });

  it('has nothing to go back to before its first step', async () => {
    await lab.load(calling, { processors: 2 });
    await lab.seek(5);
    await lab.simulator.selectProcessor(1);
    expect((await lab.run('step-over-back')).stop).toEqual({ kind: 'start-of-history' });
  });

  it('steps first when somebody wakes it', async () => {
    await lab.load(counting, { processors: 2 });
    await lab.simulator.selectProcessor(1);
    let now = await lab.run('step');
    while (now.instructions === 0) now = await lab.run('step');
    expect(now.instructions).toBe(1);
    expect(now.processors[0]?.instructions).toBeGreaterThan(1);
    expect(now.registers.segments.find(({ name }) => name === 'CS')?.selector).toBe(0x2000);
  });

  it('is the one that edits by hand change, also after going back and forth', async () => {
    await lab.load(counting, { processors: 2 });
    const { processor } = await lab.seek(3_000);
    const other = 1 - processor;
    await lab.simulator.selectProcessor(other);
    const edited = await lab.simulator.edit({ kind: 'register', name: 'R15', value: 77n });
    expect(edited.registers.general[15]).toBe(77n);
    expect((await lab.simulator.journal())[0]?.event).toMatchObject({ processor: other });
    await lab.seek(0);
    await lab.seek(4_000);
    expect((await lab.simulator.selectProcessor(other)).registers.general[15]).toBe(77n);
    expect((await lab.simulator.selectProcessor(processor)).registers.general[15]).toBe(0n);
  });

  it('is the one of whose register the writer is sought', async () => {
    await lab.load(counting, { processors: 2 });
    await lab.seek(3_000);
    for (const number of [0, 1]) {
      await lab.simulator.selectProcessor(number);
      await lab.seek(3_000);
      const found = await lab.simulator.run({ kind: 'seek-writer', target: { kind: 'register', name: 'R8' } });
      expect(found.stop).toMatchObject({ kind: 'writer', write: { rip: lab.at('ap'), after: 1n } });
      expect(found.registers.general[5]).toBe(BigInt(number));
    }
  });
});
