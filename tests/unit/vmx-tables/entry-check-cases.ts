import { everything } from '../../../src/models/everything';
import type { VmxCapabilities } from '../../../src/vmx/capabilities/capabilities';
import { capabilitiesOf } from '../../../src/vmx/capabilities/capabilities-of';
import type { VmcsFieldId } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { baselineFields, type Fields, VMCS_POINTER } from '../../support/baseline-vmcs';
import { eptExtensionCases, eptExtensionPasses } from './ept-extension-cases';

export const capabilities = capabilitiesOf(everything);
export const baseline = baselineFields(capabilities, 0x10_4000n, 0x10_5000n);

/** A VMCS that breaks one row. */
export interface CheckCase {
  readonly fields: Fields;
  readonly capabilities?: Partial<VmxCapabilities>;
  readonly ia32e?: boolean;
  readonly memory?: ReadonlyMap<bigint, number>;
  /** Rows that cannot hold when this one does not. */
  readonly also?: readonly string[];
}

const value = (field: VmcsFieldId): bigint => baseline[field] ?? 0n;
const or = (field: VmcsFieldId, mask: bigint): Fields => ({ [field]: value(field) | mask });
const clear = (field: VmcsFieldId, mask: bigint): Fields => ({ [field]: value(field) & ~mask });
const is = (field: VmcsFieldId, wanted: bigint): Fields => ({ [field]: wanted });
const one = (fields: Fields): CheckCase => ({ fields });

const NONCANONICAL = 0x0100_0000_0000_0000n;
const BEYOND = 1n << 46n;
const USE_IO_BITMAPS = 1n << 25n;
const USE_MSR_BITMAPS = 1n << 28n;
const ACTIVATE_SECONDARY = 1n << 31n;
const HOST_64 = 0x200n;
const IA32E_GUEST = 0x200n;
const LOAD_PAT_ON_EXIT = 1n << 19n;
const LOAD_EFER_ON_EXIT = 1n << 21n;
const LOAD_DEBUG = 4n;
/** Activates the secondary VM-exit controls. */
const EXIT2 = 1n << 31n;
const LOAD_PAT = 1n << 14n;
const LOAD_EFER = 1n << 15n;
const PAT = 0x0007_0406_0007_0406n;
const IF = 0x200n;
const TF = 0x100n;
const VALID = 0x8000_0000n;
const inject = (type: number, vector: number, more = 0n): Fields =>
  is('vm-entry-interruption-information', VALID | BigInt(type << 8) | BigInt(vector) | more);

const primary = (mask: bigint): Fields => or('primary-processor-based-controls', mask);
const bitmapCases = (field: 'io-bitmap-a' | 'io-bitmap-b' | 'msr-bitmaps', use: bigint) => ({
  [`${field}-aligned`]: one({ ...primary(use), ...is(field, 0x12_4800n) }),
  [`${field}-width`]: one({ ...primary(use), ...is(field, BEYOND) }),
});

const shadowing: Fields = { ...primary(ACTIVATE_SECONDARY), 'secondary-processor-based-controls': 1n << 14n };

const TPR_SHADOW = 1n << 21n;
const VIRTUAL_APIC = 0x14_0000n;
const VTPR = 0x14_0080n;
/** A TPR shadow with a threshold of 5. */
const shadow: Fields = { ...primary(TPR_SHADOW), 'virtual-apic-address': VIRTUAL_APIC, 'tpr-threshold': 5n };
const vtpr = (value: number): ReadonlyMap<bigint, number> => new Map([[VTPR, value]]);
/** Secondary controls beside a TPR shadow without a threshold. */
const secondaryWithShadow = (mask: bigint): Fields => ({
  ...shadow,
  ...primary(TPR_SHADOW | ACTIVATE_SECONDARY),
  'secondary-processor-based-controls': mask,
  'tpr-threshold': 0n,
});
const externalInterruptExiting = or('pin-based-controls', 1n);
const posted: Fields = {
  ...secondaryWithShadow(1n << 9n),
  ...or('pin-based-controls', 0x81n),
  ...or('vm-exit-controls', 1n << 15n),
};
const ipis: Fields = {
  ...shadow,
  ...primary(TPR_SHADOW | (1n << 17n)),
  'tertiary-processor-based-controls': 0x10n,
  'tpr-threshold': 0n,
};

type Area = 'vm-exit-msr-store' | 'vm-exit-msr-load' | 'vm-entry-msr-load';
const areaCases = (area: Area) => ({
  [`${area}-address-aligned`]: one({ [`${area}-count`]: 1n, [`${area}-address`]: 0x12_7008n }),
  [`${area}-address-width`]: {
    fields: { [`${area}-count`]: 1n, [`${area}-address`]: BEYOND },
  },
  [`${area}-address-last-byte`]: one({ [`${area}-count`]: 2n, [`${area}-address`]: BEYOND - 16n }),
});

const hostSelector = (name: string) => ({
  [`host-${name}-selector-rpl`]: one(or(`host-${name}-selector` as VmcsFieldId, 0x1bn)),
  [`host-${name}-selector-ti`]: one(is(`host-${name}-selector` as VmcsFieldId, 0x0cn)),
});

/** Outside IA-32e mode a 32-bit host is the only one, and a 32-bit guest goes with it. */
const legacyHost: Fields = {
  ...clear('vm-exit-controls', HOST_64),
  ...clear('vm-entry-controls', IA32E_GUEST),
  'guest-cs-access-rights': 0xc09bn,
};
const legacyGuest: Fields = { ...clear('vm-entry-controls', IA32E_GUEST), 'guest-cs-access-rights': 0xc09bn };

const SIX = ['cs', 'ss', 'ds', 'es', 'fs', 'gs'] as const;
/** All six segments as virtual-8086 mode wants them. */
const virtual8086: Fields = {
  ...legacyGuest,
  'guest-rflags': 0x2_0002n,
  ...Object.fromEntries(
    SIX.flatMap((name) => [
      [`guest-${name}-selector`, 0x1000n],
      [`guest-${name}-base`, 0x1_0000n],
      [`guest-${name}-limit`, 0xffffn],
      [`guest-${name}-access-rights`, 0xf3n],
    ]),
  ),
};
const usable = (name: string): Fields => ({
  [`guest-${name}-selector`]: 0x10n,
  [`guest-${name}-limit`]: 0xffff_ffffn,
  [`guest-${name}-access-rights`]: name === 'cs' ? 0xa09bn : 0xc093n,
});
const rights = (name: string, access: bigint): Fields => ({
  ...(name === 'cs' || name === 'ldtr' || name === 'tr' ? {} : usable(name)),
  [`guest-${name}-access-rights`]: access,
});

const eachOfSix = (name: (typeof SIX)[number]) => {
  const good = name === 'cs' ? 0xa09bn : 0xc093n;
  return {
    [`guest-${name}-virtual-8086-base`]: one({ ...virtual8086, [`guest-${name}-base`]: 0x1_0010n }),
    [`guest-${name}-virtual-8086-limit`]: one({ ...virtual8086, [`guest-${name}-limit`]: 0xf_ffffn }),
    [`guest-${name}-virtual-8086-access-rights`]: one({ ...virtual8086, [`guest-${name}-access-rights`]: 0x93n }),
    [`guest-${name}-descriptor-type`]: one(rights(name, good & ~0x10n)),
    [`guest-${name}-present`]: one(rights(name, good & ~0x80n)),
    [`guest-${name}-access-rights-reserved-bits`]: one(rights(name, good | 0x100n)),
    [`guest-${name}-granularity-clear`]: one({ ...rights(name, good), [`guest-${name}-limit`]: 0xffff_f000n }),
    [`guest-${name}-granularity-set`]: one({ ...rights(name, good & ~0x8000n), [`guest-${name}-limit`]: 0xffff_ffffn }),
  };
};

const eachDataSegment = (name: 'ds' | 'es' | 'fs' | 'gs') => ({
  [`guest-${name}-type-accessed`]: one(rights(name, 0xc092n)),
  [`guest-${name}-type-readable`]: one(rights(name, 0xc099n)),
  [`guest-${name}-dpl`]: one({ ...rights(name, 0xc093n), [`guest-${name}-selector`]: 0x13n }),
});

const ldt = (access: bigint, more: Fields = {}): CheckCase =>
  one({ 'guest-ldtr-selector': 0x18n, 'guest-ldtr-limit': 0xffn, 'guest-ldtr-access-rights': access, ...more });

/** A guest at privilege level 3. */
const level3: Fields = {
  'guest-cs-selector': 0x23n,
  'guest-cs-access-rights': 0xa0fbn,
  'guest-ss-selector': 0x2bn,
  'guest-ss-access-rights': 0xc0f3n,
};

const OTHER_PAGE = 0x12_3000n;

/** Secondary controls by bit, activated; with a VPID, an EPT pointer and a PML address that are good. */
const secondary = (...bits: number[]): Fields => ({
  ...primary(1n << 31n),
  'secondary-processor-based-controls': bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n),
  'virtual-processor-identifier': 1n,
  'ept-pointer': 0x20_005en,
  'pml-address': 0x20_8000n,
});
const EPT = 1;
const VPID = 5;
const UNRESTRICTED = 7;
const VM_FUNCTIONS = 13;
const PML = 17;
const VE = 18;
const MODE_BASED_EXECUTE = 22;
const withoutEptVpid = (capability: number): Partial<VmxCapabilities> => ({
  eptVpid: capabilities.eptVpid & ~(1n << BigInt(capability)),
});
const withSecondary = (bit: number, fields: Fields): CheckCase => one({ ...secondary(bit), ...fields });
/** An unrestricted guest in real-address mode. */
const realMode: Fields = {
  ...secondary(EPT, UNRESTRICTED),
  ...legacyGuest,
  ...clear('guest-cr0', (1n << 31n) | 1n),
  'guest-cs-access-rights': 0x93n,
  'guest-cs-limit': 0xffffn,
};
const pdpteCase = (n: number): Record<string, CheckCase> => ({
  [`guest-pdpte-${n}-reserved-bits`]: one({
    ...secondary(EPT),
    ...legacyGuest,
    [`guest-pdpte-${n}`]: 0x12_9003n,
  }),
});

/** The VM exit loads IA32_SPEC_CTRL. */
const loadsSpecCtrl: Fields = { ...or('vm-exit-controls', EXIT2), 'secondary-vm-exit-controls': 4n };

/** For every row of the table a VMCS that breaks it: the baseline with these changes. */
export const entryCheckCases: Readonly<Record<string, CheckCase>> = {
  'pin-based-controls-must-be-one': one(clear('pin-based-controls', 2n)),
  'pin-based-controls-may-be-one': one(or('pin-based-controls', 0x100n)),
  'primary-processor-based-controls-must-be-one': one(clear('primary-processor-based-controls', 2n)),
  'primary-processor-based-controls-may-be-one': one(primary(1n << 18n)),
  'secondary-processor-based-controls-may-be-one': one({
    ...primary(ACTIVATE_SECONDARY),
    ...is('secondary-processor-based-controls', 1n << 29n),
  }),
  'tertiary-processor-based-controls-may-be-one': one({
    ...primary(1n << 17n),
    ...is('tertiary-processor-based-controls', 1n << 40n),
  }),
  'vpid-not-zero': withSecondary(VPID, { 'virtual-processor-identifier': 0n }),
  'ept-pointer-memory-type': withSecondary(EPT, { 'ept-pointer': 0x20_005cn }),
  'ept-pointer-walk-length': withSecondary(EPT, { 'ept-pointer': 0x20_0056n }),
  'ept-pointer-accessed-dirty': { fields: secondary(EPT), capabilities: withoutEptVpid(21) },
  'ept-pointer-reserved-bits': withSecondary(EPT, { 'ept-pointer': 0x20_00den }),
  'ept-pointer-width': withSecondary(EPT, { 'ept-pointer': BEYOND | 0x5en }),
  'unrestricted-guest-needs-ept': withSecondary(UNRESTRICTED, {}),
  'mode-based-execute-control-needs-ept': withSecondary(MODE_BASED_EXECUTE, {}),
  ...eptExtensionCases,
  'pml-needs-ept': withSecondary(PML, {}),
  'pml-address-aligned': one({ ...secondary(EPT, PML), 'pml-address': 0x20_8800n }),
  'vm-function-controls-may-be-one': withSecondary(VM_FUNCTIONS, { 'vm-function-controls': 2n }),
  'eptp-switching-needs-ept': withSecondary(VM_FUNCTIONS, { 'vm-function-controls': 1n }),
  've-information-address-aligned': withSecondary(VE, { 'virtualization-exception-information-address': 0x20_8010n }),
  've-information-address-width': withSecondary(VE, { 'virtualization-exception-information-address': BEYOND }),
  'eptp-list-address-aligned': one({
    ...secondary(EPT, VM_FUNCTIONS),
    'vm-function-controls': 1n,
    'eptp-list-address': 0x20_8008n,
  }),
  'eptp-list-address-width': one({
    ...secondary(EPT, VM_FUNCTIONS),
    'vm-function-controls': 1n,
    'eptp-list-address': BEYOND,
  }),
  'pml-address-width': one({ ...secondary(EPT, PML), 'pml-address': BEYOND }),
  'cr3-target-count': one(is('cr3-target-count', 5n)),
  ...bitmapCases('io-bitmap-a', USE_IO_BITMAPS),
  ...bitmapCases('io-bitmap-b', USE_IO_BITMAPS),
  ...bitmapCases('msr-bitmaps', USE_MSR_BITMAPS),
  'vmread-bitmap-address-aligned': one({ ...shadowing, 'vmread-bitmap-address': 0x12_4800n }),
  'vmread-bitmap-address-width': one({ ...shadowing, 'vmread-bitmap-address': BEYOND }),
  'vmwrite-bitmap-address-aligned': one({ ...shadowing, 'vmwrite-bitmap-address': 0x12_4800n }),
  'vmwrite-bitmap-address-width': one({ ...shadowing, 'vmwrite-bitmap-address': BEYOND }),
  'virtual-apic-address-aligned': one({ ...shadow, 'virtual-apic-address': 0x14_0800n }),
  'virtual-apic-address-width': one({ ...shadow, 'virtual-apic-address': BEYOND }),
  'tpr-threshold-reserved-bits': one({ ...shadow, 'tpr-threshold': 0x10n }),
  'tpr-threshold-above-vtpr': { fields: shadow, memory: vtpr(0x4f) },
  'virtualize-x2apic-mode-needs-tpr-shadow': one({
    ...primary(ACTIVATE_SECONDARY),
    'secondary-processor-based-controls': 0x10n,
  }),
  'apic-register-virtualization-needs-tpr-shadow': one({
    ...primary(ACTIVATE_SECONDARY),
    'secondary-processor-based-controls': 0x100n,
  }),
  'virtual-interrupt-delivery-needs-tpr-shadow': one({
    ...externalInterruptExiting,
    ...primary(ACTIVATE_SECONDARY),
    'secondary-processor-based-controls': 0x200n,
  }),
  'ipi-virtualization-needs-tpr-shadow': one({
    ...primary(1n << 17n),
    'tertiary-processor-based-controls': 0x10n,
  }),
  'apic-access-address-aligned': one({ ...secondaryWithShadow(1n), 'apic-access-address': 0x14_1800n }),
  'apic-access-address-width': one({ ...secondaryWithShadow(1n), 'apic-access-address': BEYOND }),
  'virtualize-x2apic-mode-excludes-apic-accesses': one(secondaryWithShadow(0x11n)),
  'virtual-interrupt-delivery-needs-external-interrupt-exiting': one(secondaryWithShadow(0x200n)),
  'posted-interrupts-need-virtual-interrupt-delivery': one({
    ...posted,
    ...primary(TPR_SHADOW),
  }),
  'posted-interrupts-need-acknowledge-on-exit': one({ ...posted, ...or('vm-exit-controls', 0n) }),
  'posted-interrupt-notification-vector-range': one({ ...posted, 'posted-interrupt-notification-vector': 0x1f2n }),
  'posted-interrupt-descriptor-address-aligned': one({
    ...posted,
    'posted-interrupt-descriptor-address': 0x14_2020n,
  }),
  'posted-interrupt-descriptor-address-width': one({ ...posted, 'posted-interrupt-descriptor-address': BEYOND }),
  'pid-pointer-table-address-aligned': one({ ...ipis, 'pid-pointer-table-address': 0x14_3004n }),
  'pid-pointer-table-address-width': one({ ...ipis, 'pid-pointer-table-address': BEYOND }),
  'pid-pointer-table-last-byte': one({
    ...ipis,
    'pid-pointer-table-address': BEYOND - 8n,
    'last-pid-pointer-index': 1n,
  }),
  'virtual-nmis-need-nmi-exiting': one(or('pin-based-controls', 0x20n)),
  'nmi-window-exiting-needs-virtual-nmis': one(primary(1n << 22n)),
  'tsc-multiplier-zero': one({
    ...primary(ACTIVATE_SECONDARY),
    ...is('secondary-processor-based-controls', 1n << 25n),
  }),
  'vm-exit-controls-must-be-one': one(clear('vm-exit-controls', 1n)),
  'vm-exit-controls-may-be-one': one(or('vm-exit-controls', 1n << 24n)),
  'save-preemption-timer-needs-timer': one(or('vm-exit-controls', 1n << 22n)),
  ...areaCases('vm-exit-msr-store'),
  ...areaCases('vm-exit-msr-load'),
  'vm-entry-controls-must-be-one': one(clear('vm-entry-controls', 1n)),
  'vm-entry-controls-may-be-one': one(or('vm-entry-controls', 1n << 10n)),
  'injection-type-reserved': one(inject(1, 0x20)),
  'injection-type-other-event': {
    fields: inject(7, 0),
    capabilities: {
      primary: { ...capabilities.primary, mayBeOne: (capabilities.primary.mayBeOne & ~0x0800_0000) >>> 0 },
    },
  },
  'injection-vector-nmi': one(inject(2, 3)),
  'injection-vector-hardware-exception': one(inject(3, 32)),
  'injection-vector-other-event': one(inject(7, 1)),
  'injection-error-code-missing': one(inject(3, 13)),
  'injection-error-code-unexpected': one(inject(3, 6, 0x800n)),
  'injection-reserved-bits': one(inject(3, 6, 0x1000n)),
  'injection-error-code-reserved-bits': one({
    ...inject(3, 13, 0x800n),
    'vm-entry-exception-error-code': 0x1_0000n,
  }),
  'injection-instruction-length': one({ ...inject(4, 0x80), 'vm-entry-instruction-length': 16n }),
  ...areaCases('vm-entry-msr-load'),

  'host-cr0-must-be-one': one(clear('host-cr0', 0x20n)),
  'host-cr0-may-be-one': one(or('host-cr0', 1n << 32n)),
  'host-cr4-must-be-one': one(clear('host-cr4', 0x2000n)),
  'host-cr4-may-be-one': one(or('host-cr4', 1n << 15n)),
  'host-cr3-width': one(or('host-cr3', BEYOND)),
  'host-ia32-sysenter-esp-canonical': one(is('host-ia32-sysenter-esp', NONCANONICAL)),
  'host-ia32-sysenter-eip-canonical': one(is('host-ia32-sysenter-eip', NONCANONICAL)),
  'host-ia32-perf-global-ctrl-reserved-bits': one({
    ...or('vm-exit-controls', 1n << 12n),
    'host-ia32-perf-global-ctrl': 2n,
  }),
  'host-ia32-pkrs-upper-bits': one({ ...or('vm-exit-controls', 1n << 29n), 'host-ia32-pkrs': 1n << 32n }),
  'secondary-vm-exit-controls-may-be-one': one({
    ...or('vm-exit-controls', EXIT2),
    'secondary-vm-exit-controls': 1n << 40n,
  }),
  'host-ia32-spec-ctrl-reserved-bits': one({ ...loadsSpecCtrl, 'host-ia32-spec-ctrl': 8n }),
  'host-ia32-pat-types': one({ ...or('vm-exit-controls', LOAD_PAT_ON_EXIT), 'host-ia32-pat': PAT & ~4n }),
  'host-ia32-efer-reserved-bits': one({ ...or('vm-exit-controls', LOAD_EFER_ON_EXIT), 'host-ia32-efer': 0x502n }),
  'host-ia32-efer-lma': one({ ...or('vm-exit-controls', LOAD_EFER_ON_EXIT), 'host-ia32-efer': 0x100n }),
  'host-ia32-efer-lme': one({ ...or('vm-exit-controls', LOAD_EFER_ON_EXIT), 'host-ia32-efer': 0x400n }),
  ...Object.assign({}, ...['cs', 'ss', 'ds', 'es', 'fs', 'gs', 'tr'].map(hostSelector)),
  'host-cs-selector-null': one(is('host-cs-selector', 0n)),
  'host-tr-selector-null': one(is('host-tr-selector', 0n)),
  'host-ss-selector-null': { ia32e: false, fields: { ...legacyHost, 'host-ss-selector': 0n } },
  'host-fs-base-canonical': one(is('host-fs-base', NONCANONICAL)),
  'host-gs-base-canonical': one(is('host-gs-base', NONCANONICAL)),
  'host-gdtr-base-canonical': one(is('host-gdtr-base', NONCANONICAL)),
  'host-idtr-base-canonical': one(is('host-idtr-base', NONCANONICAL)),
  'host-tr-base-canonical': one(is('host-tr-base', NONCANONICAL)),
  'legacy-mode-guest-not-ia-32e': {
    ia32e: false,
    fields: {
      ...legacyHost,
      ...is('vm-entry-controls', value('vm-entry-controls')),
      'guest-cs-access-rights': 0xa09bn,
    },
    also: ['legacy-host-guest-not-ia-32e'],
  },
  'legacy-mode-host-not-64-bit': { ia32e: false, fields: legacyGuest },
  'ia-32e-mode-host-64-bit': one(legacyHost),
  'legacy-host-guest-not-ia-32e': {
    fields: clear('vm-exit-controls', HOST_64),
    also: ['ia-32e-mode-host-64-bit'],
  },
  'legacy-host-cr4-pcide': {
    ia32e: false,
    fields: { ...legacyHost, ...or('host-cr4', 0x2_0000n) },
    capabilities: { cr4Fixed1: capabilities.cr4Fixed1 | 0x2_0000n },
  },
  'legacy-host-rip': { ia32e: false, fields: { ...legacyHost, 'host-rip': 0x1_0000_0000n } },
  'host-64-bit-cr4-pae': one(clear('host-cr4', 0x20n)),
  'host-64-bit-rip': one(is('host-rip', NONCANONICAL)),

  'guest-cr0-must-be-one': one(clear('guest-cr0', 0x20n)),
  'guest-cr0-pg-without-pe': {
    fields: {
      ...secondary(EPT, UNRESTRICTED),
      ...legacyGuest,
      ...clear('guest-cr0', 1n),
      ...clear('guest-cr4', 0x20n),
    },
  },
  'guest-cr0-may-be-one': one(or('guest-cr0', 1n << 32n)),
  'guest-cr4-must-be-one': one(clear('guest-cr4', 0x2000n)),
  'guest-cr4-may-be-one': one(or('guest-cr4', 1n << 15n)),
  'guest-ia32-debugctl-reserved-bits': one({ ...or('vm-entry-controls', LOAD_DEBUG), 'guest-ia32-debugctl': 0x8000n }),
  'guest-ia-32e-cr0-pg': {
    fields: clear('guest-cr0', 1n << 31n),
    capabilities: { cr0Fixed0: 0x21n },
  },
  'guest-ia-32e-cr4-pae': one(clear('guest-cr4', 0x20n)),
  'guest-legacy-cr4-pcide': {
    fields: { ...legacyGuest, ...or('guest-cr4', 0x2_0000n) },
    capabilities: { cr4Fixed1: capabilities.cr4Fixed1 | 0x2_0000n },
  },
  'guest-cr3-width': one(or('guest-cr3', BEYOND)),
  'guest-dr7-upper-bits': one({ ...or('vm-entry-controls', LOAD_DEBUG), 'guest-dr7': 0x1_0000_0400n }),
  'guest-ia32-sysenter-esp-canonical': one(is('guest-ia32-sysenter-esp', NONCANONICAL)),
  'guest-ia32-sysenter-eip-canonical': one(is('guest-ia32-sysenter-eip', NONCANONICAL)),
  'guest-ia32-perf-global-ctrl-reserved-bits': one({
    ...or('vm-entry-controls', 1n << 13n),
    'guest-ia32-perf-global-ctrl': 1n << 32n,
  }),
  'guest-ia32-pkrs-upper-bits': one({ ...or('vm-entry-controls', 1n << 22n), 'guest-ia32-pkrs': 1n << 63n }),
  'guest-ia32-spec-ctrl-reserved-bits': one({
    ...or('vm-entry-controls', 1n << 24n),
    'guest-ia32-spec-ctrl': 1n << 63n,
  }),
  'guest-ia32-pat-types': one({ ...or('vm-entry-controls', LOAD_PAT), 'guest-ia32-pat': PAT | (3n << 56n) }),
  'guest-ia32-efer-reserved-bits': one({ ...or('vm-entry-controls', LOAD_EFER), 'guest-ia32-efer': 0x502n }),
  'guest-ia32-efer-lma': one({ ...or('vm-entry-controls', LOAD_EFER), 'guest-ia32-efer': 0n }),
  'guest-ia32-efer-lme': one({ ...or('vm-entry-controls', LOAD_EFER), 'guest-ia32-efer': 0x400n }),

  'guest-tr-selector-ti': one(or('guest-tr-selector', 4n)),
  'guest-ldtr-selector-ti': ldt(0x82n, { 'guest-ldtr-selector': 0x1cn }),
  'guest-ss-selector-rpl': one({ ...is('guest-cs-selector', 0x0bn) }),
  ...Object.assign({}, ...SIX.map(eachOfSix)),
  'guest-tr-base-canonical': one(is('guest-tr-base', NONCANONICAL)),
  'guest-fs-base-canonical': one(is('guest-fs-base', NONCANONICAL)),
  'guest-gs-base-canonical': one(is('guest-gs-base', NONCANONICAL)),
  'guest-ldtr-base-canonical': ldt(0x82n, { 'guest-ldtr-base': NONCANONICAL }),
  'guest-cs-base-upper-bits': one(is('guest-cs-base', 1n << 32n)),
  'guest-ss-base-upper-bits': one(is('guest-ss-base', 1n << 32n)),
  'guest-ds-base-upper-bits': one(is('guest-ds-base', 1n << 32n)),
  'guest-es-base-upper-bits': one(is('guest-es-base', 1n << 32n)),
  'guest-cs-type': one(rights('cs', 0xa09an)),
  'guest-ss-type': one(rights('ss', 0xc091n)),
  ...Object.assign({}, ...(['ds', 'es', 'fs', 'gs'] as const).map(eachDataSegment)),
  'guest-cs-dpl-nonconforming': one(rights('cs', 0xa0fbn)),
  'guest-cs-dpl-conforming': one(rights('cs', 0xa0ffn)),
  'guest-ss-dpl': one({ ...is('guest-ss-selector', 0x2bn), ...is('guest-cs-selector', 0x23n) }),
  'guest-cs-dpl-data-segment': one({ ...realMode, 'guest-cs-access-rights': 0xf3n }),
  'guest-ss-dpl-without-protection': one({ ...realMode, ...rights('ss', 0xc0f3n) }),
  'guest-cs-default-size': one(rights('cs', 0xe09bn)),
  'guest-tr-type': one(rights('tr', 0x83n)),
  'guest-tr-descriptor-type': one(rights('tr', 0x9bn)),
  'guest-tr-present': one(rights('tr', 0x0bn)),
  'guest-tr-access-rights-reserved-bits': one(rights('tr', 0x18bn)),
  'guest-tr-granularity-clear': one(rights('tr', 0x808bn)),
  'guest-tr-granularity-set': one(is('guest-tr-limit', 0x10_0000n)),
  'guest-tr-usable': one(rights('tr', 0x1_008bn)),
  'guest-ldtr-type': ldt(0x83n),
  'guest-ldtr-descriptor-type': ldt(0x92n),
  'guest-ldtr-present': ldt(0x02n),
  'guest-ldtr-access-rights-reserved-bits': ldt(0x182n),
  'guest-ldtr-granularity-clear': ldt(0x8082n),
  'guest-ldtr-granularity-set': ldt(0x82n, { 'guest-ldtr-limit': 0x10_0000n }),

  'guest-gdtr-base-canonical': one(is('guest-gdtr-base', NONCANONICAL)),
  'guest-gdtr-limit-upper-bits': one(is('guest-gdtr-limit', 0x1_0000n)),
  'guest-idtr-base-canonical': one(is('guest-idtr-base', NONCANONICAL)),
  'guest-idtr-limit-upper-bits': one(is('guest-idtr-limit', 0x1_0000n)),
  'guest-rip-upper-bits': one({ ...legacyGuest, 'guest-rip': 0x1_0000_0000n }),
  'guest-rip-identical-upper-bits': one(is('guest-rip', 1n << 57n)),
  'guest-rflags-reserved-zero': one(is('guest-rflags', 0x8002n)),
  'guest-rflags-reserved-one': one(is('guest-rflags', 0n)),
  'guest-rflags-vm': one({ ...virtual8086, 'vm-entry-controls': value('vm-entry-controls') }),
  'guest-rflags-if-external-interrupt': one(inject(0, 0x20)),
  'guest-activity-state-range': one(is('guest-activity-state', 4n)),
  'guest-activity-state-supported': {
    fields: is('guest-activity-state', 3n),
    capabilities: { activityStates: { hlt: true, shutdown: true, waitForSipi: false } },
  },
  'guest-activity-state-hlt-dpl': one({ ...level3, 'guest-activity-state': 1n }),
  'guest-activity-state-blocking': one({ 'guest-activity-state': 2n, 'guest-interruptibility-state': 2n }),
  'guest-activity-state-hlt-injection': one({ ...inject(3, 6), 'guest-activity-state': 1n }),
  'guest-activity-state-shutdown-injection': one({
    ...inject(0, 0x20),
    'guest-rflags': 2n | IF,
    'guest-activity-state': 2n,
  }),
  'guest-activity-state-wait-for-sipi-injection': one({ ...inject(2, 2), 'guest-activity-state': 3n }),
  'guest-interruptibility-reserved-bits': one(is('guest-interruptibility-state', 0x20n)),
  'guest-interruptibility-sti-and-mov-ss': one({ 'guest-interruptibility-state': 3n, 'guest-rflags': 2n | IF }),
  'guest-interruptibility-sti-without-if': one(is('guest-interruptibility-state', 1n)),
  'guest-interruptibility-external-interrupt': one({
    ...inject(0, 0x20),
    'guest-rflags': 2n | IF,
    'guest-interruptibility-state': 1n,
  }),
  'guest-interruptibility-nmi-mov-ss': one({ ...inject(2, 2), 'guest-interruptibility-state': 2n }),
  'guest-interruptibility-nmi-sti': one({
    ...inject(2, 2),
    'guest-rflags': 2n | IF,
    'guest-interruptibility-state': 1n,
  }),
  'guest-interruptibility-smi': one(is('guest-interruptibility-state', 4n)),
  'guest-interruptibility-nmi-blocking': one({
    ...inject(2, 2),
    ...or('pin-based-controls', 0x28n),
    'guest-interruptibility-state': 8n,
  }),
  'guest-interruptibility-enclave': one(is('guest-interruptibility-state', 0x10n)),
  'guest-pending-debug-reserved-bits': one(is('guest-pending-debug-exceptions', 0x2000n)),
  'guest-pending-debug-single-step-missing': one({
    'guest-rflags': 2n | TF,
    'guest-interruptibility-state': 2n,
  }),
  'guest-pending-debug-single-step-unexpected': one({
    'guest-interruptibility-state': 2n,
    'guest-pending-debug-exceptions': 0x4000n,
  }),
  'guest-pending-debug-rtm': one(is('guest-pending-debug-exceptions', 0x1_0000n)),
  'vmcs-link-pointer-aligned': one(is('vmcs-link-pointer', OTHER_PAGE + 8n)),
  'vmcs-link-pointer-width': one(is('vmcs-link-pointer', BEYOND)),
  'vmcs-link-pointer-revision': one(is('vmcs-link-pointer', OTHER_PAGE)),
  'vmcs-link-pointer-shadow-indicator': {
    fields: is('vmcs-link-pointer', OTHER_PAGE),
    memory: new Map([[OTHER_PAGE, (capabilities.revision | 0x8000_0000) >>> 0]]),
  },
  'guest-pdpte-reserved-bits': {
    fields: { ...legacyGuest, ...is('guest-cr3', 0x12_8020n) },
    memory: new Map([
      [0x12_8028n, 0x12_9003],
      [0x12_8020n, 6],
    ]),
  },
  ...pdpteCase(0),
  ...pdpteCase(1),
  ...pdpteCase(2),
  ...pdpteCase(3),
  'guest-rflags-vm-without-protection': one({
    ...virtual8086,
    ...secondary(EPT, UNRESTRICTED),
    ...clear('guest-cr0', (1n << 31n) | 1n),
    'guest-rflags': 2n | (1n << 17n),
  }),
  'vmcs-link-pointer-current': {
    fields: is('vmcs-link-pointer', BigInt(VMCS_POINTER)),
    memory: new Map([[BigInt(VMCS_POINTER), capabilities.revision]]),
  },
};

/** VMCSs that break no rule although they look as if: the other side of conditions. */
export const passingCases: Readonly<Record<string, CheckCase>> = {
  'the baseline': one({}),
  'a 32-bit guest of a 64-bit host': one(legacyGuest),
  'a 32-bit guest of a 32-bit host': { ia32e: false, fields: legacyHost },
  'a virtual-8086 guest': one(virtual8086),
  'a guest with PAE paging and a present PDPTE': {
    fields: { ...legacyGuest, ...is('guest-cr3', 0x12_8020n) },
    memory: new Map([[0x12_8038n, 0x12_9e19]]),
  },
  'a guest at level 3': one(level3),
  'all control bits that may be 1': one({
    'pin-based-controls': BigInt(capabilities.pinBased.mayBeOne),
    'primary-processor-based-controls': BigInt(capabilities.primary.mayBeOne),
    // All but “virtualize x2APIC mode”, which excludes “virtualize APIC accesses”, and VMCS shadowing, which wants a link.
    'secondary-processor-based-controls': BigInt(capabilities.secondary.mayBeOne) & ~0x4010n,
    'tertiary-processor-based-controls': capabilities.tertiaryMayBeOne,
    'virtual-processor-identifier': 1n,
    'ept-pointer': 0x5en,
    'tsc-multiplier': 1n,
    'vm-exit-controls': BigInt(capabilities.vmExit.mayBeOne),
    'vm-entry-controls': BigInt(capabilities.vmEntry.mayBeOne),
    'guest-ia32-pat': PAT,
    'host-ia32-pat': PAT,
    'guest-ia32-efer': 0xd01n,
    'host-ia32-efer': 0xd01n,
  }),
  'fields of controls that are 0': one({
    'io-bitmap-a': 0x123n,
    'io-bitmap-b': BEYOND,
    'msr-bitmaps': 1n,
    'vm-exit-msr-store-address': 1n,
    'vm-exit-msr-load-address': BEYOND,
    'vm-entry-msr-load-address': 3n,
    'guest-ia32-pat': 2n,
    'host-ia32-pat': 2n,
    'guest-ia32-efer': 2n,
    'host-ia32-efer': 2n,
    'guest-dr7': 1n << 40n,
    'guest-ia32-debugctl': 0xff00n,
  }),
  'an interruption information that is not valid': one(is('vm-entry-interruption-information', 0x7fff_ffffn)),
  'EPT, VPIDs, page-modification logging': one(secondary(EPT, VPID, PML, MODE_BASED_EXECUTE)),
  'an EPT of five levels in uncached memory': one({ ...secondary(EPT), 'ept-pointer': 0x20_0020n }),
  'EPTP switching': one({
    ...secondary(EPT, VM_FUNCTIONS),
    'vm-function-controls': 1n,
    'eptp-list-address': 0x20_9000n,
  }),
  'secondary controls that are not activated': one({
    'secondary-processor-based-controls': 0xffff_ffffn,
    'virtual-processor-identifier': 0n,
    'ept-pointer': 0x1ffn,
  }),
  'an unrestricted guest in real-address mode': one(realMode),
  'an unrestricted guest without paging': one({
    ...secondary(EPT, UNRESTRICTED),
    ...legacyGuest,
    ...clear('guest-cr0', 1n << 31n),
  }),
  'an unrestricted guest whose selectors have other privilege levels': one({
    ...secondary(EPT, UNRESTRICTED),
    'guest-cs-selector': 0x0bn,
    'guest-ds-selector': 0x13n,
  }),
  'a general-protection fault without a code in real-address mode': one({ ...realMode, ...inject(3, 13) }),
  'PDPTEs of the VMCS, with EPT; memory has none': {
    fields: { ...secondary(EPT), ...legacyGuest, ...is('guest-cr3', 0x12_8020n), 'guest-pdpte-0': 0x12_9e19n },
    memory: new Map([[0x12_8028n, 0x12_9003]]),
  },
  'CR3 targets': one({ 'cr3-target-count': 4n }),
  'an NMI into a guest with interrupts off': one(inject(2, 2)),
  'a general-protection fault with its code': one({
    ...inject(3, 13, 0x800n),
    'vm-entry-exception-error-code': 0xffffn,
  }),
  'an external interrupt into a halted guest': one({
    ...inject(0, 0x20),
    'guest-rflags': 2n | IF,
    'guest-activity-state': 1n,
  }),
  'a debug exception into a halted guest': one({ ...inject(3, 1), 'guest-activity-state': 1n }),
  'a machine check into a guest in shutdown': one({ ...inject(3, 18), 'guest-activity-state': 2n }),
  'secondary and tertiary controls full of nonsense that nothing activates': one({
    'secondary-processor-based-controls': 0xffff_ffffn,
    'tertiary-processor-based-controls': 0xffff_ffff_ffff_ffffn,
  }),
  'TSC scaling, rights of protection keys and counters that are loaded': one({
    ...primary(ACTIVATE_SECONDARY),
    ...is('secondary-processor-based-controls', 1n << 25n),
    'tsc-multiplier': 1n,
    ...or('vm-exit-controls', (1n << 12n) | (1n << 29n)),
    ...or('vm-entry-controls', (1n << 13n) | (1n << 22n)),
    'host-ia32-perf-global-ctrl': 1n,
    'guest-ia32-perf-global-ctrl': 1n,
    'host-ia32-pkrs': 0xffff_ffffn,
    'guest-ia32-pkrs': 0xffff_ffffn,
  }),
  'a pending MTF VM exit into a halted guest': one({ ...inject(7, 0), 'guest-activity-state': 1n }),
  'the VMX-preemption timer with and without saving': one({
    ...or('pin-based-controls', 0x40n),
    ...or('vm-exit-controls', 1n << 22n),
  }),
  'a software interrupt of length 0': one(inject(4, 0x80)),
  'an NMI while NMIs are blocked, without virtual NMIs': one({ ...inject(2, 2), 'guest-interruptibility-state': 8n }),
  'single-stepping held back by MOV SS': one({
    'guest-rflags': 2n | TF,
    'guest-interruptibility-state': 2n,
    'guest-pending-debug-exceptions': 0x4000n,
  }),
  'branch single-stepping held back by MOV SS': one({
    'guest-rflags': 2n | TF,
    'guest-ia32-debugctl': 2n,
    'guest-interruptibility-state': 2n,
  }),
  'a pending single-step trap of a guest that nothing blocks': one(is('guest-pending-debug-exceptions', 0x4000n)),
  'unusable segments full of nonsense': one({
    'guest-ds-access-rights': 0x1_0f00n,
    'guest-ds-base': NONCANONICAL,
    'guest-ss-access-rights': 0x1_0000n,
    'guest-ss-selector': 0n,
    'guest-ldtr-access-rights': 0x1_0f13n,
    'guest-ldtr-base': NONCANONICAL,
    'guest-ldtr-selector': 4n,
  }),
  'a conforming code segment below the stack’s level': one({ ...level3, 'guest-cs-access-rights': 0xa09fn }),
  'a readable code segment in DS': one(rights('ds', 0xc09bn)),
  'a conforming code segment in DS may have any level': one({ ...rights('ds', 0xc09fn), 'guest-ds-selector': 0x13n }),
  'a 16-bit TSS of a 32-bit guest': one({ ...legacyGuest, 'guest-tr-access-rights': 0x83n }),
  'a small segment in bytes': one({ ...rights('ds', 0x4093n), 'guest-ds-limit': 0xf_ff00n }),
  'an LDT': ldt(0x82n),
  'RIP at the first address above the lower half': one(is('guest-rip', NONCANONICAL)),
  'a MSR-load area': one({ 'vm-entry-msr-load-count': 2n }),
  'a TPR threshold equal to VTPR[7:4]': { fields: shadow, memory: vtpr(0x50) },
  'a TPR threshold above VTPR[7:4] with virtualized APIC accesses': {
    fields: { ...secondaryWithShadow(1n), 'apic-access-address': 0x14_1000n, 'tpr-threshold': 5n },
  },
  'a TPR threshold that virtual-interrupt delivery ignores': one({
    ...secondaryWithShadow(0x200n),
    ...externalInterruptExiting,
    'tpr-threshold': 0xff5n,
  }),
  'posted interrupts': one({ ...posted, 'posted-interrupt-descriptor-address': 0x14_2040n }),
  'a PID-pointer table that ends where physical addresses do': one({
    ...ipis,
    'pid-pointer-table-address': BEYOND - 16n,
    'last-pid-pointer-index': 1n,
  }),
  'IA32_SPEC_CTRL with all its bits': one({
    ...loadsSpecCtrl,
    ...or('vm-entry-controls', 1n << 24n),
    'host-ia32-spec-ctrl': 7n,
    'guest-ia32-spec-ctrl': 7n,
  }),
  'secondary VM-exit controls that are not activated': one({
    'secondary-vm-exit-controls': 0xffn,
    'host-ia32-spec-ctrl': 1n << 63n,
    'guest-ia32-spec-ctrl': 1n << 63n,
  }),
  'tertiary controls that are not activated': one({ 'tertiary-processor-based-controls': 1n << 63n }),
  'bitmaps of VMCS shadowing that do not count': one({
    'secondary-processor-based-controls': 1n << 14n,
    'vmread-bitmap-address': 1n,
    'vmwrite-bitmap-address': 1n,
  }),
  'VMCS shadowing with a link pointer to a shadow VMCS': {
    fields: { ...shadowing, ...is('vmcs-link-pointer', OTHER_PAGE) },
    memory: new Map([[OTHER_PAGE, (capabilities.revision | 0x8000_0000) >>> 0]]),
  },
  'VMCS shadowing without a shadow VMCS': one(shadowing),
  ...eptExtensionPasses,
  'a link pointer to another VMCS': {
    fields: is('vmcs-link-pointer', OTHER_PAGE),
    memory: new Map([[OTHER_PAGE, capabilities.revision]]),
  },
};
