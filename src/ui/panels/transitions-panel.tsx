import { useMemo } from 'react';
import type { SourceLine } from '../../protocol/snapshot';
import { seek, selectVmcs } from '../../stores/actions';
import { selectShownTransition } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource, goToWalk, showRegion } from '../../stores/view-actions';
import { Stage } from '../visuals/stage/stage';
import { ordinalOfKind, toStageModel } from '../visuals/stage/stage-model';
import { StopNotice } from '../visuals/stop-notice';
import { WhyCard, type WhyCardProps } from '../visuals/why/why-card';
import { PanelEmpty } from './panel-empty';
import { useConsultedWords } from './use-consulted-words';
import { useSymbolNames } from './use-symbol-names';
import './transitions-panel.css';

/** One function each for all renderings: the card is drawn again only when it has something else to say. */
const goTo = (position: number) => void seek(position);
const showPlace = (source: SourceLine | null | undefined) => {
  if (source) goToSource(source.file, source.line);
};

/** The VMCS panel shows a VMCS; the current one by following which is current. */
const showVmcs = (pointer: bigint) => {
  const list = useSimulator.getState().snapshot?.vmcsList ?? [];
  showRegion('vmcs');
  void selectVmcs(list.find((vmcs) => vmcs.pointer === pointer)?.current ? null : pointer);
};

export interface TransitionsPanelProps {
  /** Shows a VMCS of the stage, where the page has no VMCS panel. */
  readonly onVmcs?: (pointer: bigint) => void;
  /** Shows a page walk; null where the page has no Memory panel. */
  readonly onWalk?: WhyCardProps['onWalk'];
}

/** The Transitions stage above the Why card: who has the processor, and why it changed hands. */
export function TransitionsPanel({ onVmcs = showVmcs, onWalk = goToWalk }: TransitionsPanelProps) {
  const snapshot = useSimulator((state) => state.snapshot);
  const last = useSimulator(selectShownTransition);
  const transitions = useSimulator((state) => state.transitions);
  const ordinal = useMemo(
    () => (last === null ? 0 : ordinalOfKind(transitions, transitions.indexOf(last))),
    [transitions, last],
  );
  const several = (snapshot?.processors.length ?? 1) > 1;
  const stayed = snapshot?.decision?.exits === false && snapshot.mode === 'non-root' ? snapshot.decision : null;
  const words = useConsultedWords(stayed ?? last?.why ?? null);
  const names = useSymbolNames();
  if (snapshot === null) return <PanelEmpty panel="transitions" />;

  return (
    <div className="transitions-panel">
      <Stage
        model={toStageModel(snapshot, last, ordinal)}
        onVmm={() => showPlace((snapshot.mode === 'non-root' ? snapshot.vmmPlace : snapshot.place)?.source)}
        onGuest={(pointer) => showPlace(snapshot.guests.find((guest) => guest.pointer === pointer)?.place?.source)}
        onVmcs={onVmcs}
      />
      <StopNotice stop={snapshot.stop} names={names} />
      <WhyCard
        transition={last}
        stayed={stayed}
        processor={several ? snapshot.processor : null}
        words={words}
        onWalk={onWalk}
        onSeek={goTo}
        onSource={showPlace}
      />
    </div>
  );
}
