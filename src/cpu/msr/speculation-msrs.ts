import type { CpuidBit, MsrRow } from '../ports';
import type { Processor } from '../processor';
import { SPEC_CTRL } from '../state/processor-layout';
import { load, refuseMsrValue } from './write-rules';

const SECTION = 'Model-Specific Registers (MSRs)';

/** A bit of CPUID leaf 7, EDX. */
const feature = (bit: number): CpuidBit => ({ leaf: 7, register: 3, bit });
const IBRS_AND_IBPB = feature(26);
const L1D_FLUSH = feature(28);
const ARCH_CAPABILITIES = feature(29);

/** A command: bit 0 does it, and there is nothing to be done; every other bit is reserved. */
const command = (p: Processor, value: bigint): void => {
  if (value > 1n) refuseMsrValue(p);
};

/** IBRS (bit 0); STIBP (bit 1) and SSBD (bit 2) where CPUID reports them in bits 27 and 31. */
function writeSpecCtrl(p: Processor, value: bigint): void {
  const features = p.cpuid.leaf(7, 0)[3];
  const defined = 1 | ((features >>> 26) & 2) | ((features >>> 29) & 4);
  if ((value & ~BigInt(defined)) !== 0n) refuseMsrValue(p);
  p.q[SPEC_CTRL >> 1] = value;
}

/** RDCL_NO, IBRS_ALL, SKIP_L1DFL_VMENTRY, SSB_NO, MDS_NO: what never speculates is vulnerable to none of them. */
const CAPABILITIES = 0x3bn;

/**
 * Controls of speculation, which exist where CPUID leaf 7 says so. VMXray executes nothing speculatively, so what they
 * promise always holds; their bits are kept and checked. SDM Vol. 4: "Model-Specific Registers (MSRs)".
 */
export const speculationMsrs: readonly MsrRow[] = [
  {
    index: 0x48,
    name: 'IA32_SPEC_CTRL',
    sdm: SECTION,
    needs: IBRS_AND_IBPB,
    read: load(SPEC_CTRL),
    write: writeSpecCtrl,
  },
  { index: 0x49, name: 'IA32_PRED_CMD', sdm: SECTION, needs: IBRS_AND_IBPB, write: command },
  {
    index: 0x10a,
    name: 'IA32_ARCH_CAPABILITIES',
    sdm: SECTION,
    needs: ARCH_CAPABILITIES,
    read: () => CAPABILITIES,
  },
  { index: 0x10b, name: 'IA32_FLUSH_CMD', sdm: SECTION, needs: L1D_FLUSH, write: command },
];
