import type { EptVpidCapability } from '../vmx/capabilities/ept-vpid-capabilities.table';
import type { VmFunction } from '../vmx/capabilities/vm-functions.table';
import type { ControlNeed } from '../vmx/controls/control';
import { controlWords } from '../vmx/controls/control-words.table';
import type { CpuidFeature } from './cpuid-features.table';
import { featuresOf, isModelled } from './derive-cpuid';
import { realControls, realEptVpid } from './derive-vmx';
import { everythingVmx } from './everything-vmx.table';
import type { Generation } from './generations/generation';

/** What a real processor had and its model lacks, because VMXray does not model it. */
export interface NotModelledYet {
  readonly cpuid: readonly CpuidFeature[];
  readonly controls: readonly ControlNeed[];
  readonly ept: readonly EptVpidCapability[];
  readonly functions: readonly VmFunction[];
}

/** The difference between a generation and its model. */
export function notModelledYet(real: Generation): NotModelledYet {
  return {
    cpuid: [...featuresOf(real)].filter((feature) => !isModelled(feature)),
    controls: controlWords.flatMap(({ word }) =>
      [...realControls(real, word)]
        .filter((id) => !everythingVmx.controls[word].includes(id))
        .map((id) => ({ word, id })),
    ),
    ept: [...realEptVpid(real)].filter((id) => !everythingVmx.eptVpid.includes(id)),
    functions: real.functions.filter((id) => !everythingVmx.vmFunctions.includes(id)),
  };
}
