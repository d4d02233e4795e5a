import { CircleX, TriangleAlert } from 'lucide-react';
import { diagnosticMessage } from '../../i18n/facts';
import { useT } from '../../i18n/use-t';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource } from '../../stores/view-actions';
import { isRemarkableStop, StopNotice } from '../visuals/stop-notice';
import { useSymbolNames } from './use-symbol-names';
import './problems-panel.css';

/** What the assembler finds wrong, each a way to its line, and why the machine cannot go on. */
export function ProblemsPanel() {
  const t = useT();
  const diagnostics = useSimulator((state) => state.diagnostics);
  const stop = useSimulator((state) => state.snapshot?.stop ?? null);
  const names = useSymbolNames();
  const stopped = stop !== null && isRemarkableStop(stop);
  return (
    <div className="problems-panel">
      {stopped && <StopNotice stop={stop} names={names} />}
      {diagnostics.length > 0 && (
        <ul>
          {diagnostics.map((found) => (
            <li key={`${found.file}:${found.line}:${found.column}:${found.message}`}>
              <button type="button" onClick={() => goToSource(found.file, found.line, found.column)}>
                {found.severity === 'error' ? (
                  <CircleX className="error" role="img" aria-label={t('panels.problems.error')} />
                ) : (
                  <TriangleAlert className="warning" role="img" aria-label={t('panels.problems.warning')} />
                )}
                <span className="problem-message">{diagnosticMessage(found)}</span>
                <code>{`${found.file}:${found.line}:${found.column}`}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      {!stopped && diagnostics.length === 0 && <p className="problems-none">{t('panels.problems.none')}</p>}
    </div>
  );
}
