import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './ui/app/theme.css';
import './ui/app/base.css';
import { createRoot } from 'react-dom/client';
import { createWorkerSimulator } from './client/worker-simulator';
import { preferredLanguage, startI18n, translate } from './i18n/i18n';
import { connect, loadProgram, readDigest } from './stores/actions';
import { autosave, firstProgram, storedProgram } from './stores/saved-work';
import { startSettings } from './stores/settings-store';
import { readStored } from './stores/storage';
import { notify } from './stores/view-actions';
import { atRest, track } from './stores/worker-line';
import { App } from './ui/app/app';
import { Broken, ErrorBoundary } from './ui/app/error-boundary';
import { preloadPanels } from './ui/app/region';

declare global {
  interface Window {
    /** For tests: when the page is at rest, and the digest of the machine's state. */
    vmxray: { idle(): Promise<void>; digest(): Promise<string> };
  }
}

async function boot(): Promise<void> {
  window.vmxray = { idle: atRest, digest: readDigest };
  await startI18n(preferredLanguage(location.search, readStored('language'), navigator.languages));
  startSettings();
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element "root".');
  createRoot(root).render(
    <ErrorBoundary>
      <App />
    </ErrorBoundary>,
  );
  await connect(createWorkerSimulator());
  const { program, origin, brokenLink } = await firstProgram(location.hash);
  if (brokenLink) notify(translate('app.share.broken'));
  await loadProgram(program);
  const own = origin === 'link' ? storedProgram() : null;
  if (own !== null) {
    notify(translate('app.share.opened'), { label: translate('app.share.back'), run: () => void loadProgram(own) });
  }
  autosave(() => notify(translate('app.notice.storageFailed')));
  // Without the network a panel says so when it is opened; until then nothing is lost.
  await preloadPanels().catch(() => undefined);
}

track(boot()).catch((error: unknown) => {
  const failure = error instanceof Error ? error : new Error(String(error));
  createRoot(document.body).render(<Broken error={failure} />);
});
