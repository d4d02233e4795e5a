import type { InterceptRule } from './intercept-rule';

const OTHER = 'Other Causes of VM Exits';
const EXCEPTION_BITMAP = 'Exception Bitmap';

/** Rules of events: exceptions, interrupts, INIT, windows. */
export const eventRules = {
  /** Hardware exceptions and INT1, INT3, INTO; INT n does not consult the bitmap. */
  exception: {
    id: 'exception-bitmap',
    subject: 'exception',
    reason: 0,
    sdm: EXCEPTION_BITMAP,
    decidedBy: 'exception-bitmap',
    exitsWhen: 1,
  },
  /** #PF whose error code, under the mask, equals the match value: bit 14 has its ordinary meaning. */
  pageFaultMatch: {
    id: 'page-fault-error-code-match',
    subject: '#PF',
    reason: 0,
    sdm: EXCEPTION_BITMAP,
    decidedBy: 'exception-bitmap',
    exitsWhen: 1,
  },
  /** #PF whose error code, under the mask, differs from the match value: the meaning of bit 14 is reversed. */
  pageFaultMismatch: {
    id: 'page-fault-error-code-mismatch',
    subject: '#PF',
    reason: 0,
    sdm: EXCEPTION_BITMAP,
    decidedBy: 'exception-bitmap',
    exitsWhen: 0,
  },
  tripleFault: {
    id: 'triple-fault',
    subject: 'triple fault',
    reason: 2,
    sdm: OTHER,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  taskSwitch: {
    id: 'task-switch',
    subject: 'task switch',
    reason: 9,
    sdm: 'Treatment of Task Switches',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  init: { id: 'init', subject: 'INIT', reason: 3, sdm: OTHER, decidedBy: 'nothing', exitsWhen: 1 },
  startUp: { id: 'start-up', subject: 'SIPI', reason: 4, sdm: OTHER, decidedBy: 'nothing', exitsWhen: 1 },
  /** Without the dual-monitor treatment an SMI leaves the guest for SMM, and no VM exit comes of it. */
  smi: {
    id: 'default-treatment-of-smi',
    subject: 'SMI',
    reason: 6,
    sdm: 'Default Treatment of SMI Delivery',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  nmi: {
    id: 'nmi-exiting',
    subject: 'NMI',
    reason: 0,
    sdm: OTHER,
    decidedBy: { word: 'pin-based', id: 'nmi-exiting' },
    exitsWhen: 1,
  },
  externalInterrupt: {
    id: 'external-interrupt-exiting',
    subject: 'external interrupt',
    reason: 1,
    sdm: OTHER,
    decidedBy: { word: 'pin-based', id: 'external-interrupt-exiting' },
    exitsWhen: 1,
  },
  monitorTrapFlag: {
    id: 'monitor-trap-flag',
    subject: 'monitor trap flag',
    reason: 37,
    sdm: 'Monitor Trap Flag',
    decidedBy: { word: 'primary-processor-based', id: 'monitor-trap-flag' },
    exitsWhen: 1,
  },
  /** Trap-like: it comes behind the instruction whose locked access crossed a cache line. */
  busLock: {
    id: 'vmm-bus-lock-detection',
    subject: 'bus lock',
    reason: 74,
    sdm: OTHER,
    decidedBy: { word: 'secondary-processor-based', id: 'vmm-bus-lock-detection' },
    exitsWhen: 1,
  },
  /** Nothing else ends a guest that reaches no instruction boundary. */
  instructionTimeout: {
    id: 'instruction-timeout',
    subject: 'instruction timeout',
    reason: 75,
    sdm: OTHER,
    decidedBy: { word: 'secondary-processor-based', id: 'instruction-timeout' },
    exitsWhen: 1,
  },
  /** VM entry injected it (interruption type 7, vector 0): the control does not matter. */
  pendingMonitorTrapFlag: {
    id: 'pending-mtf',
    subject: 'monitor trap flag',
    reason: 37,
    sdm: 'Injection of Pending MTF VM Exits',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  preemptionTimer: {
    id: 'vmx-preemption-timer',
    subject: 'VMX-preemption timer',
    reason: 52,
    sdm: 'VMX-Preemption Timer',
    decidedBy: { word: 'pin-based', id: 'activate-vmx-preemption-timer' },
    exitsWhen: 1,
  },
  interruptWindow: {
    id: 'interrupt-window-exiting',
    subject: 'interrupt window',
    reason: 7,
    sdm: OTHER,
    decidedBy: { word: 'primary-processor-based', id: 'interrupt-window-exiting' },
    exitsWhen: 1,
  },
  nmiWindow: {
    id: 'nmi-window-exiting',
    subject: 'NMI window',
    reason: 8,
    sdm: OTHER,
    decidedBy: { word: 'primary-processor-based', id: 'nmi-window-exiting' },
    exitsWhen: 1,
  },
  /** A bit of an EPT entry that is 0 forbids the access. */
  eptViolation: {
    id: 'ept-violation',
    subject: 'EPT violation',
    reason: 48,
    sdm: 'EPT Violations',
    decidedBy: 'ept-entry',
    exitsWhen: 0,
  },
  /** The entry asks for marked paging structures, and the translation came from others. */
  guestPagingVerification: {
    id: 'guest-paging-verification',
    subject: 'EPT violation',
    reason: 48,
    sdm: 'EPT Violations',
    decidedBy: 'ept-entry',
    exitsWhen: 1,
  },
  /** A convertible EPT violation becomes a virtualization exception. */
  virtualizationException: {
    id: 'ept-violation-ve',
    subject: 'EPT violation',
    reason: 48,
    sdm: 'Virtualization Exceptions',
    decidedBy: { word: 'secondary-processor-based', id: 'ept-violation-ve' },
    exitsWhen: 0,
  },
  eptMisconfiguration: {
    id: 'ept-misconfiguration',
    subject: 'EPT misconfiguration',
    reason: 49,
    sdm: 'EPT Misconfigurations',
    decidedBy: 'ept-entry',
    exitsWhen: 1,
  },
  /** An entry on the way to the right to write a part of a page is not valid. */
  sppMiss: {
    id: 'spp-miss',
    subject: 'SPP miss',
    reason: 66,
    sdm: 'Sub-Page Write Permissions',
    decidedBy: 'spp-entry',
    exitsWhen: 0,
  },
  sppMisconfiguration: {
    id: 'spp-misconfiguration',
    subject: 'SPP misconfiguration',
    reason: 66,
    sdm: 'Sub-Page Write Permissions',
    decidedBy: 'spp-entry',
    exitsWhen: 1,
  },
  pageModificationLogFull: {
    id: 'page-modification-log-full',
    subject: 'page-modification log full',
    reason: 62,
    sdm: 'Page-Modification Logging',
    decidedBy: { word: 'secondary-processor-based', id: 'enable-pml' },
    exitsWhen: 1,
  },
} as const satisfies Readonly<Record<string, InterceptRule>>;
