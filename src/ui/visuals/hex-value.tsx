import { toHexParts } from './hex';
import './hex-value.css';

/** A machine word in hexadecimal: grouped by four, leading zeros dim, never cut off. `bits` is its width. */
export function HexValue({ value, bits }: { readonly value: bigint | number; readonly bits: number }) {
  const { zeros, digits } = toHexParts(value, bits);
  return (
    <span className="hex-value">
      <span className="hex-zeros">{zeros}</span>
      {digits}
    </span>
  );
}
