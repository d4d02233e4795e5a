import { PAGE_BYTES, RAM_BASE, type StateImage } from '../cpu/state/state-image';

/** What a RAM page held at a checkpoint; `words` is null for a page of zeros. */
interface PageVersion {
  position: number;
  readonly words: Int32Array | null;
}

const PAGE_WORDS = PAGE_BYTES / 4;
/** What a version takes besides its bytes, roughly. */
const VERSION_OVERHEAD = 64;

/**
 * Contents of RAM pages at the checkpoints where they had changed, oldest first per page. A page without a version at or
 * before some position held zeros there: checkpoint 0 records every page that the loader wrote.
 */
export class PageHistory {
  private readonly versions = new Map<number, PageVersion[]>();
  private size = 0;

  constructor(private readonly image: StateImage) {}

  /** Bytes held, roughly. */
  get bytes(): number {
    return this.size;
  }

  /**
   * Records the page as it is now, unless the newest version at or before `position` is equal. `next` is the position of
   * the checkpoint that follows, or null; it gets a version of its own when it relied on the older one.
   */
  record(page: number, position: number, next: number | null): 'equal' | 'recorded' | 'recorded-both' {
    const list = this.versions.get(page) ?? [];
    const index = lastAtOrBefore(list, position);
    const known = list[index]?.words ?? null;
    const start = (RAM_BASE + page * PAGE_BYTES) / 4;
    if (this.equals(start, known)) return 'equal';
    const both = next !== null && list[index + 1]?.position !== next;
    const words = this.isZero(start) ? null : this.image.i32.slice(start, start + PAGE_WORDS);
    list.splice(index + 1, 0, this.counted(position, words));
    if (both) list.splice(index + 2, 0, this.counted(next, known));
    this.versions.set(page, list);
    return both ? 'recorded-both' : 'recorded';
  }

  /** Puts the page's contents at `position` back into RAM; untouched when they are there already. */
  restore(page: number, position: number): void {
    const list = this.versions.get(page) ?? [];
    const known = list[lastAtOrBefore(list, position)]?.words ?? null;
    const start = (RAM_BASE + page * PAGE_BYTES) / 4;
    if (this.equals(start, known)) return;
    this.image.noteWrite(page);
    if (known === null) this.image.i32.fill(0, start, start + PAGE_WORDS);
    else this.image.i32.set(known, start);
  }

  /** The checkpoint at `from` goes away: its version serves the one at `to`, unless that has its own. Returns whether it moved. */
  moveForward(page: number, from: number, to: number): boolean {
    const list = this.versions.get(page);
    if (list === undefined) return false;
    const index = lastAtOrBefore(list, from);
    const version = list[index];
    if (version === undefined || version.position !== from) return false;
    if (list[index + 1]?.position === to) {
      this.forget(version);
      list.splice(index, 1);
      return false;
    }
    version.position = to;
    return true;
  }

  /** Forgets the page's versions after `position`. */
  dropAfter(page: number, position: number): void {
    const list = this.versions.get(page);
    while (list !== undefined && (list.at(-1)?.position ?? -1) > position) this.forget(list.pop());
  }

  private counted(position: number, words: Int32Array | null): PageVersion {
    this.size += VERSION_OVERHEAD + (words === null ? 0 : PAGE_BYTES);
    return { position, words };
  }

  private forget(version: PageVersion | undefined): void {
    if (version !== undefined) this.size -= VERSION_OVERHEAD + (version.words === null ? 0 : PAGE_BYTES);
  }

  private equals(start: number, known: Int32Array | null): boolean {
    if (known === null) return this.isZero(start);
    const ram = this.image.i32;
    for (let k = 0; k < PAGE_WORDS; k++) if (ram[start + k] !== known[k]) return false;
    return true;
  }

  private isZero(start: number): boolean {
    const ram = this.image.i32;
    for (let k = 0; k < PAGE_WORDS; k++) if (ram[start + k] !== 0) return false;
    return true;
  }
}

/** Index of the last version at or before `position`, -1 when there is none. */
function lastAtOrBefore(list: readonly PageVersion[], position: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as PageVersion).position <= position) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
