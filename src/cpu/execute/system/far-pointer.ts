import { high32, low32 } from '../../../base/words';
import type { Instruction } from '../../decode/instruction';
import { read16, read32, readBig } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { ADDRESS } from '../../state/processor-layout';
import { effectiveAddress } from '../operands';

/** A selector and an offset. */
export interface FarPointer {
  readonly selector: number;
  readonly offset: bigint;
}

/** The far pointer in memory, the offset first. SDM Vol. 1: "Pointer Data Types". */
export function readFarPointer(p: Processor, i: Instruction): FarPointer {
  effectiveAddress(p, i);
  const address = p.q[ADDRESS >> 1] as bigint;
  const next = BigInt.asUintN(i.codeSize === 8 ? 64 : 32, address + BigInt(i.operandSize));
  const low = low32(address);
  const high = high32(address);
  const offset =
    i.operandSize === 8
      ? readBig(p, low, high)
      : BigInt(i.operandSize === 4 ? read32(p, low, high) >>> 0 : read16(p, low, high));
  return { selector: read16(p, low32(next), high32(next)), offset };
}

/** The far pointer of JMP and CALL: in the instruction, or in memory. */
export const farTarget = (p: Processor, i: Instruction): FarPointer =>
  i.memory ? readFarPointer(p, i) : { selector: i.immediate2 & 0xffff, offset: BigInt(i.immediateLow >>> 0) };
