import type { ReactNode } from 'react';
import { GENERAL_REGISTERS } from '../../cpu/registers/register-names.table';
import { exitReasonName } from '../../i18n/facts';
import { useT } from '../../i18n/use-t';
import type { RegistersView, VmcsFieldId } from '../../protocol/snapshot';
import { useSimulator } from '../../stores/simulator-store';
import type { ControlWord } from '../../vmx/controls/control';
import { controlWords } from '../../vmx/controls/control-words.table';
import { vmcsFields } from '../../vmx/vmcs/vmcs-fields.table';
import { fieldText } from '../visuals/decode/field-text';
import { createSymbolNames } from '../visuals/decode/symbol-names';
import { groupDecimal, shortHex } from '../visuals/hex';

/** Values of the machine at this instant inside a sentence. */

function Live({
  name,
  hint,
  children,
}: {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className="live" title={hint}>
      <span className="live-name">{name}</span> <span className="live-value">{children}</span>
    </span>
  );
}

/** A VMCS field: its name, its value in the VMCS that is shown, and what the value means. */
export function FieldNow({ id }: { readonly id: VmcsFieldId }) {
  const t = useT();
  const fields = useSimulator((state) => state.snapshot?.vmcs?.fields);
  const symbols = useSimulator((state) => state.symbols);
  const row = vmcsFields.find((candidate) => candidate.id === id);
  if (row === undefined) return <span>{t('lesson.unknownPart', { name: id })}</span>;
  const value = fields?.[id];
  const hint = `${t('panels.vmcs.encoding')} 0x${row.encoding.toString(16).padStart(4, '0')}`;
  if (fields === undefined || value === undefined) {
    return (
      <Live name={row.name} hint={hint}>
        {t('lesson.noValue')}
      </Live>
    );
  }
  const meaning = fieldText(t, row, value, { fields, names: createSymbolNames(symbols) });
  return (
    <Live name={row.name} hint={hint}>
      <code>{shortHex(value)}</code>
      {meaning !== '' && <span className="live-meaning"> {meaning}</span>}
    </Live>
  );
}

/** A control: its name, and its bit in the VMCS that is shown. `word` where several words have a control of that id. */
export function ControlNow({ id, word }: { readonly id: string; readonly word?: ControlWord }) {
  const t = useT();
  const table = controlWords.find(
    (candidate) => (word === undefined || candidate.word === word) && candidate.rows.some((row) => row.id === id),
  );
  const row = table?.rows.find((candidate) => candidate.id === id);
  const value = useSimulator((state) => (table === undefined ? undefined : state.snapshot?.vmcs?.fields[table.field]));
  if (table === undefined || row === undefined) return <span>{t('lesson.unknownPart', { name: id })}</span>;
  return (
    <Live name={row.name} hint={`${t(`panels.word.${table.word}`)}, ${row.bit}`}>
      {value === undefined ? t('lesson.noValue') : <code>{((value >> BigInt(row.bit)) & 1n).toString()}</code>}
    </Live>
  );
}

const plainRegisters = ['rip', 'cr0', 'cr2', 'cr3', 'cr4', 'cr8', 'xcr0', 'efer'] as const;

function registerOf(registers: RegistersView, name: string): bigint | null {
  const general = (GENERAL_REGISTERS as readonly string[]).indexOf(name);
  if (general >= 0) return registers.general[general] ?? null;
  if (name === 'RFLAGS') return BigInt(registers.rflags);
  const plain = plainRegisters.find((register) => register === name.toLowerCase());
  return plain === undefined ? null : registers[plain];
}

/** A register and its value. */
export function RegisterNow({ name }: { readonly name: string }) {
  const value = useSimulator((state) => (state.snapshot === null ? null : registerOf(state.snapshot.registers, name)));
  return <Live name={name}>{value !== null && <code>{shortHex(value)}</code>}</Live>;
}

/** The processor's VMX mode. */
export function ModeNow() {
  const t = useT();
  const mode = useSimulator((state) => state.snapshot?.mode ?? 'off');
  return <strong className={`mode-now mode-${mode}`}>{t(`common.mode.${mode}`)}</strong>;
}

/** How many exits of a reason there were up to this instant, and what they cost. */
export function ExitCountNow({ reason, named = false }: { readonly reason: number; readonly named?: boolean }) {
  const t = useT();
  const count = useSimulator((state) => state.snapshot?.totals.find((total) => total.reason === reason)?.count ?? 0);
  const cycles = useSimulator((state) => state.snapshot?.totals.find((total) => total.reason === reason)?.cycles ?? 0);
  const text = t('lesson.exitCount', { count, cycles: groupDecimal(cycles) });
  return named ? <Live name={exitReasonName(reason)}>{text}</Live> : <span className="live-value">{text}</span>;
}
