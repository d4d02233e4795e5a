import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import './console-panel.css';

/** What the machine wrote: the debug console at port 0xE9 and the serial port. */
export function ConsolePanel() {
  const t = useT();
  const debugcon = useSimulator((state) => state.snapshot?.console.debugcon ?? '');
  const serial = useSimulator((state) => state.snapshot?.console.serial ?? '');
  return (
    <div className="console-panel">
      <Output name={t('panels.console.debugcon')} text={debugcon} hint={t('panels.console.debugconEmpty')} />
      <Output name={t('panels.console.serial')} text={serial} hint={t('panels.console.serialEmpty')} />
    </div>
  );
}

function Output({ name, text, hint }: { readonly name: string; readonly text: string; readonly hint: string }) {
  return (
    <>
      <h2>{name}</h2>
      {text === '' ? (
        <p className="console-hint">{hint}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        <pre tabIndex={0} aria-label={name} role="log">
          {text}
        </pre>
      )}
    </>
  );
}
