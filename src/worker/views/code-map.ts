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
    return line !== undefined && at < line.address + line.length ? { file: line.file, line: line.line } : null;
  }

  /**
   * Where a breakpoint on a source line stops: at the first instruction that the line made, at each place where it did so
   * (a macro's line: each invocation). A line without code stands for the next one with code in the same file.
   */
  addressesOf(file: string, line: number): bigint[] {
    const lineOf = (entry: LineMapEntry): number | null => {
      if (entry.file === file) return entry.line;
      return entry.invokedAt?.file === file ? entry.invokedAt.line : null;
    };
    let wanted = Number.POSITIVE_INFINITY;
    for (const entry of this.lines) {
      const at = lineOf(entry);
      if (at !== null && at >= line) wanted = Math.min(wanted, at);
    }
    const addresses: bigint[] = [];
    let before: LineMapEntry | undefined;
    for (const entry of this.lines) {
      const continues = before !== undefined && lineOf(before) === wanted && before.address + before.length === entry.address;
      if (lineOf(entry) === wanted && (!continues || entry.invokedAt === undefined)) addresses.push(BigInt(entry.address));
      before = entry;
    }
    return addresses;
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
