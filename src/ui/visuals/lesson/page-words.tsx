import type { MessageKey } from '../../../i18n/messages';
import { useT } from '../../../i18n/use-t';
import { controlWords } from '../../../vmx/controls/control-words.table';
import { ManualSection } from '../why/manual-section';
import './page-words.css';

/*
 * Words that a lesson's text takes from where they are defined, so that text and page cannot drift apart. They are written
 * in MDX, where an attribute is text and nothing checks its type: a test holds each of them to the catalogues and tables.
 */

interface UiProps {
  readonly k: string;
  /** What the message wants filled in. */
  readonly [value: string]: string;
}

/** A word of the page as the page shows it: a panel, a button, a heading. */
export function Ui({ k, ...values }: UiProps) {
  const t = useT();
  return <b className="ui-word">{t(k as MessageKey, values)}</b>;
}

/** A VMX control by its id: its name. */
export function Control({ id }: { readonly id: string }) {
  const control = controlWords.flatMap(({ rows }) => rows).find((row) => row.id === id);
  return <b className="ui-word">{control?.name ?? id}</b>;
}

/** A section of the manual by its title. */
export function Manual({ section }: { readonly section: string }) {
  return <ManualSection title={section} />;
}
