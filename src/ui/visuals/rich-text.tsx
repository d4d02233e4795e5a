import { Fragment } from 'react';
import { Term, type TermId } from '../widgets/term';

const TERM = /^\[([^\]]*)\]\((\w+)\)$/;

/**
 * A sentence whose parts between backticks are code, between double asterisks strong, and in `[words](id)` words whose
 * definition opens, so that translators place them where their language wants them.
 */
export function RichText({ text }: { readonly text: string }) {
  return text
    .split(/(`[^`]*`|\*\*[^*]*\*\*|\[[^\]]*\]\(\w+\))/)
    .map((part, n) => ({ part, id: `${n}:${part}` }))
    .map(({ part, id }) => {
      if (part.startsWith('`')) return <code key={id}>{part.slice(1, -1)}</code>;
      if (part.startsWith('**')) return <strong key={id}>{part.slice(2, -2)}</strong>;
      const term = TERM.exec(part);
      if (term !== null) {
        return (
          <Term key={id} id={term[2] as TermId}>
            {term[1]}
          </Term>
        );
      }
      return <Fragment key={id}>{part}</Fragment>;
    });
}
