import type { SdmSection } from '../../sdm/edition';
import type { NoteText } from '../nonroot/decision-notes.table';

/** Why an EPT walk refuses an access. */
export interface EptRule {
  /** Also the key of its words among the notes of decisions. */
  readonly id: NoteText;
  readonly sdm: SdmSection;
  /** What it leads to: the row of nonroot/event-rules.table.ts. */
  readonly event:
    | 'eptViolation'
    | 'guestPagingVerification'
    | 'eptMisconfiguration'
    | 'sppMiss'
    | 'sppMisconfiguration';
  /** True: the entry itself is wrong; false: it forbids the access, or is missing. */
  readonly misconfigured: boolean;
  /** True: the entry is one of the sub-page-permission table. */
  readonly subPage: boolean;
  /** The bit of the entry that forbids; null where no single bit does, or not always the same. */
  readonly bit: number | null;
}

const violation = (id: NoteText, bit: number | null, sdm: SdmSection = 'EPT Violations'): EptRule => ({
  id,
  sdm,
  event: 'eptViolation',
  misconfigured: false,
  subPage: false,
  bit,
});
const misconfiguration = (id: NoteText, bit: number | null): EptRule => ({
  id,
  sdm: 'EPT Misconfigurations',
  event: 'eptMisconfiguration',
  misconfigured: true,
  subPage: false,
  bit,
});

const SUB_PAGE = 'Sub-Page Write Permissions';

/** SDM Vol. 3: "EPT-Induced VM Exits"; "Sub-Page Write Permissions". */
export const eptRules = {
  /** The address has more bits than the walk translates. */
  width: violation('ept-address-width', null, 'EPT Translation Mechanism'),
  notPresent: violation('ept-not-present', null),
  read: violation('ept-read', 0),
  write: violation('ept-write', 1),
  execute: violation('ept-execute', 2),
  userExecute: violation('ept-user-execute', 10),
  writeWithoutRead: misconfiguration('ept-write-without-read', 1),
  executeOnly: misconfiguration('ept-execute-only', 2),
  /** A paging structure that led to the page lies in a page that is not marked. */
  unmarkedPaging: { ...violation('ept-guest-paging-verification', 57), event: 'guestPagingVerification' },
  pagingWriteWithoutRead: misconfiguration('ept-paging-write-without-read', 58),
  reserved: misconfiguration('ept-reserved-bits', null),
  memoryType: misconfiguration('ept-memory-type', null),
  /** The bit is that of the part of the page. */
  subPageWrite: { ...violation('spp-write', null, SUB_PAGE), subPage: true },
  subPageMiss: { id: 'spp-miss', sdm: SUB_PAGE, event: 'sppMiss', misconfigured: false, subPage: true, bit: 0 },
  subPageReserved: {
    id: 'spp-reserved-bits',
    sdm: SUB_PAGE,
    event: 'sppMisconfiguration',
    misconfigured: true,
    subPage: true,
    bit: null,
  },
} as const satisfies Readonly<Record<string, EptRule>>;
