/** npm start: installs what is missing, builds the page, serves it and prints its address. */
import { spawn } from 'node:child_process';
import { installPackages } from './install.mjs';
import { ROOT, runTool } from './run-step.mjs';

if (!installPackages() || !runTool('build', 'vite', ['build', '--logLevel', 'warn'])) process.exit(1);
console.log('\nVMXray is served at the address below; stop it with Ctrl+C.');
const server = spawn(`${ROOT}node_modules/.bin/vite`, ['preview', ...process.argv.slice(2)], {
  cwd: ROOT,
  stdio: 'inherit',
});
server.on('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
