import { bit, bitsOf, checkRows, INVALID_GUEST_STATE, ia32eGuest, show } from './check-helpers';
import type { CheckContext } from './entry-check';
import { EXTERNAL_INTERRUPT, INTERRUPTION_INFORMATION, injectedVector, injects } from './injected-event';
import { access } from './segment-questions';

const RFLAGS = 'guest-rflags';
const ENTRY_CONTROLS = 'vm-entry-controls';

const RFLAGS_RESERVED = 0xffff_ffff_ffc0_8028n;
const is64BitCode = (c: CheckContext): boolean => ia32eGuest(c) && (access(c, 'cs') & 0x2000) !== 0;

/** SDM: "Checks on Guest RIP, RFLAGS, and SSP". */
export const guestRipRflagsChecks = checkRows(
  'Checks on Guest RIP, RFLAGS, and SSP',
  'guest-state',
  INVALID_GUEST_STATE,
  [
    {
      id: 'guest-rip-upper-bits',
      fields: [ENTRY_CONTROLS, 'guest-cs-access-rights', 'guest-rip'],
      applies: (c) => !is64BitCode(c),
      holds: (c) => c.field('guest-rip') >> 32n === 0n,
      message: 'The guest’s RIP is {value}; its bits 63:32 must be 0 outside 64-bit mode.',
      values: (c) => ({ value: show(c, 'guest-rip') }),
      suggestion: 'Write a 32-bit address, or make the guest start in 64-bit mode.',
    },
    {
      id: 'guest-rip-identical-upper-bits',
      fields: [ENTRY_CONTROLS, 'guest-cs-access-rights', 'guest-rip'],
      applies: is64BitCode,
      // The manual asks bits 63:N to be identical, N being the linear-address width; bit N-1 may differ from them.
      holds: (c) => {
        const upper = c.field('guest-rip') >> BigInt(c.linearAddressBits);
        return upper === 0n || upper === (1n << BigInt(64 - c.linearAddressBits)) - 1n;
      },
      message: 'The guest’s RIP is {value}; its bits 63:{width} must be identical.',
      values: (c) => ({ value: show(c, 'guest-rip'), width: c.linearAddressBits }),
      suggestion: 'Write the address of the guest’s first instruction.',
    },
    {
      id: 'guest-rflags-reserved-zero',
      fields: [RFLAGS],
      holds: (c) => (c.field(RFLAGS) & RFLAGS_RESERVED) === 0n,
      message: 'The guest’s RFLAGS are {value}; reserved {bits} must be 0.',
      values: (c) => ({ value: show(c, RFLAGS), bits: bitsOf(c.field(RFLAGS) & RFLAGS_RESERVED) }),
      suggestion: 'Write 2 for a guest that starts with all flags clear.',
    },
    {
      id: 'guest-rflags-reserved-one',
      fields: [RFLAGS],
      holds: (c) => bit(c, RFLAGS, 1) === 1,
      message: 'The guest’s RFLAGS are {value}; bit 1 must be 1.',
      values: (c) => ({ value: show(c, RFLAGS) }),
      suggestion: 'Write 2 for a guest that starts with all flags clear.',
    },
    {
      id: 'guest-rflags-vm',
      fields: [ENTRY_CONTROLS, RFLAGS],
      applies: ia32eGuest,
      holds: (c) => bit(c, RFLAGS, 17) === 0,
      message: 'The guest’s RFLAGS are {value}: VM (bit 17) must be 0 for an IA-32e mode guest.',
      values: (c) => ({ value: show(c, RFLAGS) }),
      suggestion: 'Clear VM, or clear “IA-32e mode guest”.',
    },
    {
      id: 'guest-rflags-vm-without-protection',
      fields: ['guest-cr0', RFLAGS],
      applies: (c) => bit(c, 'guest-cr0', 0) === 0,
      holds: (c) => bit(c, RFLAGS, 17) === 0,
      message: 'The guest’s RFLAGS are {value}: VM (bit 17) must be 0 while CR0.PE is 0.',
      values: (c) => ({ value: show(c, RFLAGS) }),
      suggestion: 'Clear VM, or set CR0.PE.',
    },
    {
      id: 'guest-rflags-if-external-interrupt',
      fields: [INTERRUPTION_INFORMATION, RFLAGS],
      applies: injects(EXTERNAL_INTERRUPT),
      holds: (c) => bit(c, RFLAGS, 9) === 1,
      message: 'External interrupt {vector} is to be injected, but IF (bit 9) of the guest’s RFLAGS ({value}) is 0.',
      values: (c) => ({ vector: injectedVector(c), value: show(c, RFLAGS) }),
      suggestion: 'Wait with “Interrupt-window exiting” until the guest accepts interrupts.',
    },
  ],
);
