import { RAM_BASE } from '../../src/cpu/state/state-image';
import { LAB_IDT, LAB_PML4 } from '../../src/machine/boot/lab-layout.table';
import type { Machine } from '../../src/machine/machine';
import type { ControlWord } from '../../src/vmx/controls/control';
import type { ExpectedTransition, Scenario } from './harness';

const VIOLATIONS = 'EPT Violations';
const MISCONFIGURATIONS = 'EPT Misconfigurations';
const STOP_HALTED = 1;

/** The identity EPT of the scenarios: 4-KiB pages for the first 2 MiB, one page of 2 MiB behind them. */
export const EPT_PML4 = 0x20_0000;
const EPT_PDPT = 0x20_1000;
const EPT_PD = 0x20_2000;
const EPT_PT = 0x20_3000;
const PML_PAGE = 0x20_4000;
export const EPTP = BigInt(EPT_PML4) | 0x1en;
export const EPTP_WITH_FLAGS = EPTP | 0x40n;
export const RWX = 7n;
export const WRITE_BACK = 0x30n;
const LARGE = 0x80n;

/** A page that the guests use, a page that they find instead of it, and the places of the EPT entries of both. */
export const DATA = 0x18_0000;
export const OTHER = 0x18_1000;
export const entryOf = (address: number): number => EPT_PT + 8 * (address >>> 12);

/** Where the real-mode guest lies. */
const REAL_BASE = 0x1_0000;

export type Change = readonly [address: number, value: bigint];

export function write64(machine: Machine, [address, value]: Change): void {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigUint64(0, value, true);
  machine.load(address, new Uint8Array(bytes.buffer));
}

export function read64(machine: Machine, address: number): bigint {
  return machine.image.view.getBigUint64(RAM_BASE + address, true);
}

/** Builds the EPT; `changes` are entries that differ from it. */
function buildEpt(machine: Machine, changes: readonly Change[]): void {
  write64(machine, [EPT_PML4, BigInt(EPT_PDPT) | RWX]);
  write64(machine, [EPT_PDPT, BigInt(EPT_PD) | RWX]);
  write64(machine, [EPT_PD, BigInt(EPT_PT) | RWX]);
  write64(machine, [EPT_PD + 8, 0x20_0000n | RWX | WRITE_BACK | LARGE]);
  for (let page = 0; page < 512; page++) write64(machine, [EPT_PT + 8 * page, BigInt(page << 12) | RWX | WRITE_BACK]);
  for (const change of changes) write64(machine, change);
}

const ACTIVATE = ['primary-processor-based', 'activate-secondary-controls'] as const;
const secondary = (...ids: string[]): (readonly [ControlWord, string])[] => [
  ACTIVATE,
  ...ids.map((id) => ['secondary-processor-based', id] as const),
];

export interface EptRow {
  readonly guest: string;
  readonly changes?: readonly Change[];
  readonly eptp?: bigint;
  readonly controls?: readonly string[];
  readonly fields?: NonNullable<Scenario['setup']>['fields'];
  readonly host?: string;
  readonly handler?: string;
  readonly expect: Scenario['expect'];
  readonly change?: (machine: Machine) => void;
}

/** A guest behind the identity EPT. */
export const behindEpt = (name: string, sdm: string, row: EptRow): Scenario => ({
  name,
  sdm,
  setup: {
    set: secondary('enable-ept', ...(row.controls ?? [])),
    fields: { 'ept-pointer': row.eptp ?? EPTP, 'virtual-processor-identifier': 7n, ...row.fields },
    change: (machine) => {
      buildEpt(machine, row.changes ?? []);
      row.change?.(machine);
    },
  },
  guest: row.guest,
  ...(row.host === undefined ? {} : { host: row.host }),
  ...(row.handler === undefined ? {} : { handler: row.handler }),
  expect: row.expect,
});

/** Paging allows user accesses and writes to every page of the lab: what the advanced information says of it. */
export const LAB_PAGE = 0x600n;
export const LINEAR = 0x80n;
export const FINAL = 0x100n;

export const violation = (qualification: bigint, more: ExpectedTransition = {}): ExpectedTransition => ({
  kind: 'vm-exit',
  exitReason: 48,
  qualification,
  guestRip: 'at',
  guestPhysicalAddress: BigInt(DATA),
  guestLinearAddress: BigInt(DATA),
  ...more,
});

export const vmcallExit: ExpectedTransition = { kind: 'vm-exit', exitReason: 18 };
const READ = `at: mov rax, [${DATA}]`;
const WRITE = `at: mov [${DATA}], rax`;

/** The host changes an EPT entry, invalidates or not, and lets the guest go on after its VMCALL. */
const remapAndResume = (invalidate: string): string => `
    mov rbx, ${entryOf(DATA)}
    cmp qword [rbx], ${OTHER | 0x37}
    je done
    mov qword [rbx], ${OTHER | 0x37}
    ${invalidate}
    advance_rip
    vmresume
    hlt
    align 16
    ept: dq ${EPTP}, 0
    vpid: dq 7, ${DATA}
    done:`;

/** Reads the page before and after the host has remapped it; RBX of the guest gets what the second read found. */
const readTwice = `mov rax, [${DATA}]\nvmcall\nmov rdi, [${DATA}]\nmov [${DATA + 0x8000}], rdi`;
export const found = (value: bigint) => (machine: Machine) => read64(machine, DATA + 0x8000) === value;
export const marks = (machine: Machine): void => {
  write64(machine, [DATA, 0x1111n]);
  write64(machine, [OTHER, 0x2222n]);
};

/** Entry 3 of the EPTP list names an EPT that differs from the first one in the data page; entry 4 no EPT at all. */
const LIST_PAGE = 0x20_5000;
const OTHER_PML4 = 0x20_6000;
const VE_PAGE = 0x20_a000;
const OTHER_EPTP = BigInt(OTHER_PML4) | 0x1en;
function otherEpt(machine: Machine): void {
  marks(machine);
  write64(machine, [LIST_PAGE + 24, OTHER_EPTP]);
  write64(machine, [LIST_PAGE + 32, 0x20_7000n]);
  write64(machine, [OTHER_PML4, 0x20_7000n | RWX]);
  write64(machine, [0x20_7000, 0x20_8000n | RWX]);
  write64(machine, [0x20_8000, 0x20_9000n | RWX]);
  for (let page = 0; page < 512; page++)
    write64(machine, [0x20_9000 + 8 * page, BigInt(page << 12) | RWX | WRITE_BACK]);
  write64(machine, [0x20_9000 + 8 * (DATA >>> 12), BigInt(OTHER) | RWX | WRITE_BACK]);
}

const vmfuncExit = (rule: string): ExpectedTransition => ({
  kind: 'vm-exit',
  exitReason: 59,
  guestRip: 'at',
  instructionLength: 3,
  why: { rule },
});

/** EPT, VPIDs and the exits and instructions that they bring. */
export const eptRows: readonly Scenario[] = [
  behindEpt('a page that EPT maps is read without an exit', VIOLATIONS, {
    guest: READ,
    expect: { transitions: [vmcallExit] },
  }),
  behindEpt('a read of a page that EPT does not map exits', VIOLATIONS, {
    guest: READ,
    changes: [[entryOf(DATA), 0n]],
    expect: { transitions: [violation(1n | LINEAR | FINAL | LAB_PAGE, { why: { rule: 'ept-violation' } })] },
  }),
  behindEpt('a write to a page that EPT maps read-only exits', VIOLATIONS, {
    guest: WRITE,
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 5n]],
    expect: {
      transitions: [
        violation(2n | 0x28n | LINEAR | FINAL | LAB_PAGE, {
          why: { rule: 'ept-violation', word: 'ept-entry', bit: 1, value: 0 },
        }),
      ],
    },
  }),
  behindEpt('a read-modify-write is a read and a write', VIOLATIONS, {
    guest: `at: inc qword [${DATA}]`,
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 5n]],
    expect: { transitions: [violation(3n | 0x28n | LINEAR | FINAL | LAB_PAGE)] },
  }),
  behindEpt('a fetch from a page that EPT does not let execute exits', VIOLATIONS, {
    guest: `mov rax, ${DATA}\njmp rax`,
    // VMCALL
    change: (machine) => write64(machine, [DATA, 0xc1010fn]),
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 3n]],
    expect: {
      transitions: [
        violation(4n | 0x18n | LINEAR | FINAL | LAB_PAGE, {
          guestRip: BigInt(DATA),
          why: { rule: 'ept-violation', bit: 2 },
        }),
      ],
    },
  }),
  behindEpt('an execute-only page can be executed and not read', VIOLATIONS, {
    guest: `mov rax, ${DATA + 0x10}\ncall rax\n${READ}`,
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 4n]],
    change: (machine) => write64(machine, [DATA + 0x10, 0xc3n]),
    expect: {
      transitions: [violation(1n | 0x20n | LINEAR | FINAL | LAB_PAGE, { why: { rule: 'ept-violation', bit: 0 } })],
    },
  }),
  behindEpt('a paging-structure entry that EPT does not map exits with bit 8 clear', VIOLATIONS, {
    guest: `at: vmcall`,
    changes: [[entryOf(LAB_PML4), 0n]],
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 48,
          qualification: 1n | LINEAR,
          guestRip: 'at',
          guestPhysicalAddress: BigInt(LAB_PML4),
        },
      ],
    },
  }),
  behindEpt('with accessed and dirty flags an access to a paging-structure entry writes', VIOLATIONS, {
    guest: `at: vmcall`,
    eptp: EPTP_WITH_FLAGS,
    changes: [[entryOf(LAB_PML4), BigInt(LAB_PML4) | WRITE_BACK | 5n]],
    expect: {
      transitions: [{ kind: 'vm-exit', exitReason: 48, qualification: 3n | 0x28n | LINEAR, why: { bit: 1 } }],
    },
  }),
  behindEpt('accessed and dirty flags are set', 'Accessed and Dirty Flags for EPT', {
    guest: `mov rax, [${OTHER}]\n${WRITE}`,
    eptp: EPTP_WITH_FLAGS,
    expect: {
      transitions: [vmcallExit],
      holds: (machine) =>
        (read64(machine, entryOf(DATA)) & 0x300n) === 0x300n &&
        (read64(machine, entryOf(OTHER)) & 0x300n) === 0x100n &&
        (read64(machine, EPT_PML4) & 0x300n) === 0x100n,
    },
  }),
  behindEpt('an EPT violation during event delivery is reported with the event', VIOLATIONS, {
    guest: 'at: int 0x21',
    changes: [[entryOf(LAB_IDT), 0n]],
    fields: { 'guest-idtr-base': BigInt(LAB_IDT) },
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 48,
          qualification: 1n | LINEAR | FINAL | LAB_PAGE,
          guestRip: 'at',
          guestPhysicalAddress: BigInt(LAB_IDT + 0x210),
          idtVectoringInfo: 0x8000_0421,
        },
      ],
    },
  }),
  behindEpt('an entry that allows writes and no reads is a misconfiguration', MISCONFIGURATIONS, {
    guest: READ,
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 2n]],
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 49,
          qualification: 0n,
          guestRip: 'at',
          guestPhysicalAddress: BigInt(DATA),
          why: { rule: 'ept-misconfiguration', word: 'ept-entry', bit: 1, value: 1 },
        },
      ],
    },
  }),
  behindEpt('a reserved memory type is a misconfiguration', MISCONFIGURATIONS, {
    guest: READ,
    changes: [[entryOf(DATA), BigInt(DATA) | 0x10n | RWX]],
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 49, why: { rule: 'ept-misconfiguration' } }] },
  }),
  behindEpt('reserved bits of a table entry are a misconfiguration', MISCONFIGURATIONS, {
    guest: READ,
    changes: [[EPT_PD, BigInt(EPT_PT) | RWX | 8n]],
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 49, guestPhysicalAddress: BigInt(LAB_PML4) }] },
  }),
  behindEpt('the page-modification log gets the page that becomes dirty, once', 'Page-Modification Logging', {
    guest: `${WRITE}\nmov [${DATA + 8}], rax`,
    eptp: EPTP_WITH_FLAGS,
    controls: ['enable-pml'],
    fields: { 'pml-address': BigInt(PML_PAGE), 'pml-index': 300n },
    expect: {
      transitions: [vmcallExit],
      holds: (machine) =>
        [0, 1, 2, 3, 4, 5, 6]
          .map((n) => read64(machine, PML_PAGE + 8 * (300 - n)))
          .filter((page) => page === BigInt(DATA)).length === 1,
    },
  }),
  behindEpt('a full page-modification log exits', 'Page-Modification Logging', {
    guest: 'at: nop',
    eptp: EPTP_WITH_FLAGS,
    controls: ['enable-pml'],
    fields: { 'pml-address': BigInt(PML_PAGE), 'pml-index': 0xffffn },
    expect: {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 62,
          guestRip: 'at',
          why: { rule: 'page-modification-log-full', word: 'secondary-processor-based', bit: 17, value: 1 },
        },
      ],
    },
  }),
  behindEpt('without INVEPT a changed EPT entry is not noticed', 'Guidelines for Use of the INVEPT Instruction', {
    guest: readTwice,
    controls: ['enable-vpid'],
    handler: remapAndResume(''),
    change: marks,
    expect: { transitions: [vmcallExit, { kind: 'vm-entry' }, vmcallExit], holds: found(0x1111n) },
  }),
  behindEpt('INVEPT of the context makes it noticed', 'Guidelines for Use of the INVEPT Instruction', {
    guest: readTwice,
    controls: ['enable-vpid'],
    handler: remapAndResume('mov eax, 1\ninvept rax, [ept]'),
    change: marks,
    expect: { transitions: [vmcallExit, { kind: 'vm-entry' }, vmcallExit], holds: found(0x2222n) },
  }),
  behindEpt('INVEPT of all contexts makes it noticed', 'Guidelines for Use of the INVEPT Instruction', {
    guest: readTwice,
    controls: ['enable-vpid'],
    handler: remapAndResume('mov eax, 2\ninvept rax, [ept]'),
    change: marks,
    expect: { transitions: [vmcallExit, { kind: 'vm-entry' }, vmcallExit], holds: found(0x2222n) },
  }),
  behindEpt('INVVPID alone leaves guest-physical mappings', 'Operations that Invalidate Cached Mappings', {
    guest: readTwice,
    controls: ['enable-vpid'],
    handler: remapAndResume('mov eax, 1\ninvvpid rax, [vpid]'),
    change: marks,
    expect: { transitions: [vmcallExit, { kind: 'vm-entry' }, vmcallExit], holds: found(0x1111n) },
  }),
  behindEpt('an unrestricted guest runs in real-address mode', 'Unrestricted Guests', {
    guest: `bits 16\nmov ax, 0x1234\nat: vmcall`,
    controls: ['unrestricted-guest'],
    fields: realMode(),
    change: (machine) => copyGuest(machine),
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 18, guestRip: 3n }] },
  }),
  behindEpt('a convertible EPT violation raises #VE in the guest', 'Virtualization Exceptions', {
    guest: READ,
    changes: [[entryOf(DATA), 0n]],
    controls: ['ept-violation-ve'],
    fields: {
      'virtualization-exception-information-address': BigInt(VE_PAGE),
      'eptp-index': 9n,
      'exception-bitmap': 1n << 20n,
    },
    expect: {
      decision: { rule: 'ept-violation-ve', exits: false, word: 'secondary-processor-based', bit: 18, value: 1 },
      transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0314, guestRip: 'at' }],
      holds: (machine) =>
        [0, 8, 16, 24, 32].map((offset) => read64(machine, VE_PAGE + offset)).join() ===
        [0xffff_ffff_0000_0030n, 1n | LINEAR | FINAL | LAB_PAGE, DATA, DATA, 9].join(),
    },
  }),
  behindEpt('an entry with “suppress #VE” exits', 'Convertible EPT Violations', {
    guest: READ,
    changes: [[entryOf(DATA), 1n << 63n]],
    controls: ['ept-violation-ve'],
    fields: { 'virtualization-exception-information-address': BigInt(VE_PAGE) },
    expect: { transitions: [violation(1n | LINEAR | FINAL | LAB_PAGE)] },
  }),
  behindEpt('with an information area that is not free an EPT violation exits', 'Convertible EPT Violations', {
    guest: READ,
    changes: [
      [entryOf(DATA), 0n],
      [VE_PAGE, 0xffff_ffff_0000_0030n],
    ],
    controls: ['ept-violation-ve'],
    fields: { 'virtualization-exception-information-address': BigInt(VE_PAGE) },
    expect: { transitions: [violation(1n | LINEAR | FINAL | LAB_PAGE)] },
  }),
  behindEpt('VMFUNC switches the EPTP, and what the other EPT maps is there', 'EPTP Switching', {
    guest: `mov ecx, 3\nxor eax, eax\nvmfunc\nmov rdi, [${DATA}]\nmov [${DATA + 0x8000}], rdi`,
    controls: ['enable-vm-functions'],
    fields: { 'vm-function-controls': 1n, 'eptp-list-address': BigInt(LIST_PAGE) },
    change: otherEpt,
    expect: {
      decision: { rule: 'vm-function-controls', exits: false, word: 'vm-function-controls', bit: 0, value: 1 },
      transitions: [vmcallExit],
      fields: { 'ept-pointer': OTHER_EPTP },
      holds: found(0x2222n),
    },
  }),
  behindEpt('VMFUNC of a function that is not enabled exits', 'Enabling VM Functions', {
    guest: 'mov eax, 1\nat: vmfunc',
    controls: ['enable-vm-functions'],
    fields: { 'vm-function-controls': 1n, 'eptp-list-address': BigInt(LIST_PAGE) },
    expect: { transitions: [vmfuncExit('vm-function-controls')] },
  }),
  behindEpt('VMFUNC with an index beyond the EPTP list exits', 'EPTP Switching', {
    guest: 'mov ecx, 512\nxor eax, eax\nat: vmfunc',
    controls: ['enable-vm-functions'],
    fields: { 'vm-function-controls': 1n, 'eptp-list-address': BigInt(LIST_PAGE) },
    expect: { transitions: [vmfuncExit('eptp-list-index')] },
  }),
  behindEpt('VMFUNC to an EPTP that a VM entry would refuse exits', 'EPTP Switching', {
    guest: 'mov ecx, 4\nxor eax, eax\nat: vmfunc',
    controls: ['enable-vm-functions'],
    fields: { 'vm-function-controls': 1n, 'eptp-list-address': BigInt(LIST_PAGE) },
    change: otherEpt,
    expect: { transitions: [vmfuncExit('eptp-list-entry')] },
  }),
  behindEpt('VMFUNC to an EPT of another number of levels exits', 'EPTP Switching', {
    guest: 'mov ecx, 4\nxor eax, eax\nat: vmfunc',
    controls: ['enable-vm-functions'],
    fields: { 'vm-function-controls': 1n, 'eptp-list-address': BigInt(LIST_PAGE) },
    change: (machine) => {
      otherEpt(machine);
      write64(machine, [LIST_PAGE + 32, OTHER_EPTP + 8n]);
    },
    expect: { transitions: [vmfuncExit('eptp-list-entry')] },
  }),
  behindEpt('VMFUNC is undefined while it is not enabled', 'Enabling VM Functions', {
    guest: 'xor eax, eax\nat: vmfunc',
    fields: { 'exception-bitmap': 1n << 6n },
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionInfo: 0x8000_0306, guestRip: 'at' }] },
  }),
  {
    name: 'CR0.PE cannot be cleared by a guest that is not unrestricted',
    sdm: 'Unrestricted Guests',
    guest: 'mov rax, cr0\nbtr rax, 31\nmov cr0, rax',
    setup: { fields: { 'exception-bitmap': 1n << 13n } },
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 0 }] },
  },
];

/** Real-address mode at 1000:0000. */
function realMode(): NonNullable<Scenario['setup']>['fields'] {
  const segments = ['cs', 'ss', 'ds', 'es', 'fs', 'gs'] as const;
  const fields: Record<string, bigint> = {
    'vm-entry-controls': 0x11ffn & ~0x4n,
    'guest-cr0': 0x30n,
    'guest-cr4': 0x2000n,
    'guest-rip': 0n,
    'guest-rsp': 0xff0n,
  };
  for (const name of segments) {
    fields[`guest-${name}-selector`] = 0x1000n;
    fields[`guest-${name}-base`] = BigInt(REAL_BASE);
    fields[`guest-${name}-limit`] = 0xffffn;
    fields[`guest-${name}-access-rights`] = name === 'cs' ? 0x9bn : 0x93n;
  }
  return fields;
}

/** MOV AX, 0x1234; VMCALL at the place where real-address mode begins. */
function copyGuest(machine: Machine): void {
  machine.load(REAL_BASE, Uint8Array.of(0xb8, 0x34, 0x12, 0x0f, 0x01, 0xc1));
}

/** A VPID's cached translations: linear mappings, without EPT. */
const remapLinear = (invalidate: string): string => `
    mov rbx, 0x183c00
    cmp byte [rbx + 1], ${(OTHER >>> 8) & 0xff}
    je done
    mov qword [rbx], ${OTHER | 7}
    ${invalidate}
    advance_rip
    vmresume
    hlt
    align 16
    vpid: dq 7, 0x180000
    other: dq 8, 0x180000
    done:`;

/** Guest paging of its own at 0x182000: the first 2 MiB by a page table at 0x183000. */
function guestPaging(machine: Machine): void {
  write64(machine, [0x18_2000, 0x18_4007n]);
  write64(machine, [0x18_4000, 0x18_5007n]);
  write64(machine, [0x18_5000, 0x18_3007n]);
  for (let page = 0; page < 512; page++) write64(machine, [0x18_3000 + 8 * page, BigInt(page << 12) | 7n]);
  marks(machine);
}

const withVpid = (name: string, invalidate: string, value: bigint, controls = ['enable-vpid']): Scenario => ({
  name,
  sdm: 'Guidelines for Use of the INVVPID Instruction',
  setup: {
    set: secondary(...controls),
    fields: { 'virtual-processor-identifier': 7n, 'guest-cr3': 0x18_2000n },
    change: guestPaging,
  },
  guest: readTwice,
  handler: remapLinear(invalidate),
  expect: { transitions: [vmcallExit, { kind: 'vm-entry' }, vmcallExit], holds: found(value) },
});

export const vpidRows: readonly Scenario[] = [
  withVpid('with a VPID a changed page-table entry is not noticed', '', 0x1111n),
  withVpid('without VPIDs the VM entry makes it noticed', '', 0x2222n, []),
  withVpid('INVVPID of the address makes it noticed', 'xor eax, eax\ninvvpid rax, [vpid]', 0x2222n),
  withVpid('INVVPID of the context makes it noticed', 'mov eax, 1\ninvvpid rax, [vpid]', 0x2222n),
  withVpid('INVVPID of all contexts makes it noticed', 'mov eax, 2\ninvvpid rax, [vpid]', 0x2222n),
  withVpid('INVVPID of the context but for globals makes it noticed', 'mov eax, 3\ninvvpid rax, [vpid]', 0x2222n),
  withVpid('INVVPID of another context leaves it', 'mov eax, 1\ninvvpid rax, [other]', 0x1111n),
];

/** Operands that INVEPT and INVVPID refuse. */
const refusedOperand = (name: string, instruction: string): Scenario => ({
  name,
  sdm: 'VM Instruction Error Numbers',
  host: `jmp code
    align 16
    good: dq ${EPTP}, 0
    bad: dq ${EPTP | 0x80n}, 0
    zero: dq 0, 0
    wide: dq 0x10001, 0
    noncanonical: dq 1, 0x0100000000000000
    code: ${instruction}`,
  guest: 'vmcall',
  expect: { transitions: [{ kind: 'vm-fail', error: 28 }], stop: STOP_HALTED },
});

export const invalidationRows: readonly Scenario[] = [
  refusedOperand('INVEPT has no type 0', 'xor eax, eax\ninvept rax, [good]'),
  refusedOperand('INVEPT has no type 3', 'mov eax, 3\ninvept rax, [good]'),
  refusedOperand('INVEPT refuses an EPTP that a VM entry would', 'mov eax, 1\ninvept rax, [bad]'),
  refusedOperand('INVVPID has no type 4', 'mov eax, 4\ninvvpid rax, [noncanonical]'),
  refusedOperand('INVVPID refuses VPID 0', 'mov eax, 1\ninvvpid rax, [zero]'),
  refusedOperand('INVVPID refuses reserved bits of the descriptor', 'mov eax, 2\ninvvpid rax, [wide]'),
  refusedOperand(
    'INVVPID of an address refuses one that is not canonical',
    'xor eax, eax\ninvvpid rax, [noncanonical]',
  ),
  {
    name: 'INVEPT exits',
    sdm: 'Instructions That Cause VM Exits Unconditionally',
    guest: `at: invept rax, [${DATA}]`,
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 50, guestRip: 'at', why: { rule: 'invept' } }] },
  },
  {
    name: 'INVVPID exits',
    sdm: 'Instructions That Cause VM Exits Unconditionally',
    guest: `at: invvpid rax, [${DATA}]`,
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 53, guestRip: 'at', why: { rule: 'invvpid' } }] },
  },
];

export const eptScenarios: readonly Scenario[] = [...eptRows, ...vpidRows, ...invalidationRows];
