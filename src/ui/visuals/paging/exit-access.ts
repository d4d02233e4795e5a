import type { WalkRequest } from '../../../protocol/paging-view';
import type { TransitionView } from '../../../protocol/snapshot';

const EPT_VIOLATION = 48;
const EPT_MISCONFIGURATION = 49;
/** A write that sub-page permissions were asked about. */
const SPP_EVENT = 66;
const WRITE = 2n;
const FETCH = 4n;
/** The access was to the page of the linear address, not to an entry of paging on the way there. */
const FINAL = 0x100n;

/**
 * The access of the guest that led to an EPT violation, a misconfiguration or an SPP-related event; null for other transitions. Of an access to a
 * paging-structure entry the exit does not tell what it was for: a read is assumed. Where there is no linear address, or it
 * is not told, the access is one to the guest-physical address. SDM Vol. 3: "Exit Qualification for EPT Violations".
 */
export function accessOfExit(transition: TransitionView): WalkRequest | null {
  if (transition.kind !== 'vm-exit') return null;
  const { guestLinearAddress: linear, guestPhysicalAddress: physical, qualification = 0n } = transition;
  const reason = (transition.exitReason ?? 0) & 0xffff;
  if (physical === undefined || !REASONS.has(reason)) return null;
  if (reason === EPT_MISCONFIGURATION || linear === undefined)
    return { address: physical, space: 'guest-physical', access: 'read', user: null, guest: true };
  if (reason === SPP_EVENT) return { address: linear, space: 'linear', access: 'write', user: null, guest: true };
  const access = (qualification & FINAL) === 0n ? 'read' : accessOf(qualification);
  return { address: linear, space: 'linear', access, user: null, guest: true };
}

const REASONS: ReadonlySet<number> = new Set([EPT_VIOLATION, EPT_MISCONFIGURATION, SPP_EVENT]);

const accessOf = (qualification: bigint): WalkRequest['access'] =>
  (qualification & FETCH) !== 0n ? 'fetch' : (qualification & WRITE) !== 0n ? 'write' : 'read';
