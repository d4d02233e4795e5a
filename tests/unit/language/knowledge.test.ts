import { beforeAll, describe, expect, test } from 'vitest';
import { addMessages, startI18n, translate } from '../../../src/i18n/i18n';
import { programs } from '../../../src/programs';
import { libraryFiles } from '../../../src/programs/library';
import type { InstructionFact } from '../../../src/protocol/language';
import {
  type Knowledge,
  type LinePlace,
  macroUse,
  placeOf,
  proposals,
} from '../../../src/ui/editor/language/completion';
import { constantText } from '../../../src/ui/editor/language/constant-text';
import { instructionText } from '../../../src/ui/editor/language/instruction-text';
import { registerWords } from '../../../src/ui/editor/language/registers.table';
import { symbolText } from '../../../src/ui/editor/language/symbol-text';
import { vmxConstants } from '../../../src/vmx/vmx-constants.table';
import { instructionFacts } from '../../../src/worker/language/instruction-facts';
import { languageIndex, symbolValues } from '../../../src/worker/language/language-service';

const files = programs[0]?.files ?? [];
let instructions: ReadonlyMap<string, InstructionFact>;
let knowledge: Knowledge;

beforeAll(async () => {
  // The messages write the language into the document.
  Object.assign(globalThis, { document: { documentElement: {} } });
  await startI18n('en');
  await addMessages(async () => ({ language: (await import('../../../src/i18n/en/language')).language }));
  instructions = new Map((await instructionFacts()).map((fact) => [fact.mnemonic, fact]));
  knowledge = {
    index: languageIndex(files),
    values: new Map(symbolValues(files).map((symbol) => [symbol.name, symbol])),
    instructions,
    libraries: new Set(libraryFiles().map(({ name }) => name)),
    t: translate,
    language: 'en',
  };
});

const fact = (mnemonic: string): InstructionFact => {
  const found = instructions.get(mnemonic);
  if (found === undefined) throw new Error(`no ${mnemonic}`);
  return found;
};
const said = (mnemonic: string): string => instructionText(fact(mnemonic), translate).join('\n');

describe('what is known of instructions', () => {
  test('operands without their sizes, flags, names of the manual', () => {
    expect(fact('vmread')).toMatchObject({
      forms: [{ operands: 'r/m, r', sizes: [64] }],
      flags: { written: 'CF ZF', cleared: 'PF AF SF OF' },
      sdm: 'VMREAD',
    });
    expect(fact('add').forms.map(({ operands, sizes }) => `${operands} ${sizes}`)).toEqual([
      'r/m, r 8,16,32,64',
      'r, r/m 8,16,32,64',
      'r/m, imm 8,16,32,64',
    ]);
    expect(
      fact('in')
        .forms.map(({ operands }) => operands)
        .sort(),
    ).toEqual(['AL, imm', 'EAX, imm', 'AL, DX', 'EAX, DX', 'AX, imm', 'AX, DX'].sort());
    expect(fact('mov').flags).toEqual({ read: '', written: '', cleared: '', set: '', undefined: '' });
    expect(fact('jz')).toMatchObject({ canonical: 'je', flags: { read: 'ZF' } });
    expect(fact('aam')).toMatchObject({ longMode: false });
  });

  test('what they do in a guest', () => {
    expect(said('cpuid')).toContain('**In a guest**: always causes a VM exit, reason 10 (CPUID)');
    expect(said('hlt')).toContain('VM exit, reason 12 (HLT), when “HLT exiting” is 1');
    expect(said('add')).toContain('never causes a VM exit by itself');
    expect(said('rdmsr').match(/^- .*/gm)).toEqual([
      '- VM exit, reason 31 (RDMSR), when “Use MSR bitmaps” is 0',
      '- VM exit, reason 31 (RDMSR), when its bit in the MSR bitmaps is 1',
      '- an MSR outside 0–0x1fff and 0xc0000000–0xc0001fff always exits',
    ]);
    expect(said('mov')).toContain(
      '- `mov to cr3`: VM exit, reason 28 (Control-register access), when “CR3-load exiting” is 1',
    );
    expect(said('out')).toContain('when its bit in the I/O bitmaps is 1');
  });

  test('no message is missing its words, for any instruction', () => {
    for (const one of instructions.values())
      expect(instructionText(one, translate).join('\n')).not.toMatch(/language\.|\{\{/);
  });

  test('every instruction that has a rule is there, and the modelled ones say nothing of being left out', () => {
    const exiting = [...instructions.values()].filter(({ exits }) => exits.length > 0).map(({ mnemonic }) => mnemonic);
    expect(exiting.length).toBeGreaterThan(35);
    for (const name of ['cpuid', 'vmcall', 'xsetbv', 'insb', 'outsd', 'invlpg', 'clts', 'lmsw', 'rdtscp', 'int3'])
      expect(exiting).toContain(name);
    for (const name of ['mov', 'vmlaunch', 'jc', 'cmovz', 'setnae', 'iretq', 'cpuid'])
      expect(fact(name).notModelled).toBe(false);
    for (const name of ['fadd', 'addps', 'vaddps']) expect(fact(name).notModelled).toBe(true);
  });
});

describe('what is known of constants', () => {
  test('each constant of vmx.inc from a table says its number and the manual’s section', () => {
    for (const [name, constant] of vmxConstants) {
      const text = constantText(constant, translate).join('\n');
      expect(text, name).toMatch(/Manual: “.+”/);
      expect(text, name).not.toMatch(/language\.|\{\{|undefined/);
      expect(
        knowledge.index.symbols.some((symbol) => symbol.name === name),
        name,
      ).toBe(true);
    }
    const text = (name: string) => constantText(vmxConstants.get(name) as never, translate).join('\n');
    expect(text('VMCS_GUEST_CR3')).toContain(
      'Encoding 0x6802 · natural width (64 bits) · guest-state field · read and write',
    );
    expect(text('PRIMARY_HLT_EXITING')).toContain('Bit 7 of the primary processor-based controls · default0');
    expect(text('VMCS_EPT_POINTER')).toContain('`SECONDARY_ENABLE_EPT`');
  });

  test('a name of the program says its line, its value and its uses', () => {
    const symbol = knowledge.index.symbols.find(({ name }) => name === 'vmm_print');
    if (symbol === undefined) throw new Error('no vmm_print');
    const text = symbolText(symbol, knowledge.values.get('vmm_print'), translate).join('\n');
    expect(text).toContain('writes the text at RSI');
    expect(text).toMatch(/Value 0x100\w+/);
    expect(text).toMatch(/label · Defined in vmm\\\.inc, line \d+ · \d+ use/);
  });
});

describe('what is offered', () => {
  const cases: [string, LinePlace][] = [
    ['', 'statement'],
    ['    mo', 'statement'],
    ['lab: mo', 'statement'],
    ['    rep mov', 'statement'],
    ['%inc', 'preprocessor'],
    ['%include "la', 'file'],
    ['    mov rax, ', 'operand'],
    ['    mov rax, [rb', 'operand'],
    ['    mov rax, 12', 'nothing'],
    ['    mov rax, 0x1', 'nothing'],
    ['    db "mo', 'nothing'],
    ['    db "a;b", fo', 'operand'],
    ['    nop ; mo', 'nothing'],
    ['%macro new', 'name'],
    ['%if SI', 'operand'],
    ['    vmcs_set VM', 'operand'],
  ];
  test.each(cases)('%j is %s', (before, place) => expect(placeOf(before)).toBe(place));

  const offered = (place: LinePlace, line: number, file = 'vmm.asm') =>
    proposals(place, file, line, knowledge).map(({ label }) => label);

  test('mnemonics, macros and directives where a statement begins', () => {
    const list = offered('statement', 10);
    for (const name of ['vmlaunch', 'mov', 'vmcs_set', 'db', 'align']) expect(list).toContain(name);
    expect(list).not.toContain('rax');
    expect(list).not.toContain('VMCS_GUEST_RIP');
  });

  test('names and registers as operands; local labels by what stands before', () => {
    const lines = files[0]?.text.split('\n') ?? [];
    const inside = lines.findIndex((text) => text.startsWith('vm_exit:')) + 2;
    const list = offered('operand', inside);
    for (const name of ['rax', 'r8d', 'cr4', 'VMCS_GUEST_RIP', 'vmxon_pointer', 'qword', '.cpuid', 'guest_rax'])
      expect(list).toContain(name);
    expect(list).not.toContain('mov');
    expect(offered('operand', 9)).toContain('vm_exit.cpuid');
    expect(list).not.toContain('%%text');
  });

  test('each register once, and no proposal without words', () => {
    expect(new Set(registerWords.map(({ name }) => name)).size).toBe(registerWords.length);
    for (const place of ['statement', 'operand', 'preprocessor'] as const)
      for (const { label, detail, describe: tell } of proposals(place, 'vmm.asm', 10, knowledge))
        expect(`${label} ${detail} ${tell().join(' ')}`).not.toMatch(/language\.|\{\{/);
  });

  test('how macros are used, from what is written above them or their numbers', () => {
    const use = (name: string) => {
      const symbol = knowledge.index.symbols.find((one) => one.name === name && one.kind === 'macro');
      return symbol === undefined ? undefined : macroUse(symbol);
    };
    expect(use('vmcs_set')).toBe('FIELD, VALUE');
    expect(use('vmcs_get')).toBe('REGISTER, FIELD');
    expect(use('pin_controls')).toBe('WANTED');
    expect(use('primary_controls')).toBe('%1');
    expect(use('vmcs_default_guest')).toBe('ENTRY[, STACK]');
    expect(use('stop')).toBeNull();
  });
});
