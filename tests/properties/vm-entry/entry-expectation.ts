import { reservedPdpteBits } from '../../../src/cpu/mmu/pdpte-format.table';
import { isLegalPat } from '../../../src/cpu/msr/system-msrs';
import { controlMask } from '../../../src/vmx/controls/control-words.table';
import type { CheckContext } from '../../../src/vmx/entry/checks/entry-check';
import { entryChecks } from '../../../src/vmx/entry/checks/entry-checks.table';
import { fieldBits, fieldWidth } from '../../../src/vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../../../src/vmx/vmcs/vmcs-field-list.table';
import { VMCS_POINTER } from '../../support/baseline-vmcs';
import type { EntryOutcome } from './entry-board';
import type { EntryCase } from './entry-case';

/** What the manual says of a case; `null` where an MSR area holds an entry that this reference knows nothing of. */
export interface Expectation {
  readonly outcome: EntryOutcome | null;
  /** Ids of the rows that fail; empty when the entry does not come to them. */
  readonly failing: readonly string[];
}

const masks = new Map(
  vmcsFieldList.map(({ id, encoding }) => [id, (1n << BigInt(fieldBits(fieldWidth(encoding)))) - 1n]),
);
const HOST_64 = BigInt(controlMask('vm-exit', 'host-address-space-size') >>> 0);
const CR4_PAE = 0x20n;
const BLOCKED_BY_MOV_SS = 26;

/** What VMLAUNCH (0) and VMRESUME (1) say of a launch state: clear, launched, launched before the last VMXOFF. */
const LAUNCH_STATE_ERRORS = [
  [0, 4, 4],
  [5, 0, 6],
] as const;

/** The VMCS of a case as a table of values, with nothing of the processor's ways to read it. */
function contextOf(given: EntryCase, read: (address: bigint) => number): CheckContext {
  const { model, capabilities, fields } = given.model;
  const field: CheckContext['field'] = (id) => (fields.has(id) ? (given.fields[id] ?? 0n) & (masks.get(id) ?? 0n) : 0n);
  return {
    field,
    word: (id) => Number(field(id) & 0xffff_ffffn),
    capabilities,
    ia32e: given.ia32e,
    physicalAddressBits: model.cpuid.physicalAddressBits,
    linearAddressBits: model.cpuid.linearAddressBits,
    pointer: BigInt(VMCS_POINTER),
    readPhysical32: read,
  };
}

/**
 * Says what VMLAUNCH or VMRESUME leads to: its own checks, then the rows of the table one by one, then the MSR areas and the
 * host's PDPTEs. SDM Vol. 3, chapters "VM Entries" and "VM Exits"; "VMLAUNCH/VMRESUME—Launch/Resume Virtual Machine".
 * @param read 32 bits of physical memory, unsigned, as they are before the entry
 */
export function expectedEntry(given: EntryCase, read: (address: bigint) => number): Expectation {
  const early = instructionFailure(given);
  if (early !== null) return { outcome: early, failing: [] };
  const c = contextOf(given, read);
  const failed = entryChecks.filter((row) => (row.applies === undefined || row.applies(c)) && !row.holds(c));
  const failing = failed.map((row) => row.id);
  const outcome = failed[0]?.outcome;
  if (outcome?.kind === 'vm-fail-valid') return { outcome: `vm-fail-valid ${outcome.error}`, failing };
  if (outcome?.kind === 'entry-failure')
    return { outcome: lateFailure(c, outcome.reason, outcome.qualification), failing };
  const entry = failingMsr(c, 'vm-entry-msr-load');
  if (entry === null) return { outcome: null, failing };
  return { outcome: entry === 0 ? 'vm-entry' : lateFailure(c, 34, entry), failing };
}

/** What is wrong before the checks of the fields. */
function instructionFailure(given: EntryCase): EntryOutcome | null {
  if (given.current !== 'ordinary') return 'vm-fail-invalid';
  if (given.behindMovSs) return `vm-fail-valid ${BLOCKED_BY_MOV_SS}`;
  const error = LAUNCH_STATE_ERRORS[given.instruction === 'vmlaunch' ? 0 : 1][given.launchState];
  return error === 0 ? null : `vm-fail-valid ${error}`;
}

/** A late failure loads the host, whose PDPTEs or MSRs may turn it into a VMX abort. SDM: "VMX Aborts". */
function lateFailure(c: CheckContext, reason: number, qualification: number): EntryOutcome | null {
  const exit = `exit ${reason} qualification ${qualification}`;
  if (!hostPdptesHold(c)) return `${exit}, abort 2`;
  const entry = failingMsr(c, 'vm-exit-msr-load');
  if (entry === null) return null;
  return entry === 0 ? exit : `${exit}, abort 4`;
}

function hostPdptesHold(c: CheckContext): boolean {
  if ((c.field('vm-exit-controls') & HOST_64) !== 0n || (c.field('host-cr4') & CR4_PAE) === 0n) return true;
  const table = c.field('host-cr3') & 0xffff_ffe0n;
  const reserved = reservedPdpteBits(c.physicalAddressBits);
  return [0n, 8n, 16n, 24n].every((offset) => {
    const high = BigInt(c.readPhysical32(table + offset + 4n));
    const entry = (high << 32n) | BigInt(c.readPhysical32(table + offset));
    return (entry & 1n) === 0n || (entry & reserved) === 0n;
  });
}

const isPlainlyCanonical = (value: bigint): boolean | null => {
  const top = value >> 47n;
  if (top === 0n || top === 0x1_ffffn) return true;
  const wide = value >> 56n;
  return wide === 0n || wide === 0xffn ? null : false;
};
const always = (): boolean => true;
const never = (): boolean => false;

/** Whether an entry with a value may be loaded, for the MSRs that cases use; null: it depends on more than the value. */
export const loadableMsrs: ReadonlyMap<number, (value: bigint) => boolean | null> = new Map([
  [0x174, always],
  [0x175, isPlainlyCanonical],
  [0x176, isPlainlyCanonical],
  [0x277, isLegalPat],
  [0xc000_0081, always],
  [0xc000_0082, isPlainlyCanonical],
  [0xc000_0102, isPlainlyCanonical],
  // Bases of FS and GS, SMM, x2APIC, read-only MSRs, and one that does not exist.
  [0xc000_0100, never],
  [0xc000_0101, never],
  [0x9b, never],
  [0x9e, never],
  [0x808, never],
  [0x8ff, never],
  [0x480, never],
  [0x4000_0000, never],
]);

/** Number from 1 of the first entry that fails, 0 when none does, null when this reference does not know. SDM: "Loading MSRs". */
function failingMsr(c: CheckContext, area: 'vm-entry-msr-load' | 'vm-exit-msr-load'): number | null {
  const address = c.field(`${area}-address`);
  const count = c.word(`${area}-count`);
  for (let n = 0; n < count; n++) {
    const at = address + 16n * BigInt(n);
    if (c.readPhysical32(at + 4n) !== 0) return n + 1;
    const value = BigInt(c.readPhysical32(at + 8n)) | (BigInt(c.readPhysical32(at + 12n)) << 32n);
    const loads = loadableMsrs.get(c.readPhysical32(at))?.(value) ?? null;
    if (loads === null) return null;
    if (!loads) return n + 1;
  }
  return 0;
}
