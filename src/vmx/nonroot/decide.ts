import { fillTemplate, type MessageValues } from '../../base/message-template';
import type { ControlWord } from '../controls/control';
import { controlRow, controlWordTable } from '../controls/control-words.table';
import type { DecisionNote, DecisionWord } from '../explain/decision';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { type NoteText, noteTexts } from './decision-notes.table';
import { type StepText, stepNames } from './decision-steps.table';
import type { ControlReference, InterceptRule } from './intercept-rule';

/** A control with its place in the VMCS. */
export interface ConsultedControl {
  readonly word: ControlWord;
  readonly field: VmcsFieldId;
  /** Word offset in the region. */
  readonly fieldWord: number;
  readonly bit: number;
  readonly mask: number;
  readonly name: string;
}

/** Looks a control up once, so that deciding is one load and one test. */
export function consultedControl(reference: ControlReference): ConsultedControl {
  const row = controlRow(reference.word, reference.id);
  const { field } = controlWordTable(reference.word);
  return { word: reference.word, field, fieldWord: F[field], bit: row.bit, mask: 1 << row.bit, name: row.name };
}

/** A rule with the control that decides it. */
export interface ControlRule<Rule extends InterceptRule = InterceptRule> {
  readonly rule: Rule;
  /** Null for an unconditional rule. */
  readonly control: ConsultedControl | null;
}

/** Prepares a rule that one control, or nothing, decides. */
export function controlRule<Rule extends InterceptRule>(rule: Rule): ControlRule<Rule> {
  if (rule.decidedBy === 'nothing') return { rule, control: null };
  if (typeof rule.decidedBy === 'string') throw new RangeError(`rule ${rule.id} is decided by ${rule.decidedBy}`);
  return { rule, control: consultedControl(rule.decidedBy) };
}

/** Reads a control of the current VMCS and remembers that it was consulted. */
export function consult(c: VmxContext, control: ConsultedControl): 0 | 1 {
  const value = ((c.p.image.i32[c.region + control.fieldWord] as number) & control.mask) === 0 ? 0 : 1;
  if (c.detailed) {
    const { word, field, bit, name } = control;
    c.steps.push({ word, field, bit, value, name });
  }
  return value;
}

/** A bit's name as a text of decision-steps.table.ts with its values. */
export interface StepName {
  readonly text: StepText;
  readonly values: MessageValues;
}

/** Remembers a bit of a bitmap, mask or list that was consulted. The name is made only when somebody listens. */
export function consultBit(
  c: VmxContext,
  word: DecisionWord,
  field: VmcsFieldId,
  bit: number,
  value: 0 | 1,
  name: (bit: number) => string | StepName,
): void {
  if (!c.detailed) return;
  const named = name(bit);
  if (typeof named === 'string') c.steps.push({ word, field, bit, value, name: named });
  else c.steps.push({ word, field, bit, value, name: fillTemplate(stepNames[named.text], named.values), ...named });
}

/** A text of decision-notes.table.ts with its values. */
export const decisionNote = (text: NoteText, values: MessageValues): DecisionNote => ({
  words: fillTemplate(noteTexts[text], values),
  text,
  values,
});

/** Remembers what else the decision under way rests on. Call it only while `c.detailed`, and `conclude` behind it. */
export function note(c: VmxContext, text: NoteText, values: MessageValues = {}): void {
  c.notes.push(decisionNote(text, values));
}

/**
 * Ends a decision: the VM exit happens when the deciding bit has the value that the rule names. The last step consulted
 * is the deciding one, unless the rule is unconditional or `decided` is false (nothing consulted decided by itself).
 * Publishes the decision when somebody listens, exit or not.
 */
export function conclude(
  c: VmxContext,
  rule: InterceptRule,
  value: 0 | 1,
  subject = rule.subject,
  decided = true,
): boolean {
  const exits = value === rule.exitsWhen;
  if (c.detailed) publish(c, rule, exits, subject, decided && rule.decidedBy !== 'nothing');
  return exits;
}

/** Tells listeners of a decision; `decided` as in `conclude`. Call it only while `c.detailed`. */
export function publish(
  c: VmxContext,
  rule: Pick<InterceptRule, 'id' | 'reason' | 'sdm'>,
  exits: boolean,
  subject: string,
  decided: boolean,
): void {
  const { steps, notes } = c;
  c.steps = [];
  c.notes = [];
  const last = decided ? steps.at(-1) : undefined;
  const decision = {
    rule: rule.id,
    subject,
    exits,
    ...(last === undefined ? {} : { word: last.word, bit: last.bit, value: last.value }),
    sdm: rule.sdm,
    steps,
    notes,
    reason: rule.reason,
  };
  if (exits) c.why = decision;
  c.listener?.decision(decision);
}

/** Decides a rule that one control, or nothing, decides. */
export function decideByControl(c: VmxContext, { rule, control }: ControlRule, subject = rule.subject): boolean {
  return conclude(c, rule, control === null ? 1 : consultEffective(c, control), subject);
}

const PRIMARY = 'primary-processor-based';
/** The control without which a whole word of controls counts as 0. */
const activations: Readonly<Partial<Record<DecisionWord, ConsultedControl>>> = {
  'secondary-processor-based': consultedControl({ word: PRIMARY, id: 'activate-secondary-controls' }),
  'tertiary-processor-based': consultedControl({ word: PRIMARY, id: 'activate-tertiary-controls' }),
};

/** A control as it counts: 0 while its word is not activated. */
export function consultEffective(c: VmxContext, control: ConsultedControl): 0 | 1 {
  const activation = activations[control.word];
  return activation !== undefined && consult(c, activation) === 0 ? 0 : consult(c, control);
}

const bitOf = (c: VmxContext, { fieldWord, mask }: ConsultedControl): boolean =>
  ((c.p.image.i32[c.region + fieldWord] as number) & mask) !== 0;

/** The same question where no decision is made of it. */
export function isEffective(c: VmxContext, control: ConsultedControl): boolean {
  const activation = activations[control.word];
  return bitOf(c, control) && (activation === undefined || bitOf(c, activation));
}

/** Publishes that an instruction raises #UD in the guest because of the last control consulted. */
export function publishUndefined(c: VmxContext, rule: Pick<InterceptRule, 'id' | 'subject' | 'reason' | 'sdm'>): void {
  if (c.detailed) publish(c, rule, false, rule.subject, true);
}
