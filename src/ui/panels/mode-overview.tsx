import '../../i18n/processor';
import { readMode } from '../../stores/actions';
import { ModeFacts } from '../visuals/mode/mode-facts';
import { useReading } from './use-reading';

/** The processor's mode decoded: each fact with the bits that make it so. */
export function ModeOverview() {
  const { now, before } = useReading(readMode);
  return now === null ? null : <ModeFacts view={now} before={before} />;
}
