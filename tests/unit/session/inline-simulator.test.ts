import { beforeEach, describe, expect, it } from 'vitest';
import { LAB_FILES } from '../../../src/asm/report/word-hints';
import { programs } from '../../../src/programs';
import type { LoadResult } from '../../../src/protocol/simulator';
import type { Snapshot, TransitionView } from '../../../src/protocol/snapshot';
import { InlineSimulator } from '../../../src/worker/inline-simulator';

const lifeCycle = programs[0]?.files ?? [];
const twoGuests = programs.find(({ id }) => id === 'two-guests')?.files ?? [];
const board = { model: 'everything', memoryMib: 4 };

const source = (text: string) => [{ name: 'test.asm', text: `%include "lab.inc"\n${text}` }];

let simulator: InlineSimulator;
beforeEach(() => {
  simulator = new InlineSimulator();
});

async function load(files: readonly { name: string; text: string }[]): Promise<Snapshot> {
  const result: LoadResult = await simulator.load({ files, ...board });
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (result.snapshot === null) throw new Error('not loaded');
  return result.snapshot;
}

/** The list of transitions as a page would keep it. */
function history(): { list: TransitionView[]; apply: (snapshot: Snapshot) => Snapshot } {
  const list: TransitionView[] = [];
  return {
    list,
    apply(snapshot) {
      list.splice(snapshot.history.from, list.length, ...snapshot.history.transitions);
      return snapshot;
    },
  };
}

describe('loading', () => {
  it('shows the machine before its first instruction', async () => {
    const snapshot = await load(lifeCycle);
    expect(snapshot).toMatchObject({
      position: 0,
      mode: 'off',
      stop: { kind: 'ready' },
      happened: 0,
      vmcs: null,
      running: false,
    });
    expect(snapshot.place.symbol).toBe('start');
    expect(snapshot.place.source).toMatchObject({ file: 'vmm.inc', invokedAt: { file: lifeCycle[0]?.name } });
    expect(snapshot.place.text).not.toBe('');
  });

  it('keeps the machine that ran before when the next program has errors', async () => {
    await load(lifeCycle);
    const before = await simulator.run({ kind: 'step' });
    const result = await simulator.load({ files: source('start: mov rax, nowhere'), ...board });
    expect(result.ok).toBe(false);
    expect(result.snapshot).toBeNull();
    expect(result.diagnostics[0]).toMatchObject({ file: 'test.asm', line: 2, severity: 'error' });
    const after = await simulator.run({ kind: 'step' });
    expect(after.position).toBe(before.position + 1);
  });

  it('reports what cannot be booted as a diagnostic', async () => {
    const low = await simulator.load({ files: [{ name: 'low.asm', text: 'bits 64\norg 0x1000\nnop' }], ...board });
    expect(low.ok).toBe(false);
    expect(low.diagnostics.at(-1)?.message).toContain('0x100000');
    const model = await simulator.load({ files: lifeCycle, model: 'pentium', memoryMib: 4 });
    expect(model.ok).toBe(false);
    expect(model.diagnostics.at(-1)?.message).toContain('everything');
  });

  it('offers the library and checks without touching the machine', async () => {
    expect((await simulator.libraryFiles()).map(({ name }) => name)).toEqual([...LAB_FILES]);
    expect(await simulator.check(lifeCycle)).toEqual([]);
    expect((await simulator.check(source('jmp')))[0]).toMatchObject({ severity: 'error', line: 2 });
  });
});

describe('moving', () => {
  it('walks the life cycle by its transitions', async () => {
    await load(lifeCycle);
    const entry = await simulator.run({ kind: 'next-vm-entry' });
    expect(entry.mode).toBe('non-root');
    expect(entry.place.symbol).toBe('guest_entry');
    expect(entry.guests).toMatchObject([{ label: 'Guest 0', current: true, launched: true }]);
    expect(entry.vmmPlace?.symbol).not.toBeNull();
    const exit = await simulator.run({ kind: 'next-vm-exit' });
    expect(exit.mode).toBe('root');
    expect(exit.history.transitions.at(-1)).toMatchObject({ kind: 'vm-exit', reasonName: 'CPUID', guest: 'Guest 0' });
    expect(exit.decision).toMatchObject({ rule: 'cpuid', exits: true });
    expect(exit.vmcs?.fields['exit-reason']).toBe(10n);
    expect(exit.vmcs?.changed).toContain('exit-reason');
    expect(exit.totals).toMatchObject([{ reason: 10, name: 'CPUID', count: 1 }]);
    const back = await simulator.run({ kind: 'previous-vm-entry' });
    expect(back.position).toBe(entry.position);
    expect(back.happened).toBe(entry.happened);
    expect(back.furthest).toBe(exit.position);
    const again = await simulator.run({ kind: 'next-vm-exit' });
    expect(again.position).toBe(exit.position);
    expect(again.registers).toEqual(exit.registers);
    const end = await simulator.run({ kind: 'run' });
    expect(end.stop).toEqual({ kind: 'halted' });
    expect(end.mode).toBe('off');
    expect(end.console.debugcon).toContain('VMXOFF');
  });

  it('steps back to exactly what was there, consoles and lists included', async () => {
    await load(lifeCycle);
    const page = history();
    const seen: { snapshot: Snapshot; digest: string }[] = [];
    for (let k = 0; k < 60; k++) {
      const snapshot = page.apply(await simulator.run({ kind: k % 6 === 5 ? 'next-vm-exit' : 'step' }));
      seen.push({ snapshot, digest: await simulator.digest() });
      if (snapshot.stop.kind === 'halted') break;
    }
    const kept = [...page.list];
    for (const { snapshot, digest } of seen.reverse()) {
      const now = page.apply(await simulator.run({ kind: 'seek', position: snapshot.position }));
      expect(await simulator.digest()).toBe(digest);
      expect(now.registers).toEqual(snapshot.registers);
      expect(now.happened).toBe(snapshot.happened);
      expect(now.console).toEqual(snapshot.console);
      expect(now.vmcs).toEqual(snapshot.vmcs);
      expect(now.totals).toEqual(snapshot.totals);
      expect(now.decision).toEqual(snapshot.decision);
      expect(page.list).toEqual(kept);
    }
    const start = await simulator.run({ kind: 'restart' });
    expect(start).toMatchObject({ position: 0, stop: { kind: 'ready' }, happened: 0 });
    expect((await simulator.run({ kind: 'step-back' })).stop).toEqual({ kind: 'start-of-history' });
    expect((await simulator.run({ kind: 'previous-vm-exit' })).stop).toEqual({ kind: 'start-of-history' });
  });

  it('steps over calls, string instructions and guests, and out of procedures', async () => {
    await load(
      source(`
start:
    call one
    mov ecx, 100
    lea rdi, [there]
    rep stosb
    nop
    hlt
one:
    call two
    nop
    ret
two:
    push rax
    nop
    pop rax
    ret
there: times 100 db 0
`),
    );
    const over = await simulator.run({ kind: 'step-over' });
    expect(over.place.text).toContain('mov');
    await simulator.run({ kind: 'step' });
    await simulator.run({ kind: 'step' });
    const string = await simulator.run({ kind: 'step-over' });
    expect(string.place.text).toBe('nop');
    expect(string.registers.general[1]).toBe(0n);
    await simulator.run({ kind: 'restart' });
    for (let k = 0; k < 4; k++) await simulator.run({ kind: 'step' });
    expect((await simulator.run({ kind: 'step-out' })).place.symbol).toBe('one+5');
    expect((await simulator.run({ kind: 'step-out' })).place.symbol).toBe('start+5');
  });

  it('steps over VMLAUNCH until the processor is back in root operation', async () => {
    let snapshot = await load(lifeCycle);
    for (let k = 0; k < 3_000 && snapshot.place.text !== 'vmlaunch'; k++)
      snapshot = await simulator.run({ kind: 'step' });
    expect(snapshot.place.text).toBe('vmlaunch');
    const over = await simulator.run({ kind: 'step-over' });
    expect(over.mode).toBe('root');
    expect(over.history.transitions.map(({ kind }) => kind)).toEqual(['vm-entry', 'vm-exit']);
  });

  it('names the registers that the last command changed', async () => {
    await load(source('start: mov ebx, 7\n xor ecx, ecx\n hlt'));
    expect((await simulator.run({ kind: 'step' })).changedRegisters).toEqual(['RBX', 'RIP']);
  });
});

describe('breakpoints', () => {
  it('stop before a line, also inside a macro, and survive a reload', async () => {
    const files = source(`
%macro twice 1
    inc %1
    inc %1
%endmacro
start:
    xor eax, eax
.again:
    twice eax
    jmp .again
`);
    await simulator.setBreakpoints([{ kind: 'line', file: 'test.asm', line: 10 }]);
    await load(files);
    const first = await simulator.run({ kind: 'run' });
    expect(first.stop).toMatchObject({ kind: 'breakpoint', breakpoint: 0, hit: { kind: 'place' } });
    expect(first.registers.general[0]).toBe(0n);
    expect((await simulator.run({ kind: 'run' })).registers.general[0]).toBe(2n);
    await simulator.setBreakpoints([
      { kind: 'address', address: first.place.rip },
      { kind: 'line', file: 'test.asm', line: 5 },
    ]);
    const inMacro = await simulator.run({ kind: 'run' });
    expect(inMacro.stop).toMatchObject({ kind: 'breakpoint', breakpoint: 1, hit: { kind: 'place' } });
    expect(inMacro.registers.general[0]).toBe(3n);
  });
});

describe('running', () => {
  const endless = source('start:\n inc rax\n jmp start\n');

  it('answers Pause, pushes snapshots on the way, and serves readers in between', async () => {
    await load(endless);
    const pushed: Snapshot[] = [];
    simulator.onSnapshot((snapshot) => pushed.push(snapshot));
    const running = simulator.run({ kind: 'run' });
    while (!pushed.some((snapshot) => snapshot.running)) await new Promise((resolve) => setTimeout(resolve, 5));
    const block = await simulator.readMemory({ space: 'linear', address: 0x100000n, length: 2 });
    expect(block.bytes).toHaveLength(2);
    await simulator.pause();
    const stopped = await running;
    expect(stopped).toMatchObject({ running: false, stop: { kind: 'paused' } });
    expect(stopped.position).toBeGreaterThan(1_000);
    const back = await simulator.run({ kind: 'step-back' });
    expect(back.position).toBe(stopped.position - 1);
  });

  it('takes an injected event while it runs', async () => {
    await load(source('start:\n sti\n.loop: inc rax\n jmp .loop\n'));
    const running = simulator.run({ kind: 'run' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await simulator.inject({ kind: 'external-interrupt', vector: 0x41 });
    const stopped = await running;
    expect(stopped.stop).toMatchObject({ kind: 'lab-exception', vector: 0x41 });
  });
});

describe('events and ends', () => {
  it('drops the future at an injection', async () => {
    await load(lifeCycle);
    const page = history();
    page.apply(await simulator.run({ kind: 'run' }));
    const entry = page.list.find(({ kind }) => kind === 'vm-entry');
    page.apply(await simulator.run({ kind: 'seek', position: entry?.position ?? 0 }));
    const snapshot = page.apply(await simulator.inject({ kind: 'external-interrupt', vector: 0x31 }));
    expect(snapshot.pending.vectors).toEqual([0x31]);
    expect(snapshot.furthest).toBe(snapshot.position);
    expect(page.list).toHaveLength(snapshot.happened);
  });

  it('says why the machine stands still', async () => {
    const endOf = async (text: string) => {
      await load(source(text));
      return (await simulator.run({ kind: 'run' })).stop;
    };
    expect(await endOf('start: hlt')).toEqual({ kind: 'halted' });
    expect(await endOf('start: mov al, 3\n out 0xf4, al')).toEqual({ kind: 'debug-exit', value: 3 });
    expect(await endOf('start: ud2')).toMatchObject({
      kind: 'lab-exception',
      vector: 6,
      errorCode: null,
      rip: 0x100000n,
    });
    expect(await endOf('start: mov rbx, 0x123456789abc\n mov rax, [rbx]')).toMatchObject({
      kind: 'lab-exception',
      vector: 14,
      errorCode: 0,
      address: 0x123456789abcn,
    });
    expect(await endOf('start: lidt [.none]\n ud2\n.none: dw 0\n dq 0')).toEqual({ kind: 'shutdown' });
    expect(await endOf('start: fsin')).toMatchObject({ kind: 'unmodelled' });
  });
});

describe('several guests', () => {
  it('are told apart by the order of their first VMPTRLD', async () => {
    await load(twoGuests);
    const end = await simulator.run({ kind: 'run' });
    expect(end.guests.map(({ label }) => label)).toEqual(['Guest 0', 'Guest 1']);
    expect(new Set(end.history.transitions.map(({ guest }) => guest))).toEqual(new Set([null, 'Guest 0', 'Guest 1']));
    const other = end.guests[0]?.pointer ?? 0n;
    expect((await simulator.selectVmcs(other)).vmcs).toMatchObject({ pointer: other, label: 'Guest 0' });
    expect((await simulator.readVmcs(other)).fields['guest-rip']).toBeTypeOf('bigint');
  });
});

describe('a failed entry', () => {
  it('names the VMWRITE that set each offending field', async () => {
    const broken = lifeCycle.map((file, k) =>
      k > 0
        ? file
        : {
            ...file,
            text: file.text.replace(/^(\s*)(vmlaunch|vmm_launch|launch)\b/m, '$1vmcs_set VMCS_GUEST_RFLAGS, 0\n$1$2'),
          },
    );
    expect(broken[0]?.text).not.toBe(lifeCycle[0]?.text);
    await load(broken);
    const end = await simulator.run({ kind: 'next-vm-exit' });
    const failure = end.history.transitions.find(({ kind }) => kind === 'entry-failure');
    expect(failure?.failures.length).toBeGreaterThan(0);
    expect(failure?.failures[0]?.writers[0]).toMatchObject({
      field: 'guest-rflags',
      source: { file: expect.any(String) },
    });
  });
});

describe('a fault of the simulator', () => {
  it('goes to the listener, and the session stays usable', async () => {
    await load(lifeCycle);
    const faults: string[] = [];
    simulator.onFault(({ message, position }) => faults.push(`${message} at ${position}`));
    const session = (
      simulator as unknown as { session: { recorder: { machine: { step(): void; run(n: number): number } } } }
    ).session;
    const { machine } = session.recorder;
    const run = machine.run.bind(machine);
    machine.run = () => {
      throw new Error('broken on purpose');
    };
    expect((await simulator.run({ kind: 'step' })).position).toBe(0);
    machine.run = run;
    expect(faults).toEqual(['broken on purpose at 0']);
    expect((await simulator.run({ kind: 'step' })).position).toBe(1);
    await load(lifeCycle);
  });
});
