/** Everything that a page walk depends on, as plain values. */
export interface PagingState {
  readonly mode: '32-bit' | 'pae' | '4-level' | '5-level';
  readonly cr3: bigint;
  /** PDPTE registers of PAE paging. */
  readonly pdptes: readonly bigint[];
  readonly physicalAddressBits: number;
  readonly pse: boolean;
  readonly nxe: boolean;
  readonly wp: boolean;
  readonly smep: boolean;
  readonly smap: boolean;
  readonly ac: boolean;
  readonly pke: boolean;
  readonly pks: boolean;
  readonly pkru: number;
  readonly pkrs: number;
  /** Physical memory, little-endian; what lies outside reads as 0. */
  readonly read: (address: bigint, bytes: 4 | 8) => bigint;
}

export interface ReferenceAccess {
  readonly user: boolean;
  readonly write: boolean;
  readonly fetch: boolean;
}

/** The physical address, or the error code of the page fault. */
export type ReferenceResult = { readonly physical: bigint } | { readonly error: number };

const bit = (value: bigint, n: number): boolean => ((value >> BigInt(n)) & 1n) === 1n;
const mask = (high: number, low: number): bigint => ((1n << BigInt(high - low + 1)) - 1n) << BigInt(low);

/** Entries from the top level down: shift of the index, its bits, bytes of an entry, bits of the page that it may map. */
interface Level {
  readonly shift: number;
  readonly indexBits: number;
  readonly mapsPages: boolean;
}
const NINE = (shift: number, mapsPages: boolean): Level => ({ shift, indexBits: 9, mapsPages });
const LONG: readonly Level[] = [NINE(48, false), NINE(39, false), NINE(30, true), NINE(21, true), NINE(12, true)];
const LEVELS = {
  '32-bit': [
    { shift: 22, indexBits: 10, mapsPages: true },
    { shift: 12, indexBits: 10, mapsPages: true },
  ],
  pae: LONG.slice(3),
  '4-level': LONG.slice(1),
  '5-level': LONG,
} as const;

/**
 * Page walks written down once more, as the manual tells them, with no thought of speed: what the processor's walk, its
 * TLB and its fast tags are held to. SDM Vol. 3, chapter "Paging".
 */
export function referenceWalk(state: PagingState, linear: bigint, access: ReferenceAccess): ReferenceResult {
  const { mode, physicalAddressBits: width } = state;
  const bytes = mode === '32-bit' ? 4 : 8;
  const long = mode === '4-level' || mode === '5-level';
  const fetchBit = access.fetch && (state.smep || (state.nxe && mode !== '32-bit')) ? 16 : 0;
  const accessBits = (access.write ? 2 : 0) | (access.user ? 4 : 0) | fetchBit;
  const notPresent = { error: accessBits };
  const reserved = { error: accessBits | 9 };

  let table = state.cr3 & (mode === '32-bit' ? mask(31, 12) : mask(51, 12));
  if (mode === 'pae') {
    const pdpte = state.pdptes[Number((linear >> 30n) & 3n)] as bigint;
    if (!bit(pdpte, 0)) return notPresent;
    table = pdpte & mask(51, 12);
  }
  let writable = true;
  let user = true;
  let executable = true;
  for (const { shift, indexBits, mapsPages } of LEVELS[mode]) {
    const index = (linear >> BigInt(shift)) & mask(indexBits - 1, 0);
    const entry = state.read(table + index * BigInt(bytes), bytes);
    if (!bit(entry, 0)) return notPresent;
    const isLast = shift === 12;
    const large = !isLast && bit(entry, 7) && (mode !== '32-bit' || state.pse);
    let wrong = 0n;
    if (mode !== '32-bit') {
      wrong |= mask(long ? 51 : 62, width);
      if (!state.nxe) wrong |= 1n << 63n;
      if (large) wrong |= mapsPages ? mask(shift - 1, 13) : 1n << 7n;
    } else if (large) wrong |= (1n << 21n) | (width < 40 ? mask(20, 13 + width - 32) : 0n);
    if ((entry & wrong) !== 0n) return reserved;
    writable &&= bit(entry, 1);
    user &&= bit(entry, 2);
    if (mode !== '32-bit') executable &&= !bit(entry, 63);
    if (!isLast && !large) {
      table = entry & (mode === '32-bit' ? mask(31, 12) : mask(51, 12));
      continue;
    }
    const key = long ? Number((entry >> 59n) & 15n) : 0;
    const refused = refusal(state, { writable, user, executable, key, long }, access);
    if (refused !== 0) return { error: accessBits | refused };
    const offset = linear & mask(shift - 1, 0);
    let base = entry & mask(51, shift);
    if (mode === '32-bit') base = (entry & mask(31, shift)) | (large ? (entry & mask(20, 13)) << 19n : 0n);
    return { physical: base | offset };
  }
  throw new Error('a walk ends at its last level');
}

interface PageRights {
  readonly writable: boolean;
  readonly user: boolean;
  readonly executable: boolean;
  readonly key: number;
  readonly long: boolean;
}

/** P and PK of the error code, or 0 when the access may go on. */
function refusal(state: PagingState, page: PageRights, access: ReferenceAccess): number {
  const { user, write, fetch } = access;
  let refused = false;
  if (user && !page.user) refused = true;
  if (write && !page.writable && (user || state.wp)) refused = true;
  if (fetch && !page.executable) refused = true;
  if (!user && page.user && fetch && state.smep) refused = true;
  if (!user && page.user && !fetch && state.smap && !state.ac) refused = true;
  let byKey = false;
  if (page.long && !fetch && (page.user ? state.pke : state.pks)) {
    const rights = ((page.user ? state.pkru : state.pkrs) >>> (2 * page.key)) & 3;
    byKey = (rights & 1) !== 0 || ((rights & 2) !== 0 && write && ((user && page.user) || state.wp));
  }
  return refused || byKey ? 1 | (byKey ? 0x20 : 0) : 0;
}
