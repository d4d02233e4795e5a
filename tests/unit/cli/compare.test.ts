import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { multibootImage, Workplace } from '../../support/command-line';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.remove());

/** A VMM whose guest executes CPUID three times and VMCALL; VMCALL ends it. */
const VMM = `%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
    vmcs_default_host handler
    vmcs_default_guest guest
    vmlaunch
handler:
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    je      done
    advance_guest_rip
    vmresume
done:
    hlt
guest:
    cpuid
    cpuid
    cpuid
    vmcall
vmxon_pointer: dq VMXON_REGION
vmcs_pointer:  dq VMCS_REGION
`;

/** Cells of the table by the row's name. */
const rowsOf = (output: string): Map<string, string[]> =>
  new Map(
    output
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [name = '', ...cells] = line.split(/ {2,}/);
        return [name, cells] as const;
      }),
  );

describe('vmxray compare', () => {
  it('prints exits and cycles of one program on several models', async () => {
    place.write('vmm.asm', VMM);
    const { status, output, errors } = await place.vmxray(
      'compare',
      'vmm.asm',
      '--models',
      'merom,haswell, everything',
    );
    expect(errors).toBe('');
    expect(status).toBe(0);
    const rows = rowsOf(output);
    expect([...rows.keys()]).toEqual([
      'exits / cycles',
      '10 CPUID',
      '18 VMCALL',
      'all exits',
      'instructions',
      'cycles',
      'transition costs',
      'end',
    ]);
    expect(rows.get('exits / cycles')).toEqual(['merom', 'haswell', 'everything']);
    const [merom = '', haswell = ''] = rows.get('10 CPUID') ?? [];
    expect(merom).toMatch(/^3 \/ \d+$/);
    expect(haswell).toMatch(/^3 \/ \d+$/);
    const cyclesOf = (cell: string): number => Number(cell.split(' / ')[1]);
    // An exit costs the difference of the exits themselves, of VMRESUME, and of what the handler reads and writes.
    const perExit = 764 - 327 + (944 - 318) + 3 * (53 - 5) + (43 - 4);
    expect(cyclesOf(merom) - cyclesOf(haswell)).toBe(3 * perExit);
    expect(rows.get('all exits')?.map((cell) => cell.split(' / ')[0])).toEqual(['4', '4', '4']);
    expect(rows.get('transition costs')).toEqual(['recalled', 'recalled', 'recalled']);
    expect(rows.get('end')).toEqual(['halted', 'halted', 'halted']);
  });

  it('says why a model cannot run it: status 2', async () => {
    place.write('a.asm', '%include "lab.inc"\nstart: rdrand rax\n hlt\n');
    const { status, output, errors } = await place.vmxray('compare', 'a.asm', '--models', 'yonah,merom,haswell');
    expect(status).toBe(2);
    expect(rowsOf(output).get('end')).toEqual(['not booted', 'failed', 'halted']);
    expect(rowsOf(output).get('all exits')).toEqual(['0 / 0', '0 / 0', '0 / 0']);
    const [yonah, merom, rest] = errors.split('\n');
    expect(yonah).toMatch(/^vmxray: yonah: a\.asm: the processor model "yonah" has no Intel 64/);
    expect(merom).toBe('vmxray: merom: unhandled #UD at 0x100000 (a.asm:2)');
    expect(rest).toBe('');
  });

  it('stops each run at the limit: status 2', async () => {
    place.write('a.asm', '%include "lab.inc"\nstart: jmp start\n');
    const args = ['compare', 'a.asm', '--models', 'merom,haswell', '--max-instructions', '100'];
    const { status, output, errors } = await place.vmxray(...args);
    expect(status).toBe(2);
    expect(rowsOf(output).get('end')).toEqual(['limit', 'limit']);
    expect(rowsOf(output).get('instructions')).toEqual(['100', '100']);
    expect(errors).toMatch(
      /^vmxray: merom: stopped after 100 instructions at 0x100000 \(a\.asm:2\)\nvmxray: haswell: /,
    );
  });

  it('takes images, whose own verdict is no failure', async () => {
    place.write('kernel', multibootImage([0xb0, 3, 0xe6, 0xf4]));
    const { status, output, errors } = await place.vmxray('compare', 'kernel', '--models', 'yonah,granite-rapids');
    expect([status, errors]).toEqual([0, '']);
    expect(rowsOf(output).get('end')).toEqual(['status 7', 'status 7']);
    expect(rowsOf(output).get('transition costs')).toEqual(['assumed', 'assumed']);
  });
});

describe('bad input to vmxray compare', () => {
  it.each<[name: string, args: readonly string[], status: number, says: RegExp]>([
    ['no models', ['a.asm'], 64, /--models/],
    ['an empty list', ['a.asm', '--models', ' , '], 64, /^vmxray: --models needs ids with commas between them\n$/],
    ['an unknown model', ['a.asm', '--models', 'merom,z80'], 64, /^vmxray: unknown model "z80"; known models: .*\n$/],
    ['a model twice', ['a.asm', '--models', 'merom,haswell,merom'], 64, /^vmxray: --models names "merom" twice\n$/],
    ['a missing file', ['b.asm', '--models', 'merom'], 66, /^vmxray: cannot read b\.asm: no such file or directory\n$/],
    ['a source that does not assemble', ['c.asm', '--models', 'merom'], 66, /c\.asm:1:/],
    ['a command line for a source', ['a.asm', '--models', 'merom', '--cmdline', 'x'], 64, /--cmdline and --module/],
    ['too many processors', ['a.asm', '--models', 'merom', '--cpus', '9'], 64, /from 1 to 8/],
  ])('%s', async (_name, args, status, says) => {
    place.write('a.asm', '%include "lab.inc"\nstart: hlt\n');
    place.write('c.asm', 'nonsense rax, 1, 2\n');
    const result = await place.vmxray('compare', ...args);
    expect(result.errors).toMatch(says);
    expect(result.output).toBe('');
    expect(result.status).toBe(status);
  });

  it('a program that no model can boot: status 66, the table and the reasons', async () => {
    place.write('a.asm', '; nothing\n');
    const { status, errors } = await place.vmxray('compare', 'a.asm', '--models', 'merom,haswell');
    expect(status).toBe(66);
    expect(errors).toMatch(/merom: a\.asm: the program has no instructions\nvmxray: haswell: /);
  });
});
