import { bochs, controls, cpuid, ept, type Generation, quoted, recalled, without } from './generation';
import { tigerLake } from './tiger-lake.table';

const DATASHEET = quoted('12th Generation Intel Core Processors datasheet (655258)');
/** A later processor of the same line. */
const ARROW_LAKE = bochs('arrow_lake');

/** HLAT with its two EPT companions, UMWAIT and TPAUSE in guests, supervisor protection keys; AVX-512 is gone. */
export const alderLake: Generation = {
  ...tigerLake,
  id: 'alder-lake',
  brand: '12th Gen Intel(R) Core(TM) i9-12900K',
  signature: 0x90672,
  highestLeaf: 0x20,
  physicalAddressBits: 46,
  identity: recalled('Core i9-12900K'),
  cpuid: [
    // biome-ignore format: in the order of the bits.
    ...without(tigerLake.cpuid, 'avx512f', 'avx512dq', 'avx512ifma', 'avx512cd', 'avx512bw', 'avx512vl', 'avx512vbmi',
      'avx512vbmi2', 'avx512vnni', 'avx512bitalg', 'avx512vpopcntdq', 'avx512vp2intersect'),
    cpuid(ARROW_LAKE, 'waitpkg', 'pks', 'serialize', 'avx-vnni', 'fsrs'),
    cpuid(recalled('Core of the 12th generation'), 'hybrid', 'pconfig', 'arch-lbr', 'fzrm', 'hreset'),
  ],
  ept: [...tigerLake.ept, ept(recalled('HLAT'), 'hlat-prefix-size-1')],
  controls: [
    ...tigerLake.controls,
    // biome-ignore format: in the order of the bits.
    controls(DATASHEET, 'tertiary-processor-based', 'enable-hlat', 'ept-paging-write-control', 'guest-paging-verification'),
    controls(recalled('WAITPKG'), 'secondary-processor-based', 'enable-user-wait-and-pause', 'enable-pconfig'),
    controls(recalled('PKS and architectural LBRs'), 'vm-exit', 'clear-ia32-lbr-ctl', 'load-pkrs'),
    controls(recalled('PKS and architectural LBRs'), 'vm-entry', 'load-guest-ia32-lbr-ctl', 'load-pkrs'),
  ],
};
