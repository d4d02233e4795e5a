import type { MsrRow } from '../ports';
import { MC0_CTL, MC0_STATUS, MCG_STATUS } from '../state/processor-layout';
import { load, refuseMsrValue, storeAny, storeDefined } from './write-rules';

/** One bank of error-reporting registers; no IA32_MCG_CTL. */
const BANKS = 1n;
/** RIPV, EIPV, MCIP. */
const STATUS_DEFINED = 7n;

const GLOBAL = 'Machine-Check Global Control MSRs';
const BANK = 'Error-Reporting Register Banks';

/** The machine-check architecture: its one bank reports no address, so it has no IA32_MC0_ADDR and no IA32_MC0_MISC. */
export const machineCheckMsrs: readonly MsrRow[] = [
  { index: 0x179, name: 'IA32_MCG_CAP', sdm: GLOBAL, read: () => BANKS },
  {
    index: 0x17a,
    name: 'IA32_MCG_STATUS',
    sdm: GLOBAL,
    read: load(MCG_STATUS),
    write: storeDefined(MCG_STATUS, STATUS_DEFINED),
  },
  { index: 0x400, name: 'IA32_MC0_CTL', sdm: BANK, read: load(MC0_CTL), write: storeAny(MC0_CTL) },
  {
    index: 0x401,
    name: 'IA32_MC0_STATUS',
    sdm: BANK,
    read: load(MC0_STATUS),
    write: (p, value) => {
      if (value !== 0n) refuseMsrValue(p);
      p.q[MC0_STATUS >> 1] = 0n;
    },
  },
];
