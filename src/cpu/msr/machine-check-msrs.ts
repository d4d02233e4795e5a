import type { MsrRow } from '../ports';
import type { Processor } from '../processor';
import { MC0_ADDR, MC0_CTL, MC0_MISC, MC0_STATUS, MCG_STATUS } from '../state/processor-layout';
import { load, refuseMsrValue, storeAny, storeDefined } from './write-rules';

/** One bank of error-reporting registers; no IA32_MCG_CTL. */
const BANKS = 1n;
/** RIPV, EIPV, MCIP. */
const STATUS_DEFINED = 7n;

const GLOBAL = 'Machine-Check Global Control MSRs';
const BANK = 'Error-Reporting Register Banks';

const EVERY_ERROR = 0xffff_ffff_ffff_ffffn;

/** The reporting of a bank's errors is enabled for all or for none of them, as on the P6 family. */
function writeControl(p: Processor, value: bigint): void {
  if (value !== 0n && value !== EVERY_ERROR) refuseMsrValue(p);
  p.q[MC0_CTL >> 1] = value;
}

/** The machine-check architecture. Its one bank never reports an address: IA32_MC0_ADDR and IA32_MC0_MISC hold what is written. */
export const machineCheckMsrs: readonly MsrRow[] = [
  { index: 0x179, name: 'IA32_MCG_CAP', sdm: GLOBAL, read: () => BANKS },
  {
    index: 0x17a,
    name: 'IA32_MCG_STATUS',
    sdm: GLOBAL,
    read: load(MCG_STATUS),
    write: storeDefined(MCG_STATUS, STATUS_DEFINED),
  },
  { index: 0x400, name: 'IA32_MC0_CTL', sdm: BANK, read: load(MC0_CTL), write: writeControl },
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
  { index: 0x402, name: 'IA32_MC0_ADDR', sdm: BANK, read: load(MC0_ADDR), write: storeAny(MC0_ADDR) },
  { index: 0x403, name: 'IA32_MC0_MISC', sdm: BANK, read: load(MC0_MISC), write: storeAny(MC0_MISC) },
];
