import { noteText, stepName } from '../../../i18n/facts';
import type { MessageKey } from '../../../i18n/messages';
import { useT } from '../../../i18n/use-t';
import type { Decision, DecisionStep } from '../../../vmx/explain/decision';
import { BitCells } from '../bit-cells';
import { RichText } from '../rich-text';
import { ManualSection } from './manual-section';

/** A word that a decision looked at, as it was when it was looked at. */
export interface ConsultedWord {
  readonly value: bigint;
  readonly width: 32 | 64;
  /** Number of the word's lowest bit: not 0 for a piece of a bitmap. */
  readonly firstBit: number;
}

export type ConsultedWords = (step: DecisionStep) => ConsultedWord | null;

interface Props {
  readonly decision: Decision;
  readonly words: ConsultedWords;
}

/** What decided: each control, bitmap or mask bit consulted, the deciding one with its word drawn; or that none decides. */
export function DecisionSteps({ decision, words }: Props) {
  const t = useT();
  const notes = decision.notes.map((note) => <p key={note.text}>{noteText(note)}</p>);
  if (decision.steps.length === 0) {
    return (
      <>
        {notes}
        <p>
          {t(withoutSteps(decision))} <ManualSection title={decision.sdm} />
        </p>
      </>
    );
  }
  const decided = decision.word !== undefined;
  const last = decision.steps.length - 1;
  const steps = decision.steps.map((step, n) => ({
    step,
    id: `${n}:${step.word}`,
    outcome: outcomeOf(decision, step, n === last),
    word: decided && n === last ? words(step) : null,
  }));
  const summary = summaryOf(decision);
  return (
    <>
      {notes}
      {steps.map(({ id, ...consulted }) => (
        <Consulted key={id} {...consulted} />
      ))}
      <p>
        {summary !== null && t(summary)} <ManualSection title={decision.sdm} />
      </p>
    </>
  );
}

function withoutSteps({ exits, notes }: Decision): MessageKey {
  if (!exits) return 'panels.why.noControl';
  return notes.length === 0 ? 'panels.why.unconditional' : 'panels.why.unconditionalThen';
}

/** An EPT entry that is absent, or wrong as a whole: no single bit of it decides. */
const isWholeEntry = (step: DecisionStep | undefined): boolean => step?.text === 'ept-entry';

function outcomeOf({ word, exits }: Decision, step: DecisionStep, last: boolean): keyof typeof SENTENCES {
  if (isWholeEntry(step)) return 'whole';
  if (word === undefined) return 'looked';
  return last ? (exits ? 'exit' : 'stay') : 'next';
}

/** Without a deciding word everything was looked at: nothing asked for an exit, or nothing kept it from one. */
function summaryOf({ word, exits, steps }: Decision): MessageKey | null {
  if (word !== undefined || isWholeEntry(steps.at(-1))) return null;
  return exits ? 'panels.why.allLookedExit' : 'panels.why.undecided';
}

interface ConsultedProps {
  readonly step: DecisionStep;
  readonly word: ConsultedWord | null;
  /** What came of it: an exit, none, the question went to the next step, it was only looked at, or more of it than one bit decided. */
  readonly outcome: keyof typeof SENTENCES;
}

const SENTENCES = {
  exit: 'panels.why.decidedExit',
  stay: 'panels.why.decidedNoExit',
  next: 'panels.why.consulted',
  looked: 'panels.why.looked',
  whole: 'panels.why.decidedWhole',
} as const;

function Consulted({ step, word, outcome }: ConsultedProps) {
  const t = useT();
  const wordName = t(`panels.word.${step.word}`);
  const values = { name: stepName(step), bit: step.bit, word: wordName, value: step.value };
  return (
    <div className="why-consulted">
      <p>
        <RichText text={t(SENTENCES[outcome], values)} />
      </p>
      {word !== null && (
        <BitCells
          value={word.value}
          width={word.width}
          marked={step.bit - word.firstBit}
          firstBit={word.firstBit}
          label={t('panels.why.cells', values)}
        />
      )}
    </div>
  );
}
