import type { AccessWatch } from '../../cpu/ports';
import type { Processor } from '../../cpu/processor';
import { join64 } from '../../cpu/state/address';
import type { Breakpoint } from '../../protocol/commands';
import { DataWatch } from './data-watch';
import { doerOf, type StepHits } from './step-hits';

type Numbered<K extends Breakpoint['kind']> = {
  readonly index: number;
  readonly breakpoint: Extract<Breakpoint, { kind: K }>;
};

/** Breakpoints on memory, I/O ports and MSRs: told by the processor while they are installed. */
export class AccessWatches implements AccessWatch {
  private readonly data: readonly DataWatch[];

  constructor(
    data: readonly Numbered<'data'>[],
    private readonly ports: readonly Numbered<'port'>[],
    private readonly msrs: readonly Numbered<'msr'>[],
    private readonly hits: StepHits,
  ) {
    this.data = data.map(({ index, breakpoint }) => new DataWatch(index, breakpoint, hits));
  }

  get size(): number {
    return this.data.length + this.ports.length + this.msrs.length;
  }

  install(processors: readonly Processor[]): void {
    if (this.size === 0) return;
    for (const p of processors) {
      p.accessWatch = this;
      if (this.data.length > 0) p.derived.dropFastTags();
    }
    const { image } = processors[0] as Processor;
    for (const watch of this.data) watch.install(image);
    if (this.data.length > 0) image.writeListeners.push(this.pageWritten);
  }

  remove(processors: readonly Processor[]): void {
    if (processors[0]?.accessWatch !== this) return;
    for (const p of processors) p.accessWatch = null;
    const { image } = processors[0];
    for (const watch of this.data) watch.remove(image);
    const place = image.writeListeners.indexOf(this.pageWritten);
    if (place >= 0) image.writeListeners.splice(place, 1);
  }

  /** After a step. */
  finish(p: Processor): void {
    for (const watch of this.data) watch.finish(p);
  }

  watchesPage(low: number, high: number, physicalPage: number): boolean {
    for (const watch of this.data) if (watch.watchesPage(low, high, physicalPage)) return true;
    return false;
  }

  linearAccess(
    p: Processor,
    low: number,
    high: number,
    physical: number,
    size: number,
    access: 'read' | 'write',
  ): void {
    if (this.data.length === 0) return;
    const address = join64(low, high);
    for (const watch of this.data) watch.linearAccess(p, address, physical, size, access);
  }

  physicalWrite(p: Processor, address: number, size: number): void {
    for (const watch of this.data) watch.physicalWrite(p, address, size);
  }

  port(p: Processor, port: number, size: number, input: boolean, value: number): void {
    const access = input ? 'in' : 'out';
    for (const { index, breakpoint } of this.ports) {
      const inside = breakpoint.port >= port && breakpoint.port < port + size;
      if (!inside || (breakpoint.access !== 'access' && breakpoint.access !== access)) continue;
      const doer = doerOf(p);
      const shown = size === 4 ? value >>> 0 : value & ((1 << (8 * size)) - 1);
      this.hits.add({ index, describe: () => ({ kind: 'port', ...doer, access, port, size, value: shown }) });
    }
  }

  msr(p: Processor, index: number, value: bigint, access: 'read' | 'write'): void {
    for (const { index: number, breakpoint } of this.msrs) {
      if (breakpoint.index !== index || (breakpoint.access !== 'access' && breakpoint.access !== access)) continue;
      const doer = doerOf(p);
      this.hits.add({ index: number, describe: () => ({ kind: 'msr', ...doer, access, index, value }) });
    }
  }

  private readonly pageWritten = (page: number): void => {
    for (const watch of this.data) watch.pageWritten(page);
  };
}
