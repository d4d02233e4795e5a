/**
 * What a decision rests on that no bit it consulted says: values that were compared, and what was wrong with an access.
 * `{placeholders}` are values. Those of EPT are keyed by the ids of ept/ept-rules.table.ts.
 */
export const noteTexts = {
  'priority-below-threshold': 'Bits 7:4 of VTPR are {priority}, below the TPR threshold, {threshold}.',
  'priority-at-threshold': 'Bits 7:4 of VTPR are {priority}, not below the TPR threshold, {threshold}.',
  'timer-ran-out':
    'VM entry loaded the timer with {value}; it counts down by 1 every {period} cycles, and was 0 at cycle {cycle}.',
  'timer-was-zero': 'VM entry loaded the timer with 0: it had run out before the first instruction of the guest.',
  'one-step': 'The guest has made one step since VM entry: one instruction, or the delivery of one event.',
  'injected-mtf': 'VM entry injected it: interruption type 7, vector 0. It comes before the first instruction.',
  'log-full': 'The PML index is {index}, not one of the 512 entries of the log: the log is full.',
  'no-boundary':
    'The guest would reach no instruction boundary any more: the delivery of {event} raises exceptions for ever.',
  'window-over': 'The instruction-timeout control allows {cycles} cycles without an instruction boundary.',
  'default-treatment':
    'The dual-monitor treatment is not active: the SMI takes the guest into SMM, and RSM brings it back.',
  'vector-in-service': 'The EOI ends {vector}, the virtual interrupt that was in service (SVI).',
  'access-fetch': 'Instruction fetches from the APIC-access page are never virtualized.',
  'access-size': 'The access at {offset} is of {bytes} bytes: more than the 4 that can be virtualized.',
  'access-place':
    'The access of {bytes} bytes at {offset} is not inside the low 4 of an aligned 16 bytes, where registers lie.',
  'access-second':
    'The instruction has written a register of the page already: what it accesses next is not virtualized.',
  'access-register': 'At {offset} of the page lies {register}.',
  'access-read-never': 'At {offset} of the page lies {register}, whose reads no control virtualizes.',
  'access-write-never': 'At {offset} of the page lies {register}, whose writes no control virtualizes.',
  'access-nothing': 'At {offset} of the page lies no register that any control virtualizes.',
  'written-register': 'The write left {value} in {register}, at {offset} of the virtual-APIC page.',
  'command-form': 'That is no fixed, edge-triggered IPI without shorthand to one physical destination.',
  'vector-too-low': 'The vector is {vector}; those below 0x10 are illegal.',
  'ipi-target': 'The virtual APIC ID {target} has no valid entry in the PID-pointer table, whose last index is {last}.',
  'eptp-index': 'ECX is {index}; the EPTP list has entries 0 to 511.',
  'eptp-entry':
    'Entry {index} of the EPTP list is {eptp}: VM entry would not accept it as EPTP, or its walk is of another length.',
  'ept-address-width': 'The address has more bits than this EPT translates.',
  'ept-not-present': 'Bits 2:0 of the {entry} are 0: nothing is mapped there.',
  'ept-read': 'A read needs R = 1 in every entry.',
  'ept-write': 'A write needs W = 1 in every entry.',
  'ept-execute': 'A fetch needs X = 1 in every entry.',
  'ept-user-execute': 'A fetch from a user-mode address needs XU = 1 in every entry.',
  'ept-write-without-read': 'The {entry} has W = 1 and R = 0.',
  'ept-execute-only': 'The {entry} has X = 1 and R = 0, which this processor does not support.',
  'ept-reserved-bits': 'The {entry} has bits set that are reserved[[: {bits}]].',
  'ept-guest-paging-verification':
    'The page is to be verified (bit 57), and a paging structure that led to it lies in a page whose EPT entry has bit 58 = 0.',
  'ept-paging-write-without-read': 'The {entry} has bit 58 (paging-write access) = 1 and R = 0.',
  'ept-memory-type': 'The {entry} names memory type {type}, which is reserved.',
  'spp-write': 'EPT allows no write to the page, and the sub-page-permission table none to part {part} of it.',
  'spp-miss': 'The {entry} is not valid: nothing says which parts of the page may be written.',
  'spp-reserved-bits': 'The {entry} has bits set that are reserved[[: {bits}]].',
} as const;

export type NoteText = keyof typeof noteTexts;
