import { useT } from '../../../i18n/use-t';
import type { MemoryBlock } from '../../../protocol/snapshot';
import type { SymbolNames } from '../decode/symbol-names';
import { HexValue } from '../hex-value';
import { toWords } from './memory-rows';

export interface StackViewProps {
  /** Memory from RSP upward. */
  readonly block: MemoryBlock;
  readonly before: MemoryBlock | null;
  readonly names: SymbolNames;
}

/** The stack as 64-bit words, the top first, with the labels that the words point to. */
export function StackView({ block, before, names }: StackViewProps) {
  const t = useT();
  const words = toWords(block);
  const old = before === null ? [] : toWords(before);
  const shift = before === null ? 0 : Number((block.address - before.address) / 8n);
  return (
    <table className="hex-view stack-view" aria-label={t('panels.memory.stack')}>
      <tbody>
        {words.map((word, n) => {
          const address = block.address + BigInt(8 * n);
          const was = old[n + shift];
          return (
            <tr key={address.toString()} data-changed={was !== undefined && was !== word}>
              <th scope="row">
                <span className="stack-offset">{n === 0 ? 'RSP' : `+${(8 * n).toString(16)}`}</span>
                <HexValue value={address} bits={address > 0xffff_ffffn ? 64 : 32} />
              </th>
              <td>{word === null ? t('panels.memory.unmapped') : <HexValue value={word} bits={64} />}</td>
              <td className="memory-text">{word === null ? '' : (names(word) ?? '')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
