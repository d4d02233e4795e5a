import { bitNumbers, type MessageValue } from '../../../base/message-template';
import type { ControlWord } from '../../controls/control';
import { controlMask, controlWordTable } from '../../controls/control-words.table';
import type { CheckFinding } from '../../explain/transition';
import type { VmcsFieldId } from '../../vmcs/vmcs-field-list.table';
import type { CheckContext, CheckOutcome, EntryCheck } from './entry-check';

/** A row as a table file writes it: what is the same for the whole file is left out, and so is a `text` equal to the id. */
export type CheckFacts = Omit<EntryCheck, 'sdm' | 'group' | 'outcome' | 'text'> &
  Partial<Pick<EntryCheck, 'outcome' | 'text'>>;

/** The key of a row's sentences: the one it names, else its id. */
type TextOf<Row> = Row extends { readonly text: infer Key extends string }
  ? Key
  : Row extends { readonly id: infer Key extends string }
    ? Key
    : never;

/** Rows whose keys the compiler knows, so that a translation can be held to them. */
export function facts<const Row extends CheckFacts>(
  rows: readonly Row[],
): readonly (CheckFacts & { readonly text: TextOf<Row> })[] {
  return rows.map((row) => ({ ...row, text: (row.text ?? row.id) as TextOf<Row> }));
}

/** Completes rows that share section, group and outcome; a row's own outcome goes first. */
export function checkRows<const Row extends CheckFacts>(
  sdm: string,
  group: CheckFinding['group'],
  outcome: CheckOutcome,
  rows: readonly Row[],
): readonly EntryCheck<TextOf<Row>>[] {
  return facts(rows).map((row) => ({ sdm, group, outcome, ...row }));
}

export const INVALID_CONTROLS: CheckOutcome = { kind: 'vm-fail-valid', error: 7 };
export const INVALID_HOST_STATE: CheckOutcome = { kind: 'vm-fail-valid', error: 8 };
export const INVALID_GUEST_STATE = {
  kind: 'entry-failure',
  reason: 33,
  qualification: 0,
} as const satisfies CheckOutcome;

/** Asks for one control bit of the VMCS. */
export type ControlQuestion = (c: CheckContext) => boolean;

/** The question whether a control is 1. */
export function control(word: ControlWord, id: string): ControlQuestion {
  const mask = controlMask(word, id);
  const { field } = controlWordTable(word);
  return (c) => (c.word(field) & mask) !== 0;
}

const activatesSecondary = control('primary-processor-based', 'activate-secondary-controls');
/** The question whether a secondary processor-based control counts and is 1; it reads both words of controls. */
export function secondaryControl(id: string): ControlQuestion {
  const isOne = control('secondary-processor-based', id);
  return (c) => activatesSecondary(c) && isOne(c);
}

const activatesTertiary = control('primary-processor-based', 'activate-tertiary-controls');
/** The question whether a tertiary processor-based control counts and is 1; it reads both words of controls. */
export function tertiaryControl(id: string): ControlQuestion {
  const isOne = control('tertiary-processor-based', id);
  return (c) => activatesTertiary(c) && isOne(c);
}

export const ia32eGuest = control('vm-entry', 'ia-32e-mode-guest');
export const host64 = control('vm-exit', 'host-address-space-size');
export const loadDebugControls = control('vm-entry', 'load-debug-controls');

/** A value in hexadecimal, as messages show it. */
export const hex = (value: bigint | number): string => `0x${value.toString(16)}`;
/** A field's value in hexadecimal. */
export const show = (c: CheckContext, field: VmcsFieldId): string => hex(c.field(field));
/** A bit of a field, 0 or 1. */
export const bit = (c: CheckContext, field: VmcsFieldId, n: number): 0 | 1 => ((c.word(field) >>> n) & 1) as 0 | 1;

/** Whether all bits of a linear address above the highest implemented one equal it. */
export function isCanonical(c: CheckContext, address: bigint): boolean {
  const top = address >> BigInt(c.linearAddressBits - 1);
  return top === 0n || top === (1n << BigInt(65 - c.linearAddressBits)) - 1n;
}

/** Whether an address has no bits beyond the physical-address width. */
export const fitsPhysical = (c: CheckContext, address: bigint): boolean =>
  address >> BigInt(c.physicalAddressBits) === 0n;

/** Whether each byte is a memory type: UC 0, WC 1, WT 4, WP 5, WB 6, UC− 7. SDM: "IA32_PAT MSR". */
export function isPat(value: bigint): boolean {
  for (let shift = 0n; shift < 64n; shift += 8n) {
    const type = (value >> shift) & 0xffn;
    if (type > 7n || type === 2n || type === 3n) return false;
  }
  return true;
}

/** Bits of IA32_EFER that exist: SCE, LME, LMA, NXE. */
export const EFER_DEFINED = 0xd01n;
/** Bits of IA32_PERF_GLOBAL_CTRL that exist: one general-purpose counter. */
export const PERF_GLOBAL_CTRL_DEFINED = 0x1n;
/** Bits of IA32_SPEC_CTRL that exist where a transition can load it: IBRS, STIBP and SSBD. */
export const SPEC_CTRL_DEFINED = 0x7n;
/** Bits of IA32_DEBUGCTL that exist in the models so far: LBR and BTF. */
export const DEBUGCTL_DEFINED = 0x3n;

/** The set bits of a mask, as a value of a message: "bits 3, 15". */
export const bitsOf = (mask: bigint): MessageValue => ({ bits: bitNumbers(mask) });
