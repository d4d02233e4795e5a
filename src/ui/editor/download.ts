import { diagnosticMessage } from '../../i18n/facts';
import { translate } from '../../i18n/i18n';
import type { ExportForm, ExportRefusal } from '../../protocol/language';
import { exportProgram } from '../../stores/export-program';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource, notify } from '../../stores/view-actions';

const EXTENSIONS: Readonly<Record<ExportForm, string>> = { source: 'asm', multiboot: 'elf' };

/** Gives the program away as one file, or says why it cannot. */
export async function download(form: ExportForm): Promise<void> {
  const result = await exportProgram(form);
  if (!result.ok) {
    const { refusal } = result;
    const place = refusal.kind === 'errors' ? refusal.diagnostic : null;
    notify(
      refusalText(refusal),
      place === null
        ? null
        : { label: translate('language.files.show'), run: () => goToSource(place.file, place.line, place.column) },
    );
    return;
  }
  const { programId } = useSimulator.getState();
  save(`${programId ?? 'program'}.${EXTENSIONS[form]}`, result.bytes);
}

function refusalText(refusal: ExportRefusal): string {
  switch (refusal.kind) {
    case 'errors':
    case 'one-file': {
      const { diagnostic } = refusal;
      const message = `${diagnostic.file}:${diagnostic.line}: ${diagnosticMessage(diagnostic)}`;
      return translate(`language.files.refusals.${refusal.kind}`, { message });
    }
    case 'too-low':
    case 'too-high':
      return translate(`language.files.refusals.${refusal.kind}`, { address: `0x${refusal.address.toString(16)}` });
    default:
      return translate(`language.files.refusals.${refusal.kind}`);
  }
}

/** Hands bytes to the browser under a name. */
function save(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the bytes by the next turn of its loop at the latest.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
