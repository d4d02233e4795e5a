import { type ReactNode, useState } from 'react';
import { useT } from '../../../i18n/use-t';
import type { DescriptorEntry, DescriptorTableView } from '../../../protocol/descriptor-tables';
import { Button } from '../../widgets/button';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';

export interface EntriesProps {
  readonly table: DescriptorTableView;
  readonly name: string;
  readonly columns: readonly string[];
  readonly row: (entry: DescriptorEntry) => ReactNode;
  /** A longer table shows so many entries, and those in use, until somebody asks for all. */
  readonly few: number;
}

/** The entries of a table that are not null, with how many are; a long table is folded. */
export function Entries({ table, name, columns, row, few }: EntriesProps) {
  const t = useT();
  const [all, setAll] = useState(false);
  const { entries } = table;
  const shown = all ? entries : entries.filter(({ usedBy }, n) => n < few || usedBy.length > 0);
  return (
    <>
      {entries.length > 0 && (
        <table className="descriptor-table" aria-label={name}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{shown.map(row)}</tbody>
        </table>
      )}
      <TableCounts table={table} />
      {entries.length > few && (
        <p className="table-more">
          <Button onClick={() => setAll(!all)}>
            {all
              ? t('processor.tables.showFew', { count: few })
              : t('processor.tables.showAll', { count: entries.length })}
          </Button>
        </p>
      )}
    </>
  );
}

/** What is not listed: null entries, and those beyond the most. */
function TableCounts({ table: { entries, nullEntries, leftOut } }: { readonly table: DescriptorTableView }) {
  const t = useT();
  const texts: string[] = [];
  if (entries.length === 0) texts.push(t('processor.tables.empty'));
  else if (nullEntries > 0) texts.push(t('processor.tables.nullEntries', { count: nullEntries }));
  if (leftOut > 0) texts.push(t('processor.tables.leftOut', { count: leftOut }));
  return texts.length === 0 ? null : <p className="table-note">{texts.join(' ')}</p>;
}

/** A number in the first column; pressed, the Memory panel shows the entry's bytes. */
export function EntryAddress({
  children,
  address,
  onShow,
}: {
  readonly children: ReactNode;
  readonly address: bigint;
  readonly onShow: (address: bigint) => void;
}) {
  const t = useT();
  return (
    <button
      type="button"
      className="entry-address"
      title={t('processor.tables.showMemory', { address: plainHex(address) })}
      onClick={() => onShow(address)}
    >
      {children}
    </button>
  );
}

/** Why an entry's bytes say nothing: its type is reserved, or they cannot be read. */
export function NoEntry({ entry }: { readonly entry: DescriptorEntry }) {
  const t = useT();
  if (entry.kind === 'reserved') {
    return (
      <>
        {t('processor.tables.reserved')} <HexValue value={entry.value} bits={64} />
      </>
    );
  }
  if (entry.kind !== 'unreadable') return null;
  return t(entry.why === 'limit' ? 'processor.tables.beyondLimit' : 'processor.tables.unmapped');
}
