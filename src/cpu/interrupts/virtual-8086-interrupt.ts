import { high32, low32 } from '../../base/words';
import { systemRead16 } from '../mmu/memory';
import type { Processor } from '../processor';
import { CR4_VME } from '../registers/control-registers';
import { hasIoPrivilege, hasWideTaskState } from '../registers/mode';
import { CR4, SEGMENT_BASE, SEGMENT_LIMIT, TR } from '../state/processor-layout';
import { IO_MAP_BASE, REDIRECTION_BYTES } from '../tasks/task-state.table';
import { GP, raiseWithCode } from './fault';

/** Who handles INT n of virtual-8086 mode. */
export type SoftwareInterruptHandler = 'gate' | 'program';

/**
 * Chooses the handler of INT n in virtual-8086 mode by CR4.VME, the software interrupt redirection bitmap and IOPL:
 * a gate of the IDT, the 8086 program's own vector table, or #GP(0) for the monitor. SDM Vol. 3: table "Software
 * Interrupt Handling Methods While in Virtual-8086 Mode".
 */
export function chooseSoftwareInterruptHandler(p: Processor, vector: number): SoftwareInterruptHandler {
  if ((p.s[CR4] & CR4_VME) !== 0 && !isRedirectedToMonitor(p, vector)) return 'program';
  if (!hasIoPrivilege(p)) raiseWithCode(p, GP, 0);
  return 'gate';
}

function isRedirectedToMonitor(p: Processor, vector: number): boolean {
  const limit = p.s[SEGMENT_LIMIT + TR] >>> 0;
  if (!hasWideTaskState(p) || limit < IO_MAP_BASE + 1) raiseWithCode(p, GP, 0);
  const base = p.q[(SEGMENT_BASE >> 1) + TR] as bigint;
  const word = (offset: number): number => {
    const address = base + BigInt(offset);
    return systemRead16(p, low32(address), high32(address));
  };
  const byte = word(IO_MAP_BASE) - REDIRECTION_BYTES + (vector >> 3);
  if (byte < 0 || byte > limit) raiseWithCode(p, GP, 0);
  return ((word(byte) >> (vector & 7)) & 1) !== 0;
}
