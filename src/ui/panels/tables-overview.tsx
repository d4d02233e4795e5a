import '../../i18n/processor';
import { readTables } from '../../stores/actions';
import { goToMemory } from '../../stores/view-actions';
import { Tables } from '../visuals/tables/tables';
import { useReading } from './use-reading';

const showInMemory = (address: bigint): void => goToMemory('linear', address);

/** The descriptor tables and the TSS; an address opens the Memory panel. */
export function TablesOverview() {
  const { now } = useReading(readTables);
  return now === null ? null : <Tables view={now} onShow={showInMemory} />;
}
