/**
 * localStorage that may be full or forbidden (private windows, embedded pages): reading then finds nothing, writing says
 * that it failed, and the page goes on without.
 */
const PREFIX = 'vmxray:';

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

/** Returns whether the text was stored. */
export function writeStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(PREFIX + key, text);
    return true;
  } catch {
    return false;
  }
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
