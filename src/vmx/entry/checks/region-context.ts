import { physicalRead32 } from '../../../cpu/mmu/physical';
import type { Processor } from '../../../cpu/processor';
import { EFER } from '../../../cpu/state/processor-layout';
import type { VmxCapabilities } from '../../capabilities/capabilities';
import { CURRENT_VMCS } from '../../state/vmx-layout';
import { fieldWidth } from '../../vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../../vmcs/vmcs-field-list.table';
import { F, readField, regionWord } from '../../vmcs/vmcs-region';
import type { CheckContext } from './entry-check';

const EFER_LMA = 0x400;
const widths = new Map(vmcsFieldList.map(({ id, encoding }) => [id, fieldWidth(encoding)]));

/** What the checks see when a processor executes VMLAUNCH or VMRESUME: its current VMCS, read where it lies. */
export class RegionContext implements CheckContext {
  private region = 0;

  constructor(
    private readonly p: Processor,
    readonly capabilities: VmxCapabilities,
    /** Fields that the model has; any other reads as 0. */
    private readonly supported: ReadonlySet<VmcsFieldId>,
  ) {}

  get pointer(): bigint {
    return BigInt(this.region);
  }

  get ia32e(): boolean {
    return (this.p.s[EFER] & EFER_LMA) !== 0;
  }

  get physicalAddressBits(): number {
    return this.p.cpuid.physicalAddressBits;
  }

  get linearAddressBits(): number {
    return this.p.cpuid.linearAddressBits;
  }

  /** Turns to the VMCS that is current now; there must be one. */
  turnToCurrentVmcs(): this {
    return this.turnTo(this.p.s[CURRENT_VMCS] >>> 0);
  }

  /** Turns to the VMCS at an address, which must lie in RAM. */
  turnTo(pointer: number): this {
    this.region = pointer;
    return this;
  }

  field(id: VmcsFieldId): bigint {
    const width = widths.get(id);
    if (width === undefined || !this.supported.has(id)) return 0n;
    return readField(this.p.image, this.region, id, width);
  }

  word(id: VmcsFieldId): number {
    if (!this.supported.has(id)) return 0;
    const low = this.p.image.i32[regionWord(this.region) + F[id]] >>> 0;
    return widths.get(id) === '16' ? low & 0xffff : low;
  }

  readPhysical32(address: bigint): number {
    return physicalRead32(this.p, Number(address)) >>> 0;
  }
}
