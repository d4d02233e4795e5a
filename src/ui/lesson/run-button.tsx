import { useT } from '../../i18n/use-t';
import type { PlainCommandKind } from '../../protocol/commands';
import { run } from '../../stores/actions';
import { selectRunning } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { runControls } from '../app/run-controls.table';
import { Button } from '../widgets/button';

const controls = Object.values(runControls);

/** A button of the run controls inside a text. */
export function RunButton({ command }: { readonly command: PlainCommandKind }) {
  const t = useT();
  const ready = useSimulator((state) => state.snapshot !== null);
  const running = useSimulator(selectRunning);
  const row = controls.find(({ kind }) => kind === command);
  if (row === undefined) return <span>{t('lesson.unknownPart', { name: command })}</span>;
  return (
    <Button
      className="run-button"
      hint={t(row.hint)}
      keys={row.keys ?? undefined}
      aria-disabled={!ready}
      onClick={() => {
        if (ready && !running) void run({ kind: command });
      }}
    >
      {t(row.label)}
    </Button>
  );
}
