import type { HandEdit, JournalEntry } from '../protocol/commands';

/** Whether an entry changes the machine by hand; the others are events that reach it. */
export const isEdit = (event: JournalEntry['event']): event is HandEdit =>
  event.kind === 'register' || event.kind === 'memory' || event.kind === 'vmcs-field';

/**
 * The outside events and edits by hand of one history, in order. Together with the program they determine the run: everything else is
 * computed. The state "at" a position is the state after the events of that position were applied.
 */
export class Journal {
  private readonly entries: JournalEntry[];

  /** @param entries what is to come from outside, ascending by position; throws a RangeError otherwise */
  constructor(entries: readonly JournalEntry[] = []) {
    this.entries = [];
    for (const entry of entries) {
      if (!Number.isSafeInteger(entry.position) || entry.position < 0) throw new RangeError('no such position');
      this.append(entry);
    }
  }

  get length(): number {
    return this.entries.length;
  }

  at(index: number): JournalEntry | undefined {
    return this.entries[index];
  }

  append(entry: JournalEntry): void {
    const last = this.entries.at(-1);
    if (last !== undefined && last.position > entry.position) throw new RangeError('the journal only grows at its end');
    this.entries.push(entry);
  }

  /** Forgets every event after `position`. */
  dropAfter(position: number): void {
    while ((this.entries.at(-1)?.position ?? -1) > position) this.entries.pop();
  }

  toArray(): readonly JournalEntry[] {
    return [...this.entries];
  }
}
