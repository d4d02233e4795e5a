import type { Processor } from '../../cpu/processor';
import {
  APIC_IRR,
  PENDING,
  PENDING_INIT,
  PENDING_INTERRUPT,
  PENDING_MACHINE_CHECK,
  PENDING_NMI,
  PENDING_SMI,
  PENDING_VECTORS,
} from '../../cpu/state/processor-layout';
import type { Snapshot } from '../../protocol/snapshot';

/** Events that wait for an instruction boundary at which they may be taken. */
export function toPendingView(p: Processor): Snapshot['pending'] {
  const pending = p.s[PENDING] as number;
  const vectors: number[] = [];
  if ((pending & PENDING_INTERRUPT) !== 0) {
    for (let vector = 0; vector < 256; vector++) {
      const word = vector >> 5;
      const requested = (p.s[PENDING_VECTORS + word] as number) | (p.s[APIC_IRR + word] as number);
      if (((requested >>> (vector & 31)) & 1) !== 0) vectors.push(vector);
    }
  }
  return {
    vectors,
    nmi: (pending & PENDING_NMI) !== 0,
    init: (pending & PENDING_INIT) !== 0,
    smi: (pending & PENDING_SMI) !== 0,
    machineCheck: (pending & PENDING_MACHINE_CHECK) !== 0,
  };
}
