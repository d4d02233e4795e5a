import { CR8 } from '../../src/cpu/state/processor-layout';
import { ACCESSES, ACTIVATE, at, memory32, PAGES, RCX, register, TPR_SHADOW, virtual, words } from './apic-words';
import { PRIMARY } from './event-words';
import type { Scenario } from './harness';

const TPR = 'TPR Virtualization';
const ENTRY = 'VM Exits Induced by the TPR Threshold';
const CALL = { kind: 'vm-exit', exitReason: 18 } as const;
const HIGH = words({ [virtual(0x80)]: 0xf0 });

/** The TPR shadow and its threshold. */
export const taskPriorities: readonly Scenario[] = [
  {
    name: 'MOV CR8 with a TPR shadow reaches VTPR and leaves the TPR alone',
    sdm: 'Virtualizing CR8-Based TPR Accesses',
    setup: { fields: PAGES, set: [TPR_SHADOW], change: words({ [virtual(0x80)]: 0xffff_ff0f }) },
    guest: 'mov eax, 5\nmov cr8, rax\nmov rcx, cr8',
    expect: {
      transitions: [CALL],
      holds: (machine) =>
        memory32(machine, virtual(0x80)) === 0x50 &&
        register(machine, RCX) === 5n &&
        machine.processors[0]?.s[CR8] === 0,
    },
  },
  {
    name: 'CR8-load exiting goes before the TPR shadow',
    sdm: 'Virtualizing CR8-Based TPR Accesses',
    setup: { fields: PAGES, set: [TPR_SHADOW, [PRIMARY, 'cr8-load-exiting']] },
    guest: 'mov eax, 5\nmov cr8, rax',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 28, why: { rule: 'cr8-load-exiting', value: 1 } }],
      holds: (machine) => memory32(machine, virtual(0x80)) === 0,
    },
  },
  {
    name: 'MOV to CR8 of more than four bits raises #GP with a TPR shadow, too',
    sdm: 'Virtualizing CR8-Based TPR Accesses',
    setup: { fields: { ...PAGES, 'exception-bitmap': 0x2000n }, set: [TPR_SHADOW] },
    guest: 'mov eax, 16\nhere: mov cr8, rax',
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0b0d, guestRip: 'here' }] },
  },
  {
    name: 'a task priority below the threshold exits behind MOV to CR8',
    sdm: TPR,
    setup: { fields: { ...PAGES, 'tpr-threshold': 5n }, set: [TPR_SHADOW], change: HIGH },
    guest: 'mov eax, 3\nmov cr8, rax\nbehind: nop',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 43,
          qualification: 0n,
          guestRip: 'behind',
          why: { rule: 'tpr-below-threshold', word: 'tpr-threshold', bit: 2, value: 1 },
        },
      ],
    },
  },
  {
    name: 'a task priority not below the threshold does not exit',
    sdm: TPR,
    setup: { fields: { ...PAGES, 'tpr-threshold': 5n }, set: [TPR_SHADOW], change: HIGH },
    guest: 'mov eax, 6\nmov cr8, rax',
    expect: {
      decision: { rule: 'tpr-below-threshold', exits: false, word: 'tpr-threshold', bit: 3, value: 0 },
      transitions: [CALL],
    },
  },
  {
    name: 'the exit comes before the single-step trap of the instruction, which stays pending',
    sdm: 'Saving Non-Register State',
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n, 'guest-rflags': 0x102n },
      set: [TPR_SHADOW],
      change: HIGH,
    },
    host: 'xor eax, eax\nvmlaunch',
    guest: 'mov cr8, rax\nbehind: nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 43, guestRip: 'behind' }],
      fields: { 'guest-pending-debug-exceptions': 0x4000n },
    },
  },
  {
    name: 'a write of VTPR through the APIC-access page clears its upper bytes and looks at the threshold',
    sdm: 'APIC-Write Emulation',
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW],
      change: HIGH,
    },
    guest: at('mov dword [rbx+0x80], 0x12345670\nmov dword [rbx+0x80], 0x30\nbehind: nop'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 43, guestRip: 'behind', why: { rule: 'tpr-below-threshold' } }],
      holds: (machine) => memory32(machine, virtual(0x80)) === 0x30,
    },
  },
  {
    name: 'a VM entry with VTPR below the threshold exits at once where APIC accesses are virtualized',
    sdm: ENTRY,
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x30 }),
    },
    guest: 'nop',
    expect: {
      transitions: [
        { kind: 'vm-exit', exitReason: 43, guestRip: 'guest', why: { rule: 'tpr-below-threshold', bit: 2, value: 1 } },
      ],
    },
  },
  {
    name: 'with VTPR at the threshold the guest runs',
    sdm: ENTRY,
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x50 }),
    },
    guest: 'nop',
    expect: {
      decision: { rule: 'tpr-below-threshold', exits: false, word: 'tpr-threshold', bit: 3, value: 0 },
      transitions: [CALL],
    },
  },
  {
    name: 'it wakes a guest that enters HLT, and follows the event that the VM entry injects',
    sdm: ENTRY,
    setup: {
      fields: {
        ...PAGES,
        'tpr-threshold': 5n,
        'guest-activity-state': 1n,
      },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x30 }),
    },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 43, guestRip: 'guest' }],
      fields: { 'guest-activity-state': 1n },
    },
  },
  {
    name: 'a VM entry into shutdown leaves the threshold until an NMI has ended that state',
    sdm: ENTRY,
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n, 'guest-activity-state': 2n },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x30 }),
      events: [{ at: 'guest', event: { kind: 'nmi' } }],
    },
    guest: 'nop',
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 43 }],
      fields: { 'guest-activity-state': 0n, 'guest-interruptibility-state': 8n },
    },
  },
  {
    name: 'without virtualized APIC accesses a threshold above VTPR fails the VM entry',
    sdm: 'VM-Execution Control Fields',
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 5n },
      set: [TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x30 }),
    },
    guest: 'nop',
    expect: { transitions: [{ kind: 'vm-fail', error: 7, checks: ['tpr-threshold-above-vtpr'] }] },
  },
  {
    name: 'the check reads VTPR anew at each VM entry',
    sdm: 'VM-Execution Control Fields',
    setup: {
      fields: { ...PAGES, 'tpr-threshold': 3n },
      set: [TPR_SHADOW],
      change: words({ [virtual(0x80)]: 0x30 }),
    },
    guest: 'nop',
    handler: 'mov edi, 0x140080\nmov dword [rdi], 0x20\nvmresume',
    expect: { transitions: [CALL, { kind: 'vm-fail', error: 7, checks: ['tpr-threshold-above-vtpr'] }] },
  },
];
