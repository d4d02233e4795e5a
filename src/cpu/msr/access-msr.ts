import { GP, raiseWithCode } from '../interrupts/fault';
import type { Processor } from '../processor';

/** Reads an MSR as RDMSR does after its privilege check; an absent or write-only one raises #GP(0). `index` is unsigned. */
export function readMsr(p: Processor, index: number): bigint {
  const row = p.msrs.get(index);
  if (row?.read === undefined) raiseWithCode(p, GP, 0);
  const value = row.read(p);
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, value, 'read');
  return value;
}

/** Writes an MSR as WRMSR does after its privilege check; absent, read-only and refused values raise #GP(0). */
export function writeMsr(p: Processor, index: number, value: bigint): void {
  const row = p.msrs.get(index);
  if (row?.write === undefined) raiseWithCode(p, GP, 0);
  row.write(p, value);
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, value, 'write');
}
