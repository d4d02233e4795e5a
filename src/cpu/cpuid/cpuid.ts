import type { CpuidResult } from '../ports';
import type { Processor } from '../processor';
import { is64BitCode } from '../registers/segments';
import { APIC_BASE, CR4, MISC_ENABLE, XCR0 } from '../state/processor-layout';

const APIC_GLOBAL_ENABLE = 0x800;
const CR4_OSXSAVE = 0x4_0000;
const MONITOR_ENABLE = 0x4_0000;
/** Bytes of the legacy region and header of an XSAVE area. */
const XSAVE_BASE_BYTES = 576;
const AVX_END_BYTES = 832;

/**
 * CPUID of a processor at this moment: the model's leaf with the bits that follow the processor's state.
 * SDM Vol. 2: "CPUID—CPU Identification".
 */
export function readCpuid(p: Processor, leaf: number, subleaf: number): CpuidResult {
  const row = p.cpuid.leaf(leaf, subleaf);
  const dynamic = dynamicBits.get(leaf >>> 0);
  return dynamic === undefined ? row : dynamic(p, row, subleaf >>> 0);
}

const dynamicBits: ReadonlyMap<number, (p: Processor, row: CpuidResult, subleaf: number) => CpuidResult> = new Map([
  [
    1,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult): CpuidResult => {
      const apic = (p.s[APIC_BASE] & APIC_GLOBAL_ENABLE) !== 0 ? edx : edx & ~(1 << 9);
      const monitor = (p.s[MISC_ENABLE] & MONITOR_ENABLE) !== 0 ? ecx : ecx & ~(1 << 3);
      const osxsave = (p.s[CR4] & CR4_OSXSAVE) !== 0 ? 1 << 27 : 0;
      return [eax, (ebx & 0x00ff_ffff) | (p.id << 24), (monitor & ~(1 << 27)) | osxsave, apic];
    },
  ],
  [
    0xb,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult, subleaf: number): CpuidResult =>
      ebx === 0 && subleaf > 1 ? [0, 0, subleaf & 0xff, p.id] : [eax, ebx, ecx, edx | p.id],
  ],
  [
    0xd,
    (p: Processor, row: CpuidResult, subleaf: number): CpuidResult => {
      if (subleaf !== 0) return row;
      return [row[0], (p.s[XCR0] & 4) !== 0 ? AVX_END_BYTES : XSAVE_BASE_BYTES, row[2], row[3]];
    },
  ],
  // SYSCALL and SYSRET are reported to 64-bit code only.
  [
    0x8000_0001,
    (p: Processor, [eax, ebx, ecx, edx]: CpuidResult): CpuidResult => [
      eax,
      ebx,
      ecx,
      is64BitCode(p) ? edx : edx & ~(1 << 11),
    ],
  ],
]);
