import { physicalRead32, physicalReadBig } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import type { CheckFinding } from '../explain/transition';
import { F } from '../vmcs/vmcs-region';

/** Says which entry of the VM-entry MSR-load area could not be loaded. @param n its number, from 1 */
export function msrLoadFinding(p: Processor, region: number, n: number): CheckFinding {
  const area = p.image.u64[(region + F['vm-entry-msr-load-address']) >> 1] as bigint;
  const at = Number(area) + 16 * (n - 1);
  const index = (physicalRead32(p, at) >>> 0).toString(16);
  const value = physicalReadBig(p, at + 8).toString(16);
  return {
    check: 'vm-entry-msr-load',
    group: 'msr-load',
    sdm: 'Loading MSRs',
    fields: [
      { field: 'vm-entry-msr-load-address', value: area },
      { field: 'vm-entry-msr-load-count', value: BigInt(p.image.i32[region + F['vm-entry-msr-load-count']] >>> 0) },
    ],
    message: `Entry ${n} of the VM-entry MSR-load area (MSR 0x${index}, value 0x${value}) cannot be loaded: WRMSR would refuse it, the MSR may not be loaded by a VM entry, or bits 63:32 of the entry are not 0.`,
    suggestion: 'Take the MSR off the list or give it a value that WRMSR accepts.',
    reported: true,
  };
}
