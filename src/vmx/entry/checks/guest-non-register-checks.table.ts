import {
  bit,
  bitsOf,
  checkRows,
  control,
  facts,
  fitsPhysical,
  hex,
  INVALID_GUEST_STATE,
  secondaryControl,
  show,
} from './check-helpers';
import type { CheckContext } from './entry-check';
import {
  EXTERNAL_INTERRUPT,
  HARDWARE_EXCEPTION,
  INTERRUPTION_INFORMATION as INFO,
  injectedType,
  injectedVector,
  injects,
  isInjected,
  NMI,
  OTHER_EVENT,
} from './injected-event';
import { dpl } from './segment-questions';

const RFLAGS = 'guest-rflags';
const STATE = 'guest-interruptibility-state';
const ACTIVITY = 'guest-activity-state';
const DEBUG = 'guest-pending-debug-exceptions';
const LINK = 'vmcs-link-pointer';

const HLT = 1;
const SHUTDOWN = 2;
const WAIT_FOR_SIPI = 3;
const STATE_NAMES = ['active', 'HLT', 'shutdown', 'wait-for-SIPI'];
const stateName = (c: CheckContext): string => STATE_NAMES[c.word(ACTIVITY)] ?? hex(c.word(ACTIVITY));

/** What may be injected into a guest that is not active. */
function allowedWhileHalted(c: CheckContext): boolean {
  const type = injectedType(c);
  const vector = injectedVector(c);
  if (type === EXTERNAL_INTERRUPT || type === NMI) return true;
  if (type === HARDWARE_EXCEPTION) return vector === 1 || vector === 18;
  return type === OTHER_EVENT && vector === 0;
}
const allowedInShutdown = (c: CheckContext): boolean =>
  injectedType(c) === NMI || (injectedType(c) === HARDWARE_EXCEPTION && injectedVector(c) === 18);

const activity = facts([
  {
    id: 'guest-activity-state-range',
    fields: [ACTIVITY],
    holds: (c) => c.word(ACTIVITY) <= WAIT_FOR_SIPI,
    message:
      'The guest’s activity state is {value}; it must be 0 (active), 1 (HLT), 2 (shutdown) or 3 (wait-for-SIPI).',
    values: (c) => ({ value: show(c, ACTIVITY) }),
    suggestion: 'Write 0 for a guest that runs.',
  },
  {
    id: 'guest-activity-state-supported',
    fields: [ACTIVITY],
    holds: (c) => {
      const { hlt, shutdown, waitForSipi } = c.capabilities.activityStates;
      return [true, hlt, shutdown, waitForSipi][c.word(ACTIVITY)] ?? true;
    },
    message: 'The guest’s activity state is {activity}, which this processor does not support.',
    values: (c) => ({ activity: stateName(c) }),
    suggestion: 'Read bits 8:6 of IA32_VMX_MISC for the states that are supported.',
  },
  {
    id: 'guest-activity-state-hlt-dpl',
    fields: [ACTIVITY, 'guest-ss-access-rights'],
    applies: (c) => c.word(ACTIVITY) === HLT,
    holds: (c) => dpl(c, 'ss') === 0,
    message:
      'The guest’s activity state is HLT, but it runs at privilege level {dpl} (DPL of SS), where HLT cannot be executed.',
    values: (c) => ({ dpl: dpl(c, 'ss') }),
    suggestion: 'Write activity state 0, or start at level 0.',
  },
  {
    id: 'guest-activity-state-blocking',
    fields: [ACTIVITY, STATE],
    applies: (c) => (c.word(STATE) & 3) !== 0,
    holds: (c) => c.word(ACTIVITY) === 0,
    message:
      'The guest’s activity state is {activity} while blocking by STI or MOV SS is on (interruptibility state {value}).',
    values: (c) => ({ activity: stateName(c), value: show(c, STATE) }),
    suggestion: 'Clear bits 1:0 of the interruptibility state.',
  },
  {
    id: 'guest-activity-state-hlt-injection',
    fields: [ACTIVITY, INFO],
    applies: (c) => c.word(ACTIVITY) === HLT && isInjected(c),
    holds: allowedWhileHalted,
    message: 'The event {value} cannot reach a guest in the HLT state: only interrupts, NMI, #DB and #MC can.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion: 'Write activity state 0 before injecting.',
  },
  {
    id: 'guest-activity-state-shutdown-injection',
    fields: [ACTIVITY, INFO],
    applies: (c) => c.word(ACTIVITY) === SHUTDOWN && isInjected(c),
    holds: allowedInShutdown,
    message: 'The event {value} cannot reach a guest in the shutdown state: only NMI and #MC can.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion: 'Write activity state 0 before injecting, or do not inject.',
  },
  {
    id: 'guest-activity-state-wait-for-sipi-injection',
    fields: [ACTIVITY, INFO],
    applies: (c) => c.word(ACTIVITY) === WAIT_FOR_SIPI,
    holds: (c) => !isInjected(c),
    message: 'The event {value} cannot reach a guest that waits for a SIPI: nothing can be injected.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion: 'Clear bit 31 of the VM-entry interruption information.',
  },
]);

const virtualNmis = control('pin-based', 'virtual-nmis');

const interruptibility = facts([
  {
    id: 'guest-interruptibility-reserved-bits',
    fields: [STATE],
    holds: (c) => c.word(STATE) >>> 5 === 0,
    message: 'The guest’s interruptibility state is {value}; its bits 31:5 must be 0.',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Write 0 for a guest that nothing blocks.',
  },
  {
    id: 'guest-interruptibility-sti-and-mov-ss',
    fields: [STATE],
    holds: (c) => (c.word(STATE) & 3) !== 3,
    message: 'The guest’s interruptibility state is {value}: blocking by STI and by MOV SS cannot both be on.',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Clear bit 0 or bit 1.',
  },
  {
    id: 'guest-interruptibility-sti-without-if',
    fields: [STATE, RFLAGS],
    applies: (c) => bit(c, STATE, 0) === 1,
    holds: (c) => bit(c, RFLAGS, 9) === 1,
    message: 'Blocking by STI is on (interruptibility state {state}), but IF in the guest’s RFLAGS ({rflags}) is 0.',
    values: (c) => ({ state: show(c, STATE), rflags: show(c, RFLAGS) }),
    suggestion: 'Clear bit 0 of the interruptibility state, or set IF.',
  },
  {
    id: 'guest-interruptibility-external-interrupt',
    fields: [STATE, INFO],
    applies: injects(EXTERNAL_INTERRUPT),
    holds: (c) => (c.word(STATE) & 3) === 0,
    message:
      'External interrupt {vector} is to be injected while blocking by STI or MOV SS is on (interruptibility state {value}).',
    values: (c) => ({ vector: injectedVector(c), value: show(c, STATE) }),
    suggestion:
      'Wait with “Interrupt-window exiting” until nothing blocks, or clear bits 1:0 when the instruction that blocks is behind the guest.',
  },
  {
    id: 'guest-interruptibility-nmi-mov-ss',
    fields: [STATE, INFO],
    applies: injects(NMI),
    holds: (c) => bit(c, STATE, 1) === 0,
    message: 'An NMI is to be injected while blocking by MOV SS is on (interruptibility state {value}).',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Wait with “NMI-window exiting” until nothing blocks.',
  },
  {
    id: 'guest-interruptibility-nmi-sti',
    fields: [STATE, INFO],
    outcome: { ...INVALID_GUEST_STATE, qualification: 3 },
    applies: injects(NMI),
    // The manual lets a processor allow this; VMXray's does not.
    holds: (c) => bit(c, STATE, 0) === 0,
    message: 'An NMI is to be injected while blocking by STI is on (interruptibility state {value}).',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Wait with “NMI-window exiting” until nothing blocks; some processors would allow it.',
  },
  {
    id: 'guest-interruptibility-smi',
    fields: [STATE],
    // System-management mode is not modelled: the processor is always outside it.
    holds: (c) => bit(c, STATE, 2) === 0,
    message:
      'The guest’s interruptibility state is {value}: blocking by SMI (bit 2) must be 0 outside system-management mode.',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Clear bit 2.',
  },
  {
    id: 'guest-interruptibility-nmi-blocking',
    fields: ['pin-based-controls', STATE, INFO],
    applies: (c) => virtualNmis(c) && injects(NMI)(c),
    holds: (c) => bit(c, STATE, 3) === 0,
    message: 'An NMI is to be injected while virtual-NMI blocking is on (bit 3 of the interruptibility state {value}).',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Wait with “NMI-window exiting” until the guest executes IRET.',
  },
  {
    id: 'guest-interruptibility-enclave',
    fields: [STATE],
    // No model has SGX.
    holds: (c) => bit(c, STATE, 4) === 0,
    message: 'The guest’s interruptibility state is {value}: enclave interruption (bit 4) needs a processor with SGX.',
    values: (c) => ({ value: show(c, STATE) }),
    suggestion: 'Clear bit 4.',
  },
]);

/** Bits of the pending debug exceptions that must be 0 without bus-lock detection: 11:4, 13, 15 and 63:17. */
const PENDING_DEBUG_RESERVED = 0xffff_ffff_fffe_aff0n;
const singleStepsGuest = (c: CheckContext): boolean =>
  bit(c, RFLAGS, 8) === 1 && bit(c, 'guest-ia32-debugctl', 1) === 0;
const holdsBackDebugTrap = (c: CheckContext): boolean => (c.word(STATE) & 3) !== 0 || c.word(ACTIVITY) === HLT;
const DEBUG_FIELDS = [STATE, ACTIVITY, RFLAGS, 'guest-ia32-debugctl', DEBUG] as const;

const pendingDebug = facts([
  {
    id: 'guest-pending-debug-reserved-bits',
    fields: [DEBUG],
    holds: (c) => (c.field(DEBUG) & PENDING_DEBUG_RESERVED) === 0n,
    message: 'The guest’s pending debug exceptions are {value}; reserved {bits} must be 0.',
    values: (c) => ({ value: show(c, DEBUG), bits: bitsOf(c.field(DEBUG) & PENDING_DEBUG_RESERVED) }),
    suggestion: 'Write 0 for a guest without pending debug exceptions.',
  },
  {
    id: 'guest-pending-debug-single-step-missing',
    fields: DEBUG_FIELDS,
    applies: (c) => holdsBackDebugTrap(c) && singleStepsGuest(c),
    holds: (c) => bit(c, DEBUG, 14) === 1,
    message:
      'The guest single-steps (TF in RFLAGS {rflags}) and its trap is held back, so BS (bit 14) of the pending debug exceptions ({debug}) must be 1.',
    values: (c) => ({ rflags: show(c, RFLAGS), debug: show(c, DEBUG) }),
    suggestion: 'Set bit 14, or clear the blocking in the interruptibility state.',
  },
  {
    id: 'guest-pending-debug-single-step-unexpected',
    fields: DEBUG_FIELDS,
    applies: (c) => holdsBackDebugTrap(c) && !singleStepsGuest(c),
    holds: (c) => bit(c, DEBUG, 14) === 0,
    message:
      'The guest does not single-step (TF in RFLAGS {rflags}, BTF in IA32_DEBUGCTL {debugctl}), so BS (bit 14) of the pending debug exceptions ({debug}) must be 0.',
    values: (c) => ({ rflags: show(c, RFLAGS), debugctl: show(c, 'guest-ia32-debugctl'), debug: show(c, DEBUG) }),
    suggestion: 'Clear bit 14.',
  },
  {
    id: 'guest-pending-debug-rtm',
    fields: [DEBUG],
    // No model has restricted transactional memory.
    holds: (c) => bit(c, DEBUG, 16) === 0,
    message: 'The guest’s pending debug exceptions are {value}: bit 16 needs a processor with RTM.',
    values: (c) => ({ value: show(c, DEBUG) }),
    suggestion: 'Clear bit 16.',
  },
]);

const NO_LINK = 0xffff_ffff_ffff_ffffn;
const hasLink = (c: CheckContext): boolean => c.field(LINK) !== NO_LINK;
const isLinkAddress = (c: CheckContext): boolean =>
  hasLink(c) && (c.field(LINK) & 0xfffn) === 0n && fitsPhysical(c, c.field(LINK));
const LINK_POINTER = { ...INVALID_GUEST_STATE, qualification: 4 } as const;
const PRIMARY = 'primary-processor-based-controls';
const SECONDARY = 'secondary-processor-based-controls';
const vmcsShadowing = secondaryControl('vmcs-shadowing');
const shadowing = (c: CheckContext): 0 | 1 => (vmcsShadowing(c) ? 1 : 0);
const shadowIndicator = (c: CheckContext): number => c.readPhysical32(c.field(LINK)) >>> 31;
const LINK_SUGGESTION = 'Write 0xffffffffffffffff: a link pointer is for VMCS shadowing.';

const linkPointer = facts([
  {
    id: 'vmcs-link-pointer-aligned',
    fields: [LINK],
    outcome: LINK_POINTER,
    applies: hasLink,
    holds: (c) => (c.field(LINK) & 0xfffn) === 0n,
    message: 'The VMCS link pointer is {value}; its bits 11:0 must be 0.',
    values: (c) => ({ value: show(c, LINK) }),
    suggestion: LINK_SUGGESTION,
  },
  {
    id: 'vmcs-link-pointer-width',
    fields: [LINK],
    outcome: LINK_POINTER,
    applies: hasLink,
    holds: (c) => fitsPhysical(c, c.field(LINK)),
    message: 'The VMCS link pointer is {value}, beyond the {width}-bit physical-address width.',
    values: (c) => ({ value: show(c, LINK), width: c.physicalAddressBits }),
    suggestion: LINK_SUGGESTION,
  },
  {
    id: 'vmcs-link-pointer-revision',
    fields: [LINK],
    readsMemory: true,
    outcome: LINK_POINTER,
    applies: isLinkAddress,
    holds: (c) => (c.readPhysical32(c.field(LINK)) & 0x7fff_ffff) === c.capabilities.revision,
    message:
      'The region at the VMCS link pointer ({value}) begins with {found}; bits 30:0 must be the revision identifier {revision}.',
    values: (c) => ({
      value: show(c, LINK),
      found: hex(c.readPhysical32(c.field(LINK))),
      revision: hex(c.capabilities.revision),
    }),
    suggestion: LINK_SUGGESTION,
  },
  {
    id: 'vmcs-link-pointer-shadow-indicator',
    fields: [PRIMARY, SECONDARY, LINK],
    readsMemory: true,
    outcome: LINK_POINTER,
    applies: isLinkAddress,
    holds: (c) => shadowIndicator(c) === shadowing(c),
    message:
      'The region at the VMCS link pointer ({value}) has the shadow-VMCS indicator (bit 31) {indicator}, but “VMCS shadowing” is {shadowing}; both must be equal.',
    values: (c) => ({ value: show(c, LINK), indicator: shadowIndicator(c), shadowing: shadowing(c) }),
    suggestion:
      'With VMCS shadowing let the link pointer name a shadow VMCS, whose bit 31 is set before VMPTRLD; else write 0xffffffffffffffff.',
  },
  {
    id: 'vmcs-link-pointer-current',
    fields: [LINK],
    outcome: LINK_POINTER,
    applies: hasLink,
    holds: (c) => c.field(LINK) !== c.pointer,
    message: 'The VMCS link pointer is {value}, the current VMCS itself.',
    values: (c) => ({ value: show(c, LINK) }),
    suggestion: LINK_SUGGESTION,
  },
]);

/** SDM: "Checks on Guest Non-Register State". */
export const guestNonRegisterChecks = checkRows(
  'Checks on Guest Non-Register State',
  'guest-state',
  INVALID_GUEST_STATE,
  [...activity, ...interruptibility, ...pendingDebug, ...linkPointer],
);
