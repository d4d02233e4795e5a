import type { Operation } from '../decode/instruction';
import { DE, raise } from '../interrupts/fault';
import type { Processor } from '../processor';
import { AF, ARITHMETIC_FLAGS, CF, getArithmeticFlags, setArithmeticFlags } from '../registers/flags';
import { GPR } from '../state/processor-layout';
import { logic8 } from './arithmetic-flags';
import { getGpr16, setGpr16 } from './operands';

/**
 * Adjustments of decimal arithmetic. SF, ZF and PF follow from AL. What the manual leaves undefined: OF becomes 0; after AAA
 * and AAS SF, ZF and PF follow from AL, too; after AAM and AAD CF and AF become 0.
 * SALC is not in the manual.
 * SDM Vol. 2: "DAA", "DAS", "AAA", "AAS", "AAM", "AAD".
 */

const RAX = 0;
const AL = GPR * 4;

/** Sets SF, ZF and PF by AL, and CF and AF as given. */
function note(p: Processor, carries: number): void {
  logic8(p, p.b[AL]);
  setArithmeticFlags(p, ARITHMETIC_FLAGS & (CF | AF), carries);
}

function adjustPacked(p: Processor, sign: 1 | -1): void {
  const old = p.b[AL];
  const flags = getArithmeticFlags(p);
  let carries = 0;
  let value = old;
  if ((old & 15) > 9 || (flags & AF) !== 0) {
    value += sign * 6;
    carries = AF | (sign < 0 && value < 0 ? CF : 0);
  }
  if (old > 0x99 || (flags & CF) !== 0) {
    value += sign * 0x60;
    carries |= CF;
  }
  p.b[AL] = value;
  note(p, carries);
}

function adjustUnpacked(p: Processor, sign: 1 | -1): void {
  const adjusts = (p.b[AL] & 15) > 9 || (getArithmeticFlags(p) & AF) !== 0;
  if (adjusts) setGpr16(p, RAX, getGpr16(p, RAX) + sign * 0x106);
  p.b[AL] &= 15;
  note(p, adjusts ? AF | CF : 0);
}

export const DECIMAL: readonly [string, Operation][] = [
  ['daa', (p) => adjustPacked(p, 1)],
  ['das', (p) => adjustPacked(p, -1)],
  ['aaa', (p) => adjustUnpacked(p, 1)],
  [
    'salc',
    (p) => {
      p.b[AL] = (getArithmeticFlags(p) & CF) !== 0 ? 0xff : 0;
    },
  ],
  ['aas', (p) => adjustUnpacked(p, -1)],
  [
    'aam',
    (p, i) => {
      const base = i.immediateLow & 0xff;
      if (base === 0) raise(p, DE);
      const value = p.b[AL];
      const low = value % base;
      setGpr16(p, RAX, (((value - low) / base) << 8) | low);
      note(p, 0);
    },
  ],
  [
    'aad',
    (p, i) => {
      const value = p.b[AL] + p.b[AL + 1] * (i.immediateLow & 0xff);
      setGpr16(p, RAX, value & 0xff);
      note(p, 0);
    },
  ],
];
