/** npm run check: the fast checks, without running the program. */
import { checks } from './checks.mjs';
import { installPackages } from './install.mjs';

if (!installPackages()) process.exit(1);
const failed = checks.filter(([, run]) => !run()).map(([name]) => name);
console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
