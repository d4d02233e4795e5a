import type { CpuidModel } from '../cpu/ports';
import { cr4Allowed } from '../cpu/registers/control-registers';
import type { EptVpidCapability } from '../vmx/capabilities/ept-vpid-capabilities.table';
import type { ControlWord } from '../vmx/controls/control';
import { controlWords } from '../vmx/controls/control-words.table';
import { capabilityMsrValues, type VmxFeatures } from './capability-msr-values';
import { everythingVmx } from './everything-vmx.table';
import type { Generation } from './generations/generation';
import type { ModelMsr } from './model';

/** Controls of a word that the real processor allowed to be 1. */
export const realControls = (real: Generation, word: ControlWord): ReadonlySet<string> =>
  new Set(real.controls.filter((facts) => facts.word === word).flatMap(({ has }) => has));

/** What IA32_VMX_EPT_VPID_CAP of the real processor says. */
export const realEptVpid = (real: Generation): ReadonlySet<EptVpidCapability> =>
  new Set(real.ept.flatMap(({ has }) => has));

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
    preemptionTimerRate: controls['pin-based'].includes('activate-vmx-preemption-timer') ? vmx.preemptionTimerRate : 0,
    cr3TargetCount: Math.min(vmx.cr3TargetCount, everythingVmx.cr3TargetCount),
    storesLma: vmx.storesLma,
    vmwriteAnyField: vmx.vmwriteAnyField,
    zeroLengthInjection: vmx.zeroLengthInjection,
    eptVpid: everythingVmx.eptVpid.filter((id) => realEptVpid(real).has(id)),
    vmFunctions: everythingVmx.vmFunctions.filter((id) => real.functions.includes(id)),
  };
}

/**
 * VMX capability MSRs of a generation. The size of VMCS regions is that of VMXray's format, not the real processor's.
 * @param cpuid what the generation's CPUID shows: it decides which bits of CR4 may be 1
 */
export function deriveVmxMsrs(real: Generation, cpuid: CpuidModel): readonly ModelMsr[] {
  return capabilityMsrValues(shownFeatures(real, cpuid));
}
