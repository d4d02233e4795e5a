import { controlMeaning, exitReasonNames, withMeaning } from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import type { MessageKey } from '../../../i18n/messages';
import type { ExitFact, FlagFacts, InstructionFact, OperandForm } from '../../../protocol/language';
import type { ControlWord } from '../../../vmx/controls/control';
import { controlRow } from '../../../vmx/controls/control-words.table';

/** What is said of an instruction, as Markdown: its forms, then facts line by line. */
export function instructionText(fact: InstructionFact, t: Translate): string[] {
  const { mnemonic, canonical, forms } = fact;
  const width = Math.max(0, ...forms.map(({ operands }) => operands.length));
  const written =
    forms.length === 0
      ? mnemonic
      : forms
          .map((form) => `${mnemonic.padEnd(7)} ${form.operands.padEnd(width)}${comment(form, t)}`.trimEnd())
          .join('\n');
  const lines = [
    ...(canonical === mnemonic ? [] : [t('language.instruction.sameAs', { name: canonical })]),
    flagsText(fact.flags, t),
    ...(fact.longMode ? [] : [t('language.instruction.notLong')]),
    ...(fact.features.length === 0 ? [] : [t('language.instruction.features', { features: fact.features.join(', ') })]),
    ...(fact.notModelled ? [t('language.instruction.notModelled')] : []),
  ];
  return [
    codeBlock(written),
    lines.join('  \n'),
    exitText(fact, t),
    ...(fact.sdm === null ? [] : [t('language.manual', { section: fact.sdm })]),
  ];
}

/** The forms on one line, for the list of completions. */
export function formsText(forms: readonly OperandForm[]): string {
  return forms.map(({ operands }) => operands).join(' | ');
}

function comment({ sizes }: OperandForm, t: Translate): string {
  return sizes.length === 0 ? '' : `  ; ${t('language.instruction.bits', { sizes: sizes.join(' ') })}`;
}

export const codeBlock = (text: string): string => `\`\`\`nasm\n${text}\n\`\`\``;

function flagsText(flags: FlagFacts, t: Translate): string {
  const say = (key: 'Read' | 'Written' | 'Cleared' | 'Set' | 'Undefined', names: string) =>
    names === '' ? [] : [t(`language.instruction.flags${key}`, { flags: names })];
  const parts = [
    ...say('Read', flags.read),
    ...say('Written', flags.written),
    ...say('Cleared', flags.cleared),
    ...say('Set', flags.set),
    ...say('Undefined', flags.undefined),
  ];
  return parts.length === 0 ? t('language.instruction.noFlags') : parts.join(t('language.comma'));
}

/** Whether it leaves a guest, and what decides. */
function exitText({ mnemonic, exits }: InstructionFact, t: Translate): string {
  const heading = `**${t('language.instruction.inGuest')}**`;
  if (exits.length === 0) return `${heading}${t('language.colon')}${t('language.instruction.never')}`;
  const texts = exits.map((exit) => {
    const text = ruleText(exit, t);
    return exit.subject === mnemonic || /^(?:i\/o|exception)$/.test(exit.subject)
      ? text
      : t('language.instruction.subject', { subject: exit.subject, text });
  });
  return texts.length === 1
    ? `${heading}${t('language.colon')}${texts[0]}`
    : `${heading}\n${texts.map((text) => `- ${text}`).join('\n')}`;
}

function ruleText({ subject, reason, decidedBy, exitsWhen }: ExitFact, t: Translate): string {
  const values = { reason: `${reason} (${exitReasonNames(reason)})`, value: exitsWhen };
  if (typeof decidedBy === 'object') {
    const row = controlRow(decidedBy.word as ControlWord, decidedBy.id);
    const control = withMeaning(row.name, controlMeaning(row));
    return t('language.instruction.whenControl', { ...values, control });
  }
  if (decidedBy === 'nothing') {
    if (subject === 'i/o') return t('language.instruction.ioWrap');
    // RDMSR and WRMSR have other rules; this one is about numbers that no bitmap covers.
    if (subject === 'rdmsr' || subject === 'wrmsr') return t('language.instruction.outOfRange');
    if (subject === 'vmread' || subject === 'vmwrite') return t('language.instruction.encodingOutOfRange');
    return t('language.instruction.always', values);
  }
  const key = `language.places.${decidedBy}` as MessageKey;
  if (decidedBy === 'cr3-target-values') return t('language.instruction.whenTarget');
  if (decidedBy.endsWith('guest-host-mask')) return t('language.instruction.mask', { ...values, place: t(key) });
  return t('language.instruction.whenOther', { ...values, place: t(key) });
}
