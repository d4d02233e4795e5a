import {
  compactedBytes,
  standardBytes,
  supervisorComponents,
  userComponents,
} from '../execute/extended-state/state-components';
import { isExecuteDisableOff, MISC_ENABLE_LIMIT_CPUID, MISC_ENABLE_MONITOR } from '../msr/misc-enable';
import type { CpuidResult } from '../ports';
import type { Processor } from '../processor';
import { is64BitCode } from '../registers/segments';
import { APIC_BASE, CR4, MISC_ENABLE } from '../state/processor-layout';

const APIC_GLOBAL_ENABLE = 0x800;
const CR4_OSXSAVE = 0x4_0000;
const CR4_PKE = 0x40_0000;
/** Highest basic leaf while IA32_MISC_ENABLE limits it. */
const LIMITED_LEAF = 2;

/**
 * CPUID of a processor at this moment: the model's leaf with the bits that follow the processor's state.
 * SDM Vol. 2: "CPUID—CPU Identification".
 */
export function readCpuid(p: Processor, leaf: number, subleaf: number): CpuidResult {
  const limited = (p.s[MISC_ENABLE] & MISC_ENABLE_LIMIT_CPUID) !== 0;
  if (limited && leaf === 0) {
    const [, ebx, ecx, edx] = p.cpuid.leaf(0, 0);
    return [LIMITED_LEAF, ebx, ecx, edx];
  }
  if (limited && leaf > LIMITED_LEAF) return p.cpuid.leaf(LIMITED_LEAF, 0);
  const row = p.cpuid.leaf(leaf, subleaf);
  const dynamic = dynamicBits.get(answeredLeaf(p, leaf >>> 0));
  return dynamic === undefined ? row : dynamic(p, row, subleaf >>> 0);
}

/** A leaf beyond the highest answers as the highest basic one. */
function answeredLeaf(p: Processor, leaf: number): number {
  const highestBasic = p.cpuid.leaf(0, 0)[0] >>> 0;
  if (leaf <= highestBasic) return leaf;
  return leaf >= 0x8000_0000 && leaf <= p.cpuid.leaf(0x8000_0000, 0)[0] >>> 0 ? leaf : highestBasic;
}

const dynamicBits: ReadonlyMap<number, (p: Processor, row: CpuidResult, subleaf: number) => CpuidResult> = new Map([
  [
    1,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult): CpuidResult => {
      const apic = (p.s[APIC_BASE] & APIC_GLOBAL_ENABLE) !== 0 ? edx : edx & ~(1 << 9);
      const monitor = (p.s[MISC_ENABLE] & MISC_ENABLE_MONITOR) !== 0 ? ecx : ecx & ~(1 << 3);
      const osxsave = (p.s[CR4] & CR4_OSXSAVE) !== 0 ? 1 << 27 : 0;
      return [eax, (ebx & 0x00ff_ffff) | (p.id << 24), (monitor & ~(1 << 27)) | osxsave, apic];
    },
  ],
  // OSPKE follows CR4.PKE.
  [
    7,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult, subleaf: number): CpuidResult =>
      subleaf === 0 && (p.s[CR4] & CR4_PKE) !== 0 ? [eax, ebx, ecx | 16, edx] : [eax, ebx, ecx, edx],
  ],
  [
    0xb,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult, subleaf: number): CpuidResult =>
      ebx === 0 && subleaf > 1 ? [0, 0, subleaf & 0xff, p.id] : [eax, ebx, ecx, edx | p.id],
  ],
  [
    0xd,
    (p: Processor, row: CpuidResult, subleaf: number): CpuidResult => {
      const [eax, ebx, ecx, edx] = row;
      if (subleaf === 0) return [eax, standardBytes(p, userComponents(p)), ecx, edx];
      if (subleaf !== 1) return row;
      return [eax, ebx === 0 ? 0 : compactedBytes(p, userComponents(p) | supervisorComponents(p)), ecx, edx];
    },
  ],
  // SYSCALL and SYSRET are reported to 64-bit code only, execute-disable while IA32_MISC_ENABLE leaves it on.
  [
    0x8000_0001,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult): CpuidResult => [
      eax,
      ebx,
      ecx,
      edx & ~(is64BitCode(p) ? 0 : 1 << 11) & ~(isExecuteDisableOff(p) ? 1 << 20 : 0),
    ],
  ],
]);
