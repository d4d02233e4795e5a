/** The suite's own list of tests (`unittests.cfg`) and what it says about how an image is booted. */
import { readFileSync } from 'node:fs';

export const LIST = 'unittests.cfg';
const DEFAULT_MEMORY = 256;
/** More than this the state image cannot hold. */
const MOST_MEMORY = 3072;

/** Sections of the test list: name and `key = value` lines, of which the last counts. */
export function readList(path) {
  const tests = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const section = /^\[(.+)\]\s*$/.exec(line);
    if (section !== null) tests.push({ name: section[1] });
    const pair = /^(\w+)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair !== null && tests.length > 0) tests.at(-1)[pair[1]] = pair[2];
  }
  return tests.filter(({ file }) => file !== undefined);
}

/** The image's arguments without the quotes of the list; '' for none. */
export const argumentsOf = (test) => (test.test_args ?? '').replace(/^(['"])(.*)\1$/, '$2');

/** Features of the processor that the list may take away, and the newest model that lacks each. */
const MODELS_WITHOUT = new Map([['pku', 'broadwell']]);

/**
 * Options of `vmxray run` for a section of the list, its arguments replaced by `given`, with at least `cpus` processors; its
 * `model` goes before what the list asks for.
 */
export function bootOptions(test, given = argumentsOf(test), cpus = 1) {
  const memory = /(?:^|\s)-m\s+(\d+)(g?)/i.exec(test.qemu_params ?? '');
  const mebibytes = memory === null ? DEFAULT_MEMORY : Number(memory[1]) * (memory[2] === '' ? 1 : 1024);
  const processors = Math.max(Number(test.smp ?? 1), cpus);
  const options = ['--serial', '-', '--cpus', String(processors)];
  options.push('--memory', String(Math.min(mebibytes, MOST_MEMORY)));
  const without = [...(test.qemu_params ?? '').matchAll(/,-([\w-]+)/g)].map(([, feature]) => feature);
  const model = test.model ?? without.map((feature) => MODELS_WITHOUT.get(feature)).find((id) => id !== undefined);
  if (model !== undefined) options.push('--model', model);
  if (given !== '') options.push('--cmdline', given);
  return options;
}
