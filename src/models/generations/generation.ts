import type { EptVpidCapability } from '../../vmx/capabilities/ept-vpid-capabilities.table';
import type { VmFunction } from '../../vmx/capabilities/vm-functions.table';
import type { ControlWord } from '../../vmx/controls/control';
import type { CpuidFeatureId } from '../cpuid-features.table';
import type { ModelId } from '../model-list.table';

/**
 * How sure a fact is: 'read' in the source itself; 'quoted' by a second source; 'recalled' and consistent with the rest, but
 * not checked against a source. Whoever shows a fact that is not 'read' says so.
 */
export type Certainty = 'read' | 'quoted' | 'recalled';

/** Where a fact comes from. */
export interface Evidence {
  readonly source: string;
  readonly certainty: Certainty;
}

/** Feature bits that the real processor's CPUID had. */
export interface CpuidFacts extends Evidence {
  readonly has: readonly CpuidFeatureId[];
}

/** Controls that the real processor allowed to be 1, by the ids of their rows in vmx/controls. */
export interface ControlFacts extends Evidence {
  readonly word: ControlWord;
  readonly has: readonly string[];
}

/** Bits of IA32_VMX_EPT_VPID_CAP that the real processor had. */
export interface EptFacts extends Evidence {
  readonly has: readonly EptVpidCapability[];
}

/** Numbers and single bits of the capability MSRs. */
export interface VmxNumbers extends Evidence {
  /** VMCS revision identifier. */
  readonly revision: number;
  /** IA32_VMX_BASIC[55]: the TRUE capability MSRs exist. */
  readonly trueControls: boolean;
  /** IA32_VMX_BASIC[54]. */
  readonly stringIoInformation: boolean;
  /** IA32_VMX_MISC[8:6]. */
  readonly activityStates: { readonly hlt: boolean; readonly shutdown: boolean; readonly waitForSipi: boolean };
  /** IA32_VMX_MISC[24:16]. */
  readonly cr3TargetCount: number;
  /** IA32_VMX_MISC[5]. */
  readonly storesLma: boolean;
  /** IA32_VMX_MISC[29]. */
  readonly vmwriteAnyField: boolean;
  /** IA32_VMX_MISC[30]. */
  readonly zeroLengthInjection: boolean;
  /** IA32_VMX_MISC[4:0]; 0 where there is no VMX-preemption timer. */
  readonly preemptionTimerRate: number;
}

/** One processor as it really was, in words. What VMXray shows of it follows by derive-model.ts. */
export interface Generation {
  readonly id: ModelId;
  /** Brand string of the processor that stands for the generation. */
  readonly brand: string;
  /** CPUID leaf 1, EAX. */
  readonly signature: number;
  readonly highestLeaf: number;
  readonly physicalAddressBits: number;
  /** 32 without Intel 64. */
  readonly linearAddressBits: number;
  /** Leaf 0xB, the extended topology, has data. */
  readonly topologyLeaf: boolean;
  /** Version of architectural performance monitoring; 0 = none. */
  readonly performanceMonitoring: number;
  /** Where signature, leaves and address widths come from. */
  readonly identity: Evidence;
  readonly cpuid: readonly CpuidFacts[];
  readonly controls: readonly ControlFacts[];
  readonly ept: readonly EptFacts[];
  readonly functions: readonly VmFunction[];
  readonly vmx: VmxNumbers;
}

export const qemu = (model: string): Evidence => ({ source: `QEMU target/i386/cpu.c, "${model}"`, certainty: 'read' });
export const bochs = (file: string): Evidence => ({ source: `Bochs cpu/cpudb/intel/${file}.cc`, certainty: 'read' });
export const manual = (section: string): Evidence => ({ source: `SDM, "${section}"`, certainty: 'read' });
export const quoted = (source: string): Evidence => ({ source, certainty: 'quoted' });
export const recalled = (source: string): Evidence => ({ source, certainty: 'recalled' });

export const cpuid = (evidence: Evidence, ...has: CpuidFeatureId[]): CpuidFacts => ({ ...evidence, has });
export const controls = (evidence: Evidence, word: ControlWord, ...has: string[]): ControlFacts => ({
  ...evidence,
  word,
  has,
});
export const ept = (evidence: Evidence, ...has: EptVpidCapability[]): EptFacts => ({ ...evidence, has });

/** Facts of an earlier processor without some that a later one lost. */
export const without = (facts: readonly CpuidFacts[], ...lost: CpuidFeatureId[]): CpuidFacts[] =>
  facts.map((fact) => ({ ...fact, has: fact.has.filter((id) => !lost.includes(id)) }));
/** The same for controls: all of the word are meant that carry one of the ids. */
export const withoutControls = (facts: readonly ControlFacts[], ...lost: string[]): ControlFacts[] =>
  facts.map((fact) => ({ ...fact, has: fact.has.filter((id) => !lost.includes(id)) }));
