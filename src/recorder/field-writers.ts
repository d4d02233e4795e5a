import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import { F, REGION_WORDS } from '../vmx/vmcs/vmcs-region';

/** The VMWRITE that last wrote a field. `position` is where the processor stood before it. */
export interface FieldWriter {
  readonly position: number;
  readonly rip: bigint;
}

const NOBODY = -1;

/** Who last wrote each field of one VMCS. In typed arrays: a fast run writes hundreds of thousands of fields a second. */
export class FieldWriters {
  /** Both by the field's word in the region. */
  private readonly positions: Float64Array;
  private readonly rips: Int32Array;

  constructor(from?: FieldWriters) {
    this.positions = from?.positions.slice() ?? new Float64Array(REGION_WORDS).fill(NOBODY);
    this.rips = from?.rips.slice() ?? new Int32Array(REGION_WORDS);
  }

  /** @param ripLow, ripHigh halves of the writing instruction's address */
  note(field: VmcsFieldId, position: number, ripLow: number, ripHigh: number): void {
    const word = F[field];
    this.positions[word] = position;
    this.rips[word] = ripLow;
    this.rips[word + 1] = ripHigh;
  }

  get(field: VmcsFieldId): FieldWriter | undefined {
    const word = F[field];
    const position = this.positions[word] as number;
    if (position === NOBODY) return undefined;
    const low = BigInt((this.rips[word] as number) >>> 0);
    return { position, rip: (BigInt((this.rips[word + 1] as number) >>> 0) << 32n) | low };
  }
}
