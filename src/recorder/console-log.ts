/** Bytes kept; beyond it the oldest half goes. */
const KEPT = 1 << 20;

export type ConsoleName = 'debugcon' | 'serial';

/** What the machine wrote to one console, each byte with the position after the instruction that wrote it. */
export class ConsoleLog {
  private bytes = new Uint8Array(256);
  private positions = new Float64Array(256);
  private count = 0;

  append(position: number, byte: number): void {
    if (this.count === KEPT) this.forgetHalf();
    if (this.count === this.bytes.length) this.grow();
    this.bytes[this.count] = byte;
    this.positions[this.count] = position;
    this.count++;
  }

  /** The last `limit` bytes written up to and including `position`. */
  bytesAt(position: number, limit: number): Uint8Array {
    const end = this.countAt(position);
    return this.bytes.slice(Math.max(0, end - limit), end);
  }

  /** Forgets everything after `position`. */
  dropAfter(position: number): void {
    this.count = this.countAt(position);
  }

  private countAt(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.positions[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private grow(): void {
    const bytes = new Uint8Array(this.bytes.length * 2);
    const positions = new Float64Array(this.bytes.length * 2);
    bytes.set(this.bytes);
    positions.set(this.positions);
    this.bytes = bytes;
    this.positions = positions;
  }

  private forgetHalf(): void {
    const half = KEPT / 2;
    this.bytes.copyWithin(0, half, this.count);
    this.positions.copyWithin(0, half, this.count);
    this.count -= half;
  }
}
