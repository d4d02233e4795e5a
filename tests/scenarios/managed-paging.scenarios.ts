import { LAB_PML4 } from '../../src/machine/boot/lab-layout.table';
import type { Machine } from '../../src/machine/machine';
import {
  behindEpt,
  type Change,
  DATA,
  EPTP,
  EPTP_WITH_FLAGS,
  type EptRow,
  entryOf,
  FINAL,
  found,
  LAB_PAGE,
  LINEAR,
  marks,
  OTHER,
  RWX,
  violation,
  vmcallExit,
  WRITE_BACK,
  write64,
} from './ept.scenarios';
import type { Scenario } from './harness';

const HLAT = 'HLAT Paging';
const VIOLATIONS = 'EPT Violations';

/** The monitor's paging structures: the data page is another one, every other address of the guest begins anew with CR3. */
const TABLES = [0x21_0000, 0x21_1000, 0x21_2000, 0x21_3000] as const;
const [PML4, PDPT, PD, PT] = TABLES;
const entryOfPage = PT + 8 * (DATA >>> 12);
const PRESENT = 3n;
const RESTART = 0x801n;
const UPPER_HALF = 0xffff_8000_0000_0000n;

function buildManagedTables(machine: Machine): void {
  marks(machine);
  // Addresses of both halves share the tables below the top one.
  for (const index of [0, 256]) write64(machine, [PML4 + 8 * index, BigInt(PDPT) | PRESENT]);
  write64(machine, [PDPT, BigInt(PD) | PRESENT]);
  write64(machine, [PD, BigInt(PT) | PRESENT]);
  for (let n = 1; n < 512; n++) write64(machine, [PD + 8 * n, RESTART]);
  for (let n = 0; n < 512; n++) write64(machine, [PT + 8 * n, RESTART]);
  write64(machine, [entryOfPage, BigInt(OTHER) | PRESENT]);
}

/** A guest behind EPT with tertiary controls. */
function withTertiary(name: string, sdm: string, controls: readonly string[], row: EptRow): Scenario {
  const scenario = behindEpt(name, sdm, row);
  return {
    ...scenario,
    setup: {
      ...scenario.setup,
      set: [
        ...(scenario.setup?.set ?? []),
        ['primary-processor-based', 'activate-tertiary-controls'],
        ...controls.map((id) => ['tertiary-processor-based', id] as const),
      ],
    },
  };
}

/** The guest reads the data page by a linear address and puts what it found behind it. */
const withHlat = (
  name: string,
  given: { address?: bigint; prefix?: bigint; controls?: string[]; change?: Change; fields?: EptRow['fields'] },
  expect: Scenario['expect'],
): Scenario =>
  withTertiary(name, HLAT, given.controls ?? ['enable-hlat'], {
    guest: `mov rax, ${given.address ?? BigInt(DATA)}\nat: mov rdi, [rax]\nmov [${DATA + 0x8000}], rdi`,
    fields: { 'hlat-pointer': BigInt(PML4), 'hlat-prefix-size': given.prefix ?? 0n, ...given.fields },
    change: (machine) => {
      buildManagedTables(machine);
      if (given.change !== undefined) write64(machine, given.change);
    },
    expect,
  });

const ONE = { transitions: [vmcallExit], holds: found(0x1111n) };
const THE_OTHER = { transitions: [vmcallExit], holds: found(0x2222n) };
const pageFault = (errorCode: number): Scenario['expect'] => ({
  transitions: [
    {
      kind: 'vm-exit',
      exitReason: 0,
      interruptionInfo: 0x8000_0b0e,
      interruptionErrorCode: errorCode,
      qualification: BigInt(DATA),
      guestRip: 'at',
    },
  ],
});
const EXITS_FOR_PAGE_FAULTS = { 'exception-bitmap': 1n << 14n };

/** Bits 57 and 58 of EPT entries. */
const VERIFY = 1n << 57n;
const PAGING_WRITE = 1n << 58n;
/** The lab's paging structures, and all else below 1 MiB, in marked pages. */
const markedLab: readonly Change[] = Array.from({ length: 256 }, (_, page) => [
  entryOf(page << 12),
  BigInt(page << 12) | RWX | WRITE_BACK | PAGING_WRITE,
]);
const verifiedPage: Change = [entryOf(DATA), BigInt(DATA) | RWX | WRITE_BACK | VERIFY];
const READ = `at: mov rax, [${DATA}]`;
const readOnlyTop = (mark: bigint): Change => [entryOf(LAB_PML4), BigInt(LAB_PML4) | WRITE_BACK | 5n | mark];

/** Paging that the monitor manages, and what EPT asks of paging. */
export const managedPaging: readonly Scenario[] = [
  withHlat('the tables of the HLAT pointer translate, and others where they say so', {}, THE_OTHER),
  withHlat('without “enable HLAT” CR3’s tables translate', { controls: [] }, ONE),
  withHlat('with prefix size 1 the lower half is translated by CR3’s tables', { prefix: 1n }, ONE),
  withHlat(
    'with prefix size 1 the upper half is translated by the tables of the HLAT pointer',
    { prefix: 1n, address: UPPER_HALF + BigInt(DATA) },
    THE_OTHER,
  ),
  withHlat(
    'a page that the monitor’s tables do not map raises #PF, with bit 7 of the error code',
    { change: [entryOfPage, 0n], fields: EXITS_FOR_PAGE_FAULTS },
    pageFault(0x80),
  ),
  withHlat(
    'so does a reserved bit in them',
    { change: [PD, BigInt(PT) | PRESENT | (1n << 46n)], fields: EXITS_FOR_PAGE_FAULTS },
    // The first fetch meets it, too: the guest does not get to its load.
    { transitions: [{ kind: 'vm-exit', exitReason: 0, interruptionErrorCode: 0x89 | 0x10, guestRip: 'guest' }] },
  ),
  withHlat(
    'bit 7 does not tell of what CR3’s tables lack',
    {
      change: [entryOfPage, RESTART],
      address: UPPER_HALF + BigInt(DATA),
      fields: EXITS_FOR_PAGE_FAULTS,
    },
    {
      transitions: [
        {
          kind: 'vm-exit',
          exitReason: 0,
          interruptionErrorCode: 0,
          qualification: UPPER_HALF + BigInt(DATA),
          guestRip: 'at',
        },
      ],
    },
  ),
  withTertiary('paging writes to a read-only page that lets it', VIOLATIONS, ['ept-paging-write-control'], {
    guest: 'nop',
    eptp: EPTP_WITH_FLAGS,
    changes: [readOnlyTop(PAGING_WRITE)],
    expect: { transitions: [vmcallExit] },
  }),
  withTertiary('without the paging-write control bit 58 lets nothing be written', VIOLATIONS, [], {
    guest: 'at: nop',
    eptp: EPTP_WITH_FLAGS,
    changes: [readOnlyTop(PAGING_WRITE)],
    expect: { transitions: [{ kind: 'vm-exit', exitReason: 48, qualification: 3n | 0x28n | LINEAR, why: { bit: 1 } }] },
  }),
  withTertiary('the paging-write control lets no instruction write', VIOLATIONS, ['ept-paging-write-control'], {
    guest: `at: mov [${DATA}], rax`,
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 5n | PAGING_WRITE]],
    expect: { transitions: [violation(2n | 0x28n | LINEAR | FINAL | LAB_PAGE)] },
  }),
  withTertiary(
    'bit 58 of a page that may not be read is a misconfiguration',
    'EPT Misconfigurations',
    ['ept-paging-write-control'],
    {
      guest: READ,
      changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 4n | PAGING_WRITE]],
      expect: {
        transitions: [
          {
            kind: 'vm-exit',
            exitReason: 49,
            why: { rule: 'ept-misconfiguration', word: 'ept-entry', bit: 58, value: 1 },
          },
        ],
      },
    },
  ),
  withTertiary(
    'a page that asks for marked paging structures is reached by them',
    VIOLATIONS,
    ['guest-paging-verification'],
    {
      guest: READ,
      eptp: EPTP,
      changes: [...markedLab, verifiedPage],
      expect: { transitions: [vmcallExit] },
    },
  ),
  withTertiary('it is not reached by others', VIOLATIONS, ['guest-paging-verification'], {
    guest: READ,
    changes: [...markedLab, [entryOf(LAB_PML4), BigInt(LAB_PML4) | RWX | WRITE_BACK], verifiedPage],
    expect: {
      transitions: [
        violation(1n | 0x38n | LINEAR | FINAL | LAB_PAGE | 0x8000n, {
          why: { rule: 'guest-paging-verification', word: 'ept-entry', bit: 57, value: 1 },
        }),
      ],
    },
  }),
  withTertiary('without guest-paging verification it is', VIOLATIONS, [], {
    guest: READ,
    changes: [verifiedPage],
    expect: { transitions: [vmcallExit] },
  }),
];
