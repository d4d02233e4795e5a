import type { Diagnostic } from '../asm/program';
import { fillTemplate, type MessageValues } from '../base/message-template';
import { unmodelledThings } from '../cpu/unmodelled.table';
import type { ChecklistRow } from '../protocol/entry-checklist';
import type { ControlRow } from '../vmx/controls/control';
import { controlWords } from '../vmx/controls/control-words.table';
import { exitReason } from '../vmx/exit/exit-reasons.table';
import type { DecisionNote, DecisionStep } from '../vmx/explain/decision';
import type { CheckFinding } from '../vmx/explain/transition';
import type { VmInstructionErrorRow } from '../vmx/instructions/vm-instruction-errors.table';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import { type DecodeWord, decodeWords } from './decode-words.table';
import type { FactTexts } from './fact-texts';

/*
 * What the fact tables say, in the language of the page. The tables are in English; the texts of another language are
 * loaded behind the page (see i18n.ts), and until they are there, or for a row without one, the English stands.
 */
let texts: FactTexts | null = null;

/** Called by i18n.ts when the language changes; null for English. */
export function setFactTexts(next: FactTexts | null): void {
  texts = next;
}

/** Looks a key up that came as plain text, from a row or from the engine. */
function lookUp<Value>(table: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return table?.[key];
}

/** What is wrong, and what to do about it. */
export function checkMessage(finding: CheckFinding): string {
  const words = lookUp(texts?.checks, finding.text);
  return words === undefined || texts === null ? finding.message : texts.fill(words.message, finding.values);
}

export function checkSuggestion(finding: CheckFinding): string {
  const words = lookUp(texts?.checks, finding.text);
  return words === undefined || texts === null ? finding.suggestion : texts.fill(words.suggestion, finding.values);
}

/** What a check asks for. */
export function checkRule({ text, rule, values }: Pick<ChecklistRow, 'text' | 'rule' | 'values'>): string {
  const words = lookUp(texts?.checkRules, text);
  return words === undefined || texts === null ? rule : texts.fill(words, values);
}

/** What the assembler, or the machine that boots its program, has to say. */
export function diagnosticMessage({ code, params, message }: Diagnostic): string {
  const template = lookUp(texts?.assembler, code) ?? lookUp(texts?.boot, code);
  return template === undefined || texts === null ? message : texts.fill(template, params);
}

/** Name of a basic exit reason, e.g. "CPUID"; bits above 15 do not count. */
export function exitReasonName(reason: number): string {
  const row = exitReason(reason);
  if (row === undefined) return decodeWord('reserved-reason', { reason: reason & 0xffff });
  return texts?.exitReasons[row.id].name ?? row.name;
}

/** The name, with the manual's beside it where the two differ: "外部中断 (External interrupt)". */
export function exitReasonNames(reason: number): string {
  const name = exitReasonName(reason);
  const english = exitReason(reason)?.name ?? name;
  return name === english || english.includes(name) || /[()（）]/.test(name) ? name : `${name} (${english})`;
}

/** What a VMM does about an exit; undefined for a reserved reason. */
export function exitReasonHandle(reason: number): string | undefined {
  const row = exitReason(reason);
  return row === undefined ? undefined : (texts?.exitReasons[row.id].handle ?? row.handle);
}

/** Name of a VM-instruction error, short, for a column. */
export function errorName(row: VmInstructionErrorRow): string {
  return lookUp(texts?.errors, row.id)?.name ?? row.name;
}

/** The name with the manual's beside it where the two differ. */
export function errorNames(row: VmInstructionErrorRow): string {
  const name = errorName(row);
  return name === row.name ? name : `${name} (${row.name})`;
}

export function errorHint(row: VmInstructionErrorRow): string {
  return lookUp(texts?.errors, row.id)?.hint ?? row.hint;
}

/** What a control's name means; null in English, where the name says it. */
export function controlMeaning(row: ControlRow): string | null {
  return lookUp(texts?.controls[row.word], row.id)?.name ?? null;
}

/** What the 1-setting of a control does. */
export function controlDoes(row: ControlRow): string {
  return lookUp(texts?.controls[row.word], row.id)?.does ?? row.does;
}

/** What a VMCS field's name means; null in English. */
export function fieldMeaning(field: VmcsFieldId): string | null {
  return texts?.fields[field] ?? null;
}

/** The same, inside a group of fields: without whose it is. */
export function fieldMeaningAlone(field: VmcsFieldId): string | null {
  return texts === null ? null : texts.withoutOwner(texts.fields[field]);
}

/** A bit's name, or the meaning of a value of bits, from a layout. */
export function bitText(english: string): string {
  return lookUp(texts?.bits, english) ?? english;
}

/** What a bit of CR0 or CR4 does, by its abbreviation and the English words of its table. */
export function registerBitDoes(bit: string, english: string): string {
  return lookUp(texts?.registerBits, bit) ?? english;
}

/** Name of a feature of CPUID, by its id and the English name of its table. */
export function featureName(id: string, english: string): string {
  return lookUp<string | undefined>(texts?.features, id) ?? english;
}

/** A word by which a value is put into text, with its values filled in. */
export function decodeWord(word: DecodeWord, values: MessageValues = {}): string {
  return texts === null ? fillTemplate(decodeWords[word], values) : texts.fill(texts.decode[word], values);
}

/** A name of the manual with what it means beside it: "HLT exiting（HLT 退出）"; in English the name alone. */
export function withMeaning(name: string, meaning: string | null): string {
  return meaning === null || meaning === name ? name : `${name}（${meaning}）`;
}

/** What a decision or transition is about: an event by its name ("外部中断 0x20"), a mnemonic as it is. */
export function subjectText(subject: string): string {
  if (texts === null) return subject;
  // "NMI window" begins with "NMI": the longest name is meant.
  const events = Object.entries(texts.events).filter(([name]) => subject.startsWith(name));
  const [name, words] = events.sort(([a], [b]) => b.length - a.length)[0] ?? ['', ''];
  const rest = subject.slice(name.length).replace(' at ', ' ');
  return (
    words + rest.replace(/ \((read|write|fetch)\)$/, (_, access: 'read' | 'write' | 'fetch') => decodeWord(access))
  );
}

/** What the run stopped before because it is not modelled: a thing of the table, or an instruction by its name. */
export function unmodelledText(what: string): string {
  if (texts === null) return what;
  const things = Object.entries(unmodelledThings);
  const thing = things.find(([, english]) => english === what)?.[0];
  return lookUp(texts.unmodelled, thing ?? '') ?? what;
}

/** Name of what a decision looked at: a control with its meaning, a bit of a bitmap or mask. */
export function stepName(step: DecisionStep): string {
  if (texts === null) return step.name;
  if (step.text !== undefined) return texts.fill(texts.steps[step.text], step.values ?? {});
  const control = controlWords.find(({ word }) => word === step.word)?.rows.find(({ bit }) => bit === step.bit);
  return control === undefined ? step.name : withMeaning(control.name, controlMeaning(control));
}

/** What a decision rests on beside the bits that it looked at. */
export function noteText({ text, values, words }: DecisionNote): string {
  return texts === null ? words : texts.fill(texts.notes[text], values);
}
