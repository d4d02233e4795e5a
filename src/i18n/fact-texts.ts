import type { MESSAGES } from '../asm/report/messages.table';
import type { MessageValues } from '../base/message-template';
import type { UnmodelledThing } from '../cpu/unmodelled.table';
import type { BootMessage } from '../machine/boot/boot-messages.table';
import type { CpuidFeatureId } from '../models/cpuid-features.table';
import type { apicRules, virtualizedRules } from '../vmx/apic-virtualization/apic-rules.table';
import type { ControlRegisterBit } from '../vmx/capabilities/control-register-bits.table';
import type { ControlWordTable } from '../vmx/controls/control';
import type { pinBasedControls } from '../vmx/controls/pin-based-controls.table';
import type { primaryProcessorBasedControls } from '../vmx/controls/primary-processor-based-controls.table';
import type { secondaryProcessorBasedControls } from '../vmx/controls/secondary-processor-based-controls.table';
import type { secondaryVmExitControls } from '../vmx/controls/secondary-vm-exit-controls.table';
import type { tertiaryProcessorBasedControls } from '../vmx/controls/tertiary-processor-based-controls.table';
import type { vmEntryControls } from '../vmx/controls/vm-entry-controls.table';
import type { vmExitControls } from '../vmx/controls/vm-exit-controls.table';
import type { CheckText } from '../vmx/entry/checks/entry-checks.table';
import type { msrLoadChecks } from '../vmx/entry/msr-load-check.table';
import type { ExitReasonId } from '../vmx/exit/exit-reasons.table';
import type { VmInstructionErrorId } from '../vmx/instructions/vm-instruction-errors.table';
import type { NoteText } from '../vmx/nonroot/decision-notes.table';
import type { StepText } from '../vmx/nonroot/decision-steps.table';
import type { eventRules } from '../vmx/nonroot/event-rules.table';
import type { VmcsFieldId } from '../vmx/vmcs/vmcs-field-list.table';
import type { DecodeWord } from './decode-words.table';

type IdOf<Table> = Table extends ControlWordTable<infer Id> ? Id : never;
type ByKey<Key extends string, Value> = Readonly<Record<Key, Value>>;

export interface CheckWords {
  readonly message: string;
  readonly suggestion: string;
}

export interface ControlWords {
  readonly name: string;
  readonly does: string;
}

/** Words of every control, by the word that holds it and its id. */
export interface ControlTexts {
  readonly 'pin-based': ByKey<IdOf<typeof pinBasedControls>, ControlWords>;
  readonly 'primary-processor-based': ByKey<IdOf<typeof primaryProcessorBasedControls>, ControlWords>;
  readonly 'secondary-processor-based': ByKey<IdOf<typeof secondaryProcessorBasedControls>, ControlWords>;
  readonly 'tertiary-processor-based': ByKey<IdOf<typeof tertiaryProcessorBasedControls>, ControlWords>;
  readonly 'vm-exit': ByKey<IdOf<typeof vmExitControls>, ControlWords>;
  readonly 'secondary-vm-exit': ByKey<IdOf<typeof secondaryVmExitControls>, ControlWords>;
  readonly 'vm-entry': ByKey<IdOf<typeof vmEntryControls>, ControlWords>;
}

/** What a decision about an event begins with, e.g. "external interrupt" of "external interrupt 0x20". */
export type EventName =
  | (typeof eventRules)[keyof typeof eventRules]['subject']
  | (typeof apicRules)[keyof typeof apicRules]['subject']
  | (typeof virtualizedRules)['delivery']['subject'];

export type CheckTexts = ByKey<CheckText | (typeof msrLoadChecks)[keyof typeof msrLoadChecks]['text'], CheckWords>;
export type ExitReasonTexts = ByKey<ExitReasonId, { readonly name: string; readonly handle: string }>;
export type ErrorTexts = ByKey<VmInstructionErrorId, { readonly name: string; readonly hint: string }>;
export type FieldTexts = ByKey<VmcsFieldId, string>;
export type AssemblerTexts = ByKey<keyof typeof MESSAGES, string>;

/**
 * The fact tables in another language than English, which the tables themselves are written in. The keys are those of
 * the rows, so that the compiler finds a row without words and words without a row; only the names of bits, which have no
 * ids, are keyed by their English names, and a test compares them with the layouts.
 */
export interface FactTexts {
  readonly checks: CheckTexts;
  /** What each check asks for. */
  readonly checkRules: ByKey<CheckText, string>;
  readonly controls: ControlTexts;
  readonly exitReasons: ExitReasonTexts;
  readonly errors: ErrorTexts;
  /** What a field's English name means; the page shows it beside the name, which people look up in the manual. */
  readonly fields: FieldTexts;
  readonly bits: Readonly<Record<string, string>>;
  /** What the bits of CR0 and CR4 do, by their abbreviations. */
  readonly registerBits: ByKey<ControlRegisterBit, string>;
  /** Names of features of CPUID, where they are words. */
  readonly features: Partial<ByKey<CpuidFeatureId, string>>;
  /** Words by which values are put into text. */
  readonly decode: ByKey<DecodeWord, string>;
  /** Why a program cannot be booted, by the diagnostic's code. */
  readonly boot: ByKey<BootMessage | 'no-such-model' | 'cannot-boot', string>;
  /** What stops a run because it is not modelled. */
  readonly unmodelled: ByKey<UnmodelledThing, string>;
  /** Events that decisions are about. */
  readonly events: ByKey<EventName, string>;
  /** Bits of bitmaps and lists that decisions look at. */
  readonly steps: ByKey<StepText, string>;
  /** What else decisions rest on. */
  readonly notes: ByKey<NoteText, string>;
  readonly assembler: AssemblerTexts;
  /** A field's meaning without what goes without saying inside its group: whose it is, or that it is about the VM exit. */
  withoutOwner(meaning: string): string;
  /** Fills a template's placeholders, joining lists as the language does. */
  fill(template: string, values: MessageValues): string;
}
