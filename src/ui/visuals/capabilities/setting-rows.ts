import type { BitField } from '../../../base/bit-field';
import { bitText, controlDoes, controlMeaning, registerBitDoes, withMeaning } from '../../../i18n/facts';
import type { AllowedSettings, ModelFacts } from '../../../protocol/model-facts';
import { controlRegisterBits } from '../../../vmx/capabilities/control-register-bits.table';
import type { ControlNeed, ControlWordTable } from '../../../vmx/controls/control';
import { controlRow } from '../../../vmx/controls/control-words.table';
import { shortModelName } from '../model-name';

/** What a processor allows of a bit. */
export type Allowed = 'must0' | 'must1' | 'free';

/** One bit that software sets, with what the processor allows of it. */
export interface SettingRow {
  readonly bit: number;
  readonly name: string;
  /** What the 1-setting does; null where the name says all. */
  readonly does: string | null;
  /** Names of controls that have to be 1 with it. */
  readonly needs: readonly string[];
  /** Whether it is a bit of a control register, which the MSRs fix in VMX operation only. */
  readonly inRegister: boolean;
  /** The feature outside VMXray that it is about. */
  readonly outside: string | null;
  readonly allowed: Allowed;
  /** As it is set now; null where nobody has set it. */
  readonly set: 0 | 1 | null;
  /** Names of the models on which it may be 1; for a bit that some fix to 1, those on which it may be 0. */
  readonly models: { readonly maybe: 0 | 1; readonly names: readonly string[]; readonly all: boolean };
}

export function allowedOf({ mustBeOne, mayBeOne }: AllowedSettings, bit: number): Allowed {
  const at = BigInt(bit);
  if (((mustBeOne >> at) & 1n) === 1n) return 'must1';
  return ((mayBeOne >> at) & 1n) === 1n ? 'free' : 'must0';
}

/** Whether a bit is set as it may not be. */
export const violates = ({ allowed, set }: Pick<SettingRow, 'allowed' | 'set'>): boolean =>
  (allowed === 'must0' && set === 1) || (allowed === 'must1' && set === 0);

const bitOf = (value: bigint | undefined, bit: number): 0 | 1 | null =>
  value === undefined ? null : ((value >> BigInt(bit)) & 1n) === 1n ? 1 : 0;

/** Models of which something is true, by their short names; the one that is nobody's processor is not counted. */
export function modelsWith(models: readonly ModelFacts[], is: (model: ModelFacts) => boolean): readonly string[] {
  return models.filter((model) => model.notModelled !== null && is(model)).map(({ id }) => shortModelName(id));
}

/** Whether a list of models is that of all of them. */
export const isEveryModel = (models: readonly ModelFacts[], names: readonly string[]): boolean =>
  names.length === models.filter(({ notModelled }) => notModelled !== null).length;

const needName = ({ word, id }: ControlNeed): string => `“${controlRow(word, id).name}”`;

/**
 * The controls of a word.
 * @param value the field's value; undefined where there is no VMCS, or it has no such field
 */
export function controlSettings(
  table: ControlWordTable,
  model: ModelFacts,
  models: readonly ModelFacts[],
  value: bigint | undefined,
): readonly SettingRow[] {
  return table.rows.map((row) => {
    const allowed = (other: ModelFacts) => allowedOf(other.controls[table.word], row.bit);
    const maybe = row.defaultOne ? 0 : 1;
    const names = modelsWith(models, (other) => allowed(other) === 'free' || allowed(other) === `must${maybe}`);
    return {
      bit: row.bit,
      name: withMeaning(row.name, controlMeaning(row)),
      does: controlDoes(row),
      needs: row.needs.map(needName),
      inRegister: false,
      outside: row.outside ?? null,
      allowed: allowed(model),
      set: bitOf(value, row.bit),
      models: { maybe, names, all: isEveryModel(models, names) },
    };
  });
}

/**
 * The bits of a control register in VMX operation, by its layout.
 * @param fixed what the FIXED0 and FIXED1 MSRs of a model leave
 */
export function registerSettings(
  layout: readonly BitField[],
  fixed: (model: ModelFacts) => AllowedSettings,
  model: ModelFacts,
  models: readonly ModelFacts[],
  value: bigint,
): readonly SettingRow[] {
  return layout.map(({ low, name, short = '' }) => {
    const allowed = allowedOf(fixed(model), low);
    const maybe = allowed === 'must1' ? 0 : 1;
    const names = modelsWith(models, (other) => allowedOf(fixed(other), low) !== (maybe === 1 ? 'must0' : 'must1'));
    const english = lookUpBit(short);
    return {
      bit: low,
      name: short === '' ? bitText(name) : `${short} · ${bitText(name)}`,
      does: english === undefined ? null : registerBitDoes(short, english),
      needs: [],
      inRegister: true,
      outside: null,
      allowed,
      set: bitOf(value, low),
      models: { maybe, names, all: isEveryModel(models, names) },
    };
  });
}

const lookUpBit = (short: string): string | undefined =>
  (controlRegisterBits as Readonly<Record<string, string>>)[short];

/** Bits of a word that have no row, by what is allowed of them: "1–2, 4". */
export function reservedBits(
  width: number,
  rows: readonly SettingRow[],
  allowed: AllowedSettings,
): { readonly ones: string; readonly zeros: string } {
  const named = new Set(rows.map(({ bit }) => bit));
  const reserved = Array.from({ length: width }, (_, bit) => bit).filter((bit) => !named.has(bit));
  const of = (kind: Allowed) => rangesText(reserved.filter((bit) => allowedOf(allowed, bit) === kind));
  return { ones: of('must1'), zeros: of('must0') };
}

/** "1–2, 4": numbers in ascending order, neighbours joined. */
export function rangesText(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(', ');
}
