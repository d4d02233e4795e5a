import type { Machine } from '../../src/machine/machine';
import {
  behindEpt,
  type Change,
  DATA,
  EPTP_WITH_FLAGS,
  type EptRow,
  entryOf,
  FINAL,
  LAB_PAGE,
  LINEAR,
  OTHER,
  read64,
  violation,
  vmcallExit,
  WRITE_BACK,
  write64,
} from './ept.scenarios';
import type { Scenario } from './harness';

const SUB_PAGE = 'Sub-Page Write Permissions';
const CONTROL = ['sub-page-write-permissions'];

/** The table of sub-page permissions, from its top level down, and the entry of the data page. */
const TABLES = [0x20_b000, 0x20_c000, 0x20_d000, 0x20_e000] as const;
const RIGHTS = TABLES[3] + 8 * (DATA >>> 12);
/** Bit 61 of an EPT entry. */
const HAS_SUB_PAGES = 1n << 61n;
const READ_ONLY = 5n;
const readOnly: Change = [entryOf(DATA), BigInt(DATA) | WRITE_BACK | READ_ONLY | HAS_SUB_PAGES];
/** The first and the third 128 bytes of the page may be written. */
const FIRST_AND_THIRD = 0x11n;

function buildTable(machine: Machine): void {
  for (let n = 0; n < 3; n++) write64(machine, [TABLES[n] as number, BigInt(TABLES[n + 1] as number) | 1n]);
  write64(machine, [RIGHTS, FIRST_AND_THIRD]);
}

const withSubPages = (name: string, guest: string, row: Partial<EptRow> & Pick<EptRow, 'expect'>): Scenario =>
  behindEpt(name, SUB_PAGE, {
    guest,
    controls: CONTROL,
    ...row,
    fields: { 'sub-page-permission-table-pointer': BigInt(TABLES[0]) },
    changes: [readOnly, ...(row.changes ?? [])],
    change: (machine) => {
      buildTable(machine);
      row.change?.(machine);
    },
  });

/** A write that the table refuses, to the second 128 bytes. */
const refused = (qualification: bigint, offset = 0x80) =>
  violation(qualification | 0x28n | LINEAR | FINAL | LAB_PAGE, {
    guestPhysicalAddress: BigInt(DATA + offset),
    guestLinearAddress: BigInt(DATA + offset),
    why: { rule: 'ept-violation', word: 'spp-entry', bit: 2, value: 0 },
  });
/** A write that the entry of the page refuses. */
const readOnlyPage = violation(2n | 0x28n | LINEAR | FINAL | LAB_PAGE, {
  why: { word: 'ept-entry', bit: 1, value: 0 },
});

const WRITE = `at: mov [${DATA}], rax`;
const sppEvent = (why: { rule: string; bit?: number; value?: 0 | 1 }, qualification: bigint) => ({
  kind: 'vm-exit' as const,
  exitReason: 66,
  qualification,
  guestRip: 'at',
  guestPhysicalAddress: BigInt(DATA),
  guestLinearAddress: BigInt(DATA),
  why,
});

/** Writes to parts of a page that EPT does not let be written. */
export const subPages: readonly Scenario[] = [
  withSubPages(
    'a part of a page is written where its bit is 1',
    `mov eax, 0x55\nmov [${DATA}], rax\nmov [${DATA + 0x178}], rax`,
    {
      expect: {
        transitions: [vmcallExit],
        holds: (machine) => read64(machine, DATA) === 0x55n && read64(machine, DATA + 0x178) === 0x55n,
      },
    },
  ),
  withSubPages(
    'a part whose bit is 0 is not written, also behind one that was',
    `mov [${DATA}], rax\nat: mov [${DATA + 0x80}], rax`,
    { expect: { transitions: [refused(2n)] } },
  ),
  withSubPages('a write that reaches into a part whose bit is 0 is refused there', `at: mov [${DATA + 0x7c}], rax`, {
    expect: { transitions: [refused(2n, 0x83)] },
  }),
  withSubPages('a read-modify-write asks for a part too', `inc qword [${DATA}]\nat: inc qword [${DATA + 0x80}]`, {
    expect: { transitions: [refused(3n)] },
  }),
  withSubPages('a page that may be written as a whole needs no table', `mov [${DATA + 0x80}], rax`, {
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | 7n | HAS_SUB_PAGES]],
    change: (machine) => write64(machine, [TABLES[0], 0n]),
    expect: { transitions: [vmcallExit] },
  }),
  withSubPages('a page whose entry has bit 61 clear is read-only as a whole', WRITE, {
    changes: [[entryOf(DATA), BigInt(DATA) | WRITE_BACK | READ_ONLY]],
    expect: { transitions: [readOnlyPage] },
  }),
  withSubPages('without sub-page write permissions bit 61 means nothing', WRITE, {
    controls: [],
    expect: { transitions: [readOnlyPage] },
  }),
  withSubPages('an entry on the way to the parts that is not valid exits', WRITE, {
    change: (machine) => write64(machine, [TABLES[2], BigInt(TABLES[3])]),
    expect: { transitions: [sppEvent({ rule: 'spp-miss', bit: 0, value: 0 }, 0x800n)] },
  }),
  withSubPages('a reserved bit of an entry that names a table exits', WRITE, {
    change: (machine) => write64(machine, [TABLES[1], BigInt(TABLES[2]) | 3n]),
    expect: { transitions: [sppEvent({ rule: 'spp-misconfiguration' }, 0n)] },
  }),
  withSubPages('a reserved bit among those of the parts exits', WRITE, {
    change: (machine) => write64(machine, [RIGHTS, FIRST_AND_THIRD | (1n << 63n)]),
    expect: { transitions: [sppEvent({ rule: 'spp-misconfiguration' }, 0n)] },
  }),
  withSubPages('a write to a part sets the dirty flag of the page', `mov [${DATA}], rax\nmov rax, [${OTHER}]`, {
    eptp: EPTP_WITH_FLAGS,
    expect: {
      transitions: [vmcallExit],
      holds: (machine) =>
        (read64(machine, entryOf(DATA)) & 0x300n) === 0x300n && (read64(machine, entryOf(OTHER)) & 0x300n) === 0x100n,
    },
  }),
];
