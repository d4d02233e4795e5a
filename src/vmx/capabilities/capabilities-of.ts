import type { ControlNeed, ControlWord } from '../controls/control';
import { controlRow } from '../controls/control-words.table';
import type { ControlRange, VmxCapabilities } from './capabilities';

/** The part of a processor model (models/) that VMX reads. */
export interface CapabilitySource {
  readonly vmxMsrs: readonly { readonly index: number; readonly value: bigint }[];
}

const NOTHING: ControlRange = { mustBeOne: 0, mayBeOne: 0 };
const word32 = (value: bigint): number => Number(value & 0xffff_ffffn);
const bit = (value: bigint, n: number): boolean => ((value >> BigInt(n)) & 1n) === 1n;

/** Low half: bits that must be 1; high half: bits that may be 1. */
const range = (value: bigint | undefined): ControlRange =>
  value === undefined ? NOTHING : { mustBeOne: word32(value), mayBeOne: word32(value >> 32n) };

/**
 * Reads what a model can do in VMX out of its capability MSRs. Throws a RangeError for a model without IA32_VMX_BASIC.
 * SDM Vol. 3, appendix "VMX Capability Reporting Facility".
 */
export function capabilitiesOf(model: CapabilitySource): VmxCapabilities {
  const msrs = new Map(model.vmxMsrs.map((row) => [row.index, row.value]));
  const need = (index: number): bigint => {
    const value = msrs.get(index);
    if (value === undefined) throw new RangeError(`the model has no MSR 0x${index.toString(16)}`);
    return value;
  };
  const basic = need(0x480);
  const trueControls = bit(basic, 55);
  const misc = need(0x485);
  const secondary = range(msrs.get(0x48b));
  return {
    revision: Number(basic & 0x7fff_ffffn),
    pinBased: range(trueControls ? need(0x48d) : need(0x481)),
    primary: range(trueControls ? need(0x48e) : need(0x482)),
    secondary,
    tertiaryMayBeOne: msrs.get(0x492) ?? 0n,
    vmExit: range(trueControls ? need(0x48f) : need(0x483)),
    secondaryVmExitMayBeOne: msrs.get(0x493) ?? 0n,
    vmEntry: range(trueControls ? need(0x490) : need(0x484)),
    cr0Fixed0: need(0x486),
    cr0Fixed1: need(0x487),
    cr4Fixed0: need(0x488),
    cr4Fixed1: need(0x489),
    misc,
    cr3TargetCount: Number((misc >> 16n) & 0x1ffn),
    maximumMsrListCount: 512 * (Number((misc >> 25n) & 7n) + 1),
    activityStates: { hlt: bit(misc, 6), shutdown: bit(misc, 7), waitForSipi: bit(misc, 8) },
    vmwriteAnyField: bit(misc, 29),
    zeroLengthInjection: bit(misc, 30),
    anyErrorCodeInjection: bit(basic, 56),
    ept: (secondary.mayBeOne & 2) !== 0,
    eptVpid: msrs.get(0x48c) ?? 0n,
    vmFunctions: msrs.get(0x491) ?? 0n,
    msrs,
  };
}

/** Bits of a word of controls that may be 1. */
export function mayBeOne(capabilities: VmxCapabilities, word: ControlWord): bigint {
  switch (word) {
    case 'pin-based':
      return BigInt(capabilities.pinBased.mayBeOne);
    case 'primary-processor-based':
      return BigInt(capabilities.primary.mayBeOne);
    case 'secondary-processor-based':
      return BigInt(capabilities.secondary.mayBeOne);
    case 'tertiary-processor-based':
      return capabilities.tertiaryMayBeOne;
    case 'vm-exit':
      return BigInt(capabilities.vmExit.mayBeOne);
    case 'secondary-vm-exit':
      return capabilities.secondaryVmExitMayBeOne;
    case 'vm-entry':
      return BigInt(capabilities.vmEntry.mayBeOne);
  }
}

/** Whether the model lets a control be 1. */
export function supportsControl(capabilities: VmxCapabilities, control: ControlNeed): boolean {
  return bit(mayBeOne(capabilities, control.word), controlRow(control.word, control.id).bit);
}
