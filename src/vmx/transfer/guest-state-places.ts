import {
  ACTIVITY,
  CR0,
  CR3,
  CR4,
  CS,
  DEBUGCTL,
  DR,
  DS,
  EFER,
  ES,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LDTR,
  PAT,
  PENDING_DEBUG,
  PERF_GLOBAL_CTRL,
  PKRS,
  RFLAGS,
  RIP,
  SEGMENT_ACCESS,
  SEGMENT_BASE,
  SEGMENT_LIMIT,
  SEGMENT_SELECTOR,
  SPEC_CTRL,
  SS,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
  TR,
} from '../../cpu/state/processor-layout';
import { GUEST_INTERRUPT_STATUS } from '../state/vmx-layout';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';

/** A VMCS field and the place in the processor's area that it is saved from or loaded to. */
export interface StatePlace {
  readonly field: VmcsFieldId;
  /** Int32Array index of the low word in the processor's area. */
  readonly place: number;
  readonly words: 1 | 2;
}

/** When a VM exit saves, or a VM entry loads, a place by plain copying; 'computed' places have code of their own. */
export type CopyCondition =
  | 'always'
  | 'debug-controls'
  | 'pat'
  | 'efer'
  | 'perf-global-ctrl'
  | 'spec-ctrl'
  | 'virtual-interrupt-delivery'
  | 'computed'
  | 'never';

/** One place of the guest-state area. SDM Vol. 3: "Saving Guest State"; "Loading Guest State". */
export interface GuestStatePlace extends StatePlace {
  readonly saved: CopyCondition;
  readonly loaded: CopyCondition;
}

/** Numbers of the segment registers by the name that their fields carry. */
export const SEGMENTS = [
  ['es', ES],
  ['cs', CS],
  ['ss', SS],
  ['ds', DS],
  ['fs', FS],
  ['gs', GS],
  ['ldtr', LDTR],
  ['tr', TR],
] as const;

const always = (field: VmcsFieldId, place: number, words: 1 | 2): GuestStatePlace => ({
  field,
  place,
  words,
  saved: 'always',
  loaded: 'always',
});

const RSP = GPR + 2 * 4;
export const DR7 = DR + 2 * 7;

/**
 * Where every guest-state field lives in the processor. Access rights are masked when they are loaded, CR0 keeps some of
 * its old bits, RIP and RFLAGS depend on the kind of exit: those are 'computed'.
 */
export const guestStatePlaces: readonly GuestStatePlace[] = [
  { field: 'guest-cr0', place: CR0, words: 2, saved: 'always', loaded: 'computed' },
  always('guest-cr3', CR3, 2),
  always('guest-cr4', CR4, 2),
  { field: 'guest-dr7', place: DR7, words: 2, saved: 'debug-controls', loaded: 'computed' },
  { field: 'guest-ia32-debugctl', place: DEBUGCTL, words: 2, saved: 'debug-controls', loaded: 'debug-controls' },
  { field: 'guest-ia32-pat', place: PAT, words: 2, saved: 'pat', loaded: 'pat' },
  { field: 'guest-ia32-efer', place: EFER, words: 2, saved: 'efer', loaded: 'computed' },
  {
    field: 'guest-ia32-perf-global-ctrl',
    place: PERF_GLOBAL_CTRL,
    words: 2,
    saved: 'perf-global-ctrl',
    loaded: 'perf-global-ctrl',
  },
  { field: 'guest-ia32-pkrs', place: PKRS, words: 1, saved: 'computed', loaded: 'computed' },
  { field: 'guest-ia32-spec-ctrl', place: SPEC_CTRL, words: 2, saved: 'computed', loaded: 'spec-ctrl' },
  always('guest-ia32-sysenter-cs', SYSENTER_CS, 1),
  always('guest-ia32-sysenter-esp', SYSENTER_ESP, 2),
  always('guest-ia32-sysenter-eip', SYSENTER_EIP, 2),
  ...SEGMENTS.flatMap(([name, register]): GuestStatePlace[] => [
    always(`guest-${name}-selector`, SEGMENT_SELECTOR + register, 1),
    always(`guest-${name}-limit`, SEGMENT_LIMIT + register, 1),
    {
      field: `guest-${name}-access-rights`,
      place: SEGMENT_ACCESS + register,
      words: 1,
      saved: 'always',
      loaded: 'computed',
    },
    always(`guest-${name}-base`, SEGMENT_BASE + 2 * register, 2),
  ]),
  always('guest-gdtr-base', GDTR_BASE, 2),
  always('guest-gdtr-limit', GDTR_LIMIT, 1),
  always('guest-idtr-base', IDTR_BASE, 2),
  always('guest-idtr-limit', IDTR_LIMIT, 1),
  always('guest-rsp', RSP, 2),
  { field: 'guest-rip', place: RIP, words: 2, saved: 'computed', loaded: 'always' },
  { field: 'guest-rflags', place: RFLAGS, words: 1, saved: 'computed', loaded: 'computed' },
  always('guest-interruptibility-state', INTERRUPTIBILITY, 1),
  always('guest-activity-state', ACTIVITY, 1),
  always('guest-pending-debug-exceptions', PENDING_DEBUG, 2),
  // vmx/apic-virtualization/ loads and saves it.
  {
    field: 'guest-interrupt-status',
    place: GUEST_INTERRUPT_STATUS,
    words: 1,
    saved: 'virtual-interrupt-delivery',
    loaded: 'virtual-interrupt-delivery',
  },
];

/**
 * Where the host-state fields go. A VM exit gives the segment registers' other parts fixed values.
 * SDM Vol. 3: "Loading Host State".
 */
export const hostStatePlaces: readonly StatePlace[] = [
  { field: 'host-cr0', place: CR0, words: 2 },
  { field: 'host-cr3', place: CR3, words: 2 },
  { field: 'host-cr4', place: CR4, words: 2 },
  { field: 'host-ia32-pat', place: PAT, words: 2 },
  { field: 'host-ia32-efer', place: EFER, words: 2 },
  { field: 'host-ia32-perf-global-ctrl', place: PERF_GLOBAL_CTRL, words: 2 },
  { field: 'host-ia32-pkrs', place: PKRS, words: 1 },
  { field: 'host-ia32-spec-ctrl', place: SPEC_CTRL, words: 2 },
  { field: 'host-ia32-sysenter-cs', place: SYSENTER_CS, words: 1 },
  { field: 'host-ia32-sysenter-esp', place: SYSENTER_ESP, words: 2 },
  { field: 'host-ia32-sysenter-eip', place: SYSENTER_EIP, words: 2 },
  { field: 'host-es-selector', place: SEGMENT_SELECTOR + ES, words: 1 },
  { field: 'host-cs-selector', place: SEGMENT_SELECTOR + CS, words: 1 },
  { field: 'host-ss-selector', place: SEGMENT_SELECTOR + SS, words: 1 },
  { field: 'host-ds-selector', place: SEGMENT_SELECTOR + DS, words: 1 },
  { field: 'host-fs-selector', place: SEGMENT_SELECTOR + FS, words: 1 },
  { field: 'host-gs-selector', place: SEGMENT_SELECTOR + GS, words: 1 },
  { field: 'host-tr-selector', place: SEGMENT_SELECTOR + TR, words: 1 },
  { field: 'host-fs-base', place: SEGMENT_BASE + 2 * FS, words: 2 },
  { field: 'host-gs-base', place: SEGMENT_BASE + 2 * GS, words: 2 },
  { field: 'host-tr-base', place: SEGMENT_BASE + 2 * TR, words: 2 },
  { field: 'host-gdtr-base', place: GDTR_BASE, words: 2 },
  { field: 'host-idtr-base', place: IDTR_BASE, words: 2 },
  { field: 'host-rsp', place: RSP, words: 2 },
  { field: 'host-rip', place: RIP, words: 2 },
];
