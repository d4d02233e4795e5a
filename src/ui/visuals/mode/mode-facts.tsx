import { useT } from '../../../i18n/use-t';
import type { ConsultedBits, ModeFact, ModeFactGroup, ModeFactId, ModeView } from '../../../protocol/processor-mode';
import { Term, type TermId } from '../../widgets/term';
import { plainHex } from '../hex';
import { RichText } from '../rich-text';
import { ManualSection } from '../why/manual-section';
import './mode-facts.css';

const GROUPS: readonly ModeFactGroup[] = ['mode', 'paging', 'flags', 'instructions'];

/** Facts whose names open a definition. */
const TERMS: Readonly<Partial<Record<ModeFactId, TermId>>> = { pcid: 'pcid', 'global-pages': 'globalPage' };

export interface ModeFactsProps {
  readonly view: ModeView;
  /** The facts of the moment before, to mark what has changed. */
  readonly before: ModeView | null;
}

/** The processor's mode: facts in groups, each with what it means now, the bits that make it so and the manual's section. */
export function ModeFacts({ view, before }: ModeFactsProps) {
  const t = useT();
  const old = new Map(before?.facts.map((fact) => [fact.id, said(fact)]));
  return GROUPS.map((group) => (
    <section key={group} aria-label={t(`processor.group.${group}`)}>
      <h2>{t(`processor.group.${group}`)}</h2>
      <dl>
        {view.facts
          .filter((fact) => fact.group === group)
          .map((fact) => (
            <FactRow key={fact.id} fact={fact} changed={old.has(fact.id) && old.get(fact.id) !== said(fact)} />
          ))}
      </dl>
    </section>
  ));
}

/** What a fact says, as one word to compare. */
const said = ({ says, values }: ModeFact): string => [says, ...Object.values(values)].join(' ');

function FactRow({ fact, changed }: { readonly fact: ModeFact; readonly changed: boolean }) {
  const t = useT();
  const term = TERMS[fact.id];
  const name = t(`processor.fact.${fact.id}`);
  return (
    <div className="mode-fact" data-fact={fact.id} data-changed={changed}>
      <dt>
        {term === undefined ? name : <Term id={term}>{name}</Term>}
        {changed && <span className="visually-hidden"> {t('panels.registers.changed')}</span>}
      </dt>
      <dd>
        <p>
          <RichText text={t(`processor.says.${fact.says}`, fact.values)} />
        </p>
        <p className="mode-reason">
          {fact.consulted.map((bits) => (
            <code key={bits.name} data-zero={bits.value === 0n}>
              {bitsText(bits)}
            </code>
          ))}
          <ManualSection title={fact.section} />
        </p>
      </dd>
    </div>
  );
}

/** "CR0.PE=1", "PKRU=0x55555554". */
function bitsText({ name, value }: ConsultedBits): string {
  return `${name}=${value < 10n ? value : plainHex(value)}`;
}
