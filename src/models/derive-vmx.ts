import type { CpuidModel } from '../cpu/ports';
import { cr4Allowed } from '../cpu/registers/control-registers';
import type { ControlWord } from '../vmx/controls/control';
import { controlWords } from '../vmx/controls/control-words.table';
import { capabilityMsrValues, type VmxFeatures } from './capability-msr-values';
import { type EptCapability, eptCapabilities, type VmFunction, vmFunctions } from './ept-capabilities.table';
import { everythingVmx, everythingVmxMsrs } from './everything-vmx.table';
import type { Generation } from './generations/generation';
import type { ModelMsr } from './model';

const MISC = 0x485;
const EPT_VPID_CAP = 0x48c;
const VMFUNC = 0x491;
const RATE_BITS = 0x1fn;

/** Controls of a word that the real processor allowed to be 1. */
export const realControls = (real: Generation, word: ControlWord): ReadonlySet<string> =>
  new Set(real.controls.filter((facts) => facts.word === word).flatMap(({ has }) => has));

/** What the model "everything" says in a capability MSR; 0 where it lacks the MSR. */
const everythings = (index: number): bigint => everythingVmxMsrs.find((row) => row.index === index)?.value ?? 0n;

const hasBit = (value: bigint, bit: number): boolean => ((value >> BigInt(bit)) & 1n) === 1n;
export const isEptModelled = (id: EptCapability): boolean => hasBit(everythings(EPT_VPID_CAP), eptCapabilities[id]);
export const isFunctionModelled = (id: VmFunction): boolean => hasBit(everythings(VMFUNC), vmFunctions[id]);

const maskOf = (bits: readonly number[]): bigint => bits.reduce((mask, bit) => mask | (1n << BigInt(bit)), 0n);

/** What a generation's VMX can do in VMXray: the real processor's words, as far as "everything" has them. */
function shownFeatures(real: Generation, cpuid: CpuidModel): VmxFeatures {
  const { vmx } = real;
  const { activityStates } = everythingVmx;
  const controls = Object.fromEntries(
    controlWords.map(({ word }) => {
      const had = realControls(real, word);
      return [word, everythingVmx.controls[word].filter((id) => had.has(id))];
    }),
  ) as Record<ControlWord, string[]>;
  return {
    ...everythingVmx,
    revision: vmx.revision,
    controls,
    trueControls: vmx.trueControls,
    stringIoInformation: vmx.stringIoInformation,
    shortAddresses: real.linearAddressBits === 32,
    cr4MayBeOne: BigInt(cr4Allowed(cpuid) >>> 0),
    activityStates: {
      hlt: vmx.activityStates.hlt && activityStates.hlt,
      shutdown: vmx.activityStates.shutdown && activityStates.shutdown,
      waitForSipi: vmx.activityStates.waitForSipi && activityStates.waitForSipi,
    },
    cr3TargetCount: Math.min(vmx.cr3TargetCount, everythingVmx.cr3TargetCount),
    storesLma: vmx.storesLma,
    vmwriteAnyField: vmx.vmwriteAnyField,
    zeroLengthInjection: vmx.zeroLengthInjection,
  };
}

/**
 * VMX capability MSRs of a generation. The size of VMCS regions is that of VMXray's format, not the real processor's.
 * @param cpuid what the generation's CPUID shows: it decides which bits of CR4 may be 1
 */
export function deriveVmxMsrs(real: Generation, cpuid: CpuidModel): readonly ModelMsr[] {
  const shown = shownFeatures(real, cpuid);
  const allows = (word: ControlWord, id: string): boolean => shown.controls[word].includes(id);
  const rate = allows('pin-based', 'activate-vmx-preemption-timer') ? real.vmx.preemptionTimerRate : 0;
  const values = capabilityMsrValues(shown)
    .filter(({ index }) => index !== EPT_VPID_CAP && index !== VMFUNC)
    .map((row) => (row.index === MISC ? { ...row, value: (row.value & ~RATE_BITS) | BigInt(rate) } : row));
  if (allows('secondary-processor-based', 'enable-ept') || allows('secondary-processor-based', 'enable-vpid')) {
    const had = maskOf(real.ept.flatMap(({ has }) => has.map((id) => eptCapabilities[id])));
    values.push({ index: EPT_VPID_CAP, value: everythings(EPT_VPID_CAP) & had });
  }
  if (allows('secondary-processor-based', 'enable-vm-functions')) {
    values.push({ index: VMFUNC, value: everythings(VMFUNC) & maskOf(real.functions.map((id) => vmFunctions[id])) });
  }
  return values;
}
