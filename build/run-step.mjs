import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The top folder of the project. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs a command in the project's folder with its output on the terminal; returns whether it succeeded. */
export function runStep(name, command, args, environment = {}) {
  console.log(`\n— ${name}: ${command} ${args.join(' ')}`);
  const result = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environment } });
  if (result.error) console.error(`${name}: ${result.error.message}`);
  return result.status === 0;
}

/** Runs a program of node_modules/.bin. */
export const runTool = (name, tool, args, environment) =>
  runStep(name, `${ROOT}node_modules/.bin/${tool}`, args, environment);
