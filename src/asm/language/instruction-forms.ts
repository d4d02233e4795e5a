import { type Code, CodeExt, CpuidFeature, Instruction, Register, RflagsBits } from '../iced';
import { formsOf, mnemonics } from '../instruction/forms';
import { MNEMONIC_ALIASES, SIZED_WORDS } from '../instruction/nasm-spellings.table';
import type { FlagFacts, InstructionForms, OperandForm } from './language';

const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [RflagsBits.CF, 'CF'],
  [RflagsBits.PF, 'PF'],
  [RflagsBits.AF, 'AF'],
  [RflagsBits.ZF, 'ZF'],
  [RflagsBits.SF, 'SF'],
  [RflagsBits.OF, 'OF'],
  [RflagsBits.DF, 'DF'],
  [RflagsBits.IF, 'IF'],
  [RflagsBits.AC, 'AC'],
];
/** What every processor with a 64-bit mode has; not worth a word. */
const EVERYWHERE =
  /^(?:INTEL\d|X64|CMOV|CPUID|CX8|FPU|MSR|TSC|SSE|SSE2|MULTIBYTENOP|FXSR|CLFSH|SYSCALL|PAUSE|PREFETCH|SEP|SMM)/;
const NO_FLAGS: FlagFacts = { read: '', written: '', cleared: '', set: '', undefined: '' };

/** Every mnemonic that the assembler knows, in alphabetical order. */
export const allMnemonics = (): readonly string[] => [...new Set(mnemonics())].sort();

/** What iced-x86 says of an instruction in 64-bit mode, or in 32-bit mode when it exists only there. */
export function instructionForms(mnemonic: string): InstructionForms {
  const long = formsOf(mnemonic, 64);
  const codes = (long.length > 0 ? long : formsOf(mnemonic, 32)).map(({ code }) => code);
  const written = new Set<string>();
  const features = new Set<string>();
  const bits = { read: 0, written: 0, cleared: 0, set: 0, undefined: 0 };
  const instruction = new Instruction();
  for (const code of codes) {
    const info = CodeExt.opCode(code);
    const operands = operandsOf(info.instructionString);
    info.free();
    if (operands !== '') written.add(operands);
    // MOV to and from control registers leaves the flags undefined; no other MOV touches them.
    if (/\b[cdt]r\b/.test(operands)) continue;
    probe(instruction, code);
    bits.read |= instruction.rflagsRead;
    bits.written |= instruction.rflagsWritten;
    bits.cleared |= instruction.rflagsCleared;
    bits.set |= instruction.rflagsSet;
    bits.undefined |= instruction.rflagsUndefined;
    for (const feature of instruction.cpuidFeatures()) {
      const name = CpuidFeature[feature];
      if (!EVERYWHERE.test(name)) features.add(name.replaceAll('_', ' '));
    }
  }
  instruction.free();
  return {
    mnemonic,
    canonical: SIZED_WORDS[mnemonic]?.mnemonics[0] ?? MNEMONIC_ALIASES[mnemonic] ?? mnemonic,
    forms: grouped([...written]),
    flags: codes.length === 0 ? NO_FLAGS : flagNames(bits),
    longMode: long.length > 0,
    features: [...features],
  };
}

/** Forms that differ only in size as one; those for the accumulator only when no general one says the same. */
function grouped(written: readonly string[]): OperandForm[] {
  const forms = new Map<string, Set<number>>();
  const add = (operands: string, size: number): void => {
    const sizes = forms.get(operands) ?? new Set();
    forms.set(operands, sizes.add(size));
  };
  const accumulators: (readonly [general: string, own: string, size: number])[] = [];
  for (const text of written) {
    const size = Number(/(?:r\/m|r|m|imm|rel|moffs)(8|16|32|64)\b/.exec(text)?.[1] ?? 0);
    const own = text.replace(/\b(r\/m|r|m|imm|rel|moffs)(?:8|16|32|64)\b/g, '$1');
    const general = own.replace(/\b(?:AL|AX|EAX|RAX)\b/, 'r').replace('moffs', 'r/m');
    if (general === own) add(own, size);
    else accumulators.push([general, own, size]);
  }
  for (const [general, own, size] of accumulators)
    if (!forms.has(general) && !forms.has(general.replace('r,', 'r/m,'))) add(own, size);
  return [...forms].map(([operands, sizes]) => ({
    operands,
    sizes: [...sizes].filter((size) => size > 0).sort((a, b) => a - b),
  }));
}

/** An instruction of this form with different registers and a count of 2, so that no special case of the flags applies. */
function probe(instruction: Instruction, code: Code): void {
  instruction.code = code;
  instruction.op0Register = Register.RAX;
  instruction.op1Register = Register.RCX;
  instruction.immediate8 = 2;
}

/** "ADD r/m64, imm8" without its mnemonic. */
function operandsOf(text: string): string {
  const blank = text.indexOf(' ');
  return blank < 0 ? '' : text.slice(blank + 1);
}

function flagNames(bits: Readonly<Record<keyof FlagFacts, number>>): FlagFacts {
  const names = (mask: number): string =>
    FLAGS.filter(([bit]) => (mask & bit) !== 0)
      .map(([, name]) => name)
      .join(' ');
  // A flag that some form leaves undefined or clears and another one writes is said once, as written.
  const cleared = bits.cleared & ~bits.written;
  const set = bits.set & ~bits.written;
  return {
    read: names(bits.read),
    written: names(bits.written),
    cleared: names(cleared),
    set: names(set),
    undefined: names(bits.undefined & ~bits.written & ~cleared & ~set),
  };
}
