import type { Instruction } from '../../cpu/decode/instruction';
import { effectiveAddress } from '../../cpu/execute/operands';
import { readBig } from '../../cpu/mmu/memory';
import { physicalRead32 } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import { ADDRESS } from '../../cpu/state/processor-layout';

/** Reads the 64-bit memory operand that VMXON, VMPTRLD and VMCLEAR take; raises #GP, #SS, #PF as any read does. */
export function readPointerOperand(p: Processor, i: Instruction): bigint {
  effectiveAddress(p, i);
  return readBig(p, p.s[ADDRESS] as number, p.s[ADDRESS + 1] as number);
}

/** Whether an address may be that of a VMX region: 4-KiB aligned and inside the physical-address width. */
export function isRegionAddress(p: Processor, address: bigint): boolean {
  return (address & 0xfffn) === 0n && address >> BigInt(p.cpuid.physicalAddressBits) === 0n;
}

/** Whether a whole region lies in RAM; VMXray keeps VMX regions nowhere else. */
export const isRegionInRam = (p: Processor, address: bigint): boolean => address + 0x1000n <= BigInt(p.image.ramBytes);

/** The first four bytes of a region: revision identifier and shadow-VMCS indicator, as an unsigned number. */
export const readRevision = (p: Processor, address: bigint): number => physicalRead32(p, Number(address)) >>> 0;
