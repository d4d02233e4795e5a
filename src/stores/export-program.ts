import type { ExportForm, ExportResult } from '../protocol/language';
import { useSimulator } from './simulator-store';
import { call } from './worker-line';

/** The program as it is now, as one file to take away. */
export function exportProgram(form: ExportForm): Promise<ExportResult> {
  const { files } = useSimulator.getState();
  return call((s) => s.exportProgram(files, form));
}
