import { MAXIMUM_PROCESSORS } from '../cpu/state/processor-count.table';

const NONE = -1;

/** The last page fault of each processor that wrote CR2: its address, and its error code, which no register keeps. */
export class PageFaults {
  private readonly addresses = new BigUint64Array(MAXIMUM_PROCESSORS);
  private readonly codes = new Int32Array(MAXIMUM_PROCESSORS).fill(NONE);

  note(cpu: number, address: bigint, errorCode: number): void {
    this.addresses[cpu] = address;
    this.codes[cpu] = errorCode;
  }

  /** Error code of the page fault that wrote the value of CR2; null when something else did: MOV, INIT, an edit by hand. */
  errorCodeOf(cpu: number, cr2: bigint): number | null {
    const code = this.codes[cpu] as number;
    return code === NONE || this.addresses[cpu] !== cr2 ? null : code;
  }

  copy(): PageFaults {
    const copy = new PageFaults();
    copy.become(this);
    return copy;
  }

  /** Takes over what another one holds. */
  become(other: PageFaults): void {
    this.addresses.set(other.addresses);
    this.codes.set(other.codes);
  }
}
