import './bit-cells.css';

export interface BitCellsProps {
  /** The word, unsigned. */
  readonly value: bigint;
  readonly width: 32 | 64;
  /** Bit number of the cell to mark; null marks none. */
  readonly marked: number | null;
  /** What the picture shows, in words: "Primary controls: bit 7 is 1". */
  readonly label: string;
  /** Number of the lowest bit, where the word is a piece of a bitmap. */
  readonly firstBit?: number;
}

/** A word drawn as one cell per bit, highest bit at the left, the deciding one marked and numbered. */
export function BitCells({ value, width, marked, label, firstBit = 0 }: BitCellsProps) {
  const bits = Array.from({ length: width }, (_, n) => width - 1 - n);
  return (
    <span className="bit-cells" role="img" aria-label={label} data-width={width}>
      {bits.map((bit) => {
        const one = ((value >> BigInt(bit)) & 1n) === 1n;
        const isMarked = bit === marked;
        return (
          <span key={bit} className="bit-cell" data-one={one} data-marked={isMarked} title={`${firstBit + bit}`}>
            {one ? '1' : '0'}
            {isMarked && <span className="bit-number">{firstBit + bit}</span>}
          </span>
        );
      })}
    </span>
  );
}
