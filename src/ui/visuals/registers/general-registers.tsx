import { GENERAL_REGISTERS } from '../../../cpu/registers/register-names.table';
import { HexValue } from '../hex-value';
import { registerValue } from '../pointed-value';

/** RAX RBX RCX RDX first, as debuggers list them; the numbers are those of the instruction set. */
const ORDER = [0, 3, 1, 2, 6, 7, 5, 4, 8, 9, 10, 11, 12, 13, 14, 15];

export interface GeneralRegistersProps {
  readonly values: readonly bigint[];
  readonly changed: ReadonlySet<string>;
  readonly changedWord: string;
}

/** The sixteen general registers in as many columns as fit. */
export function GeneralRegisters({ values, changed, changedWord }: GeneralRegistersProps) {
  return (
    <ul className="general-registers">
      {ORDER.map((n) => {
        const name = GENERAL_REGISTERS[n] ?? '';
        return (
          <li key={name} data-changed={changed.has(name)}>
            <button type="button" data-value={registerValue(name, 64)} data-enter="">
              <span>{name}</span>
              <HexValue value={values[n] ?? 0n} bits={64} />
              {changed.has(name) && <span className="visually-hidden">{changedWord}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
