import { endOfInterrupt } from '../../cpu/apic/end-of-interrupt';
import { joinPhysical } from '../../cpu/state/address';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { isSet, processPostedInterrupts } from './apic-virtualization-controls';
import { evaluatePendingVirtualInterrupts, requestingVector, setRequestingVector } from './pending-virtual-interrupt';
import { endNotification, PIR_WORDS, takeRequests } from './posted-interrupt-descriptor';
import { readVirtualApic, writeVirtualApic } from './virtual-apic-page';
import { VIRR } from './virtual-apic-registers.table';

const ADDRESS = F['posted-interrupt-descriptor-address'];
const VECTOR = F['posted-interrupt-notification-vector'];

/** Whether external interrupts are acknowledged before it is known if they exit. */
export const acknowledgesFirst = (c: VmxContext): boolean => isSet(c, processPostedInterrupts);

/** Whether an external interrupt has the notification vector. Bits 15:8 of that field are 0: VM entry checked them. */
export const isNotification = (c: VmxContext, vector: number): boolean =>
  vector === (c.p.image.i32[c.region + VECTOR] & 0xffff);

/**
 * What an acknowledged interrupt with the notification vector does in place of a VM exit: posted requests become virtual
 * ones. The guest's activity state stays. SDM Vol. 3: "Posted-Interrupt Processing".
 */
export function takePostedInterrupts(c: VmxContext): void {
  const { p } = c;
  const words = p.image.i32;
  const descriptor = joinPhysical(words[c.region + ADDRESS], words[c.region + ADDRESS + 1]);
  endNotification(p, descriptor);
  endOfInterrupt(p);
  let highest = -1;
  for (let word = 0; word < PIR_WORDS; word++) {
    const requests = takeRequests(p, descriptor, word);
    if (requests === 0) continue;
    writeVirtualApic(c, VIRR + 16 * word, readVirtualApic(c, VIRR + 16 * word) | requests);
    highest = 32 * word + 31 - Math.clz32(requests);
  }
  setRequestingVector(c, Math.max(requestingVector(c), highest));
  evaluatePendingVirtualInterrupts(c);
}
