import type { ControlNeed } from '../vmx/controls/control';
import { controlWords } from '../vmx/controls/control-words.table';
import type { CpuidFeature } from './cpuid-features.table';
import { featuresOf, isModelled } from './derive-cpuid';
import { isEptModelled, isFunctionModelled, realControls } from './derive-vmx';
import type { EptCapability, VmFunction } from './ept-capabilities.table';
import { everythingVmx } from './everything-vmx.table';
import type { Generation } from './generations/generation';

/** What a real processor had and its model lacks, because VMXray does not model it. */
export interface NotModelledYet {
  readonly cpuid: readonly CpuidFeature[];
  readonly controls: readonly ControlNeed[];
  readonly ept: readonly EptCapability[];
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
    ept: [...new Set(real.ept.flatMap(({ has }) => has))].filter((id) => !isEptModelled(id)),
    functions: real.functions.filter((id) => !isFunctionModelled(id)),
  };
}
