import { CR0, CR3, CR4 } from '../../src/cpu/state/processor-layout';
import type { Scenario } from './harness';

const CONDITIONAL = 'Instructions That Cause VM Exits Conditionally';
const MASKS = 'Guest/Host Masks and Read Shadows for CR0 and CR4';
const PRIMARY = 'primary-processor-based';
const CR0_MASK = 'cr0-guest-host-mask';
const CR4_MASK = 'cr4-guest-host-mask';
const VMCALL = 18;

/** Port instructions, MSR instructions, control registers. */
export const registerExits: readonly Scenario[] = [
  {
    name: 'OUT exits under unconditional I/O exiting',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'unconditional-io-exiting']] },
    guest: 'at: out 0x80, al',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x80_0040n,
          instructionLength: 2,
          guestRip: 'at',
          why: { rule: 'unconditional-io-exiting', word: PRIMARY, bit: 24, value: 1 },
        },
      ],
    },
  },
  {
    name: 'IN without I/O exiting reads the port',
    sdm: CONDITIONAL,
    guest: 'in al, 0x80\nat: vmcall',
    expect: {
      decision: {
        rule: 'unconditional-io-exiting',
        exits: false,
        word: PRIMARY,
        bit: 24,
        value: 0,
        subject: 'in 0x80',
      },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'IN exits for its bit in I/O bitmap A',
    sdm: 'I/O-Bitmap Addresses',
    setup: { set: [[PRIMARY, 'use-io-bitmaps']], bits: [['io-bitmap-a', 0x71]] },
    guest: 'mov edx, 0x71\nat: in ax, dx',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x71_0009n,
          instructionLength: 2,
          guestRip: 'at',
          why: { rule: 'io-bitmap', word: 'io-bitmap-a', bit: 0x71, value: 1 },
        },
      ],
    },
  },
  {
    name: 'IN of four bytes exits for the last byte’s bit',
    sdm: 'I/O-Bitmap Addresses',
    setup: { set: [[PRIMARY, 'use-io-bitmaps']], bits: [['io-bitmap-a', 0x73]] },
    guest: 'mov edx, 0x70\nat: in eax, dx',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x70_000bn,
          guestRip: 'at',
          why: { word: 'io-bitmap-a', bit: 0x73, value: 1 },
        },
      ],
    },
  },
  {
    name: 'OUT exits for its bit in I/O bitmap B',
    sdm: 'I/O-Bitmap Addresses',
    setup: { set: [[PRIMARY, 'use-io-bitmaps']], bits: [['io-bitmap-b', 0x123]] },
    guest: 'mov edx, 0x8123\nat: out dx, eax',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x8123_0003n,
          guestRip: 'at',
          why: { word: 'io-bitmap-b', bit: 0x123, value: 1 },
        },
      ],
    },
  },
  {
    name: 'a clear bit lets OUT through although unconditional I/O exiting is 1',
    sdm: 'I/O-Bitmap Addresses',
    setup: {
      set: [
        [PRIMARY, 'use-io-bitmaps'],
        [PRIMARY, 'unconditional-io-exiting'],
      ],
    },
    guest: 'out 0x80, al\nat: vmcall',
    expect: {
      decision: { rule: 'io-bitmap', exits: false, word: 'io-bitmap-a', bit: 0x80, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'an access that wraps around port 0xFFFF exits',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'use-io-bitmaps']] },
    guest: 'mov edx, 0xffff\nat: in ax, dx',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 30, guestRip: 'at', why: { rule: 'io-port-wrap' } }] },
  },
  {
    name: 'REP OUTSB exits before its first iteration with its address',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'unconditional-io-exiting']] },
    guest: 'mov esi, 0x130040\nmov ecx, 3\nmov edx, 0x80\nat: rep outsb',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x80_0030n,
          instructionLength: 2,
          guestRip: 'at',
          guestLinearAddress: 0x13_0040n,
          instructionInfo: (2 << 7) | (3 << 15),
          cause: 'outs',
        },
      ],
    },
  },
  {
    name: 'INSD exits with ES:RDI',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'unconditional-io-exiting']] },
    guest: 'mov edi, 0x130080\nmov edx, 0x80\nat: insd',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 30,
          qualification: 0x80_001bn,
          instructionLength: 1,
          guestRip: 'at',
          guestLinearAddress: 0x13_0080n,
          instructionInfo: 2 << 7,
          cause: 'ins',
        },
      ],
    },
  },
  {
    name: 'RDMSR exits while the MSR bitmaps are not used',
    sdm: CONDITIONAL,
    guest: 'mov ecx, 0x10\nat: rdmsr',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 31,
          qualification: 0n,
          instructionLength: 2,
          guestRip: 'at',
          why: { rule: 'rdmsr-without-bitmaps', word: PRIMARY, bit: 28, value: 0 },
        },
      ],
    },
  },
  {
    name: 'WRMSR exits while the MSR bitmaps are not used',
    sdm: CONDITIONAL,
    guest: 'mov ecx, 0x174\nat: wrmsr',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 32,
          guestRip: 'at',
          why: { rule: 'wrmsr-without-bitmaps', word: PRIMARY, bit: 28, value: 0 },
        },
      ],
    },
  },
  {
    name: 'RDMSR exits for its bit in the read bitmap of high MSRs',
    sdm: 'MSR-Bitmap Address',
    setup: { set: [[PRIMARY, 'use-msr-bitmaps']], bits: [['msr-bitmap', 0x2080]] },
    guest: 'mov ecx, 0xc0000080\nat: rdmsr',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 31,
          guestRip: 'at',
          why: { rule: 'rdmsr-bitmap', word: 'msr-bitmap', bit: 0x2080, value: 1 },
        },
      ],
    },
  },
  {
    name: 'WRMSR exits for its bit in the write bitmap of low MSRs',
    sdm: 'MSR-Bitmap Address',
    setup: { set: [[PRIMARY, 'use-msr-bitmaps']], bits: [['msr-bitmap', 0x4174]] },
    guest: 'mov ecx, 0x174\nat: wrmsr',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 32,
          guestRip: 'at',
          why: { rule: 'wrmsr-bitmap', word: 'msr-bitmap', bit: 0x4174, value: 1 },
        },
      ],
    },
  },
  {
    name: 'RDMSR with a clear bit reads the MSR',
    sdm: 'MSR-Bitmap Address',
    setup: { set: [[PRIMARY, 'use-msr-bitmaps']], bits: [['msr-bitmap', 0x4174]] },
    guest: 'mov ecx, 0x174\nrdmsr\nat: vmcall',
    expect: {
      decision: {
        rule: 'rdmsr-bitmap',
        exits: false,
        word: 'msr-bitmap',
        bit: 0x174,
        value: 0,
        subject: 'rdmsr 0x174',
      },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'RDMSR of an MSR without a bit exits',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'use-msr-bitmaps']] },
    guest: 'mov ecx, 0x2000\nat: rdmsr',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 31, guestRip: 'at', why: { rule: 'rdmsr-out-of-range' } }] },
  },
  {
    name: 'WRMSR of an MSR without a bit exits',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'use-msr-bitmaps']] },
    guest: 'mov ecx, 0xc0002000\nat: wrmsr',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 32, guestRip: 'at', why: { rule: 'wrmsr-out-of-range' } }] },
  },
  {
    name: 'MOV to CR0 exits when it differs from the read shadow in a host-owned bit',
    sdm: MASKS,
    setup: { fields: { [CR0_MASK]: 8n, 'cr0-read-shadow': 0x8001_0033n } },
    guest: 'mov rax, cr0\nor eax, 8\nat: mov cr0, rax',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 28,
          qualification: 0n,
          instructionLength: 3,
          guestRip: 'at',
          why: { rule: 'mov-to-cr0', word: CR0_MASK, bit: 3, value: 1 },
        },
      ],
    },
  },
  {
    name: 'MOV to CR0 writes guest-owned bits and reads back the shadow',
    sdm: MASKS,
    setup: { fields: { [CR0_MASK]: 0x1_0000n, 'cr0-read-shadow': 0n } },
    guest: 'mov rax, cr0\nor eax, 8\nmov cr0, rax\nmov rbx, cr0\nmov [0x130000], rbx\nat: vmcall',
    expect: {
      decision: { rule: 'mov-to-cr0', exits: false, word: CR0_MASK, bit: 3, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
      fields: { 'guest-cr0': 0x8001_003bn },
      holds: (machine) => machine.image.view.getUint32(0x10_0000 + 0x13_0000, true) === 0x8000_003b,
    },
  },
  {
    name: 'MOV to CR4 exits for a host-owned bit',
    sdm: MASKS,
    setup: { fields: { [CR4_MASK]: 0x2000n, 'cr4-read-shadow': 0x20n } },
    guest: 'mov rbx, cr4\nor ebx, 0x2000\nat: mov cr4, rbx',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 28,
          qualification: 0x304n,
          guestRip: 'at',
          why: { rule: 'mov-to-cr4', word: CR4_MASK, bit: 13, value: 1 },
        },
      ],
    },
  },
  {
    name: 'MOV to CR4 leaves host-owned bits as they are',
    sdm: MASKS,
    setup: { fields: { [CR4_MASK]: 0x2000n, 'cr4-read-shadow': 0x20n } },
    guest: 'mov rbx, cr4\nor ebx, 0x80\nmov cr4, rbx\nat: vmcall',
    expect: {
      decision: { rule: 'mov-to-cr4', exits: false, word: CR4_MASK, bit: 7, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
      fields: { 'guest-cr4': 0x20a0n },
    },
  },
  {
    name: 'a guest cannot clear a bit that VMX fixes: #GP',
    sdm: 'Restrictions on VMX Operation',
    setup: { fields: { 'exception-bitmap': 1n << 13n } },
    guest: 'mov rbx, cr4\nand ebx, ~0x2000\nat: mov cr4, rbx',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, interruptionErrorCode: 0, guestRip: 'at' },
      ],
    },
  },
  {
    name: 'CLTS exits when the host owns TS and shows it set',
    sdm: CONDITIONAL,
    setup: { fields: { [CR0_MASK]: 8n, 'cr0-read-shadow': 8n } },
    guest: 'at: clts',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 28,
          qualification: 0x20n,
          instructionLength: 2,
          guestRip: 'at',
          why: { rule: 'clts', word: CR0_MASK, bit: 3, value: 1 },
        },
      ],
    },
  },
  {
    name: 'CLTS does nothing when the host owns TS and shows it clear',
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
    setup: { fields: { [CR0_MASK]: 8n, 'guest-cr0': 0x8001_003bn } },
    guest: 'clts\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
      fields: { 'guest-cr0': 0x8001_003bn },
    },
  },
  {
    name: 'LMSW exits for a host-owned bit',
    sdm: CONDITIONAL,
    setup: { fields: { [CR0_MASK]: 8n, 'cr0-read-shadow': 0n } },
    guest: 'mov eax, 0xb\nat: lmsw ax',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 28,
          qualification: 0xb_0030n,
          instructionLength: 3,
          guestRip: 'at',
          why: { rule: 'lmsw', word: CR0_MASK, bit: 3, value: 1 },
        },
      ],
    },
  },
  {
    name: 'LMSW of a bit that the guest owns does not exit',
    sdm: CONDITIONAL,
    setup: { fields: { [CR0_MASK]: 2n, 'cr0-read-shadow': 2n } },
    guest: 'mov eax, 0xb\nlmsw ax\nat: vmcall',
    expect: {
      decision: { rule: 'lmsw', exits: false, word: CR0_MASK, bit: 3, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'LMSW from memory reports the operand’s address',
    sdm: CONDITIONAL,
    setup: { fields: { [CR0_MASK]: 8n } },
    guest: 'mov word [0x130000], 9\nat: lmsw [0x130000]',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 28, qualification: 0x9_0070n, guestRip: 'at', guestLinearAddress: 0x13_0000n },
      ],
    },
  },
  {
    name: 'SMSW shows the read shadow',
    sdm: 'Changes to Instruction Behavior in VMX Non-Root Operation',
    setup: { fields: { [CR0_MASK]: 0xcn, 'cr0-read-shadow': 0xcn } },
    guest: 'smsw rax\nmov [0x130000], eax\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
      holds: (machine) => machine.image.view.getUint32(0x10_0000 + 0x13_0000, true) === 0x8001_003f,
    },
  },
  {
    name: 'MOV to CR3 exits under CR3-load exiting',
    sdm: CONDITIONAL,
    setup: { set: [[PRIMARY, 'cr3-load-exiting']] },
    guest: 'mov rax, cr3\nat: mov cr3, rax',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 28,
          qualification: 3n,
          guestRip: 'at',
          why: { rule: 'cr3-load-exiting', word: PRIMARY, bit: 15, value: 1 },
        },
      ],
    },
  },
  {
    name: 'MOV to CR3 of a CR3-target value does not exit',
    sdm: 'CR3-Target Controls',
    setup: { set: [[PRIMARY, 'cr3-load-exiting']], fields: { 'cr3-target-count': 2n, 'cr3-target-value-1': 0x1000n } },
    guest: 'mov rax, cr3\nmov cr3, rax\nat: vmcall',
    expect: {
      decision: { rule: 'cr3-target-value', exits: false, word: 'cr3-target-values', bit: 1, value: 1 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'MOV to CR3 without CR3-load exiting loads CR3',
    sdm: CONDITIONAL,
    guest: 'mov rax, cr3\nmov cr3, rax\nat: vmcall',
    expect: {
      decision: { rule: 'cr3-load-exiting', exits: false, word: PRIMARY, bit: 15, value: 0 },
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
    },
  },
  {
    name: 'a VM exit loads the host’s control registers whatever the guest did to its own',
    sdm: 'Loading Host Control Registers, Debug Registers, MSRs',
    guest: 'mov rax, cr0\nor eax, 8\nmov cr0, rax\nmov rax, cr4\nor eax, 0x80\nmov cr4, rax\nat: vmcall',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: VMCALL, guestRip: 'at' }],
      fields: { 'guest-cr0': 0x8001_003bn, 'guest-cr4': 0x20a0n },
      holds: ({ processors: [p] }) =>
        p?.q[CR0 >> 1] === 0x8001_0033n && p.q[CR4 >> 1] === 0x2020n && p.q[CR3 >> 1] === 0x1000n,
    },
  },
  {
    name: 'privilege comes before the VM exit: HLT at CPL 3 raises #GP',
    sdm: 'Relative Priority of Faults and VM Exits',
    setup: {
      set: [[PRIMARY, 'hlt-exiting']],
      fields: {
        'exception-bitmap': 1n << 13n,
        'guest-cs-selector': 0x33n,
        'guest-cs-access-rights': 0xa0fbn,
        'guest-ss-selector': 0x2bn,
        'guest-ss-access-rights': 0xc0f3n,
      },
    },
    guest: 'at: hlt',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, interruptionErrorCode: 0, guestRip: 'at' },
      ],
    },
  },
  {
    name: 'MOV DR comes before the privilege check: it exits at CPL 3',
    sdm: 'Instructions That Cause VM Exits Conditionally',
    setup: {
      set: [[PRIMARY, 'mov-dr-exiting']],
      fields: {
        'exception-bitmap': 1n << 13n,
        'guest-cs-selector': 0x33n,
        'guest-cs-access-rights': 0xa0fbn,
        'guest-ss-selector': 0x2bn,
        'guest-ss-access-rights': 0xc0f3n,
      },
    },
    guest: 'at: mov rdx, dr7',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 29, qualification: 0x217n, guestRip: 'at', why: { rule: 'mov-dr-exiting' } },
      ],
    },
  },
  {
    name: 'MOV DR comes before #UD for DR4 while CR4.DE is 1',
    sdm: 'Instructions That Cause VM Exits Conditionally',
    setup: {
      set: [[PRIMARY, 'mov-dr-exiting']],
      fields: { 'exception-bitmap': 1n << 6n, 'guest-cr4': 0x2028n },
    },
    guest: 'at: mov dr4, rcx',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 29, qualification: 0x104n, guestRip: 'at' }],
    },
  },
  {
    name: 'DR4 is #UD while CR4.DE is 1 and MOV-DR exiting is 0',
    sdm: 'Debug Registers DR4 and DR5',
    setup: { fields: { 'exception-bitmap': 1n << 6n, 'guest-cr4': 0x2028n } },
    guest: 'at: mov dr4, rcx',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306, guestRip: 'at' }],
    },
  },
];
