import { lazy, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { registerOffline, takeUpdate } from './client/offline';
import { loadFactTexts, preferredLanguage, startI18n, translate } from './i18n/i18n';
import type { Simulator } from './protocol/simulator';
import { connect, loadProgram, readDigest } from './stores/actions';
import { loadExamples } from './stores/examples';
import { firstProgram } from './stores/first-program';
import { applyStoredPanes, rememberPanes } from './stores/saved-view';
import { autosave, hasWork } from './stores/saved-work';
import { startSettings } from './stores/settings-store';
import { leaveStorageAlone, onStorageFailure, readStored, type StorageFailure } from './stores/storage';
import { notify, openDialog } from './stores/view-actions';
import { atRest, nextPaint, track } from './stores/worker-line';
import { App } from './ui/app/app';
import { Broken, ErrorBoundary } from './ui/app/error-boundary';
import { preloadPanels } from './ui/app/region';

declare global {
  interface Window {
    /** For tests: when the page is at rest, and the digest of the machine's state. */
    vmxray: { idle(): Promise<void>; digest(): Promise<string> };
  }
}

const EmbeddedPage = lazy(() => import('./ui/app/embedded-page'));

/** Shows the page, and has the simulator boot the first program meanwhile. `?embed` shows the reduced page for frames. */
export function startPage(simulator: Simulator): void {
  const embedded = new URLSearchParams(location.search).has('embed');
  track(boot(simulator, embedded)).catch((error: unknown) => {
    const failure = error instanceof Error ? error : new Error(String(error));
    createRoot(document.body).render(<Broken error={failure} />);
  });
}

async function boot(simulator: Simulator, embedded: boolean): Promise<void> {
  window.vmxray = { idle: atRest, digest: readDigest };
  const connected = connect(simulator);
  await startI18n(preferredLanguage(location.search, readStored('language'), navigator.languages));
  startSettings();
  if (embedded) leaveStorageAlone();
  onStorageFailure((failure) => void track(sayStorageFailure(failure)));
  applyStoredPanes();
  const { program, arrive } = await firstProgram(location.hash);
  const loaded = loadProgram(program);
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element "root".');
  createRoot(root).render(
    <ErrorBoundary>
      {embedded ? (
        <Suspense>
          <EmbeddedPage />
        </Suspense>
      ) : (
        <App />
      )}
    </ErrorBoundary>,
  );
  await Promise.all([connected, loaded]);
  autosave();
  // The editor brings the first instruction's file to the front when that is painted; afterwards it is as it was left.
  await nextPaint();
  rememberPanes();
  await arrive();
  addEventListener('hashchange', () => {
    if (hasWork(location.hash)) void track(import('./stores/open-work').then((open) => open.openLink(location.hash)));
  });
  await loadFactTexts();
  if (embedded) return;
  // Without the network a panel or a program says so when it is opened; until then nothing is lost.
  await preloadPanels().catch(() => undefined);
  await loadExamples().catch(() => undefined);
  registerOffline(() => void sayUpdate());
}

/** Said once in a visit; the work is still there, and a link or a file keeps it. */
async function sayStorageFailure(failure: StorageFailure): Promise<void> {
  await import('./i18n/share');
  notify(
    translate(`share.storage.${failure}`),
    { label: translate('share.storage.share'), run: () => openDialog('share') },
    true,
  );
}

/** A newer version has been fetched; the page goes on with its own until somebody takes the new one. */
async function sayUpdate(): Promise<void> {
  await import('./i18n/share');
  notify(translate('share.offline.update'), { label: translate('share.offline.reload'), run: takeUpdate }, true);
}
