import { useT } from '../../../i18n/use-t';
import { HexValue } from '../hex-value';
import { asciiOf, type MemoryRow } from './memory-rows';

const DIGITS = (value: number) => value.toString(16).padStart(2, '0');

/** Bytes in rows: address, hexadecimal, text. Unmapped bytes are dashes; changed ones are washed yellow. */
export function HexView({ rows }: { readonly rows: readonly MemoryRow[] }) {
  const t = useT();
  const wide = rows.some((row) => row.address > 0xffff_ffffn);
  return (
    <table className="hex-view" aria-label={t('panels.memory.bytes')}>
      <tbody>
        {rows.map((row) => (
          <tr key={row.address.toString()}>
            <th scope="row">
              <HexValue value={row.address} bits={wide ? 64 : 32} />
            </th>
            <td>
              {row.bytes.map((byte, n) => (
                <span
                  // A byte is its place in the row.
                  key={(row.address + BigInt(n)).toString()}
                  className="memory-byte"
                  data-changed={byte.changed}
                  data-zero={byte.value === 0}
                >
                  {byte.value === null ? '--' : DIGITS(byte.value)}
                </span>
              ))}
            </td>
            <td className="memory-text">{row.bytes.map((byte) => asciiOf(byte.value)).join('')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
