import type { Processor } from '../processor';
import { CR0, CR4, EFER, PKRS, PKRU, RFLAGS } from '../state/processor-layout';
import {
  ACCESS_FETCH,
  ACCESS_IMPLICIT,
  ACCESS_PEEK,
  ACCESS_USER,
  ACCESS_WRITE,
  ERROR_PRESENT,
  ERROR_PROTECTION_KEY,
} from './access';
import { TLB_EXECUTE_DISABLE, TLB_KEY_SHIFT, TLB_USER, TLB_WRITABLE } from './tlb';

const CR0_WP = 0x1_0000;
const CR4_SMEP = 0x10_0000;
const CR4_SMAP = 0x20_0000;
const CR4_PAE = 0x20;
const CR4_PKE = 0x40_0000;
const CR4_PKS = 0x100_0000;
const EFER_LMA = 0x400;
const EFER_NXE = 0x800;
const RFLAGS_AC = 0x4_0000;

/** Bits of a key's pair in PKRU and IA32_PKRS. */
const ACCESS_DISABLE = 1;
const WRITE_DISABLE = 2;

/** A rule of "Determination of Access Rights" that refuses an access. */
export type AccessRule =
  | 'user-supervisor'
  | 'read-write'
  | 'execute-disable'
  | 'smep'
  | 'smap'
  | 'protection-key-access'
  | 'protection-key-write';

/**
 * Which rule refuses an access to a page whose combined rights are given as TLB_* flags, or null.
 * SDM Vol. 3: "Determination of Access Rights", "Protection Keys".
 */
export function refusedBy(p: Processor, flags: number, access: number): AccessRule | null {
  const s = p.s;
  if ((access & ACCESS_PEEK) !== 0) return null;
  if ((access & ACCESS_USER) !== 0) {
    if ((flags & TLB_USER) === 0) return 'user-supervisor';
    if ((access & ACCESS_WRITE) !== 0 && (flags & TLB_WRITABLE) === 0) return 'read-write';
  } else if ((flags & TLB_USER) !== 0) {
    if ((access & ACCESS_FETCH) !== 0) {
      if ((s[CR4] & CR4_SMEP) !== 0) return 'smep';
    } else if ((s[CR4] & CR4_SMAP) !== 0 && ((access & ACCESS_IMPLICIT) !== 0 || (s[RFLAGS] & RFLAGS_AC) === 0)) {
      return 'smap';
    }
  }
  if ((access & ACCESS_WRITE) !== 0 && (flags & TLB_WRITABLE) === 0 && (s[CR0] & CR0_WP) !== 0) return 'read-write';
  if ((access & ACCESS_FETCH) !== 0) return (flags & TLB_EXECUTE_DISABLE) !== 0 ? 'execute-disable' : null;
  return (s[CR4] & (CR4_PKE | CR4_PKS)) === 0 ? null : keyRefusal(p, flags, access);
}

/** What the protection key of a page says to a data access: PKRU at user-mode addresses, IA32_PKRS at the others. */
function keyRefusal(p: Processor, flags: number, access: number): AccessRule | null {
  const s = p.s;
  if ((s[EFER] & EFER_LMA) === 0) return null;
  const user = (flags & TLB_USER) !== 0;
  if ((s[CR4] & (user ? CR4_PKE : CR4_PKS)) === 0) return null;
  const rights = s[user ? PKRU : PKRS] >>> (((flags >>> TLB_KEY_SHIFT) & 15) * 2);
  if ((rights & ACCESS_DISABLE) !== 0) return 'protection-key-access';
  const obeysWriteDisable = (user && (access & ACCESS_USER) !== 0) || (s[CR0] & CR0_WP) !== 0;
  return (access & ACCESS_WRITE) !== 0 && (rights & WRITE_DISABLE) !== 0 && obeysWriteDisable
    ? 'protection-key-write'
    : null;
}

/**
 * Error code of an access that `refusedBy` refused. PK says what the key says, whatever other rule refuses besides.
 * SDM Vol. 3: "Page-Fault Exceptions".
 */
export function refusalError(p: Processor, flags: number, access: number): number {
  const byKey = (access & ACCESS_FETCH) === 0 && (p.s[CR4] & (CR4_PKE | CR4_PKS)) !== 0;
  const key = byKey && keyRefusal(p, flags, access) !== null ? ERROR_PROTECTION_KEY : 0;
  return ERROR_PRESENT | key | accessError(p, access);
}

/** The bits of a page-fault error code that describe the access. I/D is reported only where a fetch can be refused for itself. */
export function accessError(p: Processor, access: number): number {
  const s = p.s;
  const executeDisable = (s[EFER] & EFER_NXE) !== 0 && (s[CR4] & CR4_PAE) !== 0;
  const reportsFetch = executeDisable || (s[CR4] & CR4_SMEP) !== 0;
  return access & (ACCESS_WRITE | ACCESS_USER | (reportsFetch ? ACCESS_FETCH : 0));
}
