import { MAXIMUM_PROCESSORS } from './processor-count.table';

/** Bytes of one logical processor's area: registers, VMX state, TLB. */
export const PROCESSOR_AREA_BYTES = 0xa000;
/** Where the devices' area starts. */
export const DEVICES_BASE = PROCESSOR_AREA_BYTES * MAXIMUM_PROCESSORS;
export const DEVICES_BYTES = 0x1_0000;
/** Where host-physical address 0 lies in the image. */
export const RAM_BASE = 0x10_0000;
export const PAGE_BYTES = 0x1000;

/** Flags of one RAM page, kept beside the image because they are derived, not state of the machine. */
export const PAGE_DIRTY = 1; // written since the last checkpoint
export const PAGE_REHASH = 2; // written since the last digest
export const PAGE_TOUCHED = 4; // written since the machine was made
export const PAGE_CODE = 8; // decoded instructions were taken from it
export const PAGE_WATCHED = 16; // somebody (the VMCS check cache) wants to know of writes
/** A page may take the fast write path only when its first three flags are set and the other two are clear. */
export const PAGE_FAST_MASK = PAGE_DIRTY | PAGE_REHASH | PAGE_TOUCHED | PAGE_CODE | PAGE_WATCHED;
export const PAGE_FAST = PAGE_DIRTY | PAGE_REHASH | PAGE_TOUCHED;

/** Everything the simulated machine knows, as bytes: processor areas, devices, RAM. Copying it copies the machine. */
export class StateImage {
  readonly memory: WebAssembly.Memory;
  readonly i32: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly f64: Float64Array;
  readonly u64: BigUint64Array;
  readonly view: DataView;
  /** Flags per 4-KiB page of RAM (PAGE_*). */
  readonly pageFlags: Uint8Array;
  /** For pages that carry PAGE_CODE: which bytes decoded instructions cover, so that data beside code stays cheap to write. */
  readonly codeBytes = new Map<number, Uint8Array>();
  /** Called with the page number before the first write to a page that carries PAGE_CODE or PAGE_WATCHED. */
  readonly writeListeners: ((page: number) => void)[] = [];

  /** Called whenever a page stops being fast to write, so that processors drop their fast write tags. */
  readonly restrictionListeners: (() => void)[] = [];

  /** @param ramBytes a multiple of 64 KiB; the engine of the host commits frames at first touch */
  constructor(readonly ramBytes: number) {
    const pages = (RAM_BASE + ramBytes) / 0x1_0000;
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const buffer = this.memory.buffer;
    this.i32 = new Int32Array(buffer);
    this.u8 = new Uint8Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.f64 = new Float64Array(buffer);
    this.u64 = new BigUint64Array(buffer);
    this.view = new DataView(buffer);
    this.pageFlags = new Uint8Array(ramBytes / PAGE_BYTES);
  }

  /** Must run before a RAM page is written other than through a TLB entry that is tagged fast. */
  noteWrite(page: number): void {
    const flags = this.pageFlags[page] as number;
    if ((flags & PAGE_FAST_MASK) === PAGE_FAST) return;
    if ((flags & (PAGE_CODE | PAGE_WATCHED)) !== 0) for (const listener of this.writeListeners) listener(page);
    this.pageFlags[page] = (this.pageFlags[page] as number) | PAGE_FAST;
  }

  /** Marks one page PAGE_CODE or PAGE_WATCHED: the next write to it goes through `noteWrite`. */
  restrictPage(page: number, flag: number): void {
    if (((this.pageFlags[page] as number) & flag) !== 0) return;
    this.pageFlags[page] = (this.pageFlags[page] as number) | flag;
    for (const listener of this.restrictionListeners) listener();
  }

  /** Clears PAGE_DIRTY or PAGE_REHASH on every page, as a checkpoint or digest does after it has looked at them. */
  clearPageFlag(flag: number): void {
    const flags = this.pageFlags;
    for (let page = 0; page < flags.length; page++) flags[page] = (flags[page] as number) & ~flag;
    for (const listener of this.restrictionListeners) listener();
  }
}
