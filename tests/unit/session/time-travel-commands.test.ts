import { describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs';
import { InlineLab } from '../../support/inline-lab';

const CALLS = `
start:
    xor edx, edx
    call outer
behind:
    mov ecx, 4
    lea rdi, [buffer]
    mov al, 0x5a
copy:
    rep stosb
copied:
    mov rbx, [buffer]
    int3
    hlt
outer:
    push rbx
    call inner
inside:
    pop rbx
    ret
inner:
    inc rdx
deep:
    ret
buffer: dq 0
`;

/** One VM entry whose guest executes CPUID and then HLT, both of which exit. */
const lifeCycle = programs.find(({ id }) => id === 'life-cycle')?.files ?? [];
const exceptions = programs.find(({ id }) => id === 'exceptions')?.files ?? [];

async function to(lab: InlineLab, label: string): Promise<void> {
  await lab.simulator.setBreakpoints([{ kind: 'address', address: lab.at(label) }]);
  const snapshot = await lab.run('run');
  expect(snapshot.place.rip).toBe(lab.at(label));
  await lab.simulator.setBreakpoints([]);
}

describe('steps backward', () => {
  it('step over back returns to the call from behind it, and one step elsewhere', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await lab.run('step');
    const before = await lab.run('step-over');
    expect(before.place.symbol).toBe('behind');
    const back = await lab.run('step-over-back');
    expect(back.position).toBe(1);
    await lab.run('step-over');
    expect((await lab.run('step')).place.rip).not.toBe(lab.at('behind'));
    expect((await lab.run('step-over-back')).place.symbol).toBe('behind');
  });

  it('step over back inside the procedure stays in it', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await to(lab, 'inside');
    const back = await lab.run('step-over-back');
    expect(back.place.text).toMatch(/^call/);
    expect((await lab.run('step-over-back')).place.symbol).toBe('outer');
    // Into the procedure led a call, one step.
    expect((await lab.run('step-over-back')).place.text).toMatch(/^call/);
  });

  it('step over back returns to the first iteration of a repeated instruction', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await to(lab, 'copied');
    const first = await lab.run('step-over-back');
    expect(first.place.symbol).toBe('copy');
    expect(first.registers.general[1]).toBe(4n);
    expect((await lab.run('step-over')).place.symbol).toBe('copied');
  });

  it('step over back returns from behind a VM exit to the instruction that entered the guest', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(lifeCycle);
    const entry = await lab.run('next-vm-entry');
    const exit = await lab.run('next-vm-exit');
    expect(exit.position).toBeGreaterThan(entry.position);
    const back = await lab.run('step-over-back');
    expect(back.position).toBe(entry.position - 1);
    expect((await lab.run('step-over')).position).toBe(exit.position);
  });

  it('step out back goes to the call that led into the present procedure', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await to(lab, 'deep');
    const inner = await lab.run('step-out-back');
    expect(inner.place.rip).toBe(lab.at('inside') - 5n);
    const outer = await lab.run('step-out-back');
    expect(outer.position).toBe(1);
    expect((await lab.run('step-out-back')).stop).toEqual({ kind: 'start-of-history' });
  });

  it('step out back leaves an exception handler to the instruction that raised the exception', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await lab.run('next-exception');
    const back = await lab.run('step-out-back');
    expect(back.place.text).toBe('int3');
  });

  it('step out back leaves a guest to the VM entry', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(lifeCycle);
    const entry = await lab.run('next-vm-entry');
    await lab.run('step');
    expect((await lab.seek(entry.position)).mode).toBe('non-root');
    expect((await lab.run('step-out-back')).position).toBe(entry.position - 1);
  });

  it('says so at the start of the history', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    for (const kind of ['step-back', 'step-over-back', 'step-out-back', 'run-back', 'previous-exception'] as const) {
      expect((await lab.run(kind)).stop).toEqual({ kind: 'start-of-history' });
    }
  });
});

describe('to a place', () => {
  it('runs to the cursor, again and again, and says when no instruction comes from the line', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n xor eax, eax\nagain:\n inc eax\n jmp again\n; nothing below\n');
    const first = await lab.simulator.run({ kind: 'run-to', file: 'test.asm', line: 5 });
    expect(first).toMatchObject({ stop: { kind: 'done' }, place: { symbol: 'again' } });
    const next = await lab.simulator.run({ kind: 'run-to', file: 'test.asm', line: 5 });
    expect(next.position).toBe(first.position + 2);
    const none = await lab.simulator.run({ kind: 'run-to', file: 'test.asm', line: 7 });
    expect(none).toMatchObject({ stop: { kind: 'no-code', line: 7 }, position: next.position });
  });

  it('goes to the first position at which so many instructions have begun', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n sti\nagain:\n inc rax\n jmp again\n');
    await lab.seek(20);
    await lab.simulator.inject({ kind: 'nmi' });
    await lab.seek(0);
    for (const instruction of [5, 22, 0, 19, 20, 21]) {
      const snapshot = await lab.simulator.run({ kind: 'go-to-instruction', instruction });
      expect(snapshot.instructions).toBe(Math.min(instruction, snapshot.instructions));
      const before = snapshot.position === 0 ? -1 : (await lab.run('step-back')).instructions;
      expect(before).toBeLessThan(snapshot.instructions);
    }
    const beyond = await lab.simulator.run({ kind: 'go-to-instruction', instruction: 1_000_000 });
    expect(beyond.stop.kind).toBe('lab-exception');
    expect(beyond.instructions).toBeLessThan(1_000_000);
  });

  it('finds exceptions and interrupts, delivered to the VMM or to a guest or leading out of it, both ways', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(exceptions);
    const forward: number[] = [];
    for (;;) {
      const snapshot = await lab.run('next-exception');
      if (snapshot.stop.kind !== 'done') break;
      forward.push(snapshot.position);
    }
    expect(forward.length).toBeGreaterThan(2);
    const backward: number[] = [];
    for (;;) {
      const snapshot = await lab.run('previous-exception');
      if (snapshot.stop.kind !== 'done') break;
      backward.push(snapshot.position);
    }
    expect(backward.reverse()).toEqual(forward);
    const exits = (await lab.end()).history.transitions;
    for (const exit of exits.filter(({ kind, exitReason }) => kind === 'vm-exit' && exitReason === 0)) {
      expect(forward).toContain(exit.position);
    }
  });

  it('tells an interrupt from an exception', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n sti\nagain:\n inc rax\n jmp again\n');
    await lab.seek(10);
    await lab.simulator.inject({ kind: 'external-interrupt', vector: 0x41 });
    await lab.seek(0);
    const interrupt = await lab.run('next-interrupt');
    expect(interrupt.position).toBe(11);
    expect((await lab.run('previous-exception')).stop).toEqual({ kind: 'start-of-history' });
    await lab.seek(12);
    expect((await lab.run('previous-interrupt')).position).toBe(11);
  });
});

describe('who wrote this', () => {
  const writer = (lab: InlineLab, name: string) =>
    lab.simulator.run({ kind: 'seek-writer', target: { kind: 'register', name } });

  it('finds the instruction that wrote a register, also with the value that it had', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n mov rax, 7\n nop\nsame:\n mov rax, 7\n nop\n nop\n hlt\n');
    await lab.end();
    const found = await writer(lab, 'RAX');
    expect(found.place.symbol).toBe('same');
    expect(found.stop).toMatchObject({ kind: 'writer', write: { by: 'instruction', before: 7n, after: 7n } });
    const earlier = await writer(lab, 'rax');
    expect(earlier.place.symbol).toBe('start');
    expect(earlier.stop).toMatchObject({ kind: 'writer', write: { position: 0, before: 0n, after: 7n } });
    const none = await writer(lab, 'RAX');
    expect(none.stop).toMatchObject({ kind: 'no-writer' });
    expect(none.position).toBe(earlier.position);
    expect((await writer(lab, 'NOBODY')).stop).toMatchObject({ kind: 'no-writer' });
  });

  it('finds what a VM entry and a VM exit loaded', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(lifeCycle);
    const entry = await lab.run('next-vm-entry');
    expect((await writer(lab, 'RSP')).position).toBe(entry.position - 1);
    const exit = await lab.run('next-vm-exit');
    const loaded = await writer(lab, 'CR3');
    expect(loaded.position).toBe(exit.position - 1);
    expect(loaded.mode).toBe('non-root');
  });

  it('finds the iteration that wrote a byte of memory', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    await to(lab, 'copied');
    const address = lab.at('buffer') + 2n;
    const found = await lab.simulator.run({
      kind: 'seek-writer',
      target: { kind: 'memory', space: 'linear', address },
    });
    expect(found.place.symbol).toBe('copy');
    expect(found.registers.general[1]).toBe(2n);
    expect(found.stop).toMatchObject({ kind: 'writer', write: { by: 'instruction', before: 0n, after: 0x5an } });
  });

  it('finds what the processor itself wrote: a stack frame, an accessed flag, an exit reason', async () => {
    const lab = new InlineLab();
    await lab.load(CALLS);
    const handler = await lab.run('next-exception');
    const frame = await lab.simulator.run({
      kind: 'seek-writer',
      target: { kind: 'memory', space: 'linear', address: handler.registers.general[4] ?? 0n },
    });
    expect(frame.place.text).toBe('int3');

    const guest = new InlineLab();
    await guest.loadFiles(lifeCycle);
    const exit = await guest.run('next-vm-exit');
    const pointer = exit.vmcs?.pointer ?? 0n;
    const target = { kind: 'vmcs-field', pointer, field: 'exit-reason' } as const;
    await guest.run('step');
    const reason = await guest.simulator.run({ kind: 'seek-writer', target });
    expect(reason.position).toBe(exit.position - 1);
    expect(reason.stop).toMatchObject({ kind: 'writer', write: { after: 10n } });
    const control = { kind: 'vmcs-field', pointer, field: 'host-rip' } as const;
    const vmwrite = await guest.simulator.run({ kind: 'seek-writer', target: control });
    expect(vmwrite.place.text).toMatch(/^vmwrite/);
  });

  it('finds an edit by hand and an injected event', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n sti\nagain:\n nop\n jmp again\n');
    await lab.seek(10);
    await lab.simulator.edit({ kind: 'register', name: 'RBX', value: 5n });
    await lab.seek(20);
    await lab.simulator.inject({ kind: 'external-interrupt', vector: 0x41 });
    const after = await lab.seek(21);
    const edit = await writer(lab, 'RBX');
    expect(edit).toMatchObject({
      position: 10,
      stop: { kind: 'writer', write: { by: 'edit', before: 0n, after: 5n } },
    });
    await lab.seek(after.position);
    const pushed = await writer(lab, 'RSP');
    expect(pushed).toMatchObject({ position: 20, stop: { kind: 'writer', write: { by: 'injection' } } });
  });
});
