import { runCommandLine } from './command-line';
import { serveGrading } from './grade-worker';
import { processHost } from './process-host';

// In a worker thread of `vmxray grade`, which loads this same file, that is all there is to do.
serveGrading();

/** The vmxray command; resolves to its exit status. */
export const main = (args: readonly string[]): Promise<number> => runCommandLine(args, processHost());
