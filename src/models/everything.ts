import { everythingCpuid } from './everything-cpuid.table';
import { everythingVmxMsrs } from './everything-vmx.table';
import { cpuidFromRows, type ProcessorModel } from './model';

/** All that VMXray models so far. It is nobody's processor: what is not modelled, its CPUID and capability MSRs deny. */
export const everything: ProcessorModel = {
  id: 'everything',
  name: 'Everything that VMXray models',
  year: 2026,
  source: 'VMXray itself: a feature is shown when it is modelled',
  cpuid: cpuidFromRows(everythingCpuid, 46, 57),
  vmxMsrs: everythingVmxMsrs,
  costs: 'broadwell',
};
