import type { Processor } from '../../cpu/processor';
import { PAGE_WATCHED, RAM_BASE, type StateImage } from '../../cpu/state/state-image';
import type { Breakpoint } from '../../protocol/commands';
import type { Doer } from '../../protocol/snapshot';
import { doerOf, type StepHits } from './step-hits';

export type DataBreakpoint = Extract<Breakpoint, { kind: 'data' }>;

/** What one step did to a watched range. `place` is the first byte's physical address, -1 outside RAM. */
interface Touch {
  readonly access: 'read' | 'write';
  readonly address: bigint;
  readonly place: number;
  readonly doer: Doer;
  length: number;
  before: bigint;
}

/**
 * One data breakpoint. Accesses are told by the processor while the range's pages have no fast tags. What the processor
 * writes to a VMCS region goes past that; its pages carry PAGE_WATCHED, and the bytes are compared after such a step.
 */
export class DataWatch {
  private readonly reads: boolean;
  private readonly writes: boolean;
  private readonly pages: ReadonlySet<bigint>;
  private touch: Touch | null = null;
  private shadow: Uint8Array | null = null;

  constructor(
    private readonly index: number,
    private readonly range: DataBreakpoint,
    private readonly hits: StepHits,
  ) {
    this.reads = range.access !== 'write';
    this.writes = range.access !== 'read';
    const last = range.address + BigInt(range.length - 1);
    const pages = new Set<bigint>();
    for (let page = range.address >> 12n; page <= last >> 12n; page++) pages.add(page);
    this.pages = pages;
  }

  get isPhysical(): boolean {
    return this.range.space === 'physical';
  }

  watchesPage(low: number, high: number, physicalPage: number): boolean {
    if (this.isPhysical) return this.pages.has(BigInt(physicalPage));
    return this.pages.has((BigInt(high >>> 0) << 20n) | BigInt(low >>> 12));
  }

  /** Begins to look out for writes that go past the processor's accesses. */
  install(image: StateImage): void {
    this.touch = null;
    this.shadow = null;
    if (!this.isPhysical || !this.writes) return;
    for (const page of this.pages) image.restrictPage(Number(page), PAGE_WATCHED);
    this.shadow = this.bytes(image).slice();
  }

  remove(image: StateImage): void {
    if (this.shadow === null) return;
    for (const page of this.pages) {
      image.pageFlags[Number(page)] = (image.pageFlags[Number(page)] as number) & ~PAGE_WATCHED;
    }
  }

  /** A page is about to be written: by whom shows after the step. */
  pageWritten(page: number): void {
    if (this.shadow !== null && this.touch === null && this.pages.has(BigInt(page))) this.hits.suspect();
  }

  linearAccess(p: Processor, address: bigint, physical: number, size: number, access: 'read' | 'write'): void {
    if (!this.isPhysical) this.note(p, address, physical, size, access);
    else if (access === 'read') this.note(p, BigInt(physical), physical, size, access);
  }

  physicalWrite(p: Processor, address: number, size: number): void {
    if (this.isPhysical) this.note(p, BigInt(address), address, size, 'write');
  }

  /** After a step: finds what was written past the accesses, and begins anew. */
  finish(p: Processor): void {
    this.touch = null;
    if (this.shadow === null) return;
    const bytes = this.bytes(p.image);
    const first = bytes.findIndex((byte, k) => byte !== this.shadow?.[k]);
    if (first < 0) return;
    if (!this.hits.has(this.index)) {
      let length = Math.min(8, bytes.length - first);
      while (bytes[first + length - 1] === this.shadow[first + length - 1]) length--;
      const before = toBigint(this.shadow, first, length);
      const after = toBigint(bytes, first, length);
      const address = this.range.address + BigInt(first);
      const doer = doerOf(p);
      this.hits.add({
        index: this.index,
        describe: () => ({ kind: 'data', ...doer, access: 'write', space: 'physical', address, length, before, after }),
      });
    }
    this.shadow.set(bytes);
  }

  private note(p: Processor, address: bigint, physical: number, size: number, access: 'read' | 'write'): void {
    if (access === 'read' ? !this.reads : !this.writes) return;
    const { range } = this;
    const from = address > range.address ? address : range.address;
    const end = address + BigInt(size);
    const rangeEnd = range.address + BigInt(range.length);
    const length = Number((end < rangeEnd ? end : rangeEnd) - from);
    if (length <= 0) return;
    const skipped = Number(from - address);
    const place = physical + skipped + length <= p.image.ramBytes ? physical + skipped : -1;
    const known = this.touch;
    if (known !== null && known.access === access && from === known.address + BigInt(known.length)) {
      known.before |= ramBytes(p, place, length) << BigInt(8 * known.length);
      known.length += length;
      return;
    }
    // Of a step that reads and writes, the write is what people ask about.
    if (known !== null && (known.access === 'write' || access === 'read')) return;
    const touch = { access, address: from, place, length, doer: doerOf(p), before: ramBytes(p, place, length) };
    this.touch = touch;
    this.hits.add({
      index: this.index,
      describe: () => ({
        kind: 'data',
        ...touch.doer,
        access,
        space: range.space,
        address: from,
        length: touch.length,
        before: touch.before,
        after: access === 'read' ? touch.before : ramBytes(p, place, touch.length),
      }),
    });
  }

  private bytes(image: StateImage): Uint8Array {
    const start = RAM_BASE + Number(this.range.address);
    return image.u8.subarray(start, Math.min(start + this.range.length, RAM_BASE + image.ramBytes));
  }
}

function ramBytes(p: Processor, place: number, length: number): bigint {
  if (place < 0) return (1n << BigInt(8 * length)) - 1n;
  return toBigint(p.image.u8, RAM_BASE + place, length);
}

function toBigint(bytes: Uint8Array, first: number, length: number): bigint {
  let value = 0n;
  for (let k = length - 1; k >= 0; k--) value = (value << 8n) | BigInt(bytes[first + k] as number);
  return value;
}
