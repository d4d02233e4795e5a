import type { Processor } from '../processor';
import { asGuestPhysical } from '../state/address';
import { PDPTE } from '../state/processor-layout';
import { SECOND_LEVEL_READ } from './access';
import { reachPage } from './intercepted-page';
import { reservedPdpteBits } from './pdpte-format.table';
import { physicalReadBig } from './physical';
import { secondLevelOf } from './second-level';

const TABLE_BYTES = 32;
const loaded = new BigUint64Array(4);

/**
 * Loads the four PDPTE registers from the 32-byte aligned table that CR3 names; false, with nothing changed, when a
 * present entry has a reserved bit set. SDM Vol. 3: "PDPTE Registers".
 * @param cr3 the value of CR3 that names the table
 */
export function loadPdpteRegisters(p: Processor, cr3: number): boolean {
  const table = (cr3 & ~0x1f) >>> 0;
  const second = secondLevelOf(p);
  const host =
    second === null
      ? table
      : reachPage(p, second.translate(p, asGuestPhysical(table), SECOND_LEVEL_READ), TABLE_BYTES, 'paging');
  const reserved = reservedPdpteBits(p.cpuid.physicalAddressBits);
  for (let n = 0; n < 4; n++) {
    const entry = physicalReadBig(p, host + 8 * n);
    if ((entry & 1n) !== 0n && (entry & reserved) !== 0n) return false;
    loaded[n] = entry;
  }
  p.q.set(loaded, PDPTE >> 1);
  return true;
}
