import { useRef } from 'react';
import '../../i18n/vmcs-views';
import type { SourceLine } from '../../protocol/snapshot';
import { readChecklist, seek } from '../../stores/actions';
import { keepUnchanged } from '../../stores/keep-unchanged';
import { useSimulator } from '../../stores/simulator-store';
import { goToSource } from '../../stores/view-actions';
import { EntryChecklist } from '../visuals/entry-checks/entry-checklist';
import { PanelEmpty } from './panel-empty';
import { useReading } from './use-reading';

/** One function each for all renderings, so that a row is drawn again only when it says something else. */
const goTo = (position: number) => void seek(position);
const showPlace = ({ file, line }: SourceLine) => goToSource(file, line);

/** The checks of VM entry, asked again after each step while they are looked at. */
export function VmcsChecks() {
  const { now } = useReading(readChecklist);
  const current = useSimulator((state) => state.snapshot?.vmcs?.current ?? false);
  const inGuest = useSimulator((state) => state.snapshot?.mode === 'non-root');
  const kept = useRef(now);
  kept.current = keepUnchanged(kept.current, now);
  const view = kept.current;
  if (view === null) return <PanelEmpty panel="vmcsNone" />;
  return <EntryChecklist view={view} current={current} inGuest={inGuest} onSeek={goTo} onSource={showPlace} />;
}
