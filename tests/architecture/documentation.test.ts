import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

/** Whole paths in code marks, such as `src/vmx/unit.ts`. */
const paths = (text: string): string[] =>
  text.match(/(?<=[`\s])(?:src|tests|build|docs)\/[\w./-]*[\w/](?=[`\s])/g) ?? [];

it.each(documents)('%s names only files and folders that exist', (document) => {
  const named = paths(readFileSync(`${root}${document}`, 'utf8'));
  expect(named.filter((path) => !existsSync(`${root}${path}`))).toEqual([]);
});

it('finds the paths', () => {
  expect(documents.flatMap((document) => paths(readFileSync(`${root}${document}`, 'utf8'))).length).toBeGreaterThan(10);
});
