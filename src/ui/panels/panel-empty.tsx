import { useT } from '../../i18n/use-t';
import './panel-empty.css';

/** What a panel will show and how to get there, while it has nothing. */
export function PanelEmpty({
  panel,
}: {
  readonly panel: 'transitions' | 'vmcs' | 'vmcsNone' | 'registers' | 'memory' | 'exits' | 'timeline' | 'lesson';
}) {
  const t = useT();
  return <p className="panel-empty">{t(`panels.empty.${panel}`)}</p>;
}
