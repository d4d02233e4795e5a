import { type EptVpidCapability, eptVpidCapabilityValue } from '../vmx/capabilities/ept-vpid-capabilities.table';
import { type VmFunction, vmFunctions } from '../vmx/capabilities/vm-functions.table';
import type { ControlWord } from '../vmx/controls/control';
import { controlRow, controlWordTable } from '../vmx/controls/control-words.table';
import { vmcsFields } from '../vmx/vmcs/vmcs-fields.table';
import type { ModelMsr } from './model';

/** What a model's VMX can do, in words; `capabilityMsrValues` turns it into MSRs. */
export interface VmxFeatures {
  /** VMCS revision identifier, 31 bits. */
  readonly revision: number;
  /** Controls that may be 1, by id. Reserved bits of the default1 class come by themselves. */
  readonly controls: Readonly<Record<ControlWord, readonly string[]>>;
  /** Whether the TRUE capability MSRs exist, so that default1 controls may be 0. */
  readonly trueControls: boolean;
  /** Whether VM exits due to INS and OUTS report instruction information (IA32_VMX_BASIC[54]). */
  readonly stringIoInformation: boolean;
  /** Whether VMX addresses are limited to 32 bits (IA32_VMX_BASIC[48]): true without Intel 64, never with it. */
  readonly shortAddresses?: boolean;
  readonly cr4MayBeOne: bigint;
  readonly activityStates: { readonly hlt: boolean; readonly shutdown: boolean; readonly waitForSipi: boolean };
  readonly cr3TargetCount: number;
  /** The VMX-preemption timer counts changes of this bit of the time-stamp counter (IA32_VMX_MISC[4:0]). */
  readonly preemptionTimerRate: number;
  /** Whether VM exits store IA32_EFER.LMA into “IA-32e mode guest” (IA32_VMX_MISC[5]). */
  readonly storesLma: boolean;
  readonly vmwriteAnyField: boolean;
  readonly zeroLengthInjection: boolean;
  /** What IA32_VMX_EPT_VPID_CAP says; it exists with EPT or VPIDs. */
  readonly eptVpid: readonly EptVpidCapability[];
  /** What IA32_VMX_VMFUNC says; it exists with VM functions. */
  readonly vmFunctions: readonly VmFunction[];
}

const flag = (on: boolean, bit: number): bigint => (on ? 1n << BigInt(bit) : 0n);

/** Mask of the controls of a word that may be 1, reserved default1 bits not counted. */
function allowed(features: VmxFeatures, word: ControlWord): bigint {
  return features.controls[word].reduce((mask, id) => mask | (1n << BigInt(controlRow(word, id).bit)), 0n);
}

/** Value of a control word's capability MSR: low half must be 1, high half may be 1. */
function controlMsr(features: VmxFeatures, word: ControlWord, isTrue: boolean): bigint {
  const table = controlWordTable(word);
  const reserved = BigInt(table.reservedOnes);
  const defaultOnes = table.rows.reduce(
    (mask, row) => (row.defaultOne ? mask | (1n << BigInt(row.bit)) : mask),
    reserved,
  );
  const mustBeOne = isTrue ? reserved : defaultOnes;
  return ((allowed(features, word) | defaultOnes) << 32n) | mustBeOne;
}

/** Twice the highest index of a field that exists. SDM: "VMCS Enumeration". */
function vmcsEnumeration(features: VmxFeatures): bigint {
  const exists = vmcsFields.filter(
    ({ exists: needs }) => needs === undefined || needs.some(({ word, id }) => features.controls[word].includes(id)),
  );
  return BigInt(Math.max(...exists.map((field) => field.encoding & 0x3fe)));
}

/** Values of the VMX capability MSRs. SDM Vol. 3, appendix "VMX Capability Reporting Facility". */
export function capabilityMsrValues(features: VmxFeatures): readonly ModelMsr[] {
  const { activityStates } = features;
  const values: ModelMsr[] = [];
  const add = (index: number, value: bigint): void => {
    values.push({ index, value });
  };
  // Regions of 4096 bytes, write-back memory.
  add(
    0x480,
    BigInt(features.revision) |
      (0x1000n << 32n) |
      flag(features.shortAddresses === true, 48) |
      (6n << 50n) |
      flag(features.stringIoInformation, 54) |
      flag(features.trueControls, 55),
  );
  const words = ['pin-based', 'primary-processor-based', 'vm-exit', 'vm-entry'] as const;
  for (const [n, word] of words.entries()) add(0x481 + n, controlMsr(features, word, false));
  add(
    0x485,
    BigInt(features.preemptionTimerRate) |
      flag(features.storesLma, 5) |
      flag(activityStates.hlt, 6) |
      flag(activityStates.shutdown, 7) |
      flag(activityStates.waitForSipi, 8) |
      (BigInt(features.cr3TargetCount) << 16n) |
      flag(features.vmwriteAnyField, 29) |
      flag(features.zeroLengthInjection, 30),
  );
  // PE, NE and PG must be 1: no unrestricted guest changes what CR0_FIXED0 itself says.
  add(0x486, 0x8000_0021n);
  add(0x487, 0xffff_ffffn);
  add(0x488, 0x2000n);
  add(0x489, features.cr4MayBeOne);
  add(0x48a, vmcsEnumeration(features));
  const secondary = features.controls['secondary-processor-based'];
  if (features.controls['primary-processor-based'].includes('activate-secondary-controls')) {
    add(0x48b, allowed(features, 'secondary-processor-based') << 32n);
  }
  if (secondary.includes('enable-ept') || secondary.includes('enable-vpid')) {
    add(0x48c, eptVpidCapabilityValue(features.eptVpid));
  }
  if (features.trueControls) for (const [n, word] of words.entries()) add(0x48d + n, controlMsr(features, word, true));
  if (secondary.includes('enable-vm-functions')) {
    add(
      0x491,
      features.vmFunctions.reduce((value, id) => value | flag(true, vmFunctions[id]), 0n),
    );
  }
  if (features.controls['primary-processor-based'].includes('activate-tertiary-controls')) {
    add(0x492, allowed(features, 'tertiary-processor-based'));
  }
  if (features.controls['vm-exit'].includes('activate-secondary-controls'))
    add(0x493, allowed(features, 'secondary-vm-exit'));
  return values;
}
