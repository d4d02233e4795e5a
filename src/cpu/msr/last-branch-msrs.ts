import { LBR_SELECT_DEFINED } from '../interrupts/branch-classes.table';
import { LAST_BRANCH_RECORDS } from '../interrupts/last-branch-records';
import type { CpuidBit, MsrRow } from '../ports';
import { LBR_FROM, LBR_SELECT, LBR_TO, LBR_TOP } from '../state/processor-layout';
import { load, refuseMsrValue, storeAny } from './write-rules';

const SDM = 'Last Branch, Interrupt, and Exception Recording Overview';

/** The form of the records is told by IA32_PERF_CAPABILITIES, which this bit of CPUID announces. */
const PDCM: CpuidBit = { leaf: 1, register: 2, bit: 15 };

const records = (index: number, end: 'FROM' | 'TO', words: number): MsrRow[] =>
  Array.from({ length: LAST_BRANCH_RECORDS }, (_, n) => ({
    index: index + n,
    name: `MSR_LASTBRANCH_${n}_${end}_IP`,
    sdm: SDM,
    needs: PDCM,
    read: load(words + 2 * n),
    write: storeAny(words + 2 * n),
  }));

/** The last-branch records, the filter of what they take up, and which of them is the newest. */
export const lastBranchMsrs: readonly MsrRow[] = [
  {
    index: 0x1c8,
    name: 'MSR_LBR_SELECT',
    sdm: 'Filtering of Last Branch Records',
    needs: PDCM,
    read: (p) => BigInt(p.s[LBR_SELECT]),
    write: (p, value) => {
      if ((value & ~LBR_SELECT_DEFINED) !== 0n) refuseMsrValue(p);
      p.s[LBR_SELECT] = Number(value);
    },
  },
  { index: 0x1c9, name: 'MSR_LASTBRANCH_TOS', sdm: SDM, needs: PDCM, read: (p) => BigInt(p.s[LBR_TOP]) },
  ...records(0x680, 'FROM', LBR_FROM),
  ...records(0x6c0, 'TO', LBR_TO),
];
