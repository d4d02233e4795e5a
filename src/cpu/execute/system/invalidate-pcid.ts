import { high32, isCanonical, low32 } from '../../../base/words';
import type { Instruction, Operation } from '../../decode/instruction';
import { GP, raiseWithCode } from '../../interrupts/fault';
import { readBig } from '../../mmu/memory';
import { flushPcid, flushTlb, invalidatePageOfPcid } from '../../mmu/tlb';
import type { Processor } from '../../processor';
import { CR4_PCIDE } from '../../registers/control-registers';
import { ADDRESS, CR4, GPR, GUEST } from '../../state/processor-layout';
import { effectiveAddress, getGpr } from '../operands';
import { requireFeature, requireRing0 } from './system-checks';

const INDIVIDUAL_ADDRESS = 0n;
const SINGLE_CONTEXT = 1n;
const ALL_WITH_GLOBAL = 2n;
const ALL_BUT_GLOBAL = 3n;

/** The INVPCID type: 64 bits of the register in 64-bit mode, else 32. */
const typeOf = (p: Processor, i: Instruction): bigint =>
  i.codeSize === 8 ? getGpr(p, i.reg) : BigInt(p.s[GPR + 2 * i.reg] >>> 0);

/** SDM Vol. 2: "INVPCID—Invalidate Process-Context Identifier". Global translations go with type 2 alone. */
const invpcid: Operation = (p, i) => {
  requireFeature(p, 7, 1, 10);
  if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, 'invpcid');
  requireRing0(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'invpcid') === true) return;
  const type = typeOf(p, i);
  effectiveAddress(p, i);
  const at = p.q[ADDRESS >> 1] as bigint;
  const next = BigInt.asUintN(i.codeSize === 8 ? 64 : 32, at + 8n);
  const descriptor = readBig(p, low32(at), high32(at));
  const address = readBig(p, low32(next), high32(next));
  const pcid = Number(descriptor & 0xfffn);
  const withoutPcids = (p.s[CR4] & CR4_PCIDE) === 0;
  if (type > ALL_BUT_GLOBAL || descriptor >> 12n !== 0n) raiseWithCode(p, GP, 0);
  if (type <= SINGLE_CONTEXT && withoutPcids && pcid !== 0) raiseWithCode(p, GP, 0);
  if (type === INDIVIDUAL_ADDRESS) {
    if (!isCanonical(address, p.cpuid.linearAddressBits)) raiseWithCode(p, GP, 0);
    invalidatePageOfPcid(p, low32(address), high32(address), pcid);
  } else if (type === SINGLE_CONTEXT) flushPcid(p, pcid, 'invpcid');
  else flushTlb(p, type !== ALL_WITH_GLOBAL, 'invpcid');
};

export const invalidatePcidOperations: readonly (readonly [string, Operation])[] = [['invpcid', invpcid]];
