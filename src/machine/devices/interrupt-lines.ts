import { LINE_SOURCES } from './devices-layout';

/** Who can assert interrupt lines; the number is the place of its word in LINE_SOURCES. */
export const LINES_OF_PIT = 0;
export const LINES_OF_COM1 = 1;
export const LINES_OF_RTC = 2;
export const LINES_OF_TEST_DEVICE = 3;
const SOURCES = 4;

export const PIT_LINE = 0;
export const COM1_LINE = 4;
export const RTC_LINE = 8;

/** What lines lead to. */
type LineListener = (line: number, asserted: boolean) => void;

/**
 * The board's interrupt lines 0 to 23. Several sources may share one: it is asserted while any of them asserts it. Lines are
 * logical: asserted is asserted, whatever the polarity that a controller's entry tells of the wire.
 */
export class InterruptLines {
  constructor(
    private readonly s: Int32Array,
    private readonly listener: LineListener,
  ) {}

  set(source: number, line: number, asserted: boolean): void {
    const bit = 1 << line;
    const before = this.isAsserted(line);
    const word = LINE_SOURCES + source;
    this.s[word] = asserted ? this.s[word] | bit : this.s[word] & ~bit;
    const after = this.isAsserted(line);
    if (before !== after) this.listener(line, after);
  }

  isAsserted(line: number): boolean {
    let lines = 0;
    for (let source = 0; source < SOURCES; source++) lines |= this.s[LINE_SOURCES + source];
    return (lines & (1 << line)) !== 0;
  }
}
