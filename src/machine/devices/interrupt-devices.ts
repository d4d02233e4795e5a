import type { InterruptMessage } from '../../cpu/apic/interrupt-message';
import { CmosRtc } from './cmos-rtc';
import { InterruptLines, PIT_LINE } from './interrupt-lines';
import { IoApic } from './io-apic';
import { PicPair } from './pic-pair';
import { Pit8254 } from './pit-8254';

/** Lines of the 8259A pair; the I/O APIC has all 24. */
const PIC_LINES = 16;
/** The I/O APIC's input of line 0, as PCs are wired and their interrupt-override tables say. */
export const IO_APIC_INPUT_OF_PIT = 2;

/** The board's interrupt lines, both controllers behind them and the timers before them, on words of the devices' area. */
export class InterruptDevices {
  readonly lines: InterruptLines;
  readonly pic: PicPair;
  readonly ioApic: IoApic;
  readonly pit: Pit8254;
  readonly rtc: CmosRtc;

  /** @param send takes the messages of the I/O APIC */
  constructor(s: Int32Array, f: Float64Array, send: (message: InterruptMessage) => void) {
    this.pic = new PicPair(s);
    this.ioApic = new IoApic(s, send);
    this.lines = new InterruptLines(s, (line, asserted) => this.route(line, asserted));
    this.pit = new Pit8254(s, f, this.lines);
    this.rtc = new CmosRtc(s, f, this.lines);
  }

  /** Does what the timers do by themselves up to the cycle `now`. */
  elapse(now: number): void {
    this.pit.elapse(now);
    this.rtc.elapse(now);
  }

  private route(line: number, asserted: boolean): void {
    if (line < PIC_LINES) this.pic.setLine(line, asserted);
    if (line !== PIT_LINE && line !== IO_APIC_INPUT_OF_PIT) this.ioApic.setLine(line, asserted);
    else {
      const either = this.lines.isAsserted(PIT_LINE) || this.lines.isAsserted(IO_APIC_INPUT_OF_PIT);
      this.ioApic.setLine(IO_APIC_INPUT_OF_PIT, either);
    }
  }
}
