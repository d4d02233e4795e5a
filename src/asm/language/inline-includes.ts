import type { IncludeResolver, SourceFile } from '../program';
import { lex } from '../source/lexer';

const MAX_DEPTH = 32;

/**
 * The files of a program as one text, with each `%include "name"` replaced by what it includes. An `%include` whose name
 * is made by a macro, or whose file is not there, stays as it is.
 */
export function inlineIncludes(files: readonly SourceFile[], resolve: IncludeResolver): string {
  const several = files.length > 1;
  return files.map((file) => (several ? `${banner(file.name)}\n` : '') + ending(inlined(file, resolve, 0))).join('');
}

function inlined(file: SourceFile, resolve: IncludeResolver, depth: number): string {
  const texts = file.text.replaceAll('\r\n', '\n').split('\n');
  for (const { tokens, line } of lex(file.name, texts.join('\n'))) {
    const [word, name, more] = tokens;
    if (word?.text.toLowerCase() !== '%include' || name?.kind !== 'string' || more !== undefined) continue;
    const target = name.text.slice(1, -1);
    const text = depth < MAX_DEPTH ? resolve(target) : null;
    if (text === null || name.line !== line) continue;
    const inner = inlined({ name: target, text }, resolve, depth + 1);
    texts[line - 1] = `${banner(target)}\n${ending(inner)}${banner(`end of ${target}`)}`;
  }
  return texts.join('\n');
}

const banner = (text: string): string => `; ${`==== ${text} `.padEnd(100, '=')}`;

const ending = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
