import { Term, type TermId } from '../../widgets/term';
import './fact-list.css';

/** A register or another property in words. */
export interface Fact {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  /** The definition that its name opens. */
  readonly term?: TermId;
}

export interface FactListProps {
  readonly facts: readonly Fact[];
  /** The same at the moment before, to wash what changed; null when it was not looked at. */
  readonly before: readonly Fact[] | null;
  readonly changedWord: string;
}

/** Properties, one line each. */
export function FactList({ facts, before, changedWord }: FactListProps) {
  return (
    <dl className="fact-list">
      {facts.map(({ id, name, text, term }) => {
        const old = before?.find((fact) => fact.id === id);
        const changed = before !== null && old !== undefined && old.text !== text;
        return (
          <div key={id} data-changed={changed}>
            <dt>{term === undefined ? name : <Term id={term}>{name}</Term>}</dt>
            <dd>
              {text}
              {changed && <span className="visually-hidden"> {changedWord}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
