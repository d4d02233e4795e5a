import type { StateImage } from '../../src/cpu/state/state-image';
import {
  LAB_CODE_SELECTOR,
  LAB_CR0,
  LAB_CR4,
  LAB_DATA_SELECTOR,
  LAB_GDT,
  LAB_GDT_LIMIT,
  LAB_IDT,
  LAB_PML4,
  LAB_TSS,
  LAB_TSS_LIMIT,
  LAB_TSS_SELECTOR,
} from '../../src/machine/boot/lab-layout.table';
import type { VmxCapabilities } from '../../src/vmx/capabilities/capabilities';
import { fieldWidth } from '../../src/vmx/vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../../src/vmx/vmcs/vmcs-field-list.table';
import { REVISION_WORD, readField, regionWord, writeField } from '../../src/vmx/vmcs/vmcs-region';

/** Values of VMCS fields by id. */
export type Fields = Partial<Record<VmcsFieldId, bigint>>;

/** Pages that the baseline VMCS uses. */
export const VMCS_POINTER = 0x12_1000;
export const IO_BITMAP_A_PAGE = 0x12_4000;
export const IO_BITMAP_B_PAGE = 0x12_5000;
export const MSR_BITMAP_PAGE = 0x12_6000;
export const MSR_STORE_PAGE = 0x12_7000;
export const MSR_LOAD_PAGE = 0x12_8000;
export const ENTRY_MSR_LOAD_PAGE = 0x12_9000;
export const VMREAD_BITMAP_PAGE = 0x12_a000;
export const VMWRITE_BITMAP_PAGE = 0x12_b000;
export const GUEST_STACK_TOP = 0x13_0000;
export const HOST_STACK_TOP = 0x13_8000;

const CR4_VMXE = 0x2000n;
const IA32E_MODE_GUEST = 0x200n;
const HOST_ADDRESS_SPACE_SIZE = 0x200n;
const UNUSABLE = 0x1_0000n;

/**
 * A VMCS that passes every check: a 64-bit ring-0 guest and host that share the lab's paging, GDT, TSS and IDT, with the
 * fewest controls set.
 */
export function baselineFields(capabilities: VmxCapabilities, hostRip: bigint, guestRip: bigint): Fields {
  const data = BigInt(LAB_DATA_SELECTOR);
  const all = 0xffff_ffffn;
  return {
    'pin-based-controls': BigInt(capabilities.pinBased.mustBeOne),
    'primary-processor-based-controls': BigInt(capabilities.primary.mustBeOne),
    'vm-exit-controls': BigInt(capabilities.vmExit.mustBeOne) | HOST_ADDRESS_SPACE_SIZE,
    'vm-entry-controls': BigInt(capabilities.vmEntry.mustBeOne) | IA32E_MODE_GUEST,
    'vmcs-link-pointer': 0xffff_ffff_ffff_ffffn,
    'io-bitmap-a': BigInt(IO_BITMAP_A_PAGE),
    'io-bitmap-b': BigInt(IO_BITMAP_B_PAGE),
    'msr-bitmaps': BigInt(MSR_BITMAP_PAGE),
    'vmread-bitmap-address': BigInt(VMREAD_BITMAP_PAGE),
    'vmwrite-bitmap-address': BigInt(VMWRITE_BITMAP_PAGE),
    'vm-exit-msr-store-address': BigInt(MSR_STORE_PAGE),
    'vm-exit-msr-load-address': BigInt(MSR_LOAD_PAGE),
    'vm-entry-msr-load-address': BigInt(ENTRY_MSR_LOAD_PAGE),
    'host-cr0': LAB_CR0,
    'host-cr3': BigInt(LAB_PML4),
    'host-cr4': LAB_CR4 | CR4_VMXE,
    'host-es-selector': data,
    'host-cs-selector': BigInt(LAB_CODE_SELECTOR),
    'host-ss-selector': data,
    'host-ds-selector': data,
    'host-tr-selector': BigInt(LAB_TSS_SELECTOR),
    'host-tr-base': BigInt(LAB_TSS),
    'host-gdtr-base': BigInt(LAB_GDT),
    'host-idtr-base': BigInt(LAB_IDT),
    'host-rsp': BigInt(HOST_STACK_TOP),
    'host-rip': hostRip,
    'guest-cr0': LAB_CR0,
    'guest-cr3': BigInt(LAB_PML4),
    'guest-cr4': LAB_CR4 | CR4_VMXE,
    'guest-dr7': 0x400n,
    'guest-es-selector': data,
    'guest-es-limit': all,
    'guest-es-access-rights': 0xc093n,
    'guest-cs-selector': BigInt(LAB_CODE_SELECTOR),
    'guest-cs-limit': all,
    'guest-cs-access-rights': 0xa09bn,
    'guest-ss-selector': data,
    'guest-ss-limit': all,
    'guest-ss-access-rights': 0xc093n,
    'guest-ds-selector': data,
    'guest-ds-limit': all,
    'guest-ds-access-rights': 0xc093n,
    'guest-fs-access-rights': UNUSABLE,
    'guest-gs-access-rights': UNUSABLE,
    'guest-ldtr-access-rights': UNUSABLE,
    'guest-tr-selector': BigInt(LAB_TSS_SELECTOR),
    'guest-tr-base': BigInt(LAB_TSS),
    'guest-tr-limit': BigInt(LAB_TSS_LIMIT),
    'guest-tr-access-rights': 0x8bn,
    'guest-gdtr-base': BigInt(LAB_GDT),
    'guest-gdtr-limit': BigInt(LAB_GDT_LIMIT),
    'guest-idtr-base': BigInt(LAB_IDT),
    'guest-idtr-limit': 0xfffn,
    'guest-rsp': BigInt(GUEST_STACK_TOP),
    'guest-rip': guestRip,
    'guest-rflags': 2n,
  };
}

const encodings = new Map<VmcsFieldId, number>(vmcsFieldList.map((row) => [row.id, row.encoding]));
const widthOf = (id: VmcsFieldId) => fieldWidth(encodings.get(id) ?? 0);

/** Writes fields into the region at `pointer`. */
export function writeFields(image: StateImage, pointer: number, fields: Fields): void {
  for (const [id, value] of Object.entries(fields) as [VmcsFieldId, bigint][]) {
    writeField(image, pointer, id, widthOf(id), value);
  }
}

/** A field of the region at `pointer`. */
export const fieldAt = (image: StateImage, pointer: number, id: VmcsFieldId): bigint =>
  readField(image, pointer, id, widthOf(id));

/** Prepares a VMCS region: revision identifier and fields. */
export function prepareRegion(image: StateImage, pointer: number, revision: number, fields: Fields): void {
  image.noteWrite(pointer >>> 12);
  image.i32[regionWord(pointer) + REVISION_WORD] = revision;
  writeFields(image, pointer, fields);
}
