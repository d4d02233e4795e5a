import { ACCESS_FETCH, ACCESS_READ, ACCESS_USER, ACCESS_WRITE } from '../../cpu/mmu/access';
import { explainWalk } from '../../cpu/mmu/explain-walk';
import { pagingMode } from '../../cpu/mmu/paging-mode';
import { currentPcid } from '../../cpu/mmu/tlb';
import { cachedTranslationOf, cachedTranslations, compareWithMemory } from '../../cpu/mmu/tlb-view';
import type { Processor } from '../../cpu/processor';
import { getRflags } from '../../cpu/registers/flags';
import { CPL, CR0, CR3, CR4, CS, EFER, RIP, SEGMENT_BASE } from '../../cpu/state/processor-layout';
import type { ConsultedBit, TlbView, WalkRequest, WalkView } from '../../protocol/paging-view';
import { codeBits } from './code-view';
import { word64 } from './registers-view';

const ACCESSES = { read: ACCESS_READ, write: ACCESS_WRITE, fetch: ACCESS_FETCH } as const;

/** The page walk of one access as it would be made now. */
export function toWalkView(p: Processor, request: WalkRequest): WalkView {
  const address = BigInt.asUintN(64, request.address ?? instructionAddress(p));
  const user = request.user ?? p.s[CPL] === 3;
  const cached = cachedTranslationOf(p, address, request.access === 'fetch');
  return {
    ...explainWalk(p, address, ACCESSES[request.access] | (user ? ACCESS_USER : 0)),
    address,
    access: request.access,
    user,
    cr3: word64(p, CR3),
    consulted: consultedBits(p, request.access, user),
    cached: cached === null ? null : compareWithMemory(p, cached),
  };
}

/** What the TLB holds now, each entry beside what memory says. */
export function toTlbView(p: Processor): TlbView {
  const entries = cachedTranslations(p).map((cached) => compareWithMemory(p, cached));
  entries.sort((a, b) => (a.linear === b.linear ? 0 : a.linear < b.linear ? -1 : 1));
  return {
    mode: pagingMode(p),
    pcid: (p.s[CR4] as number) & 0x2_0000 ? currentPcid(p) : null,
    entries,
  };
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
