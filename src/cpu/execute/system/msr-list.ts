import { high32, low32 } from '../../../base/words';
import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { readBig, writeBig } from '../../mmu/memory';
import { readVisibleMsr, writeVisibleMsr } from '../../msr/visible-msrs';
import type { Processor } from '../../processor';
import { GUEST, INSTRUCTION_START, RIP } from '../../state/processor-layout';
import { requireRing0 } from './system-checks';
import { RCX, RDI, RSI } from './wide-registers';

/** CPUID leaf 7, subleaf 1, EAX: MSRLIST. */
const MSRLIST = 1 << 27;

/** Address of an entry of 8 bytes. */
const entryAddress = (p: Processor, table: number, n: bigint): bigint =>
  BigInt.asUintN(64, (p.q[table >> 1] as bigint) + 8n * n);

/** Number of the lowest bit that is 1. */
function lowestBit(value: bigint): bigint {
  let n = 0n;
  while (((value >> n) & 1n) === 0n) n += 1n;
  return n;
}

/**
 * RDMSRLIST and WRMSRLIST: for each bit of RCX, lowest first, the MSR that the table at RSI names goes to or comes from the
 * table at RDI. Each entry is one position: events may come between two of them, and RCX says what is left.
 * SDM Vol. 2: "RDMSRLIST—Read List of Model Specific Registers", "WRMSRLIST—Write List of Model Specific Registers".
 */
const msrList =
  (name: 'rdmsrlist' | 'wrmsrlist', write: boolean): Operation =>
  (p, i) => {
    if ((p.cpuid.leaf(7, 1)[0] & MSRLIST) === 0) raise(p, UD);
    if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, name);
    requireRing0(p);
    if (((p.s[RSI] | p.s[RDI]) & 7) !== 0) raiseWithCode(p, GP, 0);
    const wanted = p.q[RCX >> 1] as bigint;
    if (wanted === 0n) return;
    const n = lowestBit(wanted);
    const named = entryAddress(p, RSI, n);
    const entry = readBig(p, low32(named), high32(named));
    if (entry >> 32n !== 0n) raiseWithCode(p, GP, 0);
    const index = Number(entry);
    const at = entryAddress(p, RDI, n);
    const value = write ? readBig(p, low32(at), high32(at)) : 0n;
    if (p.s[GUEST] !== 0 && p.intercepts?.msrList?.(p, i, index, write, value) === true) return;
    if (write) writeVisibleMsr(p, index, value);
    else writeBig(p, low32(at), high32(at), readVisibleMsr(p, index));
    const left = wanted & (wanted - 1n);
    p.q[RCX >> 1] = left;
    if (left === 0n) return;
    p.s[RIP] = p.s[INSTRUCTION_START];
    p.s[RIP + 1] = p.s[INSTRUCTION_START + 1];
  };

export const msrListOperations: readonly (readonly [string, Operation])[] = [
  ['rdmsrlist', msrList('rdmsrlist', false)],
  ['wrmsrlist', msrList('wrmsrlist', true)],
];
