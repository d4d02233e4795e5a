import { Unmodelled } from '../../cpu/interrupts/fault';
import type { Processor } from '../../cpu/processor';
import { unmodelledThings } from '../../cpu/unmodelled.table';
import { ACTIVE_VMCS, ACTIVE_VMCS_COUNT } from './vmx-layout';

/**
 * VMCSs that the processor made active with VMPTRLD and that no VMCLEAR made inactive since. The places are filled from
 * the first on and hold the pointer plus 1. SDM Vol. 3: "Software Use of the VMCS and Related Structures".
 */
const FIRST = ACTIVE_VMCS >> 1;
const END = FIRST + ACTIVE_VMCS_COUNT;

/** Adds a VMCS to the active ones; one that is active already stays where it is. */
export function makeActive(p: Processor, pointer: bigint): void {
  const entry = pointer + 1n;
  for (let place = FIRST; place < END; place++) {
    const held = p.q[place];
    if (held === entry) return;
    if (held === 0n) {
      p.q[place] = entry;
      return;
    }
  }
  throw new Unmodelled(unmodelledThings['active-vmcss']);
}

/** Takes a VMCS from the active ones; the order of the others stays. */
export function makeInactive(p: Processor, pointer: bigint): void {
  const entry = pointer + 1n;
  let at = FIRST;
  while (at < END && p.q[at] !== entry) at++;
  if (at === END) return;
  for (; at + 1 < END; at++) p.q[at] = p.q[at + 1] as bigint;
  p.q[END - 1] = 0n;
}

/** Pointers of the active VMCSs, in the order in which they became active. */
export function activeVmcsPointers(p: Processor): bigint[] {
  const pointers: bigint[] = [];
  for (let place = FIRST; place < END && p.q[place] !== 0n; place++) pointers.push((p.q[place] as bigint) - 1n);
  return pointers;
}
