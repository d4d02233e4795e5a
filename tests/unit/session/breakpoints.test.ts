import { describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs';
import type { Breakpoint } from '../../../src/protocol/commands';
import type { BreakpointHit, Snapshot } from '../../../src/protocol/snapshot';
import { InlineLab } from '../../support/inline-lab';

const program = (id: string) => programs.find((row) => row.id === id)?.files ?? [];

interface Found {
  readonly position: number;
  readonly hit: BreakpointHit;
}

function found({ position, stop }: Snapshot): Found | null {
  return stop.kind === 'breakpoint' ? { position, hit: stop.hit } : null;
}

/** Every stop of a list of breakpoints from the start to the end, found forwards; and backwards the same. */
async function everyStop(lab: InlineLab, breakpoints: readonly Breakpoint[]): Promise<Found[]> {
  expect(await lab.simulator.setBreakpoints(breakpoints)).toEqual([]);
  await lab.run('restart');
  const forward: Found[] = [];
  for (;;) {
    const stop = found(await lab.run('run'));
    if (stop === null) break;
    forward.push(stop);
  }
  // The end itself may be a place that a breakpoint found: the machine's own stop names it then.
  const backward: Found[] = [];
  for (;;) {
    const stop = found(await lab.run('run-back'));
    if (stop === null) break;
    backward.unshift(stop);
  }
  expect(backward).toEqual(forward);
  return forward;
}

const MEMORY = `
start:
    mov rax, 0x1122334455667788
    mov [buffer], rax
    add byte [buffer + 3], 1
    mov bx, [buffer + 2]
    lea rsi, [buffer]
    lea rdi, [copy]
    mov ecx, 8
move:
    rep movsb
    push qword [copy]
    pop rax
    mov rax, 0x200ffd
    mov qword [rax], -1
    mov ecx, 3
    hlt
align 8
buffer: dq 0
copy: dq 0
`;

describe('a data breakpoint', () => {
  it('stops after a write, with what was there before and after, and at the right iteration', async () => {
    const lab = new InlineLab();
    await lab.load(MEMORY);
    const address = lab.at('buffer');
    const data = { kind: 'data', space: 'linear', address, length: 8 } as const;
    const writes = await everyStop(lab, [{ ...data, access: 'write' }]);
    expect(writes.map(({ hit }) => hit)).toMatchObject([
      { kind: 'data', access: 'write', address, length: 8, before: 0n, after: 0x1122334455667788n },
      { kind: 'data', access: 'write', address: address + 3n, length: 1, before: 0x55n, after: 0x56n },
    ]);
    const reads = await everyStop(lab, [{ ...data, access: 'read' }]);
    expect(reads).toHaveLength(2 + 8);
    expect(reads[1]?.hit).toMatchObject({ access: 'read', address: address + 2n, length: 2, after: 0x5666n });
    expect(await everyStop(lab, [{ ...data, access: 'access' }])).toHaveLength(2 + 1 + 8);
    const third = await everyStop(lab, [{ ...data, address: lab.at('copy') + 3n, length: 1, access: 'write' }]);
    expect(third).toHaveLength(1);
    const there = await lab.seek(third[0]?.position ?? 0);
    expect(there.place.symbol).toBe('move');
    expect(there.registers.general[1]).toBe(4n);
  });

  it('sees by physical address what comes through any linear address, and an access over a page boundary in parts', async () => {
    const lab = new InlineLab();
    await lab.load(MEMORY);
    const physical = { kind: 'data', space: 'physical', address: 0x200fffn, length: 2, access: 'write' } as const;
    const [stop, ...others] = await everyStop(lab, [physical]);
    expect(others).toEqual([]);
    expect(stop?.hit).toMatchObject({ address: 0x200fffn, length: 2, before: 0n, after: 0xffffn });
    const linear = await everyStop(lab, [{ ...physical, space: 'linear' }]);
    expect(linear.map(({ position }) => position)).toEqual([stop?.position]);
  });

  it('sees accessed flags, VMCS regions and MSR areas that the processor writes', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(program('life-cycle'));
    const exit = await lab.run('next-vm-exit');
    const region = exit.vmcs?.pointer ?? 0n;
    const stops = await everyStop(lab, [
      { kind: 'data', space: 'physical', address: region, length: 0x1000, access: 'write' },
    ]);
    expect(stops.map(({ position }) => position)).toContain(exit.position);
  });

  it('leaves the run as it is without it', async () => {
    const lab = new InlineLab();
    await lab.load(MEMORY);
    await lab.end();
    const digest = await lab.simulator.digest();
    await everyStop(lab, [{ kind: 'data', space: 'linear', address: lab.at('buffer'), length: 16, access: 'access' }]);
    await lab.simulator.setBreakpoints([]);
    await lab.end();
    expect(await lab.simulator.digest()).toBe(digest);
  });
});

describe('a breakpoint on a port or MSR', () => {
  it('stops after the access, also of each element of a string instruction', async () => {
    const lab = new InlineLab();
    await lab.load(`
start:
    mov dx, 0xe9
    mov al, 'a'
    out dx, al
    lea rsi, [text]
    mov ecx, 3
    rep outsb
    in al, 0xe9
    hlt
text: db "xyz"
`);
    const out = await everyStop(lab, [{ kind: 'port', port: 0xe9, access: 'out' }]);
    expect(out.map(({ hit }) => (hit.kind === 'port' ? hit.value : null))).toEqual(
      [...'axyz'].map((c) => c.charCodeAt(0)),
    );
    expect(await everyStop(lab, [{ kind: 'port', port: 0xe9, access: 'in' }])).toMatchObject([
      { hit: { access: 'in', value: 0xe9, size: 1 } },
    ]);
    expect(await everyStop(lab, [{ kind: 'port', port: 0xe9, access: 'access' }])).toHaveLength(5);
    expect(await everyStop(lab, [{ kind: 'port', port: 0xe8, access: 'access' }])).toEqual([]);
  });

  it('stops at RDMSR and WRMSR, not at one that faults', async () => {
    const lab = new InlineLab();
    await lab.load(`
start:
    mov ecx, 0xc0000080
    rdmsr
    wrmsr
    mov ecx, 0x10
    rdmsr
    mov ecx, 0x3a
    wrmsr
`);
    const efer = await everyStop(lab, [{ kind: 'msr', index: 0xc000_0080, access: 'access' }]);
    expect(efer.map(({ hit }) => hit)).toMatchObject([
      { access: 'read', value: 0xd01n },
      { access: 'write', value: 0xd01n },
    ]);
    expect(await everyStop(lab, [{ kind: 'msr', index: 0x10, access: 'read' }])).toHaveLength(1);
    expect(await everyStop(lab, [{ kind: 'msr', index: 0x3a, access: 'write' }])).toEqual([]);
  });
});

describe('a breakpoint on VMX', () => {
  it('stops at VMREAD, VMWRITE and what the processor writes at a VM exit', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(program('life-cycle'));
    const exits = (await lab.end()).history.transitions.filter(({ kind }) => kind === 'vm-exit');
    const reason = await everyStop(lab, [{ kind: 'vmcs-field', field: 'exit-reason', access: 'write' }]);
    expect(reason.map(({ position }) => position)).toEqual(exits.map(({ position }) => position));
    expect(reason[0]?.hit).toMatchObject({ before: 0n, after: BigInt(exits[0]?.exitReason ?? 0) });
    const reads = await everyStop(lab, [{ kind: 'vmcs-field', field: 'exit-reason', access: 'read' }]);
    expect(reads.length).toBeGreaterThanOrEqual(exits.length);
    const rip = await everyStop(lab, [{ kind: 'vmcs-field', field: 'guest-rip', access: 'access' }]);
    expect(rip.length).toBeGreaterThan(exits.length);
    for (const { hit } of rip) expect(hit).toMatchObject({ kind: 'vmcs-field', field: 'guest-rip' });
  });

  it('stops at exits by reason and condition', async () => {
    const lab = new InlineLab();
    await lab.loadFiles(program('two-guests'));
    const exits = (await lab.end()).history.transitions.filter(({ kind }) => kind === 'vm-exit');
    const all = await everyStop(lab, [{ kind: 'vm-exit', reason: null }]);
    expect(all.map(({ position }) => position)).toEqual(exits.map(({ position }) => position));
    const [some] = exits;
    const reason = some?.exitReason ?? 0;
    const wanted = exits.filter((exit) => exit.exitReason === reason);
    const byReason = await everyStop(lab, [{ kind: 'vm-exit', reason }]);
    expect(byReason.map(({ position }) => position)).toEqual(wanted.map(({ position }) => position));
    const condition = `guest-rip == ${some?.guestRip} && reason == ${reason}`;
    const byCondition = await everyStop(lab, [{ kind: 'vm-exit', reason: null, condition }]);
    expect(byCondition.length).toBeGreaterThan(0);
    expect(byCondition.length).toBeLessThan(exits.length);
    expect(byCondition[0]).toMatchObject({
      position: some?.position,
      hit: { kind: 'vm-exit', reason, rip: some?.guestRip },
    });
  });

  it('stops at VM entries that fail, early and late', async () => {
    const files = program('life-cycle').map(({ name, text }) => ({
      name,
      text: text.replace(/^(\s*)vmlaunch/m, '$1mov rcx, 0x681e\n$1mov rdx, 1 << 63\n$1vmwrite rcx, rdx\n$1vmlaunch'),
    }));
    expect(files.some(({ text }) => text.includes('1 << 63'))).toBe(true);
    const lab = new InlineLab();
    await lab.loadFiles(files);
    const [stop] = await everyStop(lab, [{ kind: 'vm-entry-failure' }]);
    expect(stop?.hit).toMatchObject({ kind: 'vm-entry-failure', reason: 33, error: null });
  });
});

describe('lists of breakpoints', () => {
  it('name the first of several at one place, and skip disabled ones', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n nop\nhere:\n inc rax\n cmp rax, 3\n jne here\n hlt\n');
    const address = { kind: 'address', address: lab.at('here') } as const;
    await lab.simulator.setBreakpoints([
      { ...address, enabled: false },
      address,
      { kind: 'line', file: 'test.asm', line: 5 },
    ]);
    expect((await lab.run('run')).stop).toMatchObject({ kind: 'breakpoint', breakpoint: 1 });
    expect(await everyStop(lab, [address])).toHaveLength(3);
    expect(await everyStop(lab, [{ ...address, enabled: false }])).toEqual([]);
  });

  it('tell which of them can never stop anything, and why', async () => {
    const lab = new InlineLab();
    await lab.load('start:\n nop\n hlt\n');
    const impossible: readonly (readonly [Breakpoint, string])[] = [
      [{ kind: 'line', file: 'test.asm', line: 90 }, 'breakpoint-no-code'],
      [{ kind: 'address', address: -1n }, 'address-range'],
      [{ kind: 'data', space: 'linear', address: 0n, length: 0, access: 'read' }, 'data-length'],
      [{ kind: 'data', space: 'physical', address: 0x7fff_ffffn, length: 4, access: 'read' }, 'memory-outside-ram'],
      [{ kind: 'port', port: 0x1_0000, access: 'in' }, 'port-range'],
      [{ kind: 'msr', index: 0x1234_5678, access: 'read' }, 'msr-unknown'],
      [{ kind: 'vm-exit', reason: 4_000 }, 'exit-reason-unknown'],
      [{ kind: 'vm-exit', reason: null, condition: 'rax = 1' }, 'condition-operator'],
      [{ kind: 'vm-exit', reason: null, condition: 'rox == 1' }, 'condition-name'],
    ];
    const answers = await lab.simulator.setBreakpoints([
      { kind: 'address', address: 0x100000n },
      ...impossible.map(([breakpoint]) => breakpoint),
    ]);
    expect(answers.map(({ breakpoint, code }) => [breakpoint, code])).toEqual(
      impossible.map(([, code], k) => [k + 1, code]),
    );
    for (const { message } of answers) expect(message).toMatch(/^[a-zA-Z“].{10,}$/);
  });
});
