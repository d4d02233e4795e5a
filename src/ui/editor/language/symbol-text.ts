import type { ProgramSymbol } from '../../../asm/program';
import type { Translate } from '../../../i18n/i18n';
import type { IndexedSymbol } from '../../../protocol/language';
import { vmxConstants } from '../../../vmx/vmx-constants.table';
import { constantText, hex } from './constant-text';
import { codeBlock } from './instruction-text';

/** What is said of a name of the program or of a library, as Markdown. */
export function symbolText(symbol: IndexedSymbol, value: ProgramSymbol | undefined, t: Translate): string[] {
  const constant = vmxConstants.get(symbol.name);
  const [first] = symbol.definitions;
  const fromTable = constant !== undefined && first?.file === 'vmx.inc';
  const where = first === undefined ? [] : [t('language.defined', { file: first.file, line: first.line })];
  const uses = t('language.uses', { count: symbol.references.length });
  return [
    codeBlock(symbol.text),
    ...(fromTable ? constantText(constant, t) : symbol.comment === '' ? [] : [escapeMarkdown(symbol.comment)]),
    ...(value === undefined ? [] : [valueText(value.value, t)]),
    [t(`language.kinds.${symbol.kind}`), ...where.map(escapeMarkdown), uses].join(' · '),
  ];
}

export const valueText = (value: bigint, t: Translate): string =>
  t('language.value', { hex: hex(value), decimal: BigInt.asIntN(64, value).toString() });

export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&').replaceAll('\n', '  \n');
}
