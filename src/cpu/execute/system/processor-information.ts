import { readCpuid } from '../../cpuid/cpuid';
import type { Operation } from '../../decode/instruction';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import { readTsc } from '../../msr/time-stamp-counter';
import { readVisibleMsr, writeVisibleMsr } from '../../msr/visible-msrs';
import type { Processor } from '../../processor';
import { CR4_OSXSAVE, CR4_PCE, CR4_SMXE, CR4_TSD } from '../../registers/control-registers';
import { writeXcr0 } from '../../registers/extended-control-registers';
import { CPL, CR4, GUEST, PMC0, TSC_AUX, XCR0 } from '../../state/processor-layout';
import { componentsInUse, isMxcsrInUse, SSE_STATE } from '../extended-state/state-components';
import { setGpr } from '../operands';
import { requireFeature, requireRing0 } from './system-checks';
import { edxEax, RAX, RBX, RCX, RDX, set32, setEdxEax } from './wide-registers';

/** Counters are 48 bits wide. */
const COUNTER_MASK = 0xffff_ffff_ffffn;

const cpuid: Operation = (p, i) => {
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'cpuid') === true) return;
  const [eax, ebx, ecx, edx] = readCpuid(p, p.s[RAX], p.s[RCX]);
  set32(p, RAX, eax);
  set32(p, RBX, ebx);
  set32(p, RCX, ecx);
  set32(p, RDX, edx);
};

const rdmsr: Operation = (p, i) => {
  requireRing0(p);
  const index = p.s[RCX] >>> 0;
  if (p.s[GUEST] !== 0 && p.intercepts?.readMsr(p, i, index) === true) return;
  setEdxEax(p, readVisibleMsr(p, index));
};

const wrmsr: Operation = (p, i) => {
  requireRing0(p);
  const index = p.s[RCX] >>> 0;
  const value = edxEax(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.writeMsr(p, i, index, value) === true) return;
  writeVisibleMsr(p, index, value);
};

function visibleTsc(p: Processor): bigint {
  const value = readTsc(p);
  return p.s[GUEST] !== 0 && p.intercepts !== null ? p.intercepts.visibleTsc(p, value) : value;
}

/** CR4.TSD closes the time-stamp counter to rings 1–3. */
function requireTsc(p: Processor): void {
  if ((p.s[CR4] & CR4_TSD) !== 0 && p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
}

const rdtsc: Operation = (p, i) => {
  requireTsc(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'rdtsc') === true) return;
  setEdxEax(p, visibleTsc(p));
};

const rdtscp: Operation = (p, i) => {
  if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, 'rdtscp');
  requireTsc(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'rdtscp') === true) return;
  setEdxEax(p, visibleTsc(p));
  set32(p, RCX, p.s[TSC_AUX]);
};

/** IA32_TSC_AUX. SDM Vol. 2: "RDPID—Read Processor ID". */
const rdpid: Operation = (p, i) => {
  requireFeature(p, 7, 2, 22);
  if (p.s[GUEST] !== 0) p.intercepts?.requireEnabled?.(p, 'rdpid');
  setGpr(p, i.rm, BigInt(p.s[TSC_AUX] >>> 0));
};

/** The one counter there is; it stands still, for performance events are not modelled. */
const rdpmc: Operation = (p, i) => {
  if ((p.s[CR4] & CR4_PCE) === 0 && p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'rdpmc') === true) return;
  if (p.s[RCX] !== 0) raiseWithCode(p, GP, 0);
  setEdxEax(p, (p.q[PMC0 >> 1] as bigint) & COUNTER_MASK);
};

/** Register 0 is XCR0; 1 tells which of its components are in use. SDM Vol. 1: "Processor Tracking of XSAVE-Managed State". */
const xgetbv: Operation = (p) => {
  if ((p.s[CR4] & CR4_OSXSAVE) === 0) raise(p, UD);
  if (p.s[RCX] >>> 0 > 1) raiseWithCode(p, GP, 0);
  const xcr0 = p.q[XCR0 >> 1] as bigint;
  if (p.s[RCX] === 0) setEdxEax(p, xcr0);
  else setEdxEax(p, xcr0 & BigInt(componentsInUse(p) | (isMxcsrInUse(p) ? SSE_STATE : 0)));
};

/** SDM Vol. 2: "XSETBV—Set Extended Control Register": x87 state cannot be left out, AVX needs SSE. */
const xsetbv: Operation = (p, i) => {
  if ((p.s[CR4] & CR4_OSXSAVE) === 0) raise(p, UD);
  requireRing0(p);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'xsetbv') === true) return;
  const value = edxEax(p);
  if (p.s[RCX] !== 0) raiseWithCode(p, GP, 0);
  writeXcr0(p, value);
};

/** There is no chipset for measured launch: CAPABILITIES reports so, every other leaf is refused. SDM Vol. 2: "GETSEC". */
const getsec: Operation = (p, i) => {
  if ((p.s[CR4] & CR4_SMXE) === 0) raise(p, UD);
  if (p.s[GUEST] !== 0 && p.intercepts?.instruction(p, i, 'getsec') === true) return;
  if (p.s[RAX] !== 0) raiseWithCode(p, GP, 0);
  set32(p, RAX, 0);
};

export const processorInformationOperations: readonly (readonly [string, Operation])[] = [
  ['cpuid', cpuid],
  ['rdmsr', rdmsr],
  ['wrmsr', wrmsr],
  ['rdtsc', rdtsc],
  ['rdtscp', rdtscp],
  ['rdpid', rdpid],
  ['rdpmc', rdpmc],
  ['xgetbv', xgetbv],
  ['xsetbv', xsetbv],
  ['getsec', getsec],
];
