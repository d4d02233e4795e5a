import { useT } from '../../../i18n/use-t';
import { exitClasses } from '../exit-class';
import { ExitMark } from '../exit-mark';
import { type TransitionSort, transitionSorts } from './exit-filter';
import './sort-filter.css';

export interface SortFilterProps {
  readonly shown: ReadonlySet<TransitionSort>;
  readonly onChange: (shown: ReadonlySet<TransitionSort>) => void;
}

/** Switches for the classes of transitions that the list shows. */
export function SortFilter({ shown, onChange }: SortFilterProps) {
  const t = useT();
  const toggle = (sort: TransitionSort) => {
    const next = new Set(shown);
    if (!next.delete(sort)) next.add(sort);
    onChange(next);
  };
  return (
    <fieldset className="sort-filter">
      <legend className="visually-hidden">{t('panels.exits.filter')}</legend>
      {transitionSorts.map((sort) => {
        const kind = exitClasses.find((exitClass) => exitClass === sort);
        return (
          <button key={sort} type="button" aria-pressed={shown.has(sort)} onClick={() => toggle(sort)}>
            {kind !== undefined && <ExitMark kind={kind} />}
            {t(`panels.class.${sort}`)}
          </button>
        );
      })}
    </fieldset>
  );
}
