import '../../../i18n/travel';
import { useT } from '../../../i18n/use-t';
import type { JournalEntry } from '../../../protocol/commands';
import { eventText } from '../travel/event-text';

export interface JournalMarksProps {
  readonly journal: readonly JournalEntry[];
  /** Pixels from the left of a position. */
  readonly place: (position: number) => number;
  readonly y: number;
}

/** Marks on the axis for what came from outside: a pointed one for an event, a square one for an edit by hand. */
export default function JournalMarks({ journal, place, y }: JournalMarksProps) {
  const t = useT();
  // Several entries may stand at one position: each is its place in the journal.
  const entries = journal.map((entry, index) => ({ ...entry, id: `${index}:${entry.position}` }));
  return entries.map(({ id, position, event }) => {
    const edited = event.kind === 'register' || event.kind === 'memory' || event.kind === 'vmcs-field';
    return (
      <path
        key={id}
        className="timeline-journal"
        data-event={edited ? 'edit' : 'injection'}
        transform={`translate(${place(position)},${y})`}
        d={edited ? 'M-4,-4h8v8h-8z' : 'M1,-7L-4,1H0L-1,7L4,-1H0z'}
      >
        <title>{eventText(t, event)}</title>
      </path>
    );
  });
}
