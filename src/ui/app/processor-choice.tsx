import { Cpu, Pin } from 'lucide-react';
import '../../i18n/processors';
import type { Translate } from '../../i18n/i18n';
import { useT } from '../../i18n/use-t';
import type { ProcessorView } from '../../protocol/snapshot';
import { selectProcessor } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { plainHex } from '../visuals/hex';
import { processorName } from '../visuals/processor-name';
import { ChoiceMenu } from '../widgets/choice-menu';

/** Stands for the processor whose turn it is. */
const TURN = 'turn';
const NONE: readonly ProcessorView[] = [];
/** By the number of the activity state. */
const ACTIVITIES = [null, 'halted', 'shutdown', 'waitForSipi'] as const;

/** Which of several processors people look at: one of them, or each when its turn comes. */
export default function ProcessorChoice() {
  const t = useT();
  const processors = useSimulator((state) => state.snapshot?.processors ?? NONE);
  const number = useSimulator((state) => state.snapshot?.processor ?? 0);
  const chosen = useSimulator((state) => state.snapshot?.processorChosen ?? false);
  const current = processors.find((processor) => processor.current)?.number ?? 0;
  const count = processors.length;
  const choices = [
    { id: TURN, title: t('processors.turn'), detail: t('processors.turnDetail', { number: current }) },
    ...processors.map((processor) => ({
      id: processor.number.toString(),
      title: processorName(processor.number),
      detail: standing(t, processor),
    })),
  ];
  return (
    <ChoiceMenu
      label={t('processors.label', { number, processors: count })}
      name={t('processors.choice', { number, processors: count })}
      icon={chosen ? <Pin className="header-icon" /> : <Cpu className="header-icon" />}
      align="end"
      value={chosen ? number.toString() : TURN}
      choices={choices}
      onChoose={(id) => void selectProcessor(id === TURN ? null : Number(id))}
    />
  );
}

/** Mode and place of a processor in a line, or that it sleeps. */
function standing(t: Translate, { mode, activity, cpl, place }: ProcessorView): string {
  const asleep = ACTIVITIES[activity] ?? null;
  const modeName = t(`common.mode.${mode}`);
  if (asleep !== null) {
    return t('processors.asleep', { mode: modeName, activity: t(`processors.activity.${asleep}`) });
  }
  return t('processors.ring', { mode: modeName, cpl, place: place.symbol ?? plainHex(place.rip) });
}
