/** An element in a lesson's text, with its attributes as they are written. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A block of a lesson's text: what it is, the elements in it, and of a block of code its text. */
export interface Block {
  readonly kind: string;
  readonly elements: readonly Element[];
  readonly code: string;
  /** The words, without elements and code. */
  readonly words: string;
}

const ELEMENT = /<([A-Z]\w*)((?:\s+[\w-]+=(?:"[^"]*"|\{[^}]*\}))*)\s*\/?>/g;
const ATTRIBUTE = /([\w-]+)=(?:"([^"]*)"|\{([^}]*)\})/g;

/** The elements of a piece of MDX in their order. */
export function elementsIn(text: string): Element[] {
  return [...text.matchAll(ELEMENT)].map(([, name = '', attributes = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', quoted, braced]) => [key, quoted ?? braced ?? '']),
    ),
  }));
}

function kindOf(block: string): string {
  const line = block.trimStart();
  const indented = line.length < block.length ? 'inner ' : '';
  const heading = /^(#+) /.exec(line)?.[1];
  if (heading !== undefined) return `heading ${heading.length}`;
  if (line.startsWith('```')) return `${indented}code`;
  if (line.startsWith('|')) return `table of ${line.trimEnd().split('\n').length} rows`;
  if (/^\d+\. /.test(line)) return `step ${/^\d+/.exec(line)?.[0]}`;
  if (line.startsWith('- ')) return `${indented}item`;
  if (/^<\/?Hint/.test(line)) return line.startsWith('</') ? 'end of hint' : 'hint';
  return `${indented}paragraph`;
}

/** A lesson's text as blocks: headings, paragraphs, single steps and items, tables, code. */
export function blocksOf(mdx: string): Block[] {
  const pieces: string[] = [];
  let inCode = false;
  let open = false;
  for (const line of mdx.split('\n')) {
    const fence = line.trimStart().startsWith('```');
    const starts = !inCode && (!open || /^(?:\d+\. | *- )/.test(line));
    if (!inCode && line.trim() === '') {
      open = false;
      continue;
    }
    if (starts) pieces.push(line);
    else pieces.push(`${pieces.pop()}\n${line}`);
    open = true;
    if (fence) inCode = !inCode;
  }
  return pieces.map((piece) => {
    const kind = kindOf(piece);
    return {
      kind,
      elements: elementsIn(piece),
      code: kind.endsWith('code') ? piece : '',
      words: piece.replaceAll(/<[^>]*>/g, '').replaceAll(/`[^`]*`/g, '`'),
    };
  });
}
