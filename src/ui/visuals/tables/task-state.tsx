import { useT } from '../../../i18n/use-t';
import type { TaskStateView } from '../../../protocol/descriptor-tables';
import { plainHex } from '../hex';
import { HexValue } from '../hex-value';
import { EntryAddress } from './table-parts';

/** So many ranges of ports are listed. */
const MOST_RANGES = 6;

export interface TaskStateProps {
  readonly tss: TaskStateView;
  readonly onShow: (address: bigint) => void;
}

/** The fields of the task-state segment, and the ports that its I/O permission bitmap allows. */
export function TaskState({ tss, onShow }: TaskStateProps) {
  const t = useT();
  return (
    <table className="descriptor-table" aria-label={t('processor.tables.tss')}>
      <thead>
        <tr>
          <th scope="col">{t('processor.tables.offset')}</th>
          <th scope="col">{t('processor.tables.field')}</th>
          <th scope="col">{t('processor.tables.value')}</th>
        </tr>
      </thead>
      <tbody>
        {tss.fields.map(({ name, offset, bytes, value, unreadable, symbol }) => (
          <tr key={name}>
            <td>
              <EntryAddress address={BigInt.asUintN(64, tss.base + BigInt(offset))} onShow={onShow}>
                <HexValue value={offset} bits={8} />
              </EntryAddress>
            </td>
            <th scope="row">{name}</th>
            <td>
              {value !== null && <HexValue value={value} bits={bytes * 8} />}
              {unreadable !== null &&
                t(unreadable === 'limit' ? 'processor.tables.beyondLimit' : 'processor.tables.unmapped')}
              {symbol !== null && <span className="entry-symbol">{symbol}</span>}
            </td>
          </tr>
        ))}
        <tr>
          <td />
          <th scope="row">{t('processor.tables.ports')}</th>
          <td>
            <Ports tss={tss} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Ports({ tss: { format, ports } }: { readonly tss: TaskStateView }) {
  const t = useT();
  if (ports === null) return t(format === '16-bit' ? 'processor.tables.noBitmap' : 'processor.tables.bitmapBeyond');
  if (ports.length === 0) return t('processor.tables.noPorts');
  const ranges = ports.slice(0, MOST_RANGES).map(({ first, last }) => {
    return first === last ? plainHex(first) : `${plainHex(first)}–${plainHex(last)}`;
  });
  const listed = ranges.join(', ');
  const count = ports.length - ranges.length;
  return t('processor.tables.openPorts', {
    ports: count > 0 ? t('processor.tables.morePorts', { ports: listed, count }) : listed,
  });
}
