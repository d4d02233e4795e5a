/**
 * Use without a network. A service worker keeps the whole page of one version; a newer version is fetched beside it and
 * takes over when somebody says so, or when the last tab of the old one has been closed.
 */

const HOUR = 3_600_000;

let waiting: ServiceWorker | null = null;

/** Registers the service worker beside the page, at the built page only. `onUpdate` is called when a newer version waits. */
export function registerOffline(onUpdate: () => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker
    .register(new URL('./sw.js', document.baseURI), { updateViaCache: 'none' })
    .then((registration) => watch(registration, onUpdate))
    // Forbidden (a private window, a page that is not secure): the page works, with the network.
    .catch(() => undefined);
}

/** Has the version that waits take over; the page opens again with it. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting?.postMessage({ type: 'SKIP_WAITING' });
}

function watch(registration: ServiceWorkerRegistration | undefined, onUpdate: () => void): void {
  if (registration === undefined) return;
  const look = (): void => {
    // Without a controller it is the first version that is being installed, not a newer one.
    if (registration.waiting === null || navigator.serviceWorker.controller === null) return;
    if (waiting === registration.waiting) return;
    waiting = registration.waiting;
    onUpdate();
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  setInterval(() => void registration.update().catch(() => undefined), HOUR);
}
