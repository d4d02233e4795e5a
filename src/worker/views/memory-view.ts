import { peekPhysical } from '../../cpu/mmu/explain-walk';
import type { Processor } from '../../cpu/processor';
import { PAGE_BYTES, RAM_BASE } from '../../cpu/state/state-image';
import type { MemoryRequest } from '../../protocol/simulator';
import type { MemoryBlock } from '../../protocol/snapshot';

/** More than the memory panel ever asks for at once. */
const LARGEST = 0x1_0000;

/** What the memory panel shows. At most 64 KiB at once; physical addresses outside RAM read as null (reading a device could change it). */
export function toMemoryBlock(p: Processor, request: MemoryRequest): MemoryBlock {
  const length = Math.max(0, Math.min(LARGEST, Math.trunc(request.length)));
  const address = BigInt.asUintN(64, request.address);
  const bytes = request.space === 'linear' ? readLinear(p, address, length) : readPhysical(p, address, length);
  return { space: request.space, address, bytes };
}

/** Bytes by linear address as the processor would see them now; null where nothing is mapped. */
export function readLinear(p: Processor, address: bigint, length: number): (number | null)[] {
  const bytes: (number | null)[] = [];
  while (bytes.length < length) {
    const at = BigInt.asUintN(64, address + BigInt(bytes.length));
    const toPageEnd = PAGE_BYTES - Number(at & BigInt(PAGE_BYTES - 1));
    const physical = peekPhysical(p, at);
    for (let left = Math.min(toPageEnd, length - bytes.length), k = 0; k < left; k++) {
      bytes.push(physical === null ? null : (p.image.u8[RAM_BASE + physical + k] as number));
    }
  }
  return bytes;
}

function readPhysical(p: Processor, address: bigint, length: number): (number | null)[] {
  return Array.from({ length }, (_, k) => {
    const at = address + BigInt(k);
    return at < BigInt(p.image.ramBytes) ? (p.image.u8[RAM_BASE + Number(at)] as number) : null;
  });
}
