import type { BitField } from '../../../base/bit-field';
import { BitList } from '../bit-list';
import { layoutRows } from '../decode/bit-rows';
import { bitsText } from '../decode/bits-text';
import { HexValue } from '../hex-value';
import { registerValue } from '../pointed-value';

export interface DecodedRegisterProps {
  readonly name: string;
  readonly value: bigint;
  readonly bits: number;
  readonly changed: boolean;
  readonly changedWord: string;
  /** Its bits; without a layout the row does not open. */
  readonly layout?: readonly BitField[];
  /** What stands beside the value; the names of its bits when absent. */
  readonly text?: string;
}

/** A register with its bits by name; opened, all of them one by one. */
export function DecodedRegister({ name, value, bits, changed, changedWord, layout, text }: DecodedRegisterProps) {
  const row = (
    <>
      <span className="register-name">{name}</span>
      <HexValue value={value} bits={bits} />
      <span className="register-text">{text ?? (layout === undefined ? '' : bitsText(layout, value))}</span>
      {changed && <span className="visually-hidden">{changedWord}</span>}
    </>
  );
  if (layout === undefined) {
    return (
      <div className="decoded-register" data-changed={changed}>
        <button type="button" className="register-row" data-value={registerValue(name, bits)} data-enter="">
          {row}
        </button>
      </div>
    );
  }
  return (
    <details className="decoded-register" data-changed={changed}>
      <summary className="register-row" data-value={registerValue(name, bits)}>
        {row}
      </summary>
      <div className="register-bits">
        <BitList rows={layoutRows(layout, value)} label={name} />
      </div>
    </details>
  );
}
