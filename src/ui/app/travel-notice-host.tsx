import { lazy, Suspense } from 'react';
import type { StopInfo } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';

const TravelNotice = lazy(() => import('./travel-notice'));

const TOLD: ReadonlySet<StopInfo['kind']> = new Set(['breakpoint', 'writer', 'no-writer', 'no-code']);

/** Says why the machine stands still when it was asked to look for something; fetched when that happens first. */
export function TravelNoticeHost() {
  const told = useSimulator(({ snapshot }) => snapshot !== null && !snapshot.running && TOLD.has(snapshot.stop.kind));
  if (!told) return null;
  return (
    <Suspense>
      <TravelNotice />
    </Suspense>
  );
}
