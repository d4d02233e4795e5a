import { resetLocalApic } from '../apic/apic-reset';
import type { Processor } from '../processor';
import { loadCr0, loadCr3, loadCr4, loadEfer } from '../registers/control-registers';
import { setRflags } from '../registers/flags';
import { setCpl } from '../registers/privilege';
import { setSegment } from '../registers/segments';
import {
  ACTIVITY,
  ATTENTION,
  CR0,
  CR2,
  CR8,
  CS,
  DR,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  LDTR,
  MONITOR_ARMED,
  PENDING,
  PENDING_DEBUG,
  PENDING_INIT,
  RIP,
  STOP,
  TR,
} from '../state/processor-layout';
import { STOP_WAIT_FOR_SIPI } from '../state/stop-code';

const WAIT_FOR_SIPI = 3;
/** CD and NW keep their values, ET is 1. */
const CR0_KEPT = 0x6000_0000n;

/**
 * INIT outside VMX operation: registers take their values after INIT and the processor waits for a start-up IPI, which
 * another one sends. SDM Vol. 3: "Processor State After Reset", "MP Initialization Protocol Algorithm for MP Systems".
 */
export function takeInit(p: Processor): void {
  const { s, q } = p;
  for (let register = 0; register < 16; register++) q[(GPR >> 1) + register] = 0n;
  const signature = p.cpuid.leaf(1, 0)[0];
  q[(GPR >> 1) + 2] = BigInt(signature >>> 0);
  setRflags(p, 0);
  loadCr0(p, ((q[CR0 >> 1] as bigint) & CR0_KEPT) | 0x10n);
  loadCr3(p, 0n);
  loadCr4(p, 0n);
  loadEfer(p, 0n);
  q[CR2 >> 1] = 0n;
  q[CR8 >> 1] = 0n;
  for (let register = 0; register < 4; register++) q[(DR >> 1) + register] = 0n;
  q[(DR >> 1) + 6] = 0xffff_0ff0n;
  q[(DR >> 1) + 7] = 0x400n;
  for (let segment = 0; segment < LDTR; segment++) {
    const code = segment === CS;
    setSegment(p, segment, code ? 0xf000 : 0, code ? 0xffff_0000n : 0n, 0xffff, code ? 0x9b : 0x93);
  }
  setSegment(p, LDTR, 0, 0n, 0xffff, 0x82);
  setSegment(p, TR, 0, 0n, 0xffff, 0x8b);
  q[GDTR_BASE >> 1] = 0n;
  q[IDTR_BASE >> 1] = 0n;
  s[GDTR_LIMIT] = 0xffff;
  s[IDTR_LIMIT] = 0xffff;
  setCpl(p, 0);
  q[RIP >> 1] = 0xfff0n;
  s[INTERRUPTIBILITY] = 0;
  q[PENDING_DEBUG >> 1] = 0n;
  s[MONITOR_ARMED] = 0;
  resetLocalApic(p);
  s[PENDING] &= ~PENDING_INIT;
  s[ACTIVITY] = WAIT_FOR_SIPI;
  s[ATTENTION] = 1;
  s[STOP] = STOP_WAIT_FOR_SIPI;
}
