import type { Processor } from '../processor';
import { CR3, CR4 } from '../state/processor-layout';
import { ACCESS_WRITE, ERROR_PRESENT, ERROR_RESERVED } from './access';
import { accessError, refusalError, refusedBy } from './access-rights';
import { physicalRead32 } from './physical';
import { TLB_SIZE_4_MIB, TLB_SIZE_SHIFT, TLB_USER, TLB_WRITABLE } from './tlb';
import { finishWalk, readEntryAddress, refuseWalk, writeEntryFlags } from './walk-end';
import type { PagingLevel, WalkTrail } from './walk-trail';

const CR4_PSE = 0x10;
const PAGE_SIZE = 0x80;
/** CPUID leaf 1, EDX: 4-MByte pages above 4 GiB. */
const PSE_36 = 1 << 17;

/**
 * Walks 32-bit paging: two levels of 4-byte entries, 4-MByte pages while CR4.PSE is 1. As `walkPages` otherwise.
 * SDM Vol. 3: "32-Bit Paging".
 */
export function walk32Bit(p: Processor, linear: number, access: number, trail: WalkTrail | null): number {
  const directoryEntry = ((p.s[CR3] & ~0xfff) >>> 0) + (linear >>> 22) * 4;
  const directory = readEntryAddress(p, directoryEntry, access, trail);
  if (directory < 0) return refuseWalk(p, accessError(p, access), 'second-level', trail);
  const pde = physicalRead32(p, directory);
  const large = (pde & PAGE_SIZE) !== 0 && (p.s[CR4] & CR4_PSE) !== 0;
  const reserved = large ? pde & reservedLargeBits(p) : 0;
  note(trail, 'PDE', directoryEntry, pde, reserved, rightsOf(pde));
  if ((pde & 1) === 0) return refuseWalk(p, accessError(p, access), 'not-present', trail);
  if (reserved !== 0)
    return refuseWalk(p, ERROR_PRESENT | ERROR_RESERVED | accessError(p, access), 'reserved-bit', trail);

  if (large) {
    const flags = rightsOf(pde) | (TLB_SIZE_4_MIB << TLB_SIZE_SHIFT);
    const rule = refusedBy(p, flags, access);
    if (rule !== null) return refuseWalk(p, refusalError(p, flags, access), rule, trail);
    if (trail === null) setFlags(p, directoryEntry, directory, pde, access, true);
    // Bits 20:13 are bits 39:32 of the address.
    const byte = ((pde >>> 13) & 0xff) * 0x1_0000_0000 + (((pde & ~0x3f_ffff) | (linear & 0x3f_ffff)) >>> 0);
    return finishWalk(p, byte, pde, flags, access, trail);
  }

  const tableEntry = ((pde & ~0xfff) >>> 0) + ((linear >>> 12) & 0x3ff) * 4;
  const table = readEntryAddress(p, tableEntry, access, trail);
  if (table < 0) return refuseWalk(p, accessError(p, access), 'second-level', trail);
  const pte = physicalRead32(p, table);
  note(trail, 'PTE', tableEntry, pte, 0, rightsOf(pde & pte));
  if ((pte & 1) === 0) return refuseWalk(p, accessError(p, access), 'not-present', trail);
  const flags = rightsOf(pde & pte);
  const rule = refusedBy(p, flags, access);
  if (rule !== null) return refuseWalk(p, refusalError(p, flags, access), rule, trail);
  if (trail === null) {
    setFlags(p, directoryEntry, directory, pde, access, false);
    setFlags(p, tableEntry, table, pte, access, true);
  }
  return finishWalk(p, ((pte & ~0xfff) | (linear & 0xfff)) >>> 0, pte, flags, access, trail);
}

/** R/W and U/S of an entry, or of entries combined by AND. */
const rightsOf = (entry: number): number => ((entry & 2) !== 0 ? TLB_WRITABLE : 0) | ((entry & 4) !== 0 ? TLB_USER : 0);

/**
 * Reserved bits of a PDE that maps a 4-MByte page: bit 21, and of bits 20:13 those of address bits at or above
 * MAXPHYADDR; all of them without PSE-36.
 */
function reservedLargeBits(p: Processor): number {
  if ((p.cpuid.leaf(1, 0)[3] & PSE_36) === 0) return 0x3f_e000;
  const addressBits = Math.min(40, p.cpuid.physicalAddressBits) - 32;
  return 0x3f_e000 & ~(((1 << addressBits) - 1) << 13);
}

function note(
  trail: WalkTrail | null,
  name: PagingLevel,
  address: number,
  entry: number,
  reserved: number,
  flags: number,
): void {
  trail?.steps.push({
    name,
    address,
    bytes: 4,
    entryLow: entry,
    entryHigh: 0,
    reservedLow: reserved,
    reservedHigh: 0,
    flags,
    nested: trail.nested,
  });
}

/** Sets the accessed flag of an entry, and the dirty flag of the one that maps the page of a write. */
function setFlags(p: Processor, address: number, host: number, entry: number, access: number, leaf: boolean): void {
  const wanted = entry | 0x20 | (leaf && (access & ACCESS_WRITE) !== 0 ? 0x40 : 0);
  if (wanted !== entry) writeEntryFlags(p, address, host, wanted);
}
