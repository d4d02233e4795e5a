import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { goToMemory } from '../../stores/view-actions';
import { HexValue } from '../visuals/hex-value';
import './disassembly-view.css';

const NO_LINES: never[] = [];

/** The machine code around RIP, decoded, for where no source line made it. */
export function DisassemblyView() {
  const t = useT();
  const lines = useSimulator((state) => state.snapshot?.disassembly ?? NO_LINES);
  const rip = useSimulator((state) => state.snapshot?.place.rip ?? null);
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  return (
    <div className="disassembly">
      <p className="disassembly-hint">{t('editor.disassemblyHint')}</p>
      <table aria-label={t('editor.disassembly')}>
        <tbody>
          {lines.map((line) => (
            <tr
              key={line.rip.toString()}
              className={line.rip === rip ? `line-current line-${mode}` : undefined}
              aria-current={line.rip === rip || undefined}
            >
              <td>
                <button
                  type="button"
                  className="disassembly-address"
                  title={t('editor.showMemory')}
                  onClick={() => goToMemory('linear', line.rip)}
                >
                  <HexValue value={line.rip} bits={64} />
                </button>
              </td>
              <td className="disassembly-bytes">{line.bytes}</td>
              <td className="disassembly-text">{line.text}</td>
              <td className="disassembly-symbol">{line.symbol}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
