import type { AssembledProgram, LineMapEntry, ProgramSymbol } from '../../asm/program';
import type { SourceLine } from '../../protocol/snapshot';

/** Names and source lines of the addresses of one program. */
export class CodeMap {
  private readonly labels: readonly { readonly name: string; readonly address: number }[];
  private readonly lines: readonly LineMapEntry[];

  constructor(private readonly program: Pick<AssembledProgram, 'sections' | 'symbols' | 'lines'>) {
    this.lines = program.lines.filter((line) => line.code);
    this.labels = program.symbols
      .filter((symbol) => symbol.kind === 'label')
      .map((symbol) => ({ name: symbol.name, address: Number(symbol.value) }))
      .sort((a, b) => a.address - b.address);
  }

  get symbols(): readonly ProgramSymbol[] {
    return this.program.symbols;
  }

  /** "guest_entry" or "guest_entry+2"; null when no label of the same section lies at or before the address. */
  symbolAt(address: bigint): string | null {
    const at = Number(address);
    const section = this.program.sections.find(({ vstart, bytes }) => at >= vstart && at < vstart + bytes.length);
    if (section === undefined) return null;
    const label = this.labels[countAtOrBefore(this.labels, at) - 1];
    if (label === undefined || label.address < section.vstart) return null;
    return label.address === at ? label.name : `${label.name}+${at - label.address}`;
  }

  /** The source line whose instruction covers the address. */
  sourceAt(address: bigint): SourceLine | null {
    const at = Number(address);
    const line = this.lines[countAtOrBefore(this.lines, at) - 1];
    if (line === undefined || at >= line.address + line.length) return null;
    return { file: line.file, line: line.line, ...(line.invokedAt === undefined ? {} : { invokedAt: line.invokedAt }) };
  }

  /**
   * Where a breakpoint on a source line stops: at each instruction that the line made, and at the first one of each macro
   * invocation on it. A line without code stands for the next one with code in the same file.
   */
  addressesOf(file: string, line: number): bigint[] {
    let wanted = Number.POSITIVE_INFINITY;
    for (const { file: own, line: ownLine, invokedAt } of this.lines) {
      if (own === file && ownLine >= line) wanted = Math.min(wanted, ownLine);
      if (invokedAt?.file === file && invokedAt.line >= line) wanted = Math.min(wanted, invokedAt.line);
    }
    const isInvoked = (entry: LineMapEntry | undefined): boolean =>
      entry?.invokedAt?.file === file && entry.invokedAt.line === wanted;
    return this.lines
      .filter((entry, k) => {
        if (entry.file === file && entry.line === wanted) return true;
        const before = this.lines[k - 1];
        const continues = isInvoked(before) && before !== undefined && before.address + before.length === entry.address;
        return isInvoked(entry) && !continues;
      })
      .map((entry) => BigInt(entry.address));
  }
}

/** How many entries lie at or before an address; entries ascend. */
function countAtOrBefore(list: readonly { readonly address: number }[], address: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as { readonly address: number }).address <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}
