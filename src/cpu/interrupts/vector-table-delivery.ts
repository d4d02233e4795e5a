import { high32, low32 } from '../../base/words';
import { read16, systemRead16 } from '../mmu/memory';
import type { Processor } from '../processor';
import { AC_FLAG, getRflags, IF, RF, setRflags, TF, VIF } from '../registers/flags';
import { hasIoPrivilege } from '../registers/mode';
import { loadParagraph } from '../registers/real-mode-segments';
import { virtualFlagsWord } from '../registers/virtual-flags';
import { CS, IDTR_BASE, IDTR_LIMIT, RIP, SEGMENT_LIMIT, SEGMENT_SELECTOR } from '../state/processor-layout';
import { type EventType, isSoftwareEvent } from './event-type';
import { GP, raiseWithCode } from './fault';
import { currentStack, enterStack, pushFrame } from './inner-stack';

/** Continues at the handler that a table of four-byte far pointers names, with FLAGS, CS and IP on the stack. */
function enterHandler(p: Processor, offset: number, selector: number, flags: number): void {
  const { s } = p;
  if (offset > s[SEGMENT_LIMIT + CS] >>> 0) raiseWithCode(p, GP, 0);
  const stack = currentStack(p, 0);
  const esp = pushFrame(p, stack, 2, [flags, s[SEGMENT_SELECTOR + CS] & 0xffff, s[RIP]]);
  enterStack(p, stack, esp);
  loadParagraph(p, CS, selector);
  s[RIP] = offset;
  s[RIP + 1] = 0;
}

/**
 * Delivers an event in real-address mode through the interrupt vector table; there are no error codes.
 * SDM Vol. 3: "Interrupt and Exception Handling" in real-address mode; Vol. 2: "INT n/INTO/INT3/INT1", operation section.
 */
export function deliverInRealMode(p: Processor, vector: number, type: EventType): void {
  const { s, q } = p;
  if (vector * 4 + 3 > s[IDTR_LIMIT]) raiseWithCode(p, GP, (vector << 3) | 2 | (isSoftwareEvent(type) ? 0 : 1));
  const entry = (q[IDTR_BASE >> 1] as bigint) + BigInt(vector * 4);
  const offset = systemRead16(p, low32(entry), high32(entry));
  const selector = systemRead16(p, low32(entry + 2n), high32(entry + 2n));
  enterHandler(p, offset, selector, getRflags(p) & 0xffff);
  setRflags(p, getRflags(p) & ~(IF | TF | RF | AC_FLAG));
}

/**
 * INT n that the redirection bitmap leaves to the 8086 program: through the vector table at linear address 0. With IOPL
 * below 3 VIF stands for IF. SDM Vol. 3: "Class 3—Software Interrupt Handling in Virtual-8086 Mode".
 */
export function deliverToVirtual8086Program(p: Processor, vector: number): void {
  const offset = read16(p, vector * 4, 0);
  const selector = read16(p, vector * 4 + 2, 0);
  const real = hasIoPrivilege(p);
  enterHandler(p, offset, selector, real ? getRflags(p) & 0xffff : virtualFlagsWord(p));
  setRflags(p, getRflags(p) & ~(TF | RF | (real ? IF : VIF)));
}
