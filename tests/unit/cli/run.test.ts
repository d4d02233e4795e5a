import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programs } from '../../../src/programs';
import { labProgram, multibootImage, Workplace } from '../../support/command-line';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** mov al, v; out 0xF4, al — the same bytes in 32- and 64-bit mode. */
const debugExit = (value: number): number[] => [0xb0, value, 0xe6, 0xf4];

describe('exit status of vmxray run', () => {
  const ends: readonly { name: string; text: string; status: number; says?: RegExp }[] = [
    { name: 'halted', text: ' hlt', status: 0 },
    { name: 'port 0xF4, value 0', text: ' mov al, 0\n out 0xf4, al', status: 1 },
    { name: 'port 0xF4, value 3', text: ' mov al, 3\n out 0xf4, al', status: 7 },
    { name: 'port 0xF4, value 0x80 wraps', text: ' mov al, 0x80\n out 0xf4, al', status: 1 },
    {
      name: 'shutdown',
      text: ' lidt [.none]\n ud2\n.none: dw 0\n dq 0',
      status: 72,
      says: /^vmxray: shutdown after a triple fault at 0x/,
    },
    {
      name: 'exception without a code',
      text: ' nop\n ud2',
      status: 74,
      says: /unhandled #UD at 0x100001 \(test\.asm:4\)/,
    },
    {
      name: 'page fault',
      text: ' mov rax, 0x200000000000\n mov [rax], al',
      status: 74,
      says: /unhandled #PF with error code 0x2 for address 0x200000000000 at/,
    },
    {
      name: 'not modelled',
      text: ' fsin',
      status: 76,
      says: /not modelled: .*at 0x100000 \(test\.asm:3\)/,
    },
  ];
  for (const { name, text, status, says } of ends) {
    it(`${status}: ${name}`, async () => {
      place.write('test.asm', labProgram(text));
      const result = await place.vmxray('run', 'test.asm');
      if (says === undefined) expect(result.errors).toBe('');
      else expect(result.errors).toMatch(says);
      expect(result.errors.split('\n').length).toBeLessThanOrEqual(2);
      expect(result.status).toBe(status);
    });
  }

  it('124: the instruction limit, counted exactly', async () => {
    place.write('test.asm', labProgram(' nop\n nop\n mov al, 1\n out 0xf4, al'));
    expect((await place.vmxray('run', 'test.asm', '--max-instructions', '4')).status).toBe(3);
    const short = await place.vmxray('run', 'test.asm', '--max-instructions', '3');
    expect(short.status).toBe(124);
    expect(short.errors).toBe('vmxray: stopped after 3 instructions at 0x100004 (test.asm:6)\n');
  });

  it('74: a boot sector calls a service that no firmware offers', async () => {
    const text =
      'bits 16\norg 0x7c00\nstart: mov al, 65\n out 0xe9, al\n int 0x13\n times 510 - ($ - $$) db 0\n dw 0xaa55\n';
    place.write('boot.asm', text);
    const source = await place.vmxray('run', 'boot.asm', '--debugcon', '-');
    expect(source).toMatchObject({ output: 'A', status: 74 });
    expect(source.errors).toMatch(/^vmxray: unhandled INT 0x13 .* at 0x7c04 \(boot\.asm:5\)\n$/);
    await place.vmxray('assemble', 'boot.asm', '--output', 'boot.bin');
    const image = await place.vmxray('run', 'boot.bin', '--debugcon', '-');
    expect(image).toMatchObject({ output: 'A', status: 74 });
    expect(image.errors).toMatch(/ at 0x7c04\n$/);
  });

  it('the processors that are asked for are there', async () => {
    place.write('test.asm', labProgram(' mov dx, 0x510\n mov ax, 5\n out dx, ax\n inc dx\n in al, dx\n out 0xf4, al'));
    expect((await place.vmxray('run', 'test.asm', '--cpus', '5')).status).toBe(11);
    expect((await place.vmxray('run', 'test.asm')).status).toBe(3);
  });

  it('72: VMX abort', async () => {
    const life = programs[0]?.files ?? [];
    const text = (life[0]?.text ?? '').replace(
      /^\s*vmlaunch/m,
      '    vmcs_set VMCS_VM_EXIT_MSR_LOAD_COUNT, 1\n    vmcs_set VMCS_VM_EXIT_MSR_LOAD_ADDRESS, bad_area\n$&',
    );
    place.write('vmm.asm', `${text}\nalign 16\nbad_area: dq 0xffffffff, 0\n`);
    place.write('guest.asm', life[1]?.text ?? '');
    const result = await place.vmxray('run', 'vmm.asm', 'guest.asm');
    expect(result.errors).toMatch(/^vmxray: VMX abort, indicator 4/);
    expect(result.status).toBe(72);
  });
});

describe('consoles, statistics and trace', () => {
  it('write to files and to standard output', async () => {
    place.write('test.asm', labProgram(" mov al, 'A'\n out 0xe9, al\n mov dx, 0x3f8\n mov al, 'B'\n out dx, al\n hlt"));
    const toFiles = await place.vmxray('run', 'test.asm', '--debugcon', 'd.txt', '--serial', 's.txt');
    expect(toFiles).toEqual({ status: 0, output: '', errors: '' });
    expect([place.text('d.txt'), place.text('s.txt')]).toEqual(['A', 'B']);
    expect((await place.vmxray('run', 'test.asm', '--debugcon', '-')).output).toBe('A');
  });

  it('the trace has one object per transition, in the documented shape', async () => {
    for (const file of programs[0]?.files ?? []) place.write(file.name, file.text);
    const names = (programs[0]?.files ?? []).map(({ name }) => name);
    const result = await place.vmxray('run', ...names, '--trace', '-', '--stat');
    expect(result.status).toBe(0);
    const lines = result.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ n }) => n)).toEqual(lines.map((_, k) => k + 1));
    expect(lines.map(({ kind }) => kind)).toEqual(['vmxon', 'vm-entry', 'vm-exit', 'vm-entry', 'vm-exit', 'vmxoff']);
    const hex = expect.stringMatching(/^0x[0-9a-f]+$/);
    expect(lines[2]).toMatchObject({
      cpu: 0,
      instructions: expect.any(Number),
      cycles: expect.any(Number),
      reason: 10,
      exitReason: '0xa',
      name: 'CPUID',
      qualification: '0x0',
      instructionLength: 2,
      guestRip: hex,
      guestRflags: hex,
      vmcs: hex,
      why: { rule: 'cpuid', sdm: 'Instructions That Cause VM Exits Unconditionally' },
    });
    expect(result.errors).toMatch(/10 CPUID\s+1\s+\d+\s+[\d.]+ %/);
    expect(result.errors).toMatch(/^\d+ instructions, \d+ cycles$/m);
  });

  it('the trace and a console on standard output each have lines of their own', async () => {
    const text = `vmx_enable\n vmx_region VMXON_REGION\n mov al, 'a'\n out 0xe9, al\n vmxon [pointer]\n mov al, 'b'
 out 0xe9, al\n mov al, 10\n out 0xe9, al\n vmxoff\n mov al, 'c'\n out 0xe9, al\n hlt\npointer: dq VMXON_REGION`;
    place.write('both.asm', `%include "lab.inc"\n%include "vmx.inc"\n%include "vmm.inc"\nstart:\n${text}\n`);
    const { status, output } = await place.vmxray('run', 'both.asm', '--trace', '-', '--debugcon', '-');
    expect(status).toBe(0);
    const lines = output.split('\n').map((line) => (line.startsWith('{') ? JSON.parse(line).kind : line));
    expect(lines).toEqual(['a', 'vmxon', 'b', 'vmxoff', 'c']);
  });

  it('a failed entry has its checks in the trace', async () => {
    const life = programs[0]?.files ?? [];
    place.write('vmm.asm', (life[0]?.text ?? '').replace(/^\s*vmlaunch/m, '    vmcs_set VMCS_GUEST_RFLAGS, 0\n$&'));
    place.write('guest.asm', life[1]?.text ?? '');
    const result = await place.vmxray('run', 'vmm.asm', 'guest.asm', '--trace', '-');
    const failure = result.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ kind }) => kind === 'entry-failure');
    expect(failure).toMatchObject({
      reason: 33,
      checks: [{ fields: { 'guest-rflags': '0x0' }, reported: true, message: expect.any(String) }],
    });
  });
});

describe('inputs', () => {
  it('several sources are one program, and includes come from beside them', async () => {
    place.write('one.asm', '%include "lab.inc"\n%include "value.inc"\nstart: jmp two\n');
    place.write('two.asm', 'two: mov al, VALUE\n out 0xf4, al\n');
    place.write('value.inc', 'VALUE equ 20\n');
    expect((await place.vmxray('run', 'one.asm', 'two.asm')).status).toBe(41);
  });

  it('a Multiboot image is told apart by its content', async () => {
    place.write('kernel.asm', multibootImage(debugExit(5)));
    const result = await place.vmxray('run', 'kernel.asm', '--cmdline', 'quiet');
    expect(result).toEqual({ status: 11, output: '', errors: '' });
  });

  it('assemble writes the flat image and a listing', async () => {
    place.write('test.asm', 'bits 64\norg 0x100000\nstart: nop\n mov al, 1\n');
    const result = await place.vmxray('assemble', 'test.asm', '--output', 'test.bin', '--listing', '-');
    expect(result.errors).toBe('');
    expect(result.status).toBe(0);
    expect([...place.read('test.bin')]).toEqual([0x90, 0xb0, 1]);
    expect(result.output).toContain('00100001  b001');
  });

  it('help is no error', async () => {
    const result = await place.vmxray('run', '--help');
    expect(result.status).toBe(0);
    expect(result.output).toContain('--max-instructions');
  });
});
