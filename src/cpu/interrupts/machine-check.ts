import type { Processor } from '../processor';
import {
  ACTIVITY,
  CR4,
  GUEST,
  MC0_STATUS,
  MCG_STATUS,
  PENDING,
  PENDING_MACHINE_CHECK,
} from '../state/processor-layout';
import { deliverEvent, enterShutdown } from './deliver';
import { machineCheckBlock } from './event-block';
import { EVENT_HARDWARE_EXCEPTION } from './event-type';
import { MC } from './fault';

const CR4_MCE = 0x40;
const ACTIVE = 0;
/** RIPV: the interrupted program can go on; MCIP: a machine check is being handled. */
const RESTART_IP_VALID = 1n;
const IN_PROGRESS = 4n;
/** IA32_MC0_STATUS: valid, uncorrected, enabled; the simple error code "internal parity error". */
const PARITY_ERROR = 0xb000_0000_0000_0005n;

/**
 * A machine check that was asked for from outside, between two instructions. With CR4.MCE clear, or while another is being
 * handled, it shuts the processor down. SDM Vol. 3: "Interrupt 18—Machine-Check Exception (#MC)"; "IA32_MCG_STATUS MSR".
 */
export function takeMachineCheck(p: Processor): boolean {
  const { s, q } = p;
  if (machineCheckBlock(p) !== null) return false;
  s[PENDING] &= ~PENDING_MACHINE_CHECK;
  q[MC0_STATUS >> 1] = PARITY_ERROR;
  const nested = ((q[MCG_STATUS >> 1] as bigint) & IN_PROGRESS) !== 0n;
  q[MCG_STATUS >> 1] = RESTART_IP_VALID | IN_PROGRESS;
  if (nested || (s[CR4] & CR4_MCE) === 0) {
    enterShutdown(p);
    return true;
  }
  if (s[GUEST] !== 0 && p.intercepts !== null && p.intercepts.exception(p, MC, -1, 'trap', 0n)) return true;
  s[ACTIVITY] = ACTIVE;
  deliverEvent(p, MC, EVENT_HARDWARE_EXCEPTION, -1);
  return true;
}
