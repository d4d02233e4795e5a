import { everything } from '../../src/models/everything';
import type { VmxCapabilities } from '../../src/vmx/capabilities/capabilities';
import { capabilitiesOf } from '../../src/vmx/capabilities/capabilities-of';
import type { CheckContext } from '../../src/vmx/entry/checks/entry-check';
import { fieldBits, fieldWidth } from '../../src/vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../../src/vmx/vmcs/vmcs-field-list.table';
import type { Fields } from './baseline-vmcs';

/** What a test says of the circumstances of a VM entry; what it leaves out is as on the model "everything". */
export interface Circumstances {
  readonly fields: Fields;
  readonly capabilities?: Partial<VmxCapabilities>;
  readonly ia32e?: boolean;
  readonly pointer?: bigint;
  /** 32-bit words of memory by address; others read as 0. */
  readonly memory?: ReadonlyMap<bigint, number>;
}

const masks = new Map(
  vmcsFieldList.map(({ id, encoding }) => [id, (1n << BigInt(fieldBits(fieldWidth(encoding)))) - 1n]),
);

/** A check context out of plain values, without a machine. */
export function checkContext(given: Circumstances): CheckContext {
  const capabilities = { ...capabilitiesOf(everything), ...given.capabilities };
  const field: CheckContext['field'] = (id) => (given.fields[id] ?? 0n) & (masks.get(id) ?? 0n);
  return {
    field,
    word: (id) => Number(field(id) & 0xffff_ffffn),
    capabilities,
    ia32e: given.ia32e ?? true,
    physicalAddressBits: everything.cpuid.physicalAddressBits,
    linearAddressBits: everything.cpuid.linearAddressBits,
    pointer: given.pointer ?? 0x12_1000n,
    readPhysical32: (address) => given.memory?.get(address) ?? 0,
  };
}
