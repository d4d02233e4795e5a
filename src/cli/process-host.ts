import { writeSync } from 'node:fs';
import type { Host } from './host';

/** Writes everything, also to a pipe that takes it in parts. A reader that went away ends the process as it does elsewhere. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') process.exit(141);
      if (code !== 'EAGAIN') throw error;
    }
  }
}

/** The real process. npm runs scripts in the project's folder and tells the user's own in INIT_CWD. */
export const processHost = (): Host => ({
  folder: process.env.INIT_CWD ?? process.cwd(),
  standardOutput: (bytes) => writeAll(1, bytes),
  standardError: (text) => writeAll(2, new TextEncoder().encode(text)),
});
