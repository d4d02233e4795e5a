import { allMnemonics, instructionForms } from '../../asm/language/instruction-forms';
import { ISA_ROWS } from '../../cpu/isa/isa';
import type { ExitFact, InstructionFact } from '../../protocol/language';
import { eventRules } from '../../vmx/nonroot/event-rules.table';
import {
  instructionRules,
  pauseLoopRule,
  vmxInstructionRules,
  xssRules,
} from '../../vmx/nonroot/instruction-rules.table';
import type { InterceptRule } from '../../vmx/nonroot/intercept-rule';
import { operandRules } from '../../vmx/nonroot/operand-rules.table';
import { yieldToHost } from '../yield-to-host';

const NOT_MODELLED = 'not-modelled';
const IO = ['in', 'out', 'insb', 'insw', 'insd', 'outsb', 'outsw', 'outsd'];

const o = operandRules;
/** Rules whose operand decides, by the mnemonics that they are about. */
const byMnemonic: Readonly<Record<string, readonly InterceptRule[]>> = {
  ...Object.fromEntries(IO.map((name) => [name, [o.unconditionalIo, o.ioBitmap, o.ioWrap]])),
  invlpg: [o.invlpg],
  rdmsr: [o.rdmsr, o.rdmsrBitmap, o.rdmsrRange],
  wrmsr: [o.wrmsr, o.wrmsrBitmap, o.wrmsrRange],
  rdmsrlist: [o.rdmsrlist, o.rdmsrlistBitmap, o.rdmsrlistRange],
  wrmsrlist: [o.wrmsrlist, o.wrmsrlistBitmap, o.wrmsrlistRange],
  pause: [pauseLoopRule],
  xsaves: [xssRules.xsaves],
  xrstors: [xssRules.xrstors],
  mov: [o.movToCr0, o.movToCr4, o.cr3Load, o.cr3Target, o.cr3Store, o.cr8Load, o.cr8Store, o.movDr],
  vmread: [o.vmreadBitmap, o.vmreadRange],
  vmwrite: [o.vmwriteBitmap, o.vmwriteRange],
  clts: [o.clts],
  lmsw: [o.lmsw],
  int1: [eventRules.exception],
  int3: [eventRules.exception],
  into: [eventRules.exception],
  ud2: [eventRules.exception],
};

/** So many instructions are looked up before whatever else waits for the worker has its turn. */
const AT_ONCE = 24;

let facts: Promise<readonly InstructionFact[]> | null = null;

/** What the assembler's tables, the processor's and those of VMX non-root operation say of each instruction. */
export function instructionFacts(): Promise<readonly InstructionFact[]> {
  facts ??= collect();
  return facts;
}

async function collect(): Promise<readonly InstructionFact[]> {
  const rules = new Map<string, readonly InterceptRule[]>(Object.entries(byMnemonic));
  for (const rule of [...Object.values(instructionRules), ...Object.values(vmxInstructionRules)])
    rules.set(rule.subject, [rule, ...(rules.get(rule.subject) ?? [])]);
  const entries = manualEntries();
  const rows: InstructionFact[] = [];
  for (const [n, mnemonic] of allMnemonics().entries()) {
    if (n % AT_ONCE === AT_ONCE - 1) await yieldToHost();
    const forms = instructionForms(mnemonic);
    const entry = entries.get(mnemonic) ?? entries.get(forms.canonical);
    rows.push({
      ...forms,
      exits: (rules.get(forms.canonical) ?? []).map(toExitFact),
      sdm: entry?.sdm ?? null,
      notModelled: entry === undefined ? mnemonic.startsWith('v') : !entry.modelled,
    });
  }
  return rows;
}

const toExitFact = ({ subject, reason, decidedBy, exitsWhen, sdm }: InterceptRule): ExitFact => ({
  subject,
  reason,
  decidedBy,
  exitsWhen,
  sdm,
});

interface ManualEntry {
  readonly sdm: string;
  readonly modelled: boolean;
}

/** The manual's entries by the mnemonics that they are about; a modelled one comes before one that is not. */
function manualEntries(): ReadonlyMap<string, ManualEntry> {
  const entries = new Map<string, ManualEntry>();
  const add = (name: string, entry: ManualEntry): void => {
    if (entries.get(name)?.modelled !== true) entries.set(name, entry);
  };
  for (const { sdm, operation } of ISA_ROWS) {
    const modelled = operation !== NOT_MODELLED;
    for (const name of sdm.toLowerCase().split(/[/ ,\u2014]+/)) add(name, { sdm, modelled });
    if (modelled) add(operation, { sdm, modelled });
  }
  return entries;
}
