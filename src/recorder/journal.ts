import type { InjectedEvent } from '../protocol/commands';

export interface JournalEntry {
  /** The event reached the machine when it stood at this position. */
  readonly position: number;
  readonly event: InjectedEvent;
}

/**
 * The outside events of one history, in order. Together with the program they determine the run: everything else is
 * computed. The state "at" a position is the state after the events of that position were applied.
 */
export class Journal {
  private readonly entries: JournalEntry[] = [];

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
