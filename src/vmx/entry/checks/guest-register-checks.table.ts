import {
  bit,
  bitsOf,
  type CheckFacts,
  checkRows,
  control,
  DEBUGCTL_DEFINED,
  EFER_DEFINED,
  fitsPhysical,
  INVALID_GUEST_STATE,
  ia32eGuest,
  isCanonical,
  isPat,
  loadDebugControls,
  PERF_GLOBAL_CTRL_DEFINED,
  SPEC_CTRL_DEFINED,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';
import { fixedBits } from './host-state-checks.table';

const ENTRY_CONTROLS = 'vm-entry-controls';
const loadPerfGlobalCtrl = control('vm-entry', 'load-ia32-perf-global-ctrl');
const loadPkrs = control('vm-entry', 'load-pkrs');
const loadPat = control('vm-entry', 'load-ia32-pat');
const loadSpecCtrl = control('vm-entry', 'load-ia32-spec-ctrl');
const loadEfer = control('vm-entry', 'load-ia32-efer');
const lma = (c: CheckContext): bigint => (c.field('guest-ia32-efer') >> 10n) & 1n;
const lme = (c: CheckContext): bigint => (c.field('guest-ia32-efer') >> 8n) & 1n;

type CanonicalField = 'guest-ia32-sysenter-esp' | 'guest-ia32-sysenter-eip';
const canonical = (field: CanonicalField, register: string) =>
  ({
    id: `${field}-canonical`,
    text: 'guest-register-canonical',
    fields: [field],
    holds: (c) => isCanonical(c, c.field(field)),
    message: 'The guest’s {register} is {value}, which is not a canonical address.',
    values: (c) => ({ register, value: show(c, field) }),
    suggestion: 'Write 0 for a guest that does not use SYSENTER.',
  }) as const satisfies CheckFacts;

/**
 * SDM: "Checks on Guest Control Registers, Debug Registers, and MSRs". CR4.CET and the MSRs of features that no model has yet are not among the rows.
 */
export const guestRegisterChecks = checkRows(
  'Checks on Guest Control Registers, Debug Registers, and MSRs',
  'guest-state',
  INVALID_GUEST_STATE,
  [
    ...fixedBits('guest', 0),
    {
      id: 'guest-cr0-pg-without-pe',
      fields: ['guest-cr0'],
      applies: (c) => bit(c, 'guest-cr0', 31) === 1,
      holds: (c) => bit(c, 'guest-cr0', 0) === 1,
      message: 'CR0 of the guest is {value}: PG (bit 31) is 1 while PE (bit 0) is 0.',
      values: (c) => ({ value: show(c, 'guest-cr0') }),
      suggestion: 'Set CR0.PE too: paging needs protection.',
    },
    ...fixedBits('guest', 4),
    {
      id: 'guest-ia32-debugctl-reserved-bits',
      fields: [ENTRY_CONTROLS, 'guest-ia32-debugctl'],
      applies: loadDebugControls,
      holds: (c) => (c.field('guest-ia32-debugctl') & ~DEBUGCTL_DEFINED) === 0n,
      message: 'IA32_DEBUGCTL of the guest is {value}; reserved {bits} must be 0.',
      values: (c) => ({
        value: show(c, 'guest-ia32-debugctl'),
        bits: bitsOf(c.field('guest-ia32-debugctl') & ~DEBUGCTL_DEFINED),
      }),
      suggestion: 'Write 0 unless the guest uses last-branch records or branch single-stepping.',
    },
    {
      id: 'guest-ia-32e-cr0-pg',
      fields: [ENTRY_CONTROLS, 'guest-cr0'],
      applies: ia32eGuest,
      holds: (c) => bit(c, 'guest-cr0', 31) === 1,
      message: 'CR0 of the guest is {value}: PG (bit 31) must be 1 for an IA-32e mode guest.',
      values: (c) => ({ value: show(c, 'guest-cr0') }),
      suggestion: 'Set CR0.PG, or clear “IA-32e mode guest”.',
    },
    {
      id: 'guest-ia-32e-cr4-pae',
      fields: [ENTRY_CONTROLS, 'guest-cr4'],
      applies: ia32eGuest,
      holds: (c) => bit(c, 'guest-cr4', 5) === 1,
      message: 'CR4 of the guest is {value}: PAE (bit 5) must be 1 for an IA-32e mode guest.',
      values: (c) => ({ value: show(c, 'guest-cr4') }),
      suggestion: 'Set CR4.PAE, or clear “IA-32e mode guest”.',
    },
    {
      id: 'guest-legacy-cr4-pcide',
      fields: [ENTRY_CONTROLS, 'guest-cr4'],
      applies: (c) => !ia32eGuest(c),
      holds: (c) => bit(c, 'guest-cr4', 17) === 0,
      message: 'CR4 of the guest is {value}: PCIDE (bit 17) must be 0 outside IA-32e mode.',
      values: (c) => ({ value: show(c, 'guest-cr4') }),
      suggestion: 'Clear CR4.PCIDE, or set “IA-32e mode guest”.',
    },
    {
      id: 'guest-cr3-width',
      fields: ['guest-cr3'],
      holds: (c) => fitsPhysical(c, c.field('guest-cr3')),
      message: 'CR3 of the guest is {value}, beyond the {width}-bit physical-address width.',
      values: (c) => ({ value: show(c, 'guest-cr3'), width: c.physicalAddressBits }),
      suggestion: 'Write the physical address of the guest’s top paging structure.',
    },
    {
      id: 'guest-dr7-upper-bits',
      fields: [ENTRY_CONTROLS, 'guest-dr7'],
      applies: loadDebugControls,
      holds: (c) => c.field('guest-dr7') >> 32n === 0n,
      message: 'DR7 of the guest is {value}; its bits 63:32 must be 0.',
      values: (c) => ({ value: show(c, 'guest-dr7') }),
      suggestion: 'Write 0x400, the value after reset, unless the guest uses breakpoints.',
    },
    canonical('guest-ia32-sysenter-esp', 'IA32_SYSENTER_ESP'),
    canonical('guest-ia32-sysenter-eip', 'IA32_SYSENTER_EIP'),
    {
      id: 'guest-ia32-perf-global-ctrl-reserved-bits',
      fields: [ENTRY_CONTROLS, 'guest-ia32-perf-global-ctrl'],
      applies: loadPerfGlobalCtrl,
      holds: (c) => (c.field('guest-ia32-perf-global-ctrl') & ~PERF_GLOBAL_CTRL_DEFINED) === 0n,
      message: 'IA32_PERF_GLOBAL_CTRL of the guest is {value}; reserved {bits} must be 0.',
      values: (c) => ({
        value: show(c, 'guest-ia32-perf-global-ctrl'),
        bits: bitsOf(c.field('guest-ia32-perf-global-ctrl') & ~PERF_GLOBAL_CTRL_DEFINED),
      }),
      suggestion: 'Keep to the counters that CPUID leaf 0xA reports, or write 0.',
    },
    {
      id: 'guest-ia32-pkrs-upper-bits',
      fields: [ENTRY_CONTROLS, 'guest-ia32-pkrs'],
      applies: loadPkrs,
      holds: (c) => c.field('guest-ia32-pkrs') >> 32n === 0n,
      message: 'IA32_PKRS of the guest is {value}; its bits 63:32 must be 0.',
      values: (c) => ({ value: show(c, 'guest-ia32-pkrs') }),
      suggestion: 'Write 0 for a guest that does not use protection keys for supervisor-mode pages.',
    },
    {
      id: 'guest-ia32-spec-ctrl-reserved-bits',
      fields: [ENTRY_CONTROLS, 'guest-ia32-spec-ctrl'],
      applies: loadSpecCtrl,
      holds: (c) => (c.field('guest-ia32-spec-ctrl') & ~SPEC_CTRL_DEFINED) === 0n,
      message: 'IA32_SPEC_CTRL of the guest is {value}; reserved {bits} must be 0.',
      values: (c) => ({
        value: show(c, 'guest-ia32-spec-ctrl'),
        bits: bitsOf(c.field('guest-ia32-spec-ctrl') & ~SPEC_CTRL_DEFINED),
      }),
      suggestion: 'Keep to IBRS, STIBP and SSBD (bits 2:0), or write 0.',
    },
    {
      id: 'guest-ia32-pat-types',
      fields: [ENTRY_CONTROLS, 'guest-ia32-pat'],
      applies: loadPat,
      holds: (c) => isPat(c.field('guest-ia32-pat')),
      message: 'IA32_PAT of the guest is {value}; each byte must be 0, 1, 4, 5, 6 or 7.',
      values: (c) => ({ value: show(c, 'guest-ia32-pat') }),
      suggestion: 'Write 0x0007040600070406, the value after reset, or clear “Load IA32_PAT” in the VM-entry controls.',
    },
    {
      id: 'guest-ia32-efer-reserved-bits',
      fields: [ENTRY_CONTROLS, 'guest-ia32-efer'],
      applies: loadEfer,
      holds: (c) => (c.field('guest-ia32-efer') & ~EFER_DEFINED) === 0n,
      message: 'IA32_EFER of the guest is {value}; reserved {bits} must be 0.',
      values: (c) => ({ value: show(c, 'guest-ia32-efer'), bits: bitsOf(c.field('guest-ia32-efer') & ~EFER_DEFINED) }),
      suggestion: 'Keep to SCE (0), LME (8), LMA (10) and NXE (11).',
    },
    {
      id: 'guest-ia32-efer-lma',
      fields: [ENTRY_CONTROLS, 'guest-ia32-efer'],
      applies: loadEfer,
      holds: (c) => lma(c) === BigInt(ia32eGuest(c)),
      message: 'IA32_EFER of the guest is {value}: LMA (bit 10) must equal “IA-32e mode guest”, which is {control}.',
      values: (c) => ({ value: show(c, 'guest-ia32-efer'), control: Number(ia32eGuest(c)) }),
      suggestion: 'For a 64-bit guest set LMA, LME and “IA-32e mode guest”.',
    },
    {
      id: 'guest-ia32-efer-lme',
      fields: [ENTRY_CONTROLS, 'guest-cr0', 'guest-ia32-efer'],
      applies: (c) => loadEfer(c) && bit(c, 'guest-cr0', 31) === 1,
      holds: (c) => lma(c) === lme(c),
      message: 'IA32_EFER of the guest is {value}: LME (bit 8) must equal LMA (bit 10) while CR0.PG is 1.',
      values: (c) => ({ value: show(c, 'guest-ia32-efer') }),
      suggestion: 'For a 64-bit guest set both LMA and LME, else neither.',
    },
  ],
);
