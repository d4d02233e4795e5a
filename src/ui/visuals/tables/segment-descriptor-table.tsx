import { useT } from '../../../i18n/use-t';
import type { DescriptorEntry, DescriptorTableView, DescriptorUse } from '../../../protocol/descriptor-tables';
import { HexValue } from '../hex-value';
import { descriptorBits } from './descriptor-bits';
import { GateDetails, GateTarget } from './gate-table';
import { Entries, EntryAddress, NoEntry } from './table-parts';

export interface SegmentDescriptorTableProps {
  readonly table: DescriptorTableView;
  /** The LDT: its selectors have bit 2. */
  readonly local: boolean;
  readonly onShow: (address: bigint) => void;
}

const LOCAL = 4;
const FEW_SEGMENTS = 16;

/** The descriptors of the GDT or an LDT, with the segment registers that use them. */
export function SegmentDescriptorTable({ table, local, onShow }: SegmentDescriptorTableProps) {
  const t = useT();
  return (
    <Entries
      table={table}
      few={FEW_SEGMENTS}
      name={t(local ? 'processor.tables.ldt' : 'processor.tables.gdt')}
      columns={[t('processor.tables.selector'), t('processor.tables.descriptor'), t('processor.tables.place')]}
      row={(entry) => (
        <tr key={entry.index} data-used={entry.usedBy.length > 0}>
          <th scope="row">
            <EntryAddress address={entry.address} onShow={onShow}>
              <HexValue value={entry.index * 8 + (local ? LOCAL : 0)} bits={16} />
            </EntryAddress>
          </th>
          <td>
            <Details entry={entry} />
            <Uses uses={entry.usedBy} />
          </td>
          <td>
            <Place entry={entry} />
          </td>
        </tr>
      )}
    />
  );
}

function Details({ entry }: { readonly entry: DescriptorEntry }) {
  const t = useT();
  if (entry.kind === 'gate') return <GateDetails gate={entry} />;
  if (entry.kind !== 'segment') return <NoEntry entry={entry} />;
  return (
    <>
      {t(`processor.type.${entry.type}`)}
      <span className="descriptor-bits">{descriptorBits(entry.access)}</span>
    </>
  );
}

function Place({ entry }: { readonly entry: DescriptorEntry }) {
  if (entry.kind === 'gate')
    return <GateTarget selector={entry.selector} offset={entry.offset} symbol={entry.symbol} />;
  if (entry.kind !== 'segment') return null;
  return (
    <>
      <HexValue value={entry.base} bits={entry.base > 0xffff_ffffn ? 64 : 32} />
      <br />
      <HexValue value={entry.limit} bits={32} />
    </>
  );
}

function Uses({ uses }: { readonly uses: readonly DescriptorUse[] }) {
  const t = useT();
  if (uses.length === 0) return null;
  return (
    <span className="entry-uses">
      {uses.map(({ name, differs }) => (
        <span
          key={name}
          className="entry-use"
          data-differs={differs}
          title={t(differs ? 'processor.tables.differs' : 'processor.tables.usedBy', { name })}
        >
          {name}
          {differs && <span className="visually-hidden"> {t('processor.tables.differs', { name })}</span>}
        </span>
      ))}
    </span>
  );
}
