import type { Processor } from '../../../cpu/processor';
import { EFER } from '../../../cpu/state/processor-layout';
import type { VmxCapabilities } from '../../capabilities/capabilities';
import { supportedFields } from '../../capabilities/supported-fields';
import { controlMask } from '../../controls/control-words.table';
import { CURRENT_VMCS } from '../../state/vmx-layout';
import { fieldWidth } from '../../vmcs/vmcs-field-encoding';
import { type VmcsFieldId, vmcsFieldList } from '../../vmcs/vmcs-field-list.table';
import { F, REGION_WORDS, regionWord } from '../../vmcs/vmcs-region';
import type { EntryCheck } from './entry-check';
import { entryChecks } from './entry-checks.table';
import { RegionContext } from './region-context';
import { type EntryCheckResult, passes, runEntryChecks } from './run-entry-checks';

const EFER_LMA = 0x400;
const LINK_POINTER = F['vmcs-link-pointer'];
const ENTRY_CONTROLS = F['vm-entry-controls'];
const IA32E_MODE_GUEST = controlMask('vm-entry', 'ia-32e-mode-guest');
const PRIMARY = F['primary-processor-based-controls'];
const USE_TPR_SHADOW = controlMask('primary-processor-based', 'use-tpr-shadow');
/** Words that are compared at a time. */
const BLOCK = 8;
const NO_ROWS = new Int32Array(0);
/** Copies kept at most; a machine with more VMCSs starts to fill the table anew. */
const MOST_COPIES = 256;

const widths = new Map(vmcsFieldList.map(({ id, encoding }) => [id, fieldWidth(encoding)]));

/** Offsets in the region of the words that a check reads of a field. */
function wordsOf(field: VmcsFieldId): number[] {
  const width = widths.get(field);
  return width === '16' || width === '32' ? [F[field]] : [F[field], F[field] + 1];
}

/** The fields of a VMCS as they were when all checks last held. */
interface HeldCopy {
  ia32e: number;
  /** The region's words, by their offset in it. */
  readonly words: Int32Array;
}

/**
 * Remembers for each VMCS the fields with which all checks held, so that a VM entry runs only the rows that read a field
 * that changed since. It never changes an answer: rows are functions of their fields, of IA-32e mode and of the pointer,
 * and those that read memory besides run every time that they may read some. The copies are derived
 * data, compared with the VMCS itself, so they stay true when the machine's state is restored from a checkpoint.
 */
export class HeldChecks {
  private readonly context: RegionContext;
  private readonly copies = new Map<number, HeldCopy>();
  /** Offsets of the blocks of words in which some row reads one (one of a narrow field, else two). */
  private readonly blocks: Int32Array;
  /** The rows that read a word, by its offset. */
  private readonly readers: readonly Int32Array[];
  /** Rows that read memory. */
  private readonly memoryRows: readonly EntryCheck[];
  /** Which rows ran in the current turn. */
  private readonly turnOf: Float64Array;
  private turn = 0;

  constructor(
    private readonly p: Processor,
    capabilities: VmxCapabilities,
    private readonly rows: readonly EntryCheck[] = entryChecks,
  ) {
    this.context = new RegionContext(p, capabilities, supportedFields(capabilities));
    const readers = new Map<number, number[]>();
    for (const [index, row] of rows.entries()) {
      for (const word of row.fields.flatMap(wordsOf)) {
        const list = readers.get(word);
        if (list === undefined) readers.set(word, [index]);
        else list.push(index);
      }
    }
    const blocks = new Set([...readers.keys()].map((word) => word - (word % BLOCK)));
    this.blocks = Int32Array.from(blocks).sort();
    const words = Math.ceil(REGION_WORDS / BLOCK) * BLOCK;
    this.readers = Array.from({ length: words }, (_, word) => Int32Array.from(readers.get(word) ?? NO_ROWS));
    this.memoryRows = rows.filter((row) => row.readsMemory === true);
    this.turnOf = new Float64Array(rows.length);
  }

  /**
   * Rows that read memory read some while the VMCS link pointer names a region, for a guest that may use PAE paging, and where
   * the TPR threshold is compared with VTPR.
   */
  private mayReadMemory(region: number): boolean {
    const words = this.p.image.i32;
    if ((words[region + LINK_POINTER] & words[region + LINK_POINTER + 1]) !== -1) return true;
    if ((words[region + PRIMARY] & USE_TPR_SHADOW) !== 0) return true;
    return (words[region + ENTRY_CONTROLS] & IA32E_MODE_GUEST) === 0;
  }

  /** Whether all checks hold for the current VMCS; there must be one. Allocates nothing while they go on holding. */
  hold(): boolean {
    const { p } = this;
    const pointer = p.s[CURRENT_VMCS] >>> 0;
    this.context.turnToCurrentVmcs();
    const copy = this.copies.get(pointer);
    const ia32e = p.s[EFER] & EFER_LMA;
    if (copy === undefined || copy.ia32e !== ia32e) return this.holdAll(pointer, ia32e);
    const now = p.image.i32;
    const region = regionWord(pointer);
    const { words } = copy;
    const { blocks } = this;
    this.turn += 1;
    for (let k = 0; k < blocks.length; k++) {
      const word = blocks[k];
      if (isBlockEqual(now, region + word, words, word) || this.blockHolds(now, region, words, word)) continue;
      this.copies.delete(pointer);
      return false;
    }
    if (!this.mayReadMemory(region)) return true;
    return this.memoryRows.every((row) => passes(row, this.context));
  }

  /** Runs every row for the current VMCS and explains those that fail. */
  explain(): EntryCheckResult {
    return runEntryChecks(this.context.turnToCurrentVmcs(), this.rows);
  }

  /** Whether the rows hold that read a changed word of a block; the copy takes over what changed. */
  private blockHolds(now: Int32Array, region: number, words: Int32Array, first: number): boolean {
    for (let word = first; word < first + BLOCK; word++) {
      const value = now[region + word];
      if (words[word] === value) continue;
      if (!this.readersHold(this.readers[word])) return false;
      words[word] = value;
    }
    return true;
  }

  private readersHold(rows: Int32Array): boolean {
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k];
      if (this.turnOf[row] === this.turn) continue;
      this.turnOf[row] = this.turn;
      if (!passes(this.rows[row], this.context)) return false;
    }
    return true;
  }

  private holdAll(pointer: number, ia32e: number): boolean {
    for (const row of this.rows) if (!passes(row, this.context)) return false;
    const region = regionWord(pointer);
    const now = this.p.image.i32;
    const words = now.slice(region, region + this.readers.length);
    if (this.copies.size >= MOST_COPIES) this.copies.clear();
    this.copies.set(pointer, { ia32e, words });
    return true;
  }
}

/** Compares a block without a branch for each word: most VM entries change little. */
const isBlockEqual = (a: Int32Array, i: number, b: Int32Array, k: number): boolean =>
  ((a[i] ^ b[k]) |
    (a[i + 1] ^ b[k + 1]) |
    (a[i + 2] ^ b[k + 2]) |
    (a[i + 3] ^ b[k + 3]) |
    (a[i + 4] ^ b[k + 4]) |
    (a[i + 5] ^ b[k + 5]) |
    (a[i + 6] ^ b[k + 6]) |
    (a[i + 7] ^ b[k + 7])) ===
  0;
