import { stepName } from '../../../i18n/facts';
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
  if (decision.steps.length === 0) {
    return (
      <p>
        {t(decision.exits ? 'panels.why.unconditional' : 'panels.why.noControl')} <ManualSection title={decision.sdm} />
      </p>
    );
  }
  // Without a deciding word everything was looked at and nothing asked for an exit.
  const decided = decision.word !== undefined;
  const deciding = decided ? decision.steps.length - 1 : -1;
  return (
    <>
      {decision.steps.map((step, n) => (
        <Consulted
          key={`${step.word}:${step.bit}`}
          step={step}
          word={n === deciding ? words(step) : null}
          outcome={n === deciding ? (decision.exits ? 'exit' : 'stay') : decided ? 'next' : 'looked'}
        />
      ))}
      <p>
        {!decided && t('panels.why.undecided')} <ManualSection title={decision.sdm} />
      </p>
    </>
  );
}

interface ConsultedProps {
  readonly step: DecisionStep;
  readonly word: ConsultedWord | null;
  /** What came of it: an exit, none, the question went to the next step, or it was only looked at. */
  readonly outcome: keyof typeof SENTENCES;
}

const SENTENCES = {
  exit: 'panels.why.decidedExit',
  stay: 'panels.why.decidedNoExit',
  next: 'panels.why.consulted',
  looked: 'panels.why.looked',
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
