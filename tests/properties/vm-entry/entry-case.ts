import { findModel } from '../../../src/models/find-model';
import type { ProcessorModel } from '../../../src/models/model';
import type { VmxCapabilities } from '../../../src/vmx/capabilities/capabilities';
import { capabilitiesOf } from '../../../src/vmx/capabilities/capabilities-of';
import { supportedFields } from '../../../src/vmx/capabilities/supported-fields';
import type { VmcsFieldId } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import type { Fields } from '../../support/baseline-vmcs';

/** A VM entry to try: the instruction, the processor that executes it, the VMCS and what lies in memory. */
export interface EntryCase {
  readonly model: EntryModel;
  readonly instruction: 'vmlaunch' | 'vmresume';
  /** Launch state of the VMCS: clear, launched, or launched before the last VMXOFF. */
  readonly launchState: 0 | 1 | 2;
  readonly current: 'ordinary' | 'shadow' | 'none';
  /** The instruction comes right behind MOV SS. */
  readonly behindMovSs: boolean;
  /** Whether the VMM runs in IA-32e mode; else in 32-bit protected mode. */
  readonly ia32e: boolean;
  /** Fields that differ from 0. */
  readonly fields: Fields;
  /** Words of RAM to write before, by address. */
  readonly memory: ReadonlyMap<number, number>;
  /** All checks held for this VMCS before it was changed, so that the processor may skip some. */
  readonly heldBefore: boolean;
  /** Who listens: nobody, somebody who wants outlines, or somebody who wants everything. */
  readonly listener: 'nobody' | 'outline' | 'detailed';
}

/** A model, with what is derived from it. */
export interface EntryModel {
  readonly model: ProcessorModel;
  readonly capabilities: VmxCapabilities;
  readonly fields: ReadonlySet<VmcsFieldId>;
}

export function entryModel(id: string): EntryModel {
  const search = findModel(id);
  if (!search.ok) throw new Error(search.message);
  const capabilities = capabilitiesOf(search.model);
  return { model: search.model, capabilities, fields: supportedFields(capabilities) };
}

/** Pages that cases use, beside those of the baseline; all are RAM of the board. */
export const LINKED_REGION = 0x12_2000;
export const VIRTUAL_APIC_PAGE = 0x14_0000;
export const APIC_ACCESS_PAGE = 0x14_1000;
export const POSTED_INTERRUPT_DESCRIPTOR = 0x14_2000;
export const PID_POINTER_TABLE = 0x14_3000;
/** Page directory that maps the first 4 GiB to themselves for 32-bit paging. */
export const PAGE_DIRECTORY = 0x15_0000;
/** Page-directory-pointer table of PAE paging that does the same. */
export const PAE_TABLE = 0x15_1000;
/** An EPT that maps the first 512 GiB to themselves; two tables. */
export const EPT_TABLE = 0x15_2000;
export const PML_PAGE = 0x15_4000;
export const EPTP_LIST = 0x15_5000;
export const VE_AREA = 0x15_6000;
export const SUB_PAGE_TABLE = 0x15_7000;
export const BOARD_MEMORY_MIB = 4;
