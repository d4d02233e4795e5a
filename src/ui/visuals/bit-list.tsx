import './bit-list.css';

export interface BitListRow {
  readonly low: number;
  readonly high: number;
  readonly name: string;
  readonly short?: string | undefined;
  readonly value: bigint;
  /** What the value means, or what the control does. */
  readonly meaning: string | null;
}

/** The bits of a word, one line each; those that are 0 are dim. */
export function BitList({ rows, label }: { readonly rows: readonly BitListRow[]; readonly label: string }) {
  return (
    <table className="bit-list" aria-label={label}>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.low}:${row.name}`} data-zero={row.value === 0n}>
            <td className="bit-place">{row.low === row.high ? row.low : `${row.high}:${row.low}`}</td>
            <td className="bit-value">{valueText(row)}</td>
            <td>
              <span className="bit-name">{row.short === undefined ? row.name : `${row.short} · ${row.name}`}</span>
              {row.meaning !== null && <span className="bit-meaning">{row.meaning}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function valueText({ low, high, value }: BitListRow): string {
  return high - low > 3 ? `0x${value.toString(16)}` : value.toString();
}
