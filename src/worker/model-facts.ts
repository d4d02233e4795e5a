import { everything } from '../models/everything';
import { findModel } from '../models/find-model';
import { generations } from '../models/generations';
import { modelList } from '../models/model-list.table';
import { notModelledYet } from '../models/not-modelled-yet';
import type { AllowedSettings, ModelFacts, NotModelled } from '../protocol/model-facts';
import type { ControlRange, VmxCapabilities } from '../vmx/capabilities/capabilities';
import { capabilitiesOf } from '../vmx/capabilities/capabilities-of';

let all: readonly ModelFacts[] | null = null;

/** What every model of the list shows of its VMX; worked out when somebody first asks. */
export function modelFacts(): readonly ModelFacts[] {
  all ??= modelList.map(({ id }) => factsOf(id));
  return all;
}

function factsOf(id: string): ModelFacts {
  const search = findModel(id);
  if (!search.ok) throw new RangeError(search.message);
  const { source, vmxMsrs } = search.model;
  return {
    id,
    source,
    msrs: [...vmxMsrs].sort((a, b) => a.index - b.index),
    controls: settingsOf(capabilitiesOf(search.model)),
    notModelled: id === everything.id ? null : lackOf(id),
  };
}

const settings = ({ mustBeOne, mayBeOne }: ControlRange): AllowedSettings => ({
  mustBeOne: BigInt(mustBeOne),
  mayBeOne: BigInt(mayBeOne),
});
const optional = (mayBeOne: bigint): AllowedSettings => ({ mustBeOne: 0n, mayBeOne });

const settingsOf = (c: VmxCapabilities): ModelFacts['controls'] => ({
  'pin-based': settings(c.pinBased),
  'primary-processor-based': settings(c.primary),
  'secondary-processor-based': settings(c.secondary),
  'tertiary-processor-based': optional(c.tertiaryMayBeOne),
  'vm-exit': settings(c.vmExit),
  'secondary-vm-exit': optional(c.secondaryVmExitMayBeOne),
  'vm-entry': settings(c.vmEntry),
});

function lackOf(id: string): NotModelled | null {
  const real = generations.find((generation) => generation.id === id);
  if (real === undefined) return null;
  const { cpuid, ...rest } = notModelledYet(real);
  return { cpuid: cpuid.map((feature) => feature.id), ...rest };
}
