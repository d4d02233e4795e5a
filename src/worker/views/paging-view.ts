import { ACCESS_FETCH, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../cpu/mmu/access';
import { explainGuestPhysical, explainWalk, type WalkExplanation } from '../../cpu/mmu/explain-walk';
import { pagingMode } from '../../cpu/mmu/paging-mode';
import { secondLevelOf } from '../../cpu/mmu/second-level';
import { currentPcid, currentVpid } from '../../cpu/mmu/tlb';
import { cachedTranslationOf, cachedTranslations, compareWithMemory } from '../../cpu/mmu/tlb-view';
import type { Processor } from '../../cpu/processor';
import { getRflags } from '../../cpu/registers/flags';
import { CPL, CR0, CR3, CR4, CS, EFER, GUEST, RIP, SEGMENT_BASE } from '../../cpu/state/processor-layout';
import type { ComparedTranslation, ConsultedBit, TlbView, WalkRequest, WalkView } from '../../protocol/paging-view';
import { compareGuestPhysical } from '../../vmx/ept/compare-guest-physical';
import { guestPhysicalMappings } from '../../vmx/ept/guest-physical-cache';
import { guestTags } from '../../vmx/ept/translation-context';
import { lookAsGuest } from '../../vmx/explain/look-as-guest';
import { vmxUnitOf } from '../../vmx/unit';
import { readField } from '../../vmx/vmcs/vmcs-region';
import { codeBits } from './code-view';
import { toPreviews } from './invalidations-view';
import { word64 } from './registers-view';
import { currentVmcs } from './vmcs-view';

const ACCESSES = { read: ACCESS_READ, write: ACCESS_WRITE, fetch: ACCESS_FETCH } as const;

/** The page walk of one access as it would be made now. */
export function toWalkView(p: Processor, request: WalkRequest): WalkView {
  if (p.s[GUEST] !== 0) return walkNow(p, request, 'guest');
  if (currentVmcs(p) === null) return walkNow(p, request, null);
  if (request.guest !== true) return walkNow(p, request, 'vmm');
  return lookAsGuest(vmxUnitOf(p), () => walkNow(p, request, 'guest'));
}

/** The walk by the registers that stand in the processor. */
function walkNow(p: Processor, request: WalkRequest, whose: WalkView['whose']): WalkView {
  const address = BigInt.asUintN(64, request.address ?? instructionAddress(p));
  const user = request.user ?? p.s[CPL] === 3;
  const space = request.space ?? 'linear';
  const linear = space === 'linear';
  const access = ACCESSES[request.access] | (user ? ACCESS_USER : 0);
  const cached = linear ? cachedTranslationOf(p, address, request.access === 'fetch') : null;
  return {
    ...(linear ? explainWalk(p, address, access) : walkOfGuestPhysical(p, BigInt.asUintN(52, address), access)),
    address,
    space,
    whose,
    eptp: eptpInUse(p),
    access: request.access,
    user,
    cr3: word64(p, CR3),
    consulted: linear ? consultedBits(p, request.access, user) : [],
    cached: cached === null ? null : compareWithMemory(p, cached),
  };
}

/** A walk without its first dimension. */
function walkOfGuestPhysical(p: Processor, address: bigint, access: number): WalkExplanation {
  const found = explainGuestPhysical(p, address, access);
  const rule = found.physical === null ? 'second-level' : null;
  return { mode: pagingMode(p), steps: [], rule, errorCode: null, pageBytes: null, ...found };
}

/** The EPTP of the current VMCS while an EPT translates, else null. */
function eptpInUse(p: Processor): bigint | null {
  const pointer = currentVmcs(p);
  if (pointer === null || secondLevelOf(p) === null) return null;
  return readField(p.image, Number(pointer), 'ept-pointer', '64');
}

/**
 * What is cached now, each entry beside what memory says, and what each invalidation would remove.
 * @param address the linear address for those of one address; null = that of the instruction at RIP
 */
export function toTlbView(p: Processor, address: bigint | null): TlbView {
  const entries = comparedTranslations(p);
  entries.sort((a, b) => (a.linear === b.linear ? 0 : a.linear < b.linear ? -1 : 1));
  const linear = BigInt.asUintN(64, address ?? instructionAddress(p));
  const ep4ta = currentVmcs(p) === null ? null : guestTags(vmxUnitOf(p), vmxUnitOf(p).region).ep4ta;
  const guestPhysical = guestPhysicalMappings(p).map((mapping) => compareGuestPhysical(p, mapping, ep4ta));
  return {
    mode: pagingMode(p),
    pcid: (p.s[CR4] as number) & 0x2_0000 ? currentPcid(p) : null,
    vpid: currentVpid(p),
    entries,
    guestPhysical,
    address: linear,
    previews: toPreviews(p, linear, entries, guestPhysical),
  };
}

/** Those of the processor as it stands and, while the VMM runs, those of the guest of the current VMCS beside its memory. */
function comparedTranslations(p: Processor): ComparedTranslation[] {
  const cached = cachedTranslations(p);
  const compare = (): ComparedTranslation[] => cached.map((each) => compareWithMemory(p, each));
  const own = compare();
  if (p.s[GUEST] !== 0 || currentVmcs(p) === null) return own;
  const ofGuest = lookAsGuest(vmxUnitOf(p), compare);
  return own.map((each, n) => (each.memory === null ? (ofGuest[n] ?? each) : each));
}

/** Linear address of the instruction at RIP. */
function instructionAddress(p: Processor): bigint {
  const rip = word64(p, RIP);
  return codeBits(p) === 64 ? rip : BigInt.asUintN(32, word64(p, SEGMENT_BASE + 2 * CS) + rip);
}

/** The bits that "Determination of Access Rights" asks about for an access, beside those of the entries. */
function consultedBits(p: Processor, access: WalkRequest['access'], user: boolean): ConsultedBit[] {
  const bits: ConsultedBit[] = [];
  const note = (name: string, value: number, bit: number): void => {
    bits.push({ name, value: ((value >>> bit) & 1) as 0 | 1 });
  };
  if (pagingMode(p) === 'none') {
    note('CR0.PG', p.s[CR0] as number, 31);
    return bits;
  }
  if (access === 'write' && !user) note('CR0.WP', p.s[CR0] as number, 16);
  if (access === 'fetch') {
    note('IA32_EFER.NXE', p.s[EFER] as number, 11);
    if (!user) note('CR4.SMEP', p.s[CR4] as number, 20);
    return bits;
  }
  if (!user) {
    note('CR4.SMAP', p.s[CR4] as number, 21);
    note('RFLAGS.AC', getRflags(p), 18);
  }
  if (pagingMode(p) === '4-level' || pagingMode(p) === '5-level') {
    note('CR4.PKE', p.s[CR4] as number, 22);
    note('CR4.PKS', p.s[CR4] as number, 24);
  }
  return bits;
}
