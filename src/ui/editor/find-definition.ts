import type { SourceFile } from '../../asm/program';

/** Where a word of the program is defined, and what its author wrote about it. */
export interface Definition {
  readonly file: string;
  readonly line: number;
  /** The defining line without its comment. */
  readonly text: string;
  /** The comment on the line, else the comment lines right above it. */
  readonly comment: string;
}

/**
 * Looks a word up in the sources: a constant, a macro, a define or a label. vmx.inc is generated from the VMX tables, so
 * what is found for its constants are the tables' rows. Reads text only: no macro is expanded, no condition decided.
 */
export function findDefinition(word: string, files: readonly SourceFile[]): Definition | null {
  const name = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(
    `^[ \\t]*(?:${name}[ \\t]+equ\\b|${name}:|%i?macro[ \\t]+${name}\\b|%i?x?(?:define|assign)[ \\t]+${name}\\b).*$`,
    'im',
  );
  for (const { name: file, text } of files) {
    const found = pattern.exec(text);
    if (found === null) continue;
    const before = text.slice(0, found.index).split('\n');
    const [code = '', comment = ''] = found[0].split(/;(.*)/);
    return {
      file,
      line: before.length,
      text: code.trim().replace(/[ \t]+/g, ' '),
      comment: comment.trim() === '' ? commentAbove(before.slice(0, -1)) : comment.trim(),
    };
  }
  return null;
}

function commentAbove(lines: readonly string[]): string {
  const comment: string[] = [];
  for (let n = lines.length - 1; n >= 0; n--) {
    const line = lines[n]?.trim() ?? '';
    if (!line.startsWith(';') || line.startsWith('; ----')) break;
    comment.unshift(line.replace(/^;+ ?/, ''));
  }
  return comment.join('\n');
}
