import {
  SECOND_LEVEL_FETCH,
  SECOND_LEVEL_FINAL,
  SECOND_LEVEL_LINEAR,
  SECOND_LEVEL_READ,
  SECOND_LEVEL_USER_PAGE,
  SECOND_LEVEL_WRITE,
} from '../../../src/cpu/mmu/access';
import type { EptFeatures } from '../../../src/vmx/ept/ept-features';
import type { EptRoot, EptWalk, needsDirtyFlag, setEptFlags, walkEpt } from '../../../src/vmx/ept/ept-walk';
import type { lookUpSubPage, SubPageLookUp } from '../../../src/vmx/ept/sub-page-permissions';
import { VmxProcessor } from '../../support/vmx-processor';

/** What a walk is made with; the tests bring it with a condition negated. */
export interface EptWalkModule {
  readonly EptWalk: typeof EptWalk;
  readonly walkEpt: typeof walkEpt;
  readonly needsDirtyFlag: typeof needsDirtyFlag;
  readonly setEptFlags: typeof setEptFlags;
}

const READ = SECOND_LEVEL_READ;
const WRITE = SECOND_LEVEL_WRITE;
const FETCH = SECOND_LEVEL_FETCH;
/** A write to the page of a linear address. */
const FINAL_WRITE = WRITE | SECOND_LEVEL_LINEAR | SECOND_LEVEL_FINAL;

/** Tables by level: 0 the EPT page table … 4 the PML5; then those of sub-page permissions. */
const TABLES = [0x18_0000, 0x18_1000, 0x18_2000, 0x18_3000, 0x18_4000] as const;
const SUB_PAGE_TABLES = [0x18_5000, 0x18_6000, 0x18_7000, 0x18_8000] as const;
const ADDRESS = 0x5000;
const RWX = 7n;
const WRITE_BACK = 0x30n;
const PAGE = BigInt(ADDRESS) | WRITE_BACK;
const LARGE = 0x80n;
const SUB_PAGES = 1n << 61n;
const PAGING_WRITE = 1n << 58n;
const READ_ONLY = PAGE | 5n;

/** One walk: entries that differ from the identity by level, and what comes of it. */
export interface EptWalkCase {
  readonly name: string;
  readonly entries?: Readonly<Record<number, bigint>>;
  readonly subPage?: Readonly<Record<number, bigint>>;
  readonly levels?: 4 | 5;
  readonly root?: Partial<EptRoot>;
  readonly flags?: true;
  readonly features?: Partial<EptFeatures>;
  readonly address?: number;
  readonly access: number;
  /** Id of the rule that refuses; else the page, the low byte of flags that the entry gets, and whether it must become dirty. */
  readonly comesTo: string;
}

const mapped = (page = ADDRESS, flags = 0, dirty = false): string =>
  `page 0x${page.toString(16)}, flags 0x${flags.toString(16)}${dirty ? ', to become dirty' : ''}`;
const withSubPages = (more: Omit<EptWalkCase, 'access' | 'entries'> & Partial<EptWalkCase>): EptWalkCase => ({
  entries: { 0: READ_ONLY | SUB_PAGES },
  root: { subPages: true, subPageTable: SUB_PAGE_TABLES[3] },
  access: FINAL_WRITE,
  ...more,
});

/** For each rule of EPT a walk that it refuses, and walks beside it that it does not. */
export const eptWalkCases: readonly EptWalkCase[] = [
  { name: 'a page', access: READ, comesTo: mapped() },
  { name: 'a write to it', access: WRITE, comesTo: mapped() },
  { name: 'a fetch from it', access: FETCH, comesTo: mapped() },
  { name: 'five levels', levels: 5, access: READ, comesTo: mapped() },
  { name: 'too wide an address', address: 2 ** 48, access: READ, comesTo: 'ept-address-width' },
  { name: 'a wide address of five levels', levels: 5, address: 2 ** 48 + ADDRESS, access: READ, comesTo: mapped() },
  { name: 'an entry without rights', entries: { 0: PAGE }, access: READ, comesTo: 'ept-not-present' },
  {
    name: 'writes without reads',
    entries: { 0: PAGE | 2n },
    access: READ,
    comesTo: 'ept-write-without-read',
  },
  { name: 'execution alone', entries: { 0: PAGE | 4n }, access: FETCH, comesTo: mapped() },
  {
    name: 'execution alone where it is not supported',
    entries: { 0: PAGE | 4n },
    features: { executeOnly: false },
    access: FETCH,
    comesTo: 'ept-execute-only',
  },
  {
    name: 'a large bit at the top',
    entries: { 3: BigInt(TABLES[2]) | RWX | LARGE },
    access: READ,
    comesTo: 'ept-reserved-bits',
  },
  {
    name: 'a memory type in a table',
    entries: { 1: BigInt(TABLES[0]) | RWX | 8n },
    access: READ,
    comesTo: 'ept-reserved-bits',
  },
  {
    name: 'an address beyond the width',
    entries: { 0: PAGE | RWX | (1n << 46n) },
    access: READ,
    comesTo: 'ept-reserved-bits',
  },
  { name: '2 MiB', entries: { 1: RWX | WRITE_BACK | LARGE }, access: READ, comesTo: mapped() },
  { name: '1 GiB', entries: { 2: RWX | WRITE_BACK | LARGE }, access: READ, comesTo: mapped() },
  {
    name: '2 MiB that are not supported',
    entries: { 1: RWX | WRITE_BACK | LARGE },
    features: { pages2Mib: false },
    access: READ,
    comesTo: 'ept-reserved-bits',
  },
  {
    name: '2 MiB at 4 KiB',
    entries: { 1: 0x1000n | RWX | WRITE_BACK | LARGE },
    access: READ,
    comesTo: 'ept-reserved-bits',
  },
  {
    name: 'a reserved memory type',
    entries: { 0: BigInt(ADDRESS) | RWX | 0x10n },
    access: READ,
    comesTo: 'ept-memory-type',
  },
  {
    name: 'writes of paging without reads',
    entries: { 0: PAGE | 4n | PAGING_WRITE },
    root: { pagingWrites: true },
    access: FETCH,
    comesTo: 'ept-paging-write-without-read',
  },
  {
    name: 'a write of paging to its entry',
    entries: { 0: READ_ONLY | PAGING_WRITE },
    root: { pagingWrites: true },
    access: WRITE | SECOND_LEVEL_LINEAR,
    comesTo: mapped(),
  },
  { name: 'a read that is forbidden', entries: { 0: PAGE | 4n }, access: READ, comesTo: 'ept-read' },
  { name: 'a write that is forbidden', entries: { 0: READ_ONLY }, access: WRITE, comesTo: 'ept-write' },
  { name: 'a read of a page that is read-only', entries: { 0: READ_ONLY }, access: READ, comesTo: mapped() },
  { name: 'a fetch that is forbidden', entries: { 0: PAGE | 3n }, access: FETCH, comesTo: 'ept-execute' },
  { name: 'a read of a page that is not executed', entries: { 0: PAGE | 3n }, access: READ, comesTo: mapped() },
  {
    name: 'a fetch of user mode that is forbidden',
    root: { modeBasedExecute: true },
    access: FETCH | SECOND_LEVEL_USER_PAGE,
    comesTo: 'ept-user-execute',
  },
  {
    name: 'a fetch of supervisor mode beside it',
    root: { modeBasedExecute: true },
    access: FETCH,
    comesTo: mapped(),
  },
  withSubPages({ name: 'a write where a part may be written', comesTo: mapped() }),
  withSubPages({ name: 'a part that may not', subPage: { 0: 0n }, comesTo: 'spp-write' }),
  withSubPages({ name: 'no entry for parts', subPage: { 2: 0n }, comesTo: 'spp-miss' }),
  withSubPages({ name: 'a wrong low half for parts', subPage: { 0: 3n }, comesTo: 'spp-reserved-bits' }),
  withSubPages({ name: 'a wrong high half for parts', subPage: { 0: 1n | (1n << 63n) }, comesTo: 'spp-reserved-bits' }),
  withSubPages({ name: 'parts that nothing enables', root: {}, comesTo: 'ept-write' }),
  withSubPages({ name: 'an entry that says nothing of parts', entries: { 0: READ_ONLY }, comesTo: 'ept-write' }),
  withSubPages({
    name: 'parts of a large page',
    entries: { 1: 5n | WRITE_BACK | LARGE | SUB_PAGES },
    comesTo: 'ept-write',
  }),
  withSubPages({
    name: 'parts of a page that is not read',
    entries: { 0: PAGE | 4n | SUB_PAGES },
    comesTo: 'ept-write',
  }),
  withSubPages({ name: 'parts for paging', access: WRITE | SECOND_LEVEL_LINEAR, comesTo: 'ept-write' }),
  withSubPages({ name: 'parts of a wide address', levels: 5, address: 2 ** 48 + ADDRESS, comesTo: 'ept-write' }),
  withSubPages({ name: 'a read of a page with parts', access: READ, comesTo: mapped() }),
  { name: 'the accessed flag', flags: true, access: READ, comesTo: mapped(ADDRESS, 1) },
  { name: 'the dirty flag', flags: true, access: WRITE, comesTo: mapped(ADDRESS, 3, true) },
  {
    name: 'the dirty flag of a dirty page',
    entries: { 0: PAGE | RWX | 0x200n },
    flags: true,
    access: WRITE,
    comesTo: mapped(ADDRESS, 3),
  },
];

/** Those in which the table of sub-page permissions is asked: what it says of the write alone. */
export const subPageCases: readonly EptWalkCase[] = eptWalkCases
  .filter(({ name, comesTo }) => comesTo.startsWith('spp-') || name === 'a write where a part may be written')
  .map((given) => (given.comesTo.startsWith('spp-') ? given : { ...given, comesTo: 'allowed' }));

const machine = new VmxProcessor();
const poke = (address: number, value: bigint): void => {
  machine.image.noteWrite(address >>> 12);
  machine.image.u64[(0x10_0000 + address) / 8] = value;
};

/** Index of an address in the table of a level. */
const indexOf = (level: number, address: number): number => Math.floor(address / 2 ** (12 + 9 * level)) % 512;

/** Writes the tables of a case. */
function prepare(given: EptWalkCase, address: number): void {
  for (let level = 0; level <= 4; level++) {
    const identity = level === 0 ? PAGE | RWX : BigInt(TABLES[level - 1] as number) | RWX;
    poke((TABLES[level] as number) + 8 * indexOf(level, address), given.entries?.[level] ?? identity);
  }
  for (let level = 0; level <= 3; level++) {
    const identity = level === 0 ? 1n : BigInt(SUB_PAGE_TABLES[level - 1] as number) | 1n;
    poke((SUB_PAGE_TABLES[level] as number) + 8 * indexOf(level, address), given.subPage?.[level] ?? identity);
  }
}

const featuresOf = (given: EptWalkCase): EptFeatures => ({
  executeOnly: true,
  pages2Mib: true,
  pages1Gib: true,
  advancedViolations: true,
  physicalAddressBits: 46,
  ...given.features,
});

/** The look-up in the table of sub-page permissions. */
export interface SubPageModule {
  readonly SubPageLookUp: typeof SubPageLookUp;
  readonly lookUpSubPage: typeof lookUpSubPage;
}

/** Makes a case's look-up with a module's functions. */
export function lookUpCase(module: SubPageModule, given: EptWalkCase): string {
  prepare(given, ADDRESS);
  const found = new module.SubPageLookUp();
  const refused = module.lookUpSubPage(machine.p, featuresOf(given), SUB_PAGE_TABLES[3], ADDRESS, found, null);
  return refused?.id ?? 'allowed';
}

/** Makes a case's walk with a module's functions. */
export function walkCase(module: EptWalkModule, given: EptWalkCase): string {
  const address = given.address ?? ADDRESS;
  const top = (given.levels ?? 4) - 1;
  prepare(given, address);
  const root: EptRoot = {
    eptpLow: (TABLES[top] as number) | (top << 3) | 6 | (given.flags === true ? 0x40 : 0),
    eptpHigh: 0,
    modeBasedExecute: false,
    pagingWrites: false,
    verifiesPaging: false,
    subPages: false,
    subPageTable: 0,
    ...given.root,
  };
  const features = featuresOf(given);
  const found = new module.EptWalk();
  const refused = module.walkEpt(machine.p, features, root, address, given.access, found, null);
  if (refused !== null) return refused.id;
  const dirty = module.needsDirtyFlag(root, found, given.access);
  module.setEptFlags(machine.p, root, found, given.access);
  const entry = machine.image.u64[(0x10_0000 + found.leafAddress) / 8] as bigint;
  return mapped(found.page, Number((entry >> 8n) & 3n), dirty);
}
