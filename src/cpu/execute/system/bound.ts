import type { Operation } from '../../decode/instruction';
import { BR, raise } from '../../interrupts/fault';
import { read16, read32 } from '../../mmu/memory';
import { ADDRESS, GPR } from '../../state/processor-layout';
import { effectiveAddress } from '../operands';

const signed16 = (value: number): number => (value << 16) >> 16;

/** SDM Vol. 2: "BOUND—Check Array Index Against Bounds": #BR when the signed index is below the first or above the second bound. */
const bound: Operation = (p, i) => {
  effectiveAddress(p, i);
  const low = p.s[ADDRESS];
  const wide = i.operandSize === 4;
  const first = wide ? read32(p, low, 0) : signed16(read16(p, low, 0));
  const second = wide ? read32(p, (low + 4) | 0, 0) : signed16(read16(p, (low + 2) | 0, 0));
  const index = wide ? p.s[GPR + 2 * i.reg] : signed16(p.s[GPR + 2 * i.reg]);
  if (index < first || index > second) raise(p, BR);
};

export const boundOperations: readonly (readonly [string, Operation])[] = [['bound', bound]];
