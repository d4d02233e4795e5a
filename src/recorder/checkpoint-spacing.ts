/** Positions between checkpoints: more when each of them copies much. */
const SMALLEST = 50_000;
const LARGEST = 1_600_000;
const PAGES_PER_SPACING = 32;

/** How far the next checkpoint is from the last one, in positions. */
export class CheckpointSpacing {
  private positions: number;

  /** `smallest`: the spacing of checkpoints that copy next to nothing. */
  constructor(private readonly smallest: number = SMALLEST) {
    this.positions = smallest;
  }

  /** Where the next checkpoint is due, seen from `position` behind the checkpoint at `last`. */
  next(last: number, position: number): number {
    const due = last + this.positions;
    return due > position ? due : position + this.positions;
  }

  isDue(last: number, position: number): boolean {
    return position === last || position - last >= this.positions;
  }

  /** A checkpoint has copied so many pages. */
  taken(pages: number): void {
    this.positions = Math.round(Math.min(LARGEST, this.smallest * (1 + pages / PAGES_PER_SPACING)));
  }
}
