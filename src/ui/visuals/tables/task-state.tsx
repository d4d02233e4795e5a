import { useT } from '../../../i18n/use-t';
import type { TaskStateView } from '../../../protocol/descriptor-tables';
import { HexValue } from '../hex-value';
import { EntryAddress } from './table-parts';

export interface TaskStateProps {
  readonly tss: TaskStateView;
  readonly onShow: (address: bigint) => void;
}

/** The fields of the task-state segment. */
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
      </tbody>
    </table>
  );
}
