import { hasEptVpidCapability } from '../capabilities/ept-vpid-capabilities.table';
import { EPTP_RESERVED } from './ept-format.table';

/**
 * What a VM entry asks of the EPTP; INVEPT asks the same. `capabilities` is IA32_VMX_EPT_VPID_CAP.
 * SDM Vol. 3: "VM-Execution Control Fields" under "Checks on VMX Controls".
 */
export const eptpMemoryTypeHolds = (capabilities: bigint, eptp: bigint): boolean => {
  const type = eptp & 7n;
  if (type === 0n) return hasEptVpidCapability(capabilities, 'uncacheable');
  return type === 6n && hasEptVpidCapability(capabilities, 'write-back');
};

/** Bits 5:3 are the length of the walk minus 1: 3 or, where it exists, 4. */
export const eptpWalkLengthHolds = (capabilities: bigint, eptp: bigint): boolean => {
  const length = ((eptp >> 3n) & 7n) + 1n;
  if (length === 4n) return hasEptVpidCapability(capabilities, 'page-walk-4');
  return length === 5n && hasEptVpidCapability(capabilities, 'page-walk-5');
};

export const eptpAccessedDirtyHolds = (capabilities: bigint, eptp: bigint): boolean =>
  (eptp & 0x40n) === 0n || hasEptVpidCapability(capabilities, 'accessed-dirty');

export const eptpReservedBitsHold = (eptp: bigint): boolean => (eptp & EPTP_RESERVED) === 0n;

export const eptpWidthHolds = (eptp: bigint, physicalAddressBits: number): boolean =>
  eptp >> BigInt(physicalAddressBits) === 0n;

/** Whether a VM entry would accept the EPTP. */
export const isEptp = (capabilities: bigint, physicalAddressBits: number, eptp: bigint): boolean =>
  eptpMemoryTypeHolds(capabilities, eptp) &&
  eptpWalkLengthHolds(capabilities, eptp) &&
  eptpAccessedDirtyHolds(capabilities, eptp) &&
  eptpReservedBitsHold(eptp) &&
  eptpWidthHolds(eptp, physicalAddressBits);
