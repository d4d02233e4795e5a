import { memo } from 'react';
import { fieldMeaning, withMeaning } from '../../../i18n/facts';
import { useT } from '../../../i18n/use-t';
import { fieldBits } from '../../../vmx/vmcs/vmcs-field-encoding';
import type { VmcsField } from '../../../vmx/vmcs/vmcs-fields.table';
import { BitList } from '../bit-list';
import { fieldBitRows } from '../decode/bit-rows';
import { HexValue } from '../hex-value';
import { fieldValue } from '../pointed-value';
import { ManualSection } from '../why/manual-section';
import { meaningInGroup, nameInGroup } from './field-groups';
import type { FoundBit } from './search-fields';

/** Characters that do not fit the column of meanings at its usual width; the tooltip and the opened row have the whole text. */
const LONG_TEXT = 15;

export interface FieldRowProps {
  readonly field: VmcsField;
  readonly value: bigint;
  /** Address of the VMCS region. */
  readonly pointer: bigint;
  /** What the value means, in a few words. */
  readonly text: string;
  readonly changed: boolean;
  readonly open: boolean;
  /** Basic exit reason of the VMCS: it decides how exit qualification and instruction information are read. */
  readonly reason: number;
  /** Bits that the search found; empty when none was searched for. */
  readonly found: readonly FoundBit[];
  readonly onToggle: (field: VmcsField['id']) => void;
}

/** One field: name, value, meaning; opened, every bit with its encoding and section. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { field, value, pointer, text, changed, open, found, onToggle } = props;
  const t = useT();
  return (
    <li className="field-row" data-changed={changed} data-field={field.id}>
      <button
        type="button"
        aria-expanded={open}
        data-value={fieldValue(pointer, field.id, fieldBits(field.width))}
        onClick={() => onToggle(field.id)}
      >
        <span className="field-name" title={withMeaning(field.name, fieldMeaning(field.id))}>
          {nameInGroup(field)} <Meaning text={meaningInGroup(field)} />
        </span>
        <HexValue value={value} bits={fieldBits(field.width)} />
        <span className="field-text" title={text} data-long={text.length > LONG_TEXT}>
          {text}
        </span>
        {changed && <span className="visually-hidden">{t('panels.vmcs.changed')}</span>}
      </button>
      {!open &&
        found.map((bit) => (
          <p key={bit.low} className="field-found">
            {t('panels.vmcs.foundBit', {
              bit: bit.low,
              name: bit.name,
              value: Number((value >> BigInt(bit.low)) & ((1n << BigInt(bit.high - bit.low + 1)) - 1n)),
            })}
          </p>
        ))}
      {open && <FieldDetails {...props} />}
    </li>
  );
});

/** What the name means, in languages other than the manual's. */
function Meaning({ text }: { readonly text: string | null }) {
  return text === null ? null : <small className="field-meaning">{text}</small>;
}

function FieldDetails({ field, value, reason, text }: FieldRowProps) {
  const t = useT();
  const rows = fieldBitRows(field, value, reason);
  return (
    <div className="field-details">
      <p>
        {withMeaning(field.name, fieldMeaning(field.id))} · {t(`panels.vmcs.access.${field.access}`)} ·{' '}
        {t('panels.vmcs.bitsWide', { bits: fieldBits(field.width) })}
      </p>
      <p>
        <span className="dim">{t('panels.vmcs.encoding')}</span>{' '}
        <code>0x{field.encoding.toString(16).padStart(4, '0')}</code>
        {' · '}
        <ManualSection title={field.sdm} />
      </p>
      {text !== '' && <p>{text}</p>}
      {rows.length > 0 && <BitList rows={rows} label={t('panels.vmcs.bitsOf', { name: field.name })} />}
    </div>
  );
}
