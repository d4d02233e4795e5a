import {
  controlDoes,
  controlMeaning,
  errorHint,
  errorName,
  exitReasonHandle,
  exitReasonNames,
  fieldMeaning,
  withMeaning,
} from '../../../i18n/facts';
import type { Translate } from '../../../i18n/i18n';
import type { ControlNeed } from '../../../vmx/controls/control';
import { controlRow, controlWordTable } from '../../../vmx/controls/control-words.table';
import { constantName, type VmxConstant } from '../../../vmx/vmx-constants.table';

/** What the tables say of a constant of vmx.inc, as Markdown: what it is, what it does, where the manual says so. */
export function constantText(constant: VmxConstant, t: Translate): string[] {
  const { kind, row } = constant;
  const manual = t('language.manual', { section: row.sdm });
  switch (kind) {
    case 'field': {
      const { access, area, encoding, exists } = constant.row;
      const width = constant.row.width === 'natural' ? 'natural' : (`width${constant.row.width}` as const);
      const facts = [
        t('language.field.encoding', { encoding: hex(encoding, 4) }),
        t(`language.field.${width}`),
        t(`language.field.${area}`),
        t(`language.field.${access}`),
      ];
      return [
        bold(withMeaning(constant.row.name, fieldMeaning(constant.row.id))),
        facts.join(' · '),
        ...(exists === undefined ? [] : [t('language.field.exists', { controls: controlNames(exists, t) })]),
        manual,
      ];
    }
    case 'control': {
      const { bit, word, defaultOne, needs } = constant.row;
      return [
        bold(withMeaning(constant.row.name, controlMeaning(constant.row))),
        controlDoes(constant.row),
        `${t('language.control.bit', { bit, word: t(`language.words.${word}`) })} · ${t(defaultOne ? 'language.control.defaultOne' : 'language.control.defaultZero')}`,
        ...(needs.length === 0 ? [] : [t('language.control.needs', { controls: controlNames(needs, t) })]),
        manual,
      ];
    }
    case 'exit-reason': {
      const { number } = constant.row;
      return [
        bold(exitReasonNames(number)),
        t('language.exitReason.number', { number }),
        exitReasonHandle(number) ?? constant.row.handle,
        manual,
      ];
    }
    case 'vm-instruction-error':
      return [
        bold(errorName(constant.row)),
        t('language.error.number', { number: constant.row.number }),
        errorHint(constant.row),
        manual,
      ];
    case 'capability-msr':
      return [
        bold(constant.row.name),
        `${t('language.msr.index', { index: hex(constant.row.index, 3) })} · ${constant.row.says}`,
        manual,
      ];
  }
}

const bold = (text: string): string => `**${text}**`;

/** Controls by the names that programs give them, for they can be looked up. */
function controlNames(needs: readonly ControlNeed[], t: Translate): string {
  const names = needs.map(({ word, id }) => {
    const row = controlRow(word, id);
    return `“${row.name}” (\`${constantName(controlWordTable(word).prefix, id)}\`)`;
  });
  return names.join(t('language.field.or'));
}

export const hex = (value: number | bigint, digits = 0): string => `0x${value.toString(16).padStart(digits, '0')}`;
