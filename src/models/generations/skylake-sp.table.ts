import { broadwell } from './broadwell.table';
import { bochs, controls, cpuid, ept, type Generation, qemu, recalled } from './generation';

const SKYLAKE = qemu('Skylake-Server');
const LEFT_OUT = qemu('features that KVM lacks');

/** XSAVES in guests, TSC scaling, mode-based execute control, Processor Trace in VMX operation. */
export const skylakeSp: Generation = {
  ...broadwell,
  id: 'skylake-sp',
  brand: 'Intel(R) Xeon(R) Platinum 8180 CPU @ 2.50GHz',
  signature: 0x50654,
  highestLeaf: 0x16,
  physicalAddressBits: 46,
  performanceMonitoring: 4,
  identity: bochs('corei7_skylake-x'),
  cpuid: [
    ...broadwell.cpuid,
    // biome-ignore format: in the order of the bits.
    cpuid(SKYLAKE, 'pdpe1gb', 'avx512f', 'avx512dq', 'clflushopt', 'clwb', 'avx512cd', 'avx512bw', 'avx512vl', 'pku', 'xsavec',
      'xgetbv1', 'xsaves'),
    cpuid(bochs('corei7_skylake-x'), 'fdp-excptn-only'),
    cpuid(recalled('Xeon Scalable'), 'dca', 'mpx', 'rdt-m', 'rdt-a', 'intel-pt'),
  ],
  controls: [
    ...broadwell.controls,
    controls(SKYLAKE, 'secondary-processor-based', 'enable-xsaves-xrstors'),
    // biome-ignore format: in the order of the bits.
    controls(LEFT_OUT, 'secondary-processor-based', 'conceal-vmx-from-pt', 'mode-based-execute-control', 'use-tsc-scaling'),
    controls(LEFT_OUT, 'vm-exit', 'conceal-vmx-from-pt', 'clear-ia32-rtit-ctl'),
    controls(LEFT_OUT, 'vm-entry', 'conceal-vmx-from-pt', 'load-ia32-rtit-ctl'),
    controls(recalled('MPX'), 'vm-exit', 'clear-ia32-bndcfgs'),
    controls(recalled('MPX'), 'vm-entry', 'load-ia32-bndcfgs'),
  ],
  ept: [...broadwell.ept, ept(recalled('IA32_VMX_EPT_VPID_CAP f0106734141h'), 'advanced-violation-information')],
  vmx: { ...broadwell.vmx, ...LEFT_OUT, revision: 4, zeroLengthInjection: true, preemptionTimerRate: 7 },
};
