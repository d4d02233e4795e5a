import type { Processor } from '../../../cpu/processor';
import { RAM_BASE } from '../../../cpu/state/state-image';
import type { BitmapId, BitmapsView, EptpListView, VmcsBitmap } from '../../../protocol/bitmaps';
import type { VmcsFieldId } from '../../../protocol/snapshot';
import type { ControlNeed } from '../../../vmx/controls/control';
import { controlRow, controlWordTable } from '../../../vmx/controls/control-words.table';
import { bitmapIds, eptpList, vmcsBitmaps } from '../../../vmx/vmcs/vmcs-bitmaps.table';
import { fieldWidth } from '../../../vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../../../vmx/vmcs/vmcs-field-list.table';
import { readField } from '../../../vmx/vmcs/vmcs-region';
import { type ByteOfBits, toBitRuns } from '../bit-runs';

const EPTP_LIST_BYTES = 0x1000;
const EPTP_SWITCHING = 1n;
const ACTIVATES_SECONDARY = { word: 'primary-processor-based', id: 'activate-secondary-controls' } as const;

const widths = new Map(vmcsFieldList.map(({ id, encoding }) => [id, fieldWidth(encoding)]));

/** Reads what a view wants of one VMCS, whose region lies in RAM, and of the memory that it points to. */
class VmcsReader {
  constructor(
    private readonly p: Processor,
    private readonly pointer: number,
    readonly has: (id: VmcsFieldId) => boolean,
  ) {}

  field(id: VmcsFieldId): bigint {
    return this.has(id) ? readField(this.p.image, this.pointer, id, widths.get(id) ?? '64') : 0n;
  }

  /** Whether a control is 1 and counts. */
  isOne(control: ControlNeed): boolean {
    const value = this.field(controlWordTable(control.word).field);
    if (((value >> BigInt(controlRow(control.word, control.id).bit)) & 1n) === 0n) return false;
    return control.word !== 'secondary-processor-based' || this.isOne(ACTIVATES_SECONDARY);
  }

  /** A byte of RAM; reading a device could change it. */
  byte(address: bigint): ByteOfBits {
    const { u8, ramBytes } = this.p.image;
    return address < BigInt(ramBytes) ? (u8[RAM_BASE + Number(address)] as number) : 'unmapped';
  }

  /** Eight bytes of RAM; null where there is none. */
  word64(address: bigint): bigint | null {
    let value = 0n;
    for (let k = 7n; k >= 0n; k--) {
      const byte = this.byte(address + k);
      if (typeof byte !== 'number') return null;
      value = (value << 8n) | BigInt(byte);
    }
    return value;
  }
}

/**
 * The bitmaps of the VMCS at an address in RAM, as they stand now.
 * @param has whether the model has a field
 */
export function toBitmapsView(
  p: Processor,
  pointer: bigint,
  label: string,
  has: (id: VmcsFieldId) => boolean,
): BitmapsView {
  const vmcs = new VmcsReader(p, Number(pointer), has);
  return {
    pointer,
    label,
    bitmaps: bitmapIds.filter((id) => vmcsBitmaps[id].fields.every(has)).map((id) => toBitmap(vmcs, id)),
    pageFaults: {
      mask: Number(vmcs.field('page-fault-error-code-mask')),
      match: Number(vmcs.field('page-fault-error-code-match')),
    },
    eptpList: has('eptp-list-address') ? toEptpList(vmcs) : null,
  };
}

function toBitmap(vmcs: VmcsReader, id: BitmapId): VmcsBitmap {
  const { memory, control } = vmcsBitmaps[id];
  const fields: readonly VmcsFieldId[] = vmcsBitmaps[id].fields;
  const field = vmcsBitmaps[id].fields[0];
  const address = memory === null ? null : BigInt.asUintN(64, vmcs.field(field) + BigInt(memory.offset));
  const fieldBytes = widths.get(field) === '32' ? 4 : 8;
  const runs =
    memory !== null && address !== null
      ? toBitRuns(memory.bytes, (n) => vmcs.byte(address + BigInt(n)))
      : toBitRuns(fields.length * fieldBytes, (n) => {
          const value = vmcs.field(fields[Math.floor(n / fieldBytes)] ?? field);
          return Number((value >> BigInt(8 * (n % fieldBytes))) & 0xffn);
        });
  return { id, used: control === null || vmcs.isOne(control), address, ...runs };
}

function toEptpList(vmcs: VmcsReader): EptpListView {
  const address = vmcs.field('eptp-list-address');
  const current = vmcs.field('ept-pointer');
  const used = vmcs.isOne(eptpList.control) && (vmcs.field('vm-function-controls') & EPTP_SWITCHING) !== 0n;
  const values: bigint[] = [];
  for (let offset = 0; offset < EPTP_LIST_BYTES; offset += 8) {
    const value = vmcs.word64(address + BigInt(offset));
    if (value === null) return { used, address, entries: null };
    values.push(value);
  }
  const entries = values
    .map((value, index) => ({ index, value, current: value === current }))
    .filter(({ value }) => value !== 0n);
  return { used, address, entries };
}
