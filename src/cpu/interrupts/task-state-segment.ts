import { high32, isCanonical, low32 } from '../../base/words';
import { systemReadBig } from '../mmu/memory';
import { linearAddressBits } from '../mmu/paging-mode';
import type { Processor } from '../processor';
import { SEGMENT_BASE, SEGMENT_LIMIT, SEGMENT_SELECTOR, TR } from '../state/processor-layout';
import { TASK_STATE_64 } from '../tasks/task-state.table';
import { raiseWithCode, SS_FAULT, TS } from './fault';

/**
 * Reads a stack pointer from the TSS: RSP0–RSP2 for a privilege level, or IST1–IST7 when `ist` is not 0.
 * @param ext 1 when the event is not a software interrupt; goes to the error code of #TS and #SS
 */
export function readTaskStack(p: Processor, level: number, ist: number, ext: number): bigint {
  const offset = ist !== 0 ? TASK_STATE_64.ist1 + (ist - 1) * 8 : TASK_STATE_64.rsp0 + level * 8;
  if (offset + 7 > p.s[SEGMENT_LIMIT + TR] >>> 0) raiseWithCode(p, TS, (p.s[SEGMENT_SELECTOR + TR] & 0xfffc) | ext);
  const address = (p.q[(SEGMENT_BASE >> 1) + TR] as bigint) + BigInt(offset);
  const stack = systemReadBig(p, low32(address), high32(address));
  if (!isCanonical(stack, linearAddressBits(p))) raiseWithCode(p, SS_FAULT, ext);
  return stack;
}
