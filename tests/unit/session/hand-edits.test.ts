import { beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../../src/base/problem-error';
import { programs } from '../../../src/programs';
import type { HandEdit } from '../../../src/protocol/commands';
import { workerEndpoint } from '../../../src/worker/worker-endpoint';
import { InlineLab } from '../../support/inline-lab';

const LOOP = 'start:\n sti\nagain:\n inc rax\n add rbx, rax\n mov [kept], rbx\n jmp again\nalign 8\nkept: dq 0\n';
const lifeCycle = programs.find(({ id }) => id === 'life-cycle')?.files ?? [];

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

const register = (name: string, value: bigint): HandEdit => ({ kind: 'register', name, value });

async function refusal(edit: HandEdit): Promise<string> {
  const before = await lab.simulator.digest();
  try {
    await lab.simulator.edit(edit);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.message).toMatch(/^\S.+\S$/);
    expect(await lab.simulator.digest()).toBe(before);
    return error.code;
  }
  return 'accepted';
}

describe('edits by hand', () => {
  it('change registers, memory and VMCS fields, and drop the future', async () => {
    await lab.loadFiles(lifeCycle);
    const entry = await lab.run('next-vm-entry');
    await lab.end();
    await lab.seek(entry.position);
    const pointer = entry.vmcs?.pointer ?? 0n;
    const written = await lab.simulator.edit(register('rdx', 0x1234n));
    expect(written.furthest).toBe(entry.position);
    expect(written.registers.general[2]).toBe(0x1234n);
    expect(written.changedRegisters).toContain('RDX');
    const field = await lab.simulator.edit({ kind: 'vmcs-field', pointer, field: 'exception-bitmap', value: 8n });
    expect(field.vmcs?.fields['exception-bitmap']).toBe(8n);
    await lab.simulator.edit({ kind: 'memory', space: 'linear', address: 0x13_0000n, bytes: [1, 2, 3] });
    const block = await lab.simulator.readMemory({ space: 'physical', address: 0x13_0000n, length: 4 });
    expect(block.bytes).toEqual([1, 2, 3, 0]);
    expect((await lab.simulator.journal()).map(({ position, event }) => [position, event.kind])).toEqual([
      [entry.position, 'register'],
      [entry.position, 'vmcs-field'],
      [entry.position, 'memory'],
    ]);
  });

  it('are repeated when the run is rewound before them, and by a machine loaded with the journal', async () => {
    await lab.load(LOOP);
    await lab.seek(40);
    await lab.simulator.edit(register('RAX', 0x1000n));
    await lab.seek(60);
    await lab.simulator.edit({ kind: 'memory', space: 'linear', address: lab.at('kept'), bytes: [0xff] });
    await lab.simulator.edit(register('RBX', 7n));
    await lab.seek(80);
    await lab.simulator.inject({ kind: 'external-interrupt', vector: 0x45 });
    const end = await lab.end();
    expect(end.stop).toMatchObject({ kind: 'lab-exception', vector: 0x45 });
    const digest = await lab.simulator.digest();
    await lab.run('restart');
    expect((await lab.end()).position).toBe(end.position);
    expect(await lab.simulator.digest()).toBe(digest);
    const journal = await lab.simulator.journal();
    expect(journal).toHaveLength(4);
    const other = new InlineLab();
    await other.load(LOOP, { journal });
    const moment = await other.seek(end.position);
    expect(moment.registers).toEqual(end.registers);
    expect(await other.simulator.digest()).toBe(digest);
    expect(await other.simulator.journal()).toEqual(journal);
  });

  it('in a loaded journal that cannot be have no effect, the same each time', async () => {
    await lab.load(LOOP, { journal: [{ position: 10, event: register('CS', 0n) }] });
    await lab.seek(30);
    const digest = await lab.simulator.digest();
    await lab.seek(5);
    await lab.seek(30);
    expect(await lab.simulator.digest()).toBe(digest);
    await expect(lab.load(LOOP, { journal: [{ position: -1, event: { kind: 'nmi' } }] })).rejects.toThrow(/position/);
  });

  it('of RIP let a halted processor go on there', async () => {
    await lab.load('start:\n cli\n hlt\nmore:\n mov eax, 5\n hlt\n');
    expect((await lab.end()).stop.kind).toBe('halted');
    const moved = await lab.simulator.edit(register('RIP', lab.at('more')));
    expect(moved.stop).toEqual({ kind: 'done' });
    const end = await lab.end();
    expect(end).toMatchObject({ stop: { kind: 'halted' } });
    expect(end.registers.general[0]).toBe(5n);
  });

  it('are taken while a program runs, which goes on', async () => {
    await lab.load('start:\n xor eax, eax\nagain:\n inc rbx\n cmp eax, 9\n jne again\n hlt\n');
    const running = lab.run('run');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const during = await lab.simulator.edit(register('RAX', 9n));
    expect(during.running).toBe(true);
    const end = await running;
    expect(end.stop.kind).toBe('halted');
    const [entry] = await lab.simulator.journal();
    expect(entry?.event).toEqual(register('RAX', 9n));
    expect(end.position).toBeGreaterThan(entry?.position ?? Number.POSITIVE_INFINITY);
  });

  it('wait for the end of a search backwards', async () => {
    await lab.load(LOOP);
    await lab.seek(400_000);
    const search = lab.run('previous-exception');
    await new Promise((resolve) => setTimeout(resolve, 5));
    const edited = await lab.simulator.edit(register('RAX', 1n));
    expect((await search).stop).toEqual({ kind: 'start-of-history' });
    expect(edited).toMatchObject({ position: 0, furthest: 0 });
  });

  it('are refused with a reason, and nothing has changed', async () => {
    await lab.loadFiles(lifeCycle);
    const { vmcs } = await lab.run('next-vm-exit');
    const pointer = vmcs?.pointer ?? 0n;
    const memory = { kind: 'memory', space: 'physical', address: 0x1000n, bytes: [1] } as const;
    const field = { kind: 'vmcs-field', pointer, field: 'guest-cs-selector', value: 8n } as const;
    const refused: readonly (readonly [HandEdit, string])[] = [
      [register('XYZ', 0n), 'register-unknown'],
      [register('CS', 8n), 'register-read-only'],
      [register('RAX', 1n << 64n), 'value-too-wide'],
      [register('RAX', -1n), 'value-too-wide'],
      [register('RIP', 1n << 60n), 'register-value-refused'],
      [register('RFLAGS', 0n), 'register-value-refused'],
      [register('RFLAGS', 0x2_0002n), 'register-value-refused'],
      [register('CR0', 0x11n), 'register-value-refused'],
      [register('CR4', 0n), 'register-value-refused'],
      [register('CR3', 1n << 60n), 'register-value-refused'],
      [register('DS', 0x7f8n), 'register-value-refused'],
      [register('IA32_PAT', 2n), 'register-value-refused'],
      [register('IA32_PERFEVTSEL0', 0x40_0000n), 'edit-unmodelled'],
      [{ ...memory, address: 1n << 40n }, 'memory-outside-ram'],
      [{ ...memory, address: -1n }, 'memory-outside-ram'],
      [{ ...memory, space: 'linear', address: 1n << 46n }, 'memory-not-mapped'],
      [{ ...memory, bytes: [] }, 'memory-length'],
      [{ ...memory, bytes: [256] }, 'memory-bytes'],
      [{ ...field, value: 0x1_0000n }, 'value-too-wide'],
      [{ ...field, pointer: 0x5000n }, 'vmcs-pointer'],
    ];
    for (const [edit, code] of refused) expect([edit, await refusal(edit)]).toEqual([edit, code]);
    expect(await lab.simulator.journal()).toEqual([]);
  });

  it('cross to the page as problems, not as errors', async () => {
    const endpoint = workerEndpoint();
    await endpoint.load({
      files: [{ name: 'a.asm', text: `%include "lab.inc"\n${LOOP}` }],
      model: 'everything',
      memoryMib: 4,
    });
    expect(await endpoint.edit(register('XYZ', 0n))).toMatchObject({
      code: 'register-unknown',
      params: { name: 'XYZ' },
    });
    expect(await endpoint.edit(register('RAX', 3n))).toMatchObject({ position: 0 });
  });
});
