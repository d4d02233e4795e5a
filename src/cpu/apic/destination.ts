import type { Processor } from '../processor';
import { APIC_DESTINATION_FORMAT, APIC_LOGICAL_DESTINATION } from '../state/processor-layout';
import { isX2Apic, logicalX2ApicId } from './apic-mode';
import type { InterruptMessage } from './interrupt-message';

const EVERYONE = 0xff;
const FLAT = 0xf;

/**
 * Whether a local APIC is a destination of a message. An 8-bit destination means in x2APIC mode the ID or logical ID of the
 * same number. SDM Vol. 3: "Determining IPI Destination", "Logical Destination Mode in x2APIC Mode".
 */
export function isDestination(p: Processor, message: InterruptMessage): boolean {
  const destination = message.destination | 0;
  if (message.wide === true ? destination === -1 : destination === EVERYONE) return true;
  if (!message.logical) return destination === p.id;
  if (isX2Apic(p)) {
    const own = logicalX2ApicId(p);
    return destination >>> 16 === own >>> 16 && (destination & own & 0xffff) !== 0;
  }
  return isLogicalDestination(p, destination);
}

/** SDM Vol. 3: "Logical Destination Mode": the flat and the cluster model. */
function isLogicalDestination(p: Processor, destination: number): boolean {
  const own = p.s[APIC_LOGICAL_DESTINATION] >>> 24;
  if (p.s[APIC_DESTINATION_FORMAT] >>> 28 === FLAT) return (destination & own) !== 0;
  return destination >>> 4 === own >>> 4 && (destination & own & 15) !== 0;
}
