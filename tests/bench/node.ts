import { measure } from './measurements';

/** Measures in this Node process and prints one JSON object. */
process.stdout.write(`${JSON.stringify(await measure(process.argv.includes('--accept')))}\n`);
