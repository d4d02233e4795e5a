import { LAB_PML4 } from '../../src/machine/boot/lab-layout.table';
import {
  ACCESSES,
  ACTIVATE,
  APIC_ACCESS_PAGE,
  at,
  DELIVERY,
  EXTERNAL,
  IPI,
  memory32,
  PAGES,
  RAX,
  REGISTERS,
  register,
  TPR_SHADOW,
  virtual,
  words,
} from './apic-words';
import { behindEpt, read64, write64 } from './ept.scenarios';
import type { Scenario } from './harness';

const READS = 'Virtualizing Reads from the APIC-Access Page';
const GUEST_PHYSICAL = 'Exit Qualification for APIC-Access VM Exits from Linear Accesses and Guest-Physical Accesses';
const WRITES = 'Virtualizing Writes to the APIC-Access Page';

const bare = { fields: PAGES, set: [ACTIVATE, ACCESSES] } as const;
const shadowed = { fields: PAGES, set: [ACTIVATE, ACCESSES, TPR_SHADOW] } as const;
const registers = { fields: PAGES, set: [ACTIVATE, ACCESSES, TPR_SHADOW, REGISTERS] } as const;

const CALL = { kind: 'vm-exit', exitReason: 18 } as const;

/** A linear address whose page directory is the APIC-access page. */
const WALKED = 0xc000_0000;

/** A page walk of the guest, behind EPT, that reads an entry in the APIC-access page. */
const walked = (name: string, code: string, qualification: bigint, idtVectoringInfo?: number): Scenario =>
  behindEpt(`an access of a page walk to the APIC-access page ${name}`, GUEST_PHYSICAL, {
    guest: `mov ebx, ${WALKED}\n${code}`,
    controls: [ACCESSES[1]],
    fields: PAGES,
    change: (machine) => {
      const pdpt = Number(read64(machine, LAB_PML4) & ~0xfffn);
      write64(machine, [pdpt + 8 * (WALKED / 2 ** 30), BigInt(APIC_ACCESS_PAGE) | 7n]);
    },
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification,
          guestRip: 'here',
          why: { rule: 'apic-access-guest-physical', exits: true },
          ...(idtVectoringInfo === undefined ? {} : { idtVectoringInfo }),
        },
      ],
    },
  });

/** Accesses to the APIC-access page. */
export const apicAccesses: readonly Scenario[] = [
  {
    name: 'the APIC-access page is memory like any other while APIC accesses are not virtualized',
    sdm: READS,
    setup: { fields: PAGES, set: [ACTIVATE, TPR_SHADOW], change: words({ 1314944: 0x1234 }) },
    guest: at('mov eax, [rbx+0x80]'),
    expect: { transitions: [CALL], holds: (machine) => register(machine, RAX) === 0x1234n },
  },
  {
    name: 'without a TPR shadow a read of the APIC-access page exits',
    sdm: READS,
    setup: bare,
    guest: at('here: mov eax, [rbx+0x80]'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x80n,
          instructionLength: 6,
          guestRip: 'here',
          guestRflags: 0x1_0002n,
          why: {
            rule: 'apic-access-tpr-shadow',
            word: 'primary-processor-based',
            bit: 21,
            value: 0,
            subject: 'APIC access 0x80 (read)',
          },
        },
      ],
    },
  },
  {
    name: 'without a TPR shadow a write exits with access type 1, before memory changes',
    sdm: WRITES,
    setup: bare,
    guest: at('here: mov dword [rbx+0x80], 0x70'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0x1080n, guestRip: 'here' }],
      holds: (machine) => memory32(machine, virtual(0x80)) === 0 && memory32(machine, 0x14_1080) === 0,
    },
  },
  {
    name: 'with a TPR shadow a read at offset 0x80 comes from the virtual-APIC page',
    sdm: READS,
    setup: { ...shadowed, change: words({ [virtual(0x80)]: 0x50, 1314944: 0x99 }) },
    guest: at('mov eax, [rbx+0x80]'),
    expect: {
      decision: {
        rule: 'apic-access-tpr-shadow',
        exits: false,
        word: 'primary-processor-based',
        bit: 21,
        value: 1,
        subject: 'APIC access 0x80 (read)',
      },
      transitions: [CALL],
      holds: (machine) => register(machine, RAX) === 0x50n,
    },
  },
  {
    name: 'a read of one byte of VTPR other than the first needs APIC-register virtualization',
    sdm: READS,
    setup: shadowed,
    guest: at('mov al, [rbx+0x81]'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x81n,
          why: { rule: 'apic-access-register-virtualization', value: 0 },
        },
      ],
    },
  },
  {
    name: 'a read of another register exits while APIC registers are not virtualized',
    sdm: READS,
    setup: shadowed,
    guest: at('mov eax, [rbx+0x20]'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x20n,
          why: { rule: 'apic-access-register-virtualization', word: 'secondary-processor-based', bit: 8, value: 0 },
        },
      ],
    },
  },
  {
    name: 'with APIC-register virtualization it comes from the virtual-APIC page',
    sdm: READS,
    setup: { ...registers, change: words({ [virtual(0x20)]: 0x0700_0000 }) },
    guest: at('mov eax, [rbx+0x20]'),
    expect: {
      decision: { rule: 'apic-access-register-virtualization', exits: false, bit: 8, value: 1 },
      transitions: [CALL],
      holds: (machine) => register(machine, RAX) === 0x0700_0000n,
    },
  },
  {
    name: 'a register that is on no list exits whatever the controls say',
    sdm: READS,
    setup: registers,
    guest: at('mov eax, [rbx+0xa0]'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0xa0n, why: { rule: 'apic-access-register' } }],
    },
  },
  {
    name: 'an access where no register lies exits',
    sdm: READS,
    setup: registers,
    guest: at('mov eax, [rbx+0x40]'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0x40n, why: { rule: 'apic-access-register' } }],
    },
  },
  {
    name: 'the second write of one operation, to another place, exits',
    sdm: WRITES,
    setup: registers,
    guest: at('lea rsp, [rbx+0x84]\ndb 0x66\nenter 0, 1'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0x1080n, why: { rule: 'apic-access-form' } }],
    },
  },
  {
    name: 'an access of 64 bits exits',
    sdm: READS,
    setup: registers,
    guest: at('mov rax, [rbx+0x80]'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0x80n, why: { rule: 'apic-access-form' } }],
    },
  },
  {
    name: 'an access beside the low 4 bytes of a register exits',
    sdm: READS,
    setup: registers,
    guest: at('mov ax, [rbx+0x83]'),
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 44, qualification: 0x83n, why: { rule: 'apic-access-form' } }],
    },
  },
  {
    name: 'a fetch from the page exits with access type 2',
    sdm: READS,
    setup: registers,
    guest: at('jmp rbx'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x2000n,
          guestRip: 0x14_1000n,
          why: { rule: 'apic-access-form' },
        },
      ],
    },
  },
  {
    name: 'an access during event delivery exits with access type 3 and reports the event',
    sdm: GUEST_PHYSICAL,
    setup: { fields: { ...PAGES, 'guest-rsp': 0x14_1800n }, set: [ACTIVATE, ACCESSES, TPR_SHADOW] },
    guest: 'here: ud2',
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x37f8n,
          idtVectoringInfo: 0x8000_0306,
          guestRip: 'here',
        },
      ],
    },
  },
  walked('by an instruction has type 15', `here: mov rax, [rbx]`, 0xf000n),
  walked('during event delivery has type 10', 'mov esp, ebx\nadd esp, 0x800\nhere: ud2', 0xa000n, 0x8000_0306),
  {
    name: 'a register that may be read but not written exits before a read-modify-write reads it',
    sdm: WRITES,
    setup: { ...registers, change: words({ [virtual(0x30)]: 0x14 }) },
    guest: at('here: inc dword [rbx+0x30]'),
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 44,
          qualification: 0x1030n,
          guestRip: 'here',
          why: { rule: 'apic-access-register', subject: 'APIC access 0x30 (write)' },
        },
      ],
      holds: (machine) => memory32(machine, virtual(0x30)) === 0x14,
    },
  },
  {
    name: 'virtual-interrupt delivery alone lets VEOI be written',
    sdm: WRITES,
    setup: { fields: PAGES, set: [ACTIVATE, ACCESSES, TPR_SHADOW, DELIVERY, EXTERNAL] },
    guest: at('mov dword [rbx+0xb0], 0'),
    expect: {
      decision: {
        rule: 'apic-access-virtual-interrupt-delivery',
        exits: false,
        word: 'secondary-processor-based',
        bit: 9,
        value: 1,
      },
      transitions: [CALL],
    },
  },
  {
    name: 'IPI virtualization alone lets VICR_LO be written',
    sdm: WRITES,
    setup: {
      fields: { ...PAGES, 'pid-pointer-table-address': 0x14_3000n },
      set: [ACTIVATE, ACCESSES, TPR_SHADOW, ...IPI],
    },
    guest: at('mov dword [rbx+0x300], 0x44'),
    expect: {
      decision: {
        rule: 'apic-access-ipi-virtualization',
        exits: false,
        word: 'tertiary-processor-based',
        bit: 4,
        value: 1,
      },
      transitions: [{ kind: 'vm-exit', exitReason: 56, qualification: 0x300n }],
    },
  },
];
