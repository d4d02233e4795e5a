import { Fragment } from 'react';

/**
 * A sentence whose parts between backticks are code and between double asterisks strong, so that translators place them
 * where their language wants them.
 */
export function RichText({ text }: { readonly text: string }) {
  return text
    .split(/(`[^`]*`|\*\*[^*]*\*\*)/)
    .map((part, n) => ({ part, id: `${n}:${part}` }))
    .map(({ part, id }) => {
      if (part.startsWith('`')) return <code key={id}>{part.slice(1, -1)}</code>;
      if (part.startsWith('**')) return <strong key={id}>{part.slice(2, -2)}</strong>;
      return <Fragment key={id}>{part}</Fragment>;
    });
}
