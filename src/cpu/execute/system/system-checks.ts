import { featureLeaf } from '../../cpuid/feature';
import { GP, raise, raiseWithCode, UD } from '../../interrupts/fault';
import type { Processor } from '../../processor';
import { CR4_UMIP } from '../../registers/control-registers';
import { isRealOrVirtual8086 } from '../../registers/mode';
import { CPL, CR4 } from '../../state/processor-layout';

/** Privileged instructions: #GP(0) outside ring 0. */
export function requireRing0(p: Processor): void {
  if (p.s[CPL] !== 0) raiseWithCode(p, GP, 0);
}

/** Instructions that look at descriptors are undefined in real-address and virtual-8086 mode: #UD. */
export function requireProtectedMode(p: Processor): void {
  if (isRealOrVirtual8086(p)) raise(p, UD);
}

/** Instructions that UMIP closes to ring 3. SDM Vol. 3: "Control Registers", CR4.UMIP. */
export function requireUmipOff(p: Processor): void {
  if (p.s[CPL] !== 0 && (p.s[CR4] & CR4_UMIP) !== 0) raiseWithCode(p, GP, 0);
}

/** #UD unless CPUID reports a feature. `register` 0–3 = EAX–EDX. */
export function requireFeature(p: Processor, leaf: number, register: number, bit: number): void {
  if ((((featureLeaf(p.cpuid, leaf)[register] as number) >>> bit) & 1) === 0) raise(p, UD);
}
