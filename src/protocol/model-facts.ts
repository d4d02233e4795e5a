import type { ControlNeed, ControlWord } from '../vmx/controls/control';

/** Bits of a word of controls that must be 1, and those that may be 1, as unsigned masks. */
export interface AllowedSettings {
  readonly mustBeOne: bigint;
  readonly mayBeOne: bigint;
}

/** What a processor model shows of its VMX, and what the processor that it stands for had beyond it. */
export interface ModelFacts {
  /** An id of models/model-list.table.ts. */
  readonly id: string;
  /** Where its values come from. */
  readonly source: string;
  /** Its VMX capability MSRs, ascending. */
  readonly msrs: readonly { readonly index: number; readonly value: bigint }[];
  /** What those MSRs say of each word of controls; the TRUE ones where the model has them. */
  readonly controls: Readonly<Record<ControlWord, AllowedSettings>>;
  /** Null for the model that is nobody's processor. */
  readonly notModelled: NotModelled | null;
}

/** What a real processor had and its model lacks. */
export interface NotModelled {
  /** Feature bits of CPUID by the ids of models/cpuid-features.table.ts. */
  readonly cpuid: readonly string[];
  readonly controls: readonly ControlNeed[];
  /** Ids of vmx/capabilities/ept-vpid-capabilities.table.ts. */
  readonly ept: readonly string[];
  /** Ids of vmx/capabilities/vm-functions.table.ts. */
  readonly functions: readonly string[];
}
