import type { SdmSection } from '../../sdm/edition';

/** Why an EPT walk refuses an access. */
export interface EptRule {
  readonly id: string;
  readonly sdm: SdmSection;
  /** True: the entry itself is wrong (an EPT misconfiguration); false: it forbids the access (an EPT violation). */
  readonly misconfigured: boolean;
  /** The bit of the entry that forbids; null where no single bit does. */
  readonly bit: number | null;
}

const VIOLATION = 'EPT Violations';
const MISCONFIGURATION = 'EPT Misconfigurations';

/** SDM Vol. 3: "EPT-Induced VM Exits". */
export const eptRules = {
  /** The address has more bits than the walk translates. */
  width: { id: 'ept-address-width', sdm: 'EPT Translation Mechanism', misconfigured: false, bit: null },
  notPresent: { id: 'ept-not-present', sdm: VIOLATION, misconfigured: false, bit: null },
  read: { id: 'ept-read', sdm: VIOLATION, misconfigured: false, bit: 0 },
  write: { id: 'ept-write', sdm: VIOLATION, misconfigured: false, bit: 1 },
  execute: { id: 'ept-execute', sdm: VIOLATION, misconfigured: false, bit: 2 },
  userExecute: { id: 'ept-user-execute', sdm: VIOLATION, misconfigured: false, bit: 10 },
  writeWithoutRead: { id: 'ept-write-without-read', sdm: MISCONFIGURATION, misconfigured: true, bit: 1 },
  executeOnly: { id: 'ept-execute-only', sdm: MISCONFIGURATION, misconfigured: true, bit: 2 },
  reserved: { id: 'ept-reserved-bits', sdm: MISCONFIGURATION, misconfigured: true, bit: null },
  memoryType: { id: 'ept-memory-type', sdm: MISCONFIGURATION, misconfigured: true, bit: null },
} as const satisfies Readonly<Record<string, EptRule>>;
