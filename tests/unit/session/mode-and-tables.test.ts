import { beforeEach, describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs';
import type { DescriptorEntry } from '../../../src/protocol/descriptor-tables';
import type { ModeFactId } from '../../../src/protocol/processor-mode';
import { InlineLab } from '../../support/inline-lab';

let lab: InlineLab;
beforeEach(() => {
  lab = new InlineLab();
});

/** What a fact says, and the bits it was read from as "CR0.PE=1". */
async function fact(id: ModeFactId): Promise<readonly [string, string]> {
  const { facts } = await lab.simulator.readMode();
  const found = facts.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no fact ${id}`);
  return [found.says, found.consulted.map(({ name, value }) => `${name}=${value}`).join(' ')];
}

/** Stops behind the instructions of a lab program, which end at its first HLT. */
async function runThrough(text: string): Promise<void> {
  await lab.load(`start: ${text}\nhlt`);
  await lab.end();
}

const setCr4 = (bits: string) => `mov rax, cr4\n or eax, ${bits}\n mov cr4, rax\n`;

describe('the mode', () => {
  it('says of the lab what each bit makes of it', async () => {
    await lab.load('start: hlt');
    expect(await fact('operating-mode')).toEqual(['long', 'CR0.PE=1 IA32_EFER.LMA=1 CS.L=1']);
    expect(await fact('privilege-level')).toEqual(['ring-code', 'CS.RPL=0 CS.DPL=0 SS.DPL=0']);
    expect(await fact('paging')).toEqual(['paging-4-level', 'CR0.PG=1 IA32_EFER.LMA=1 CR4.LA57=0']);
    expect(await fact('write-protect')).toEqual(['write-protect-on', 'CR0.WP=1']);
    expect(await fact('execute-disable')).toEqual(['execute-disable-on', 'IA32_EFER.NXE=1']);
    expect(await fact('interrupts')).toEqual(['interrupts-off', 'RFLAGS.IF=0']);
    expect(await fact('sse')).toEqual(['sse-off', 'CR0.EM=0 CR4.OSFXSR=0']);
  });

  it('names every fact once, with a section of the manual', async () => {
    await lab.load('start: hlt');
    const { facts } = await lab.simulator.readMode();
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
    expect(facts.filter(({ section, consulted }) => section === '' || consulted.length === 0)).toEqual([]);
  });

  it('follows SMAP and its suspension by AC', async () => {
    await runThrough(setCr4('1 << 21'));
    expect(await fact('smap')).toEqual(['smap-on', 'CR4.SMAP=1 RFLAGS.AC=0']);
    await runThrough(`${setCr4('1 << 21')} stac`);
    expect(await fact('smap')).toEqual(['smap-suspended', 'CR4.SMAP=1 RFLAGS.AC=1']);
  });

  it('shows the rights of protection keys and the PCID', async () => {
    await runThrough(`${setCr4('1 << 22 | 1 << 17')} mov eax, 0x54\n xor ecx, ecx\n xor edx, edx\n wrpkru`);
    expect(await fact('user-keys')).toEqual(['user-keys-on', `CR4.PKE=1 PKRU=${0x54}`]);
    expect(await fact('pcid')).toEqual(['pcid-on', 'CR4.PCIDE=1 CR3.PCID=0']);
  });

  it('says what the ring and IOPL forbid', async () => {
    await lab.load(`start:
      push 0x2b
      push 0x90000
      push 0x1002
      push 0x33
      lea rax, [user]
      push rax
      iretq
      user: nop
      in al, 0x60`);
    for (let n = 0; n < 8; n++) await lab.run('step');
    expect(await fact('privilege-level')).toEqual(['ring-code', 'CS.RPL=3 CS.DPL=3 SS.DPL=3']);
    expect(await fact('io-privilege')).toEqual(['io-bitmap', 'RFLAGS.IOPL=1 SS.DPL=3']);
  });
});

const modeSwitch = programs.find(({ id }) => id === 'mode-switch')?.files ?? [];

describe('the program “A mode switch”', () => {
  it('passes through every mode and says a word in each', async () => {
    await lab.loadFiles(modeSwitch);
    const seen: string[] = [];
    for (let position = 0; ; position++) {
      const [says] = await fact('operating-mode');
      if (seen.at(-1) !== says) seen.push(says);
      const { stop } = await lab.run('step');
      if (stop.kind === 'halted') break;
      if (position > 2_000) throw new Error('it does not end');
    }
    const down = ['long', 'compatibility-32', 'protected-32', 'protected-16'];
    // Real-address mode begins in a segment whose D bit is 0; protected mode ends and begins there.
    expect(seen).toEqual([...down, 'real', 'protected-16', 'protected-32', 'compatibility-32', 'long']);
    const { console: text } = await lab.run('step-back');
    expect(text.debugcon.split('\n')).toEqual([
      '64-bit mode',
      'compatibility mode',
      'protected mode, 32-bit',
      'protected mode, 16-bit',
      'real-address mode',
      '64-bit mode',
      '',
    ]);
  });

  it('shows the vectors of real-address mode where a gate table was', async () => {
    await lab.loadFiles(modeSwitch);
    await lab.simulator.setBreakpoints([{ kind: 'address', address: lab.at('on_interrupt') }]);
    await lab.end();
    const { mode, idt, gdt, tss } = await lab.simulator.readTables();
    expect(mode).toBe('real');
    expect(idt).toMatchObject({ base: 0n, limit: 0x3ff, places: 256 });
    expect(idt.entries).toEqual([
      {
        kind: 'vector',
        index: 0x40,
        address: 0x100n,
        usedBy: [],
        selector: 0,
        offset: lab.at('on_interrupt'),
        symbol: 'on_interrupt',
      },
    ]);
    expect(gdt.entries.flatMap(({ usedBy }) => usedBy)).toEqual([{ name: 'TR', differs: false }]);
    expect(tss?.format).toBe('32-bit');
  });
});

/** The entry of a table at an index. */
function entry(entries: readonly DescriptorEntry[], index: number): DescriptorEntry {
  const found = entries.find((row) => row.index === index);
  if (found === undefined) throw new Error(`no entry ${index}`);
  return found;
}

describe('the tables', () => {
  it('shows the lab’s GDT with what uses it', async () => {
    await lab.load('start: hlt');
    const { mode, gdt, ldt } = await lab.simulator.readTables();
    expect(mode).toBe('ia-32e');
    expect(ldt).toBeNull();
    expect(gdt).toMatchObject({ base: 0x7000n, limit: 0x37, nullEntries: 1, leftOut: 0 });
    expect(entry(gdt.entries, 1)).toMatchObject({
      kind: 'segment',
      type: 'code-execute-read-accessed',
      access: 0xa09b,
      limit: 0xffff_ffff,
      usedBy: [{ name: 'CS', differs: false }],
    });
    expect(entry(gdt.entries, 2).usedBy.map(({ name }) => name)).toEqual(['ES', 'SS', 'DS', 'FS', 'GS']);
    expect(entry(gdt.entries, 3)).toMatchObject({
      type: 'tss-64-busy',
      base: 0x7100n,
      limit: 0x67,
      usedBy: [{ name: 'TR', differs: false }],
    });
    expect(gdt.entries.map(({ index }) => index)).toEqual([1, 2, 3, 5, 6]);
  });

  it('marks a register that no longer is what its descriptor says', async () => {
    await runThrough('mov byte [0x7010 + 6], 0');
    const { gdt } = await lab.simulator.readTables();
    expect(entry(gdt.entries, 2).usedBy[0]).toEqual({ name: 'ES', differs: true });
  });

  it('takes gates apart and names their targets', async () => {
    await lab.load(`start:
      lea rax, [handler]
      mov [0x8000 + 16 * 14], ax
      shr rax, 16
      mov [0x8000 + 16 * 14 + 6], ax
      mov byte [0x8000 + 16 * 14 + 4], 3
      mov byte [0x8000 + 16 * 14 + 5], 0xef
      hlt
      handler: iretq`);
    await lab.end();
    const { idt } = await lab.simulator.readTables();
    expect(entry(idt.entries, 14)).toMatchObject({
      kind: 'gate',
      type: 'trap-gate-64',
      selector: 8,
      offset: lab.at('handler'),
      symbol: 'handler',
      dpl: 3,
      present: true,
      ist: 3,
      parameters: null,
    });
    expect(entry(idt.entries, 8)).toMatchObject({ type: 'interrupt-gate-64', ist: 1 });
    expect(idt.entries).toHaveLength(256);
  });

  it('says what cannot be read', async () => {
    await runThrough(`mov word [table], 24 + 3
      mov qword [table + 2], 0x7000
      lgdt [table]
      mov word [table], 0xfff
      mov rax, 0x100000000
      mov [table + 2], rax
      lidt [table]
      jmp over
      table: dq 0, 0
      over:`);
    const { gdt, idt } = await lab.simulator.readTables();
    expect(entry(gdt.entries, 3)).toMatchObject({ kind: 'unreadable', why: 'limit' });
    expect(entry(idt.entries, 0)).toMatchObject({ kind: 'unreadable', why: 'unmapped' });
  });

  it('takes the 64-bit TSS apart', async () => {
    await lab.load('start: hlt');
    const { tss } = await lab.simulator.readTables();
    expect(tss).toMatchObject({ selector: 0x18, base: 0x7100n, limit: 0x67, format: '64-bit', redirection: null });
    expect(tss?.ports?.runs).toEqual([{ first: 0, last: 0xffff, bit: 'limit' }]);
    const values = Object.fromEntries((tss?.fields ?? []).map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({ RSP0: 0xe000n, IST1: 0xc000n, IST7: 0n, 'I/O map base': 0x68n });
  });

  it('lists the ports that the I/O permission bitmap lets pass', async () => {
    await runThrough(`mov word [0x7018], 0x6a
      mov word [0x7100 + 0x68], 0xff0f
      mov byte [0x7018 + 5], 0x89
      mov ax, 0x18
      ltr ax`);
    const { tss } = await lab.simulator.readTables();
    expect(tss?.ports?.runs.filter(({ bit }) => bit === 0)).toEqual([{ first: 4, last: 7, bit: 0 }]);
  });
});
