import { X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Translate } from '../../i18n/i18n';
import '../../i18n/travel';
import { useT } from '../../i18n/use-t';
import type { Breakpoint } from '../../protocol/commands';
import type { Snapshot, StopInfo } from '../../protocol/snapshot';
import { seek } from '../../stores/actions';
import { useSimulator } from '../../stores/simulator-store';
import { openBreakpoint } from '../../stores/view-actions';
import { breakpointText, hitText, placeText, type ValueNames } from '../visuals/breakpoints/breakpoint-text';
import { msrNames } from '../visuals/breakpoints/msr-names';
import { createSymbolNames } from '../visuals/decode/symbol-names';
import { plainHex } from '../visuals/hex';
import { RichText } from '../visuals/rich-text';
import { targetInSentence } from '../visuals/travel/target-name';
import { Button } from '../widgets/button';
import './travel-notice.css';

/** Which breakpoint stopped the run and what it saw; who wrote what was asked for, or that no one did. */
export default function TravelNotice() {
  const t = useT();
  const snapshot = useSimulator((state) => state.snapshot);
  const breakpoints = useSimulator((state) => state.breakpoints);
  const askedAt = useSimulator((state) => state.askedAt);
  const symbols = useSimulator((state) => state.symbols);
  const libraries = useSimulator((state) => state.libraries);
  const [dismissed, setDismissed] = useState<StopInfo | null>(null);
  const names = useMemo(
    () => ({ symbols: createSymbolNames(symbols), msrs: msrNames(libraries) }),
    [symbols, libraries],
  );
  if (snapshot === null || snapshot.stop === dismissed) return null;
  const { stop, position } = snapshot;
  const sentences = sentencesOf(t, snapshot, breakpoints, names);
  if (sentences.length === 0) return null;
  const stopped = stop.kind === 'breakpoint' ? breakpoints[stop.breakpoint] : undefined;
  const before = stop.kind === 'breakpoint' && 'position' in stop.hit ? stop.hit.position : null;
  return (
    <div className="travel-notice" role="status" data-stop={stop.kind}>
      <div className="travel-text">
        {sentences.map((text) => (
          <p key={text}>
            <RichText text={text} />
          </p>
        ))}
      </div>
      <div className="travel-actions">
        {before !== null && before !== position && (
          <Button onClick={() => void seek(before)}>{t('travel.stopped.goTo')}</Button>
        )}
        {stop.kind === 'breakpoint' && stopped !== undefined && (
          <Button onClick={() => openBreakpoint(stopped, stop.breakpoint)}>{t('travel.stopped.edit')}</Button>
        )}
        {stop.kind === 'writer' && askedAt !== null && (
          <Button onClick={() => void seek(askedAt)}>{t('travel.writer.back')}</Button>
        )}
        <Button variant="quiet" icon={<X />} aria-label={t('app.notice.dismiss')} onClick={() => setDismissed(stop)} />
      </div>
    </div>
  );
}

function sentencesOf(
  t: Translate,
  { stop, place }: Snapshot,
  breakpoints: readonly Breakpoint[],
  names: ValueNames,
): readonly string[] {
  switch (stop.kind) {
    case 'breakpoint': {
      const breakpoint = breakpoints[stop.breakpoint];
      const which =
        breakpoint === undefined
          ? []
          : [
              t('travel.stopped.breakpoint', {
                number: stop.breakpoint + 1,
                text: breakpointText(t, breakpoint, names),
              }),
            ];
      return [...which, hitText(t, stop.hit, names)];
    }
    case 'writer': {
      const values = {
        target: targetInSentence(t, stop.target),
        before: plainHex(stop.write.before),
        after: plainHex(stop.write.after),
        text: place.text,
        place: placeText(place.rip, names),
      };
      const what = t(`travel.writer.${stop.write.by}`, values);
      return stop.write.by === 'instruction' ? [what, t('travel.writer.step')] : [what];
    }
    case 'no-writer':
      return [t('travel.writer.none', { target: targetInSentence(t, stop.target) })];
    case 'no-code':
      return [t('travel.writer.noCode', { file: stop.file, line: stop.line })];
    default:
      return [];
  }
}
