import { runCommandLine } from './command-line';
import { processHost } from './process-host';

/** The vmxray command; resolves to its exit status. */
export const main = (args: readonly string[]): Promise<number> => runCommandLine(args, processHost());
