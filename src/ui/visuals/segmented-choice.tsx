import './segmented-choice.css';

export interface SegmentedChoiceProps<Id extends string> {
  readonly name: string;
  readonly choices: readonly { readonly id: Id; readonly title: string }[];
  readonly value: Id;
  readonly onChoose: (id: Id) => void;
}

/** A few choices side by side of which one holds. */
export function SegmentedChoice<Id extends string>({ name, choices, value, onChoose }: SegmentedChoiceProps<Id>) {
  return (
    <fieldset className="segmented">
      <legend className="visually-hidden">{name}</legend>
      {choices.map(({ id, title }) => (
        <button key={id} type="button" aria-pressed={id === value} onClick={() => onChoose(id)}>
          {title}
        </button>
      ))}
    </fieldset>
  );
}
