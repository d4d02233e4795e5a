import {
  ACCESSES,
  ACTIVATE,
  at,
  DELIVERY,
  EXTERNAL,
  IPI,
  memory32,
  OTHER_DESCRIPTOR,
  PAGES,
  PID_TABLE,
  RAX,
  RDX,
  REGISTERS,
  register,
  TPR_SHADOW,
  virtual,
  words,
  X2APIC,
} from './apic-words';
import { bit, HLT_EXITING, handler, IF, PRIMARY } from './event-words';
import type { Scenario } from './harness';

const EMULATION = 'APIC-Write Emulation';
const MSR = 'Virtualizing MSR-Based APIC Accesses';
const IPIS = 'IPI Virtualization';
const CALL = { kind: 'vm-exit', exitReason: 18 } as const;
const ALL = [ACTIVATE, ACCESSES, TPR_SHADOW, REGISTERS, EXTERNAL] as const;
const DELIVERING = [...ALL, DELIVERY] as const;
const MSRS = [ACTIVATE, TPR_SHADOW, X2APIC, [PRIMARY, 'use-msr-bitmaps']] as const;

const ipiFields = { ...PAGES, 'pid-pointer-table-address': BigInt(PID_TABLE), 'last-pid-pointer-index': 1n };
/** Virtual APIC ID 1 has a descriptor whose notifications (vector 0xF2, to nobody) are not suppressed. */
const ipiMemory = {
  [PID_TABLE + 8]: OTHER_DESCRIPTOR | 1,
  [OTHER_DESCRIPTOR + 32]: 0xf2_0000,
  [OTHER_DESCRIPTOR + 36]: 0x700,
};
const wrmsr = (index: number, low: number, high = 0): string =>
  `mov ecx, ${index}\nmov eax, ${low}\nmov edx, ${high}\nwrmsr`;

/** What virtualized writes of APIC registers lead to, and the MSRs of x2APIC mode. */
export const apicWrites: readonly Scenario[] = [
  {
    name: 'a write that APIC-register virtualization lets through exits behind the instruction',
    sdm: 'APIC-Write VM Exits',
    setup: { fields: PAGES, set: ALL },
    guest: at('mov dword [rbx+0xf0], 0x1ff\nbehind: nop'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 56,
          qualification: 0xf0n,
          guestRip: 'behind',
          why: { rule: 'apic-write-register', subject: 'APIC write 0xf0' },
        },
      ],
      holds: (machine) => memory32(machine, virtual(0xf0)) === 0x1ff,
    },
  },
  {
    name: 'a write of VICR_HI clears its bytes 2:0 and does not exit',
    sdm: EMULATION,
    setup: { fields: PAGES, set: ALL },
    guest: at('mov dword [rbx+0x310], 0x12345678'),
    expect: { transitions: [CALL], holds: (machine) => memory32(machine, virtual(0x310)) === 0x1200_0000 },
  },
  {
    name: 'a write of VEOI exits while virtual interrupts are the VMM’s',
    sdm: EMULATION,
    setup: { fields: PAGES, set: ALL },
    guest: at('mov dword [rbx+0xb0], 0'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 56,
          qualification: 0xb0n,
          why: {
            rule: 'apic-write-virtual-interrupt-delivery',
            word: 'secondary-processor-based',
            bit: 9,
            value: 0,
          },
        },
      ],
    },
  },
  {
    name: 'EOI virtualization ends the interrupt in service',
    sdm: 'EOI Virtualization',
    setup: {
      fields: { ...PAGES, 'guest-interrupt-status': 0x5100n },
      set: DELIVERING,
      change: words({ [virtual(0x110)]: 0x10, [virtual(0x120)]: 1 << 17 }),
    },
    guest: at('mov dword [rbx+0xb0], 5'),
    expect: {
      decision: { rule: 'eoi-exit-bitmap', exits: false, word: 'eoi-exit-bitmap', bit: 0x51, value: 0 },
      transitions: [CALL],
      fields: { 'guest-interrupt-status': 0x2400n },
      holds: (machine) =>
        memory32(machine, virtual(0xb0)) === 0 &&
        memory32(machine, virtual(0x120)) === 0 &&
        memory32(machine, virtual(0xa0)) === 0x20,
    },
  },
  {
    name: 'an EOI whose vector is in the EOI-exit bitmap exits behind the instruction',
    sdm: 'EOI Virtualization',
    setup: {
      fields: { ...PAGES, 'guest-interrupt-status': 0x5100n, 'eoi-exit-bitmap-1': bit(0x11) },
      set: DELIVERING,
      change: words({ [virtual(0x120)]: 1 << 17 }),
    },
    guest: at('mov dword [rbx+0xb0], 0\nbehind: nop'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 45,
          qualification: 0x51n,
          guestRip: 'behind',
          why: { rule: 'eoi-exit-bitmap', word: 'eoi-exit-bitmap', bit: 0x51, value: 1, subject: 'EOI 0x51' },
        },
      ],
      fields: { 'guest-interrupt-status': 0n },
    },
  },
  {
    name: 'a self-IPI becomes a virtual interrupt',
    sdm: 'Self-IPI Virtualization',
    setup: { fields: { ...PAGES, 'guest-rflags': IF }, set: [...DELIVERING, HLT_EXITING] },
    guest: at('mov dword [rbx+0x300], 0x40031\nnop'),
    expect: {
      decision: { rule: 'apic-write-virtual-interrupt-delivery', exits: false, bit: 9, value: 1 },
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x31) }],
      fields: { 'guest-interrupt-status': 0x3100n },
    },
  },
  {
    name: 'another interrupt command is the VMM’s',
    sdm: EMULATION,
    setup: { fields: PAGES, set: DELIVERING },
    guest: at('mov dword [rbx+0x300], 0x40431'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 56, qualification: 0x300n, why: { rule: 'apic-write-command' } }],
    },
  },
  {
    name: 'a self-IPI with a vector below 16 is the VMM’s',
    sdm: EMULATION,
    setup: { fields: PAGES, set: DELIVERING },
    guest: at('mov dword [rbx+0x300], 0x4000f'),
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 56, qualification: 0x300n }] },
  },
  {
    name: 'an IPI is posted to the descriptor of its target',
    sdm: IPIS,
    setup: { fields: ipiFields, set: [...ALL, ...IPI], change: words(ipiMemory) },
    guest: at('mov dword [rbx+0x310], 0x01000000\nmov dword [rbx+0x300], 0x44'),
    expect: {
      decision: { rule: 'ipi-virtualization', exits: false, word: 'tertiary-processor-based', bit: 4, value: 1 },
      transitions: [CALL],
      holds: (machine) =>
        memory32(machine, OTHER_DESCRIPTOR + 8) === 0x10 && memory32(machine, OTHER_DESCRIPTOR + 32) === 0xf2_0001,
    },
  },
  {
    name: 'without IPI virtualization the IPI is the VMM’s',
    sdm: IPIS,
    setup: { fields: ipiFields, set: [...ALL, IPI[0]], change: words(ipiMemory) },
    guest: at('mov dword [rbx+0x310], 0x01000000\nmov dword [rbx+0x300], 0x44'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 56,
          qualification: 0x300n,
          why: { rule: 'ipi-virtualization', word: 'tertiary-processor-based', bit: 4, value: 0 },
        },
      ],
    },
  },
  {
    name: 'an IPI to a virtual APIC ID beyond the table exits',
    sdm: IPIS,
    setup: { fields: ipiFields, set: [...ALL, ...IPI], change: words(ipiMemory) },
    guest: at('mov dword [rbx+0x310], 0x02000000\nmov dword [rbx+0x300], 0x44'),
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 56, qualification: 0x300n, why: { rule: 'ipi-target', subject: 'IPI 0x44' } },
      ],
    },
  },
  {
    name: 'an IPI to an entry that is not valid exits',
    sdm: IPIS,
    setup: { fields: ipiFields, set: [...ALL, ...IPI], change: words(ipiMemory) },
    guest: at('mov dword [rbx+0x310], 0\nmov dword [rbx+0x300], 0x44'),
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 56, why: { rule: 'ipi-target' } }] },
  },
  {
    name: 'WRMSR of the ICR is virtualized, its upper half being the target',
    sdm: MSR,
    setup: {
      fields: ipiFields,
      set: [...MSRS, ...IPI],
      change: words({ ...ipiMemory, [OTHER_DESCRIPTOR + 32]: 0xf2_0002 }),
    },
    guest: wrmsr(0x830, 0x61, 1),
    expect: {
      transitions: [CALL],
      // Suppressed: not notified.
      holds: (machine) =>
        memory32(machine, OTHER_DESCRIPTOR + 12) === 2 && memory32(machine, OTHER_DESCRIPTOR + 32) === 0xf2_0002,
    },
  },
  {
    name: 'RDMSR of the TPR reads the virtual-APIC page, whatever the local APIC’s mode',
    sdm: MSR,
    setup: { fields: PAGES, set: MSRS, change: words({ [virtual(0x80)]: 0x70, [virtual(0x84)]: 9 }) },
    guest: 'mov ecx, 0x808\nrdmsr',
    expect: {
      transitions: [CALL],
      holds: (machine) => register(machine, RAX) === 0x70n && register(machine, RDX) === 9n,
    },
  },
  {
    name: 'RDMSR of another register raises #GP outside x2APIC mode without APIC-register virtualization',
    sdm: MSR,
    setup: { fields: { ...PAGES, 'exception-bitmap': bit(13) }, set: MSRS },
    guest: 'mov ecx, 0x80d\nhere: rdmsr',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 0, guestRip: 'here' }] },
  },
  {
    name: 'with APIC-register virtualization it reads any offset of the virtual-APIC page',
    sdm: MSR,
    setup: { fields: PAGES, set: [...MSRS, REGISTERS], change: words({ [virtual(0xff0)]: 0x1234 }) },
    guest: 'mov ecx, 0x8ff\nrdmsr',
    expect: { transitions: [CALL], holds: (machine) => register(machine, RAX) === 0x1234n },
  },
  {
    name: 'the MSR bitmaps go before the virtual-APIC page',
    sdm: MSR,
    setup: { fields: PAGES, set: MSRS, bits: [['msr-bitmap', 0x808]] },
    guest: 'mov ecx, 0x808\nrdmsr',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 31, why: { rule: 'rdmsr-bitmap', value: 1 } }] },
  },
  {
    name: 'WRMSR of the TPR looks at the threshold',
    sdm: MSR,
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 4n },
      set: MSRS,
      change: words({ [virtual(0x80)]: 0xf0 }),
    },
    guest: `${wrmsr(0x808, 0x30)}\nbehind: nop`,
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 43, guestRip: 'behind' }] },
  },
  {
    name: 'WRMSR of the TPR with a reserved bit raises #GP',
    sdm: MSR,
    setup: { fields: { ...PAGES, 'exception-bitmap': bit(13) }, set: MSRS },
    guest: wrmsr(0x808, 0x100),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 0 }],
      holds: (machine) => memory32(machine, virtual(0x80)) === 0,
    },
  },
  {
    name: 'WRMSR of SELF IPI raises a virtual interrupt',
    sdm: MSR,
    setup: {
      fields: { ...PAGES, 'guest-rflags': IF },
      set: [...MSRS, DELIVERY, EXTERNAL, HLT_EXITING],
    },
    guest: `${wrmsr(0x83f, 0x52)}\nnop`,
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 12, guestRip: handler(0x52) }],
      fields: { 'guest-interrupt-status': 0x5200n },
    },
  },
  {
    name: 'WRMSR of SELF IPI with a vector below 16 exits as a write at offset 0x3f0',
    sdm: MSR,
    setup: { fields: PAGES, set: [...MSRS, DELIVERY, EXTERNAL] },
    guest: `${wrmsr(0x83f, 0xf)}\nbehind: nop`,
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 56,
          qualification: 0x3f0n,
          guestRip: 'behind',
          why: { rule: 'apic-write-self-ipi' },
        },
      ],
    },
  },
  {
    name: 'WRMSR of EOI ends the virtual interrupt in service',
    sdm: MSR,
    setup: {
      fields: { ...PAGES, 'guest-interrupt-status': 0x3300n },
      set: [...MSRS, DELIVERY, EXTERNAL],
      change: words({ [virtual(0x110)]: 0x8_0000 }),
    },
    guest: wrmsr(0x80b, 0),
    expect: {
      transitions: [CALL],
      fields: { 'guest-interrupt-status': 0n },
      holds: (machine) => memory32(machine, virtual(0x110)) === 0,
    },
  },
];
