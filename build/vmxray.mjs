/** npm run vmxray: builds the command line if need be, and runs it. */
import { commandLineBundle } from './build-command-line.mjs';

try {
  const { main } = await import(await commandLineBundle());
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`vmxray: cannot be built: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 70;
}
