import { exceptions } from '../../../cpu/interrupts/exceptions.table';
import { useT } from '../../../i18n/use-t';
import type { DescriptorEntry, DescriptorTableView } from '../../../protocol/descriptor-tables';
import { HexValue } from '../hex-value';
import { Entries, EntryAddress, NoEntry } from './table-parts';

type Gate = Extract<DescriptorEntry, { kind: 'gate' }>;

/** The exceptions. */
const FEW_GATES = 32;

const NAMES = new Map(exceptions.map(({ vector, mnemonic }) => [vector, mnemonic]));

export interface GateTableProps {
  readonly table: DescriptorTableView;
  readonly onShow: (address: bigint) => void;
}

/** The gates of the IDT, or the vectors of real-address mode. */
export function GateTable({ table, onShow }: GateTableProps) {
  const t = useT();
  return (
    <Entries
      table={table}
      few={FEW_GATES}
      name={t('processor.tables.idt')}
      columns={[t('processor.tables.vector'), t('processor.tables.gate'), t('processor.tables.target')]}
      row={(entry) => (
        <tr key={entry.index}>
          <th scope="row">
            <EntryAddress address={entry.address} onShow={onShow}>
              <HexValue value={entry.index} bits={8} />
            </EntryAddress>{' '}
            <span className="entry-name">{NAMES.get(entry.index)}</span>
          </th>
          <td>{entry.kind === 'gate' ? <GateDetails gate={entry} /> : <NoEntry entry={entry} />}</td>
          <td>
            {(entry.kind === 'gate' || entry.kind === 'vector') && (
              <GateTarget selector={entry.selector} offset={entry.offset} symbol={entry.symbol} />
            )}
          </td>
        </tr>
      )}
    />
  );
}

/** Type, rights and stack of a gate. */
export function GateDetails({ gate }: { readonly gate: Gate }) {
  const t = useT();
  const { dpl, present, ist, parameters } = gate;
  return (
    <>
      {t(`processor.type.${gate.type}`)}
      <span className="descriptor-bits">
        {`DPL=${dpl} P=${present ? 1 : 0}`}
        {ist !== null && ist > 0 && ` IST=${ist}`}
        {parameters !== null && ` ${t('processor.tables.parameters', { count: parameters })}`}
      </span>
    </>
  );
}

/** Where a gate leads: selector, offset and the label there. */
export function GateTarget({ selector, offset, symbol }: Pick<Gate, 'selector' | 'offset' | 'symbol'>) {
  return (
    <>
      <HexValue value={selector} bits={16} />
      {offset !== null && (
        <>
          <span className="entry-colon">:</span>
          <HexValue value={offset} bits={offset > 0xffff_ffffn ? 64 : offset > 0xffffn ? 32 : 16} />
        </>
      )}
      {symbol !== null && <span className="entry-symbol">{symbol}</span>}
    </>
  );
}
