import type { Instruction, Operation } from '../decode/instruction';
import { modify16, modify32, modify64, read16, read32, read64 } from '../mmu/memory';
import type { Processor } from '../processor';
import { setCarry } from '../registers/flags';
import { highHalf, lowHalf } from '../state/halves';
import { ADDRESS, GPR, HIGH } from '../state/processor-layout';
import { effectiveAddress, gpr32, gprHigh, storeRm16, storeRm32, storeRm64 } from './operands';

/**
 * BT, BTS, BTR, BTC. With an immediate, or a register destination, the bit offset is taken modulo the operand's bits;
 * with a register offset and a memory operand it reaches any bit of a string of 2^63 bits either way. CF receives the
 * bit; ZF stays, the other flags are undefined and stay too. SDM: "BT".
 */
type Change = 'none' | 'set' | 'reset' | 'complement';

/** Computes the address of the operand that holds bit `low`, `high` (signed) of the bit string at the memory operand. */
function bitStringAddress(p: Processor, i: Instruction, low: number, high: number): void {
  const shift = i.operandSize === 8 ? 6 : i.operandSize === 4 ? 5 : 4;
  const element = BigInt.asIntN(i.operandSize * 8, (BigInt(high) << 32n) | BigInt(low >>> 0)) >> BigInt(shift);
  const { displacementHigh, displacementLow } = i;
  const displacement =
    ((BigInt(displacementHigh) << 32n) | BigInt(displacementLow >>> 0)) + element * BigInt(i.operandSize);
  // The offset acts as a part of the displacement, so that segment and canonical checks see the byte accessed.
  i.displacementLow = lowHalf(displacement);
  i.displacementHigh = highHalf(displacement);
  try {
    effectiveAddress(p, i);
  } finally {
    i.displacementLow = displacementLow;
    i.displacementHigh = displacementHigh;
  }
}

function change(word: number, mask: number, how: Change): number {
  if (how === 'set') return word | mask;
  return how === 'reset' ? word & ~mask : word ^ mask;
}

function bitTest(
  p: Processor,
  i: Instruction,
  offsetLow: number,
  offsetHigh: number,
  string: boolean,
  how: Change,
): void {
  const s = p.s;
  const size = i.operandSize;
  const bit = offsetLow & (size * 8 - 1);
  const writes = how !== 'none';
  let low: number;
  if (i.memory) {
    if (string) bitStringAddress(p, i, offsetLow, offsetHigh);
    else effectiveAddress(p, i);
    const at = s[ADDRESS];
    const atHigh = s[ADDRESS + 1];
    if (size === 8) low = writes ? modify64(p, at, atHigh) : read64(p, at, atHigh);
    else if (size === 4) low = writes ? modify32(p, at, atHigh) : read32(p, at, atHigh);
    else low = writes ? modify16(p, at, atHigh) : read16(p, at, atHigh);
  } else {
    low = gpr32(p, i.rm);
    s[HIGH] = s[GPR + i.rm * 2 + 1];
  }
  const high = size === 8 ? s[HIGH] : 0;
  const mask = 1 << (bit & 31);
  setCarry(p, ((bit < 32 ? low : high) & mask) !== 0 ? 1 : 0);
  if (!writes) return;
  if (size === 8) storeRm64(p, i, bit < 32 ? change(low, mask, how) : low, bit < 32 ? high : change(high, mask, how));
  else if (size === 4) storeRm32(p, i, change(low, mask, how));
  else storeRm16(p, i, change(low, mask, how));
}

function byRegister(p: Processor, i: Instruction, how: Change): void {
  bitTest(p, i, gpr32(p, i.reg), gprHigh(p, i.reg), true, how);
}

function byImmediate(p: Processor, i: Instruction, how: Change): void {
  bitTest(p, i, i.immediateLow, 0, false, how);
}

export const BIT_TESTS: readonly [string, Operation][] = [
  ['bt.EG', (p, i) => byRegister(p, i, 'none')],
  ['bt.EI', (p, i) => byImmediate(p, i, 'none')],
  ['bts.EG', (p, i) => byRegister(p, i, 'set')],
  ['bts.EI', (p, i) => byImmediate(p, i, 'set')],
  ['btr.EG', (p, i) => byRegister(p, i, 'reset')],
  ['btr.EI', (p, i) => byImmediate(p, i, 'reset')],
  ['btc.EG', (p, i) => byRegister(p, i, 'complement')],
  ['btc.EI', (p, i) => byImmediate(p, i, 'complement')],
];
