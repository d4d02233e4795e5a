/**
 * localStorage that may be full or forbidden (private windows, embedded pages): reading then finds nothing, writing says
 * that it failed, and the page goes on without. The first failure is told to `onStorageFailure`, once in a visit.
 */
const PREFIX = 'vmxray:';

/** Storage takes nothing at all, or not so much. */
export type StorageFailure = 'forbidden' | 'full';

let tell: ((failure: StorageFailure) => void) | null = null;
let failed: StorageFailure | null = null;
let told = false;
let asleep = false;

/** Has the first failure told, also one from before this call. */
export function onStorageFailure(listener: (failure: StorageFailure) => void): void {
  tell = listener;
  tellOnce();
}

/** From now on nothing is read or stored: a page inside another's frame is a guest there. */
export function leaveStorageAlone(): void {
  asleep = true;
}

export function readStored(key: string): string | null {
  if (asleep) return null;
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Returns whether the text was stored. */
export function writeStored(key: string, text: string): boolean {
  if (asleep) return true;
  try {
    localStorage.setItem(PREFIX + key, text);
    return true;
  } catch (error) {
    const full = error instanceof DOMException && /quota/i.test(error.name);
    failed ??= full ? 'full' : 'forbidden';
    tellOnce();
    return false;
  }
}

function tellOnce(): void {
  if (failed === null || told || tell === null) return;
  told = true;
  tell(failed);
}

/** Forgets everything that VMXray stored, or only what is stored under keys that begin so. */
export function forgetStored(beginning = ''): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + beginning)) localStorage.removeItem(key);
    }
  } catch {
    // Nothing could have been stored either.
  }
}

/** The same for libraries that expect a Storage-like object. */
export const layoutStorage = {
  getItem: readStored,
  setItem: (key: string, text: string): void => {
    writeStored(key, text);
  },
};
