import { brandRows, text } from './brand-string';
import type { CpuidRow } from './model';

const bits = (...positions: number[]): number => positions.reduce((value, bit) => value | (1 << bit), 0);

/** Where PKRU state lies in an XSAVE area of the standard format, on every processor that has it so far. */
const PKRU_AT = 0xa80;
const XSAVE_BYTES = PKRU_AT + 8;

/**
 * CPUID of the model "everything": a feature bit is 1 only where VMXray models what the bit promises, so FPU and AVX are 0
 * although every processor with Intel 64 has the first. SSE and SSE2 are 1 for their moves, integers, logic, fences and
 * state, which system software needs; their floating-point arithmetic stops the run and names itself. SDM Vol. 2:
 * "CPUID—CPU Identification".
 */
export const everythingCpuid: readonly CpuidRow[] = [
  {
    leaf: 0,
    eax: 0xd,
    ebx: text('Genu'),
    ecx: text('ntel'),
    edx: text('ineI'),
    what: 'highest basic leaf, "GenuineIntel"',
  },
  {
    leaf: 1,
    eax: 0x000c_06f1,
    ebx: 0x0000_0800,
    // MONITOR, VMX, SMX, CMPXCHG16B, PDCM, PCID, x2APIC, MOVBE, POPCNT, TSC-Deadline, XSAVE, RDRAND
    ecx: bits(3, 5, 6, 13, 15, 17, 21, 22, 23, 24, 26, 30),
    // VME, DE, PSE, TSC, MSR, PAE, MCE, CX8, APIC, SEP, MTRR, PGE, MCA, CMOV, PAT, PSE-36, CLFSH, MMX, FXSR, SSE, SSE2
    edx: bits(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 19, 23, 24, 25, 26),
    what: 'family 6, feature bits; bits 5 and 6 of ECX are VMX and SMX',
  },
  { leaf: 5, eax: 64, ebx: 64, ecx: bits(0, 1), edx: 0, what: 'MONITOR line size 64 bytes' },
  {
    leaf: 7,
    subleaf: 0,
    eax: 1,
    // FSGSBASE, TSC_ADJUST, BMI1, x87 data pointer only on errors, SMEP, BMI2, REP MOVSB and STOSB, INVPCID, no x87 CS and
    // DS, RDSEED, ADX, SMAP, CLFLUSHOPT, CLWB
    ebx: bits(0, 1, 3, 6, 7, 8, 9, 10, 13, 18, 19, 20, 23, 24),
    // UMIP, PKU, WAITPKG, LA57, RDPID, MOVDIRI, PKS
    ecx: bits(2, 3, 5, 16, 22, 27, 31),
    // SERIALIZE, IBRS and IBPB, STIBP, L1D_FLUSH, IA32_ARCH_CAPABILITIES, SSBD
    edx: bits(14, 26, 27, 28, 29, 31),
    what: 'structured extended features',
  },
  { leaf: 7, subleaf: 1, eax: bits(27), ebx: 0, ecx: 0, edx: 0, what: 'MSRLIST' },
  {
    leaf: 0xa,
    eax: 2 | (1 << 8) | (48 << 16) | (7 << 24),
    ebx: 0x7f,
    ecx: 0,
    edx: 0,
    what: 'performance monitoring version 2: one counter of 48 bits and none of the predefined events',
  },
  { leaf: 0xb, subleaf: 0, eax: 0, ebx: 1, ecx: 0x100, edx: 0, what: 'topology: one thread in a core' },
  { leaf: 0xb, subleaf: 1, eax: 0, ebx: 1, ecx: 0x201, edx: 0, what: 'topology: one core in a package' },
  {
    leaf: 0xd,
    subleaf: 0,
    eax: bits(0, 1, 9),
    ebx: XSAVE_BYTES,
    ecx: XSAVE_BYTES,
    edx: 0,
    what: 'XCR0 may have x87, SSE and PKRU state; sizes of the XSAVE area',
  },
  {
    leaf: 0xd,
    subleaf: 1,
    eax: bits(0, 1, 2, 3),
    ebx: XSAVE_BYTES,
    ecx: 0,
    edx: 0,
    what: 'XSAVEOPT, XSAVEC, XGETBV with ECX = 1, XSAVES; no supervisor state components',
  },
  { leaf: 0xd, subleaf: 9, eax: 8, ebx: PKRU_AT, ecx: 0, edx: 0, what: 'PKRU state: 8 bytes, where they lie' },
  { leaf: 0x8000_0000, eax: 0x8000_0008 | 0, ebx: 0, ecx: 0, edx: 0, what: 'highest extended leaf' },
  {
    leaf: 0x8000_0001,
    eax: 0,
    ebx: 0,
    // LAHF/SAHF in 64-bit mode, LZCNT, PREFETCHW
    ecx: bits(0, 5, 8),
    // SYSCALL, NX, 1-GByte pages, RDTSCP, Intel 64
    edx: bits(11, 20, 26, 27, 29),
    what: 'extended feature bits',
  },
  ...brandRows('VMXray model "everything"'),
  { leaf: 0x8000_0007, eax: 0, ebx: 0, ecx: 0, edx: bits(8), what: 'invariant TSC' },
  {
    leaf: 0x8000_0008,
    eax: 46 | (57 << 8),
    ebx: bits(9),
    ecx: 0,
    edx: 0,
    what: '46 physical and 57 linear address bits; WBNOINVD',
  },
];
