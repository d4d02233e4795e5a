import { checkRows, INVALID_CONTROLS, show } from './check-helpers';
import type { CheckContext } from './entry-check';
import { allowedSettings } from './execution-control-checks.table';
import {
  HARDWARE_EXCEPTION,
  INTERRUPTION_INFORMATION as INFO,
  injects,
  isInjected,
  NMI,
  OTHER_EVENT,
  SOFTWARE_EXCEPTION,
  SOFTWARE_INTERRUPT,
  injectedType as type,
  injectedVector as vector,
} from './injected-event';
import { msrArea } from './msr-area-check';
import { CONTROL_FIELDS, isUnrestricted } from './secondary-controls';

const ERROR_CODE = 'vm-entry-exception-error-code';
const LENGTH = 'vm-entry-instruction-length';
const GUEST_CR0 = 'guest-cr0';
const SDM = 'VM-Entry Control Fields';

const info = (c: CheckContext): number => c.word(INFO);
const deliversErrorCode = (c: CheckContext): boolean => (info(c) & 0x800) !== 0;

/** #DF, #TS, #NP, #SS, #GP, #PF, #AC: exceptions that push an error code. No model has #CP yet. */
const WITH_ERROR_CODE: ReadonlySet<number> = new Set([8, 10, 11, 12, 13, 14, 17]);
/** In real-address mode exceptions push no error codes. */
const hasErrorCodes = (c: CheckContext): boolean => !isUnrestricted(c) || (c.word(GUEST_CR0) & 1) !== 0;
const wantsErrorCode = (c: CheckContext): boolean =>
  type(c) === HARDWARE_EXCEPTION && WITH_ERROR_CODE.has(vector(c)) && hasErrorCodes(c);
const isSoftware = (c: CheckContext): boolean => type(c) >= SOFTWARE_INTERRUPT && type(c) <= SOFTWARE_EXCEPTION;

/** SDM: "VM-Entry Control Fields" under "Checks on VMX Controls". Entry to and from SMM is not modelled: no control allows it. */
export const entryControlChecks = checkRows(SDM, 'controls', INVALID_CONTROLS, [
  ...allowedSettings('vm-entry', 'IA32_VMX_TRUE_ENTRY_CTLS', (c) => c.vmEntry),
  {
    id: 'injection-type-reserved',
    fields: [INFO],
    applies: isInjected,
    holds: (c) => type(c) !== 1,
    message: 'The VM-entry interruption information is {value}: interruption type 1 (bits 10:8) is reserved.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion:
      'Use 0 external interrupt, 2 NMI, 3 hardware exception, 4 software interrupt, 5 privileged software exception, 6 software exception.',
  },
  {
    id: 'injection-type-other-event',
    fields: [INFO],
    applies: isInjected,
    // Pending MTF VM exits come with the monitor trap flag, bit 27 of the primary controls.
    holds: (c) => type(c) !== OTHER_EVENT || (c.capabilities.primary.mayBeOne & 0x0800_0000) !== 0,
    message: 'The VM-entry interruption information is {value}: type 7 needs a processor with the monitor trap flag.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion: 'Inject another type of event, or clear bit 31.',
  },
  {
    id: 'injection-vector-nmi',
    fields: [INFO],
    applies: injects(NMI),
    holds: (c) => vector(c) === 2,
    message: 'An NMI is to be injected with vector {vector}; its vector is 2.',
    values: (c) => ({ vector: vector(c) }),
    suggestion: 'Write 0x80000202 to inject an NMI.',
  },
  {
    id: 'injection-vector-hardware-exception',
    fields: [INFO],
    applies: injects(HARDWARE_EXCEPTION),
    holds: (c) => vector(c) <= 31,
    message: 'A hardware exception is to be injected with vector {vector}; exceptions have vectors 0–31.',
    values: (c) => ({ vector: vector(c) }),
    suggestion: 'Use type 0 (external interrupt) for vectors above 31.',
  },
  {
    id: 'injection-vector-other-event',
    fields: [INFO],
    applies: injects(OTHER_EVENT),
    holds: (c) => vector(c) === 0,
    message: 'Type 7 with vector {vector}: only vector 0 (pending MTF VM exit) exists.',
    values: (c) => ({ vector: vector(c) }),
    suggestion: 'Write vector 0.',
  },
  {
    id: 'injection-error-code-missing',
    fields: [...CONTROL_FIELDS, GUEST_CR0, INFO],
    applies: (c) => isInjected(c) && !c.capabilities.anyErrorCodeInjection,
    holds: (c) => !wantsErrorCode(c) || deliversErrorCode(c),
    message: 'Exception {vector} pushes an error code, but “deliver error code” (bit 11 of {value}) is 0.',
    values: (c) => ({ vector: vector(c), value: show(c, INFO) }),
    suggestion: 'Set bit 11 and write the VM-entry exception error code.',
  },
  {
    id: 'injection-error-code-unexpected',
    fields: [...CONTROL_FIELDS, GUEST_CR0, INFO],
    applies: isInjected,
    holds: (c) =>
      !deliversErrorCode(c) ||
      wantsErrorCode(c) ||
      (type(c) === HARDWARE_EXCEPTION && c.capabilities.anyErrorCodeInjection && hasErrorCodes(c)),
    message:
      '“Deliver error code” (bit 11 of {value}) is 1 for an event that pushes no error code (type {type}, vector {vector}).',
    values: (c) => ({ value: show(c, INFO), type: type(c), vector: vector(c) }),
    suggestion: 'Clear bit 11.',
  },
  {
    id: 'injection-reserved-bits',
    fields: [INFO],
    applies: isInjected,
    holds: (c) => (info(c) & 0x7fff_f000) === 0,
    message: 'The VM-entry interruption information is {value}; its bits 30:12 must be 0.',
    values: (c) => ({ value: show(c, INFO) }),
    suggestion:
      'Clear bits 30:12; in a value taken from the VM-exit interruption information that is bit 12 (NMI unblocking).',
  },
  {
    id: 'injection-error-code-reserved-bits',
    fields: [INFO, ERROR_CODE],
    applies: (c) => isInjected(c) && deliversErrorCode(c),
    holds: (c) => c.word(ERROR_CODE) >>> 16 === 0,
    message: 'The VM-entry exception error code is {value}; its bits 31:16 must be 0.',
    values: (c) => ({ value: show(c, ERROR_CODE) }),
    suggestion: 'Write an error code of 16 bits.',
  },
  {
    id: 'injection-instruction-length',
    fields: [INFO, LENGTH],
    applies: (c) => isInjected(c) && isSoftware(c),
    holds: (c) => c.word(LENGTH) <= 15 && (c.word(LENGTH) !== 0 || c.capabilities.zeroLengthInjection),
    message: 'The VM-entry instruction length is {length} for a software event ({value}).',
    values: (c) => ({ length: c.word(LENGTH), value: show(c, INFO) }),
    suggestion: 'Write the length of the instruction that raises the event: 1–15, or 0 where IA32_VMX_MISC[30] is 1.',
  },
  ...msrArea('vm-entry-msr-load-address', 'vm-entry-msr-load-count', 'VM-entry MSR-load'),
]);
