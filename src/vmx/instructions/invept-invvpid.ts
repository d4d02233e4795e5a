import { high32, isCanonical, low32 } from '../../base/words';
import type { Instruction, Operation } from '../../cpu/decode/instruction';
import { effectiveAddress, getGpr } from '../../cpu/execute/operands';
import { raise, UD } from '../../cpu/interrupts/fault';
import { readBig } from '../../cpu/mmu/memory';
import { flushCombined, flushVpid, flushVpidsButZero, invalidatePageOfVpid } from '../../cpu/mmu/tlb';
import type { Processor } from '../../cpu/processor';
import { ADDRESS, GPR } from '../../cpu/state/processor-layout';
import { type EptVpidCapability, hasEptVpidCapability } from '../capabilities/ept-vpid-capabilities.table';
import { isEptp } from '../ept/eptp-rules.table';
import { flushGuestPhysical } from '../ept/guest-physical-cache';
import { vmxUnitOf } from '../unit';
import { mayExecute } from './instruction-conditions';
import { vmFail, vmSucceed } from './vm-fail';

const INVALID_OPERAND = 28;
/** Address bits of an EPTP: its EP4TA. */
const EP4TA = 0xf_ffff_ffff_f000n;

/** Which capability each type needs, by its number. */
const INVEPT_TYPES: readonly (EptVpidCapability | null)[] = [null, 'invept-single-context', 'invept-all-contexts'];
const INVVPID_TYPES: readonly EptVpidCapability[] = [
  'invvpid-individual-address',
  'invvpid-single-context',
  'invvpid-all-contexts',
  'invvpid-single-context-retaining-globals',
];

/** The type in the register operand; -1 for one that the processor does not have. */
function typeOf(p: Processor, i: Instruction, types: readonly (EptVpidCapability | null)[]): number {
  const type = i.codeSize === 8 ? getGpr(p, i.reg) : BigInt(p.s[GPR + 2 * i.reg] >>> 0);
  const needed = type < BigInt(types.length) ? types[Number(type)] : null;
  if (needed == null || !hasEptVpidCapability(vmxUnitOf(p).capabilities.eptVpid, needed)) return -1;
  return Number(type);
}

/** One half of the 128-bit descriptor in memory. */
function descriptorHalf(p: Processor, i: Instruction, half: 0 | 1): bigint {
  const address = (p.q[ADDRESS >> 1] as bigint) + BigInt(8 * half);
  const at = BigInt.asUintN(i.codeSize === 8 ? 64 : 32, address);
  return readBig(p, low32(at), high32(at));
}

/** SDM Vol. 3: "INVEPT—Invalidate Translations Derived from EPT". */
export const invept: Operation = (p: Processor, i: Instruction): void => {
  const { capabilities } = vmxUnitOf(p);
  if (!hasEptVpidCapability(capabilities.eptVpid, 'invept')) raise(p, UD);
  if (!mayExecute(p, i, 'invept')) return;
  const type = typeOf(p, i, INVEPT_TYPES);
  if (type < 0) {
    vmFail(p, 'invept', INVALID_OPERAND);
    return;
  }
  effectiveAddress(p, i);
  const eptp = descriptorHalf(p, i, 0);
  descriptorHalf(p, i, 1);
  if (type === 1 && !isEptp(capabilities.eptVpid, p.cpuid.physicalAddressBits, eptp)) {
    vmFail(p, 'invept', INVALID_OPERAND);
    return;
  }
  const ep4ta = type === 1 ? Number(eptp & EP4TA) : null;
  flushCombined(p, ep4ta);
  flushGuestPhysical(p, ep4ta);
  vmSucceed(p);
};

/** SDM Vol. 3: "INVVPID—Invalidate Translations Based on VPID". */
export const invvpid: Operation = (p: Processor, i: Instruction): void => {
  if (!hasEptVpidCapability(vmxUnitOf(p).capabilities.eptVpid, 'invvpid')) raise(p, UD);
  if (!mayExecute(p, i, 'invvpid')) return;
  const type = typeOf(p, i, INVVPID_TYPES);
  if (type < 0) {
    vmFail(p, 'invvpid', INVALID_OPERAND);
    return;
  }
  effectiveAddress(p, i);
  const first = descriptorHalf(p, i, 0);
  const address = descriptorHalf(p, i, 1);
  const vpid = Number(first & 0xffffn);
  const wrong =
    first >> 16n !== 0n ||
    (type !== 2 && vpid === 0) ||
    (type === 0 && !isCanonical(address, p.cpuid.linearAddressBits));
  if (wrong) {
    vmFail(p, 'invvpid', INVALID_OPERAND);
    return;
  }
  if (type === 0) invalidatePageOfVpid(p, low32(address), high32(address), vpid);
  else if (type === 2) flushVpidsButZero(p);
  else flushVpid(p, vpid, type === 3, 'invvpid');
  vmSucceed(p);
};
