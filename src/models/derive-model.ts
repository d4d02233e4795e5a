import { deriveCpuid } from './derive-cpuid';
import { deriveVmxMsrs } from './derive-vmx';
import type { Generation } from './generations/generation';
import type { ProcessorModel } from './model';
import { modelList } from './model-list.table';

/** The model of a generation: what the real processor had, as far as VMXray models it. */
export function deriveModel(real: Generation): ProcessorModel {
  const row = modelList.find(({ id }) => id === real.id);
  if (row === undefined) throw new RangeError(`the list of models has no "${real.id}"`);
  const cpuid = deriveCpuid(real);
  return {
    id: row.id,
    name: row.name,
    year: row.year,
    source: sourcesOf(real),
    cpuid,
    vmxMsrs: deriveVmxMsrs(real, cpuid),
    costs: row.costs,
  };
}

/** Every source once, with its certainty where it was not read. */
function sourcesOf({ identity, cpuid, controls, ept, vmx }: Generation): string {
  const sources = [identity, ...cpuid, ...controls, ...ept, vmx].map(({ source, certainty }) =>
    certainty === 'read' ? source : `${source} (${certainty})`,
  );
  return [...new Set(sources)].join('; ');
}
