import { GP, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';
import { XCR0 } from '../state/processor-layout';

/**
 * XCR0 as XSETBV writes it: supported bits only, x87 state always, AVX state not without SSE state. SDM Vol. 3: "Extended
 * Control Registers (Including XCR0)".
 */
export function writeXcr0(p: Processor, value: bigint): void {
  const [low, , , high] = p.cpuid.leaf(0xd, 0);
  const supported = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
  const avxWithoutSse = (value & 6n) === 4n;
  if ((value & ~supported) !== 0n || (value & 1n) === 0n || avxWithoutSse) raiseWithCode(p, GP, 0);
  p.q[XCR0 >> 1] = value;
}
