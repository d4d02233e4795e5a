import type { VmxCapabilities } from '../../../src/vmx/capabilities/capabilities';
import type { ControlWordTable } from '../../../src/vmx/controls/control';
import { controlWords } from '../../../src/vmx/controls/control-words.table';
import { type VmcsFieldId, vmcsFieldList } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import {
  baselineFields,
  ENTRY_MSR_LOAD_PAGE,
  type Fields,
  GUEST_STACK_TOP,
  IO_BITMAP_A_PAGE,
  MSR_LOAD_PAGE,
  VMCS_POINTER,
} from '../../support/baseline-vmcs';
import { entryCheckCases, passingCases } from '../../unit/vmx-tables/entry-check-cases';
import type { Dice } from '../random-work';
import {
  APIC_ACCESS_PAGE,
  type EntryCase,
  type EntryModel,
  EPT_TABLE,
  EPTP_LIST,
  LINKED_REGION,
  PAE_TABLE,
  PAGE_DIRECTORY,
  PID_POINTER_TABLE,
  PML_PAGE,
  POSTED_INTERRUPT_DESCRIPTOR,
  SUB_PAGE_TABLE,
  VE_AREA,
  VIRTUAL_APIC_PAGE,
} from './entry-case';
import { loadableMsrs } from './entry-expectation';

const HOST_RIP = 0x10_4000n;
const GUEST_RIP = 0x10_5000n;
const IA32E_GUEST = 0x200n;
const HOST_64 = 0x200n;
const PAE = 0x20n;
const ALL_ONES = 0xffff_ffff_ffff_ffffn;

/** A valid VMCS to begin with, and the VMM's mode that goes with it. */
export interface ValidVmcs {
  readonly fields: Fields;
  readonly ia32e: boolean;
}

/** Where things lie that controls may make the processor read; a VMCS needs no care for them then. */
const pages: Fields = {
  'virtual-apic-address': BigInt(VIRTUAL_APIC_PAGE),
  'apic-access-address': BigInt(APIC_ACCESS_PAGE),
  'posted-interrupt-descriptor-address': BigInt(POSTED_INTERRUPT_DESCRIPTOR),
  'posted-interrupt-notification-vector': 0xf2n,
  'pid-pointer-table-address': BigInt(PID_POINTER_TABLE),
  'ept-pointer': BigInt(EPT_TABLE) | 0x1en,
  'pml-address': BigInt(PML_PAGE),
  'eptp-list-address': BigInt(EPTP_LIST),
  'virtualization-exception-information-address': BigInt(VE_AREA),
  'sub-page-permission-table-pointer': BigInt(SUB_PAGE_TABLE),
  'hlat-pointer': BigInt(PAGE_DIRECTORY),
  'virtual-processor-identifier': 1n,
  'tsc-multiplier': 1n << 48n,
  'guest-ia32-pat': 0x0007_0406_0007_0406n,
  'host-ia32-pat': 0x0007_0406_0007_0406n,
  'guest-ia32-efer': 0xd01n,
  'host-ia32-efer': 0xd01n,
};

/** The valid VMCSs of a model that its cases begin with. */
export function validVmcss({ model, capabilities }: EntryModel): readonly ValidVmcs[] {
  const base: Fields = { ...baselineFields(capabilities, HOST_RIP, GUEST_RIP), ...pages };
  const legacyGuest: Fields = {
    ...base,
    'vm-entry-controls': (base['vm-entry-controls'] ?? 0n) & ~IA32E_GUEST,
    'guest-cs-access-rights': 0xc09bn,
    'guest-cr4': (base['guest-cr4'] ?? 0n) & ~PAE,
    'guest-cr3': BigInt(PAGE_DIRECTORY),
  };
  const legacyHost: Fields = {
    ...legacyGuest,
    'vm-exit-controls': (base['vm-exit-controls'] ?? 0n) & ~HOST_64,
    'host-cr4': (base['host-cr4'] ?? 0n) & ~PAE,
    'host-cr3': BigInt(PAGE_DIRECTORY),
  };
  const pae = (fields: Fields, owner: 'guest' | 'host'): Fields => ({
    ...fields,
    [`${owner}-cr4`]: (fields[`${owner}-cr4`] ?? 0n) | PAE,
    [`${owner}-cr3`]: BigInt(PAE_TABLE),
  });
  const own: ValidVmcs[] = [
    { fields: base, ia32e: true },
    { fields: legacyGuest, ia32e: true },
    { fields: pae(legacyGuest, 'guest'), ia32e: true },
    { fields: legacyHost, ia32e: false },
    { fields: pae(pae(legacyHost, 'guest'), 'host'), ia32e: false },
  ];
  if (model.id !== 'everything') return own;
  // Those of the table's tests that need nothing special in memory.
  const tested = Object.values(passingCases)
    .filter((given) => given.memory === undefined && given.capabilities === undefined && given.ia32e !== false)
    .filter((given) => (given.fields['vm-entry-msr-load-count'] ?? 0n) === 0n)
    .map((given): ValidVmcs => ({ fields: { ...base, ...given.fields }, ia32e: true }))
    .filter(({ fields }) => ((fields['vm-entry-controls'] ?? 0n) & IA32E_GUEST) !== 0n || !usesPae(fields));
  return [...own, ...tested];
}

const usesPae = (fields: Fields): boolean =>
  ((fields['guest-cr0'] ?? 0n) >> 31n) % 2n === 1n && ((fields['guest-cr4'] ?? 0n) & PAE) !== 0n;

/** A case under construction. */
interface Draft {
  readonly dice: Dice;
  readonly capabilities: VmxCapabilities;
  readonly fields: Record<string, bigint>;
  readonly memory: Map<number, number>;
}

const ids = vmcsFieldList.map((row) => row.id as VmcsFieldId);
const bitOf = (dice: Dice, most: number): bigint => 1n << BigInt(dice.roll(most));
const fieldOf = (draft: Draft, id: VmcsFieldId): bigint => draft.fields[id] ?? 0n;

const addresses = [VIRTUAL_APIC_PAGE, LINKED_REGION, IO_BITMAP_A_PAGE, VMCS_POINTER, GUEST_STACK_TOP, 0].map(BigInt);

/** A value that is likely to mean something to some check. */
function likelyValue(dice: Dice): bigint {
  switch (dice.roll(6)) {
    case 0:
      return dice.pick([0n, 1n, ALL_ONES, 0xffff_ffffn, 0xffffn, 0x1_0000n]);
    case 1:
      return bitOf(dice, 64);
    case 2:
      return dice.pick(addresses) | (dice.chance(30) ? BigInt(dice.roll(0x1000)) : 0n);
    case 3:
      return dice.pick([1n << 46n, 1n << 47n, 1n << 48n, 0xffff_8000_0000_0000n, 1n << 56n, 0xff00_0000_0000_0000n]);
    default:
      return dice.word();
  }
}

/** Turns bits of one word of controls that the model leaves open, seldom others. */
function mutateControls(draft: Draft): void {
  const { dice } = draft;
  const table = dice.pick(controlWords as readonly ControlWordTable[]);
  const { field, rows, width } = table;
  for (let n = 1 + dice.roll(3); n > 0; n--) {
    const bit = dice.chance(85) && rows.length > 0 ? BigInt(dice.pick(rows).bit) : BigInt(dice.roll(width));
    draft.fields[field] = fieldOf(draft, field) ^ (1n << bit);
  }
}

/** Any combination of the controls that the model allows. */
function mutateAllControls(draft: Draft): void {
  const { dice, capabilities: c } = draft;
  const some = (mustBeOne: number, mayBeOne: number): bigint => {
    const random = Number(dice.word() & 0xffff_ffffn) & Number(dice.chance(60) ? dice.word() & 0xffff_ffffn : -1n);
    return BigInt((mustBeOne | (random & mayBeOne)) >>> 0);
  };
  const keep = (field: VmcsFieldId, mask: bigint, value: bigint): void => {
    draft.fields[field] = (value & ~mask) | (fieldOf(draft, field) & mask);
  };
  if (dice.chance(50)) keep('pin-based-controls', 0n, some(c.pinBased.mustBeOne, c.pinBased.mayBeOne));
  if (dice.chance(70)) keep('primary-processor-based-controls', 0n, some(c.primary.mustBeOne, c.primary.mayBeOne));
  if (dice.chance(70))
    keep('secondary-processor-based-controls', 0n, some(c.secondary.mustBeOne, c.secondary.mayBeOne));
  if (dice.chance(30)) draft.fields['tertiary-processor-based-controls'] = dice.word() & c.tertiaryMayBeOne;
  if (dice.chance(30)) keep('vm-exit-controls', HOST_64, some(c.vmExit.mustBeOne, c.vmExit.mayBeOne));
  if (dice.chance(30)) keep('vm-entry-controls', IA32E_GUEST, some(c.vmEntry.mustBeOne, c.vmEntry.mayBeOne));
}

const msrIndices = [...loadableMsrs.keys()];

/** An MSR-load area with entries that may or may not be loaded. */
function mutateMsrArea(draft: Draft): void {
  const { dice } = draft;
  const [area, page] = dice.pick([
    ['vm-entry-msr-load', ENTRY_MSR_LOAD_PAGE],
    ['vm-exit-msr-load', MSR_LOAD_PAGE],
  ] as const);
  const count = 1 + dice.roll(4);
  draft.fields[`${area}-count`] = BigInt(dice.chance(95) ? count : dice.roll(2 ** 32));
  draft.fields[`${area}-address`] = dice.chance(90) ? BigInt(page) : likelyValue(dice);
  for (let n = 0; n < count; n++) {
    const index = dice.chance(80) ? dice.pick(msrIndices.slice(0, 7)) : dice.pick(msrIndices);
    const value = dice.chance(80) ? dice.pick([0n, 0x1000n, 0xffff_8000_0000_0000n, 0x0606n]) : dice.word();
    const entry = [index, dice.chance(96) ? 0 : dice.roll(2 ** 32), Number(value & 0xffff_ffffn), Number(value >> 32n)];
    for (const [k, word] of entry.entries()) draft.memory.set(page + 16 * n + 4 * k, word | 0);
  }
}

/** A link pointer, to a region that may be wrong; mostly with VMCS shadowing where the region is a shadow VMCS. */
function mutateLink(draft: Draft): void {
  const { dice, capabilities } = draft;
  const shadow = dice.chance(50);
  const revision = dice.chance(80) ? capabilities.revision : dice.roll(2 ** 31);
  draft.memory.set(LINKED_REGION, revision | (shadow ? 0x8000_0000 : 0));
  draft.fields['vmcs-link-pointer'] = dice.chance(80) ? BigInt(LINKED_REGION) : likelyValue(dice);
  if (shadow && dice.chance(75)) {
    const primary = 'primary-processor-based-controls';
    const secondary = 'secondary-processor-based-controls';
    draft.fields[primary] = fieldOf(draft, primary) | (1n << 31n);
    draft.fields[secondary] = (dice.chance(80) ? 0n : fieldOf(draft, secondary)) | (1n << 14n);
  }
}

/** Activity, interruptibility, pending debug exceptions and injection, each alone or together. */
function mutateEvents(draft: Draft): void {
  const { dice, fields } = draft;
  if (dice.chance(40)) fields['guest-activity-state'] = BigInt(dice.roll(5));
  if (dice.chance(40)) fields['guest-interruptibility-state'] = BigInt(dice.chance(90) ? dice.roll(16) : dice.roll(64));
  if (dice.chance(30)) fields['guest-rflags'] = 2n | (dice.chance(60) ? 0x200n : 0n) | (dice.chance(40) ? 0x100n : 0n);
  if (dice.chance(20))
    fields['guest-pending-debug-exceptions'] = dice.pick([0n, 0x4000n, 0x1000n, 0x100fn, bitOf(dice, 64)]);
  if (dice.chance(10)) fields['guest-ia32-debugctl'] = BigInt(dice.roll(4));
  if (!dice.chance(70)) return;
  const type = dice.roll(8);
  const vector = type === 2 ? 2 : type === 7 ? 0 : dice.roll(dice.chance(70) ? 20 : 256);
  const code = dice.chance(type === 3 ? 50 : 10) ? 0x800n : 0n;
  const odd = dice.chance(5) ? bitOf(dice, 32) : 0n;
  fields['vm-entry-interruption-information'] = 0x8000_0000n | BigInt((type << 8) | vector) | code | odd;
  fields['vm-entry-exception-error-code'] = dice.chance(90) ? BigInt(dice.roll(0x1_0000)) : dice.word();
  fields['vm-entry-instruction-length'] = BigInt(dice.chance(90) ? dice.roll(16) : dice.roll(2 ** 32));
}

/** The TPR threshold and the virtual-APIC page. */
function mutateVirtualApic(draft: Draft): void {
  const { dice, fields } = draft;
  fields['primary-processor-based-controls'] = fieldOf(draft, 'primary-processor-based-controls') | (1n << 21n);
  fields['tpr-threshold'] = BigInt(dice.chance(80) ? dice.roll(16) : dice.roll(2 ** 32));
  draft.memory.set(VIRTUAL_APIC_PAGE + 0x80, dice.roll(0x100));
}

/** Entries of the page-directory-pointer tables that PAE paging of guest or host may use. */
function mutatePdptes(draft: Draft): void {
  const { dice } = draft;
  draft.memory.set(PAE_TABLE + 8 * dice.roll(4) + 4 * dice.roll(2), Number(bitOf(dice, 32)) | 1);
  if (dice.chance(50)) draft.fields[`guest-pdpte-${dice.roll(4)}`] = likelyValue(dice) | 1n;
}

const broken = Object.values(entryCheckCases).filter((given) => given.capabilities === undefined);

const mutations: readonly ((draft: Draft) => void)[] = [
  (draft) => {
    const id = draft.dice.pick(ids);
    draft.fields[id] = fieldOf(draft, id) ^ bitOf(draft.dice, 64);
  },
  (draft) => {
    draft.fields[draft.dice.pick(ids)] = likelyValue(draft.dice);
  },
  (draft) => {
    const given = draft.dice.pick(broken);
    const id = draft.dice.pick(Object.keys(given.fields) as VmcsFieldId[]);
    draft.fields[id] = given.fields[id] ?? 0n;
  },
  (draft) => {
    Object.assign(draft.fields, draft.dice.pick(broken).fields);
  },
  mutateControls,
  mutateControls,
  mutateAllControls,
  mutateMsrArea,
  mutateLink,
  mutateEvents,
  mutateEvents,
  mutateVirtualApic,
  mutatePdptes,
];

/** A random case that begins with one of the valid VMCSs. Equal dice give equal cases. */
export function randomEntry(dice: Dice, model: EntryModel, valid: ValidVmcs): EntryCase {
  const draft: Draft = { dice, capabilities: model.capabilities, fields: { ...valid.fields }, memory: new Map() };
  for (let n = dice.pick([0, 1, 1, 1, 2, 2, 3, 4]); n > 0; n--) dice.pick(mutations)(draft);
  const instruction = dice.pick(['vmlaunch', 'vmresume'] as const);
  const right = instruction === 'vmlaunch' ? 0 : 1;
  return {
    model,
    instruction,
    launchState: dice.chance(97) ? right : dice.pick([0, 1, 2] as const),
    current: dice.chance(98) ? 'ordinary' : dice.pick(['shadow', 'none'] as const),
    behindMovSs: dice.chance(1),
    ia32e: valid.ia32e,
    fields: draft.fields as Fields,
    memory: draft.memory,
    heldBefore: dice.chance(50),
    listener: dice.pick(['nobody', 'outline', 'outline', 'detailed'] as const),
  };
}
