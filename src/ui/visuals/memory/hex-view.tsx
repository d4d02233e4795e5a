import type { PointerEvent } from 'react';
import { useT } from '../../../i18n/use-t';
import { HexValue } from '../hex-value';
import { memoryValue } from '../pointed-value';
import { asciiOf, type MemoryRow } from './memory-rows';

const DIGITS = (value: number) => value.toString(16).padStart(2, '0');

export interface HexViewProps {
  readonly rows: readonly MemoryRow[];
  readonly space: 'linear' | 'physical';
  /** The byte that is chosen, counted from the first one; null when none is. */
  readonly cursor: number | null;
  readonly onChoose: (byte: number) => void;
}

/** Id of the chosen byte's element. */
export const CURSOR_ID = 'memory-cursor';

/**
 * Bytes in rows: address, hexadecimal, text. Unmapped bytes are dashes; changed ones are washed yellow. One byte can be
 * chosen: it is the one that the tools of values work on.
 */
export function HexView({ rows, space, cursor, onChoose }: HexViewProps) {
  const t = useT();
  const perRow = rows[0]?.bytes.length ?? 1;
  const choose = ({ target }: PointerEvent) => {
    const byte = target instanceof Element ? target.closest<HTMLElement>('.memory-byte')?.dataset.byte : undefined;
    if (byte !== undefined) onChoose(Number(byte));
  };
  const wide = rows.some((row) => row.address > 0xffff_ffffn);
  return (
    <table className="hex-view" aria-label={t('panels.memory.bytes')} onPointerDown={choose}>
      <tbody>
        {rows.map((row, line) => (
          <tr key={row.address.toString()}>
            <th scope="row">
              <HexValue value={row.address} bits={wide ? 64 : 32} />
            </th>
            <td>
              {row.bytes.map((byte, n) => {
                const place = line * perRow + n;
                const chosen =
                  place === cursor
                    ? { id: CURSOR_ID, 'data-value': memoryValue(space, row.address + BigInt(n)), 'data-enter': '' }
                    : null;
                return (
                  <span
                    key={place}
                    className="memory-byte"
                    data-byte={place}
                    data-changed={byte.changed}
                    data-zero={byte.value === 0}
                    {...chosen}
                  >
                    {byte.value === null ? '--' : DIGITS(byte.value)}
                  </span>
                );
              })}
            </td>
            <td className="memory-text">{row.bytes.map((byte) => asciiOf(byte.value)).join('')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
