import { createRoot } from 'react-dom/client';
import { loadFactTexts, preferredLanguage, startI18n, translate } from './i18n/i18n';
import type { Simulator } from './protocol/simulator';
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

/** Shows the page, and has the simulator boot the first program meanwhile. */
export function startPage(simulator: Simulator): void {
  track(boot(simulator)).catch((error: unknown) => {
    const failure = error instanceof Error ? error : new Error(String(error));
    createRoot(document.body).render(<Broken error={failure} />);
  });
}

async function boot(simulator: Simulator): Promise<void> {
  window.vmxray = { idle: atRest, digest: readDigest };
  const connected = connect(simulator);
  await startI18n(preferredLanguage(location.search, readStored('language'), navigator.languages));
  startSettings();
  const { program, origin, brokenLink } = await firstProgram(location.hash);
  const loaded = loadProgram(program);
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element "root".');
  createRoot(root).render(
    <ErrorBoundary>
      <App />
    </ErrorBoundary>,
  );
  if (brokenLink) notify(translate('app.share.broken'));
  await Promise.all([connected, loaded]);
  const own = origin === 'link' ? storedProgram() : null;
  if (own !== null) {
    notify(translate('app.share.opened'), { label: translate('app.share.back'), run: () => void loadProgram(own) });
  }
  autosave(() => notify(translate('app.notice.storageFailed')));
  // Without the network a panel says so when it is opened; until then nothing is lost.
  await preloadPanels().catch(() => undefined);
  await loadFactTexts();
}
