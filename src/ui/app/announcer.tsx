import { useEffect, useRef } from 'react';
import { translate } from '../../i18n/i18n';
import type { Snapshot, TransitionView } from '../../protocol/snapshot';
import { selectShownTransition } from '../../stores/selectors';
import { useSimulator } from '../../stores/simulator-store';
import { transitionName } from '../visuals/exits/transition-name';
import { plainHex } from '../visuals/hex';
import { processorName } from '../visuals/processor-name';

/** Whoever steps fast hears where the steps ended. */
const QUIET_MS = 250;

/**
 * Says for screen readers what the stage shows: the transition that has just happened, else the instruction at which the
 * processor now stands. Silent while it runs. The text is written after the paint and past React: a step waits for neither.
 */
export function Announcer() {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = useSimulator.subscribe((now, before) => {
      if (now.snapshot === before.snapshot || now.snapshot === null) return;
      clearTimeout(timer);
      if (now.snapshot.running || now.snapshot.position === now.previous?.position) return;
      timer = setTimeout(() => {
        const state = useSimulator.getState();
        if (line.current === null || state.snapshot === null) return;
        line.current.textContent = announcement(state.snapshot, selectShownTransition(state));
      }, QUIET_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return <div ref={line} className="visually-hidden announcer" aria-live="polite" />;
}

function announcement(snapshot: Snapshot, last: TransitionView | null): string {
  const { place, position, mode, processor, processors } = snapshot;
  const whose = processors.length > 1 ? `${processorName(processor)}. ` : '';
  const where = `${whose}${translate('app.announce.place', { place: place.symbol ?? plainHex(place.rip), text: place.text })}`;
  if (last === null || last.position !== position) return where;
  const name = transitionName(translate, last);
  const what = last.kind === 'vm-exit' ? translate('app.announce.exit', { name }) : name;
  return `${what}. ${translate(`common.mode.${mode}`)}. ${where}`;
}
