import { fillTemplate } from '../../base/message-template';
import { physicalRead32, physicalReadBig } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import type { CheckFinding } from '../explain/transition';
import { F } from '../vmcs/vmcs-region';
import { msrLoadCheck } from './msr-load-check.table';

/** Says which entry of the VM-entry MSR-load area could not be loaded. @param n its number, from 1 */
export function msrLoadFinding(p: Processor, region: number, n: number): CheckFinding {
  const area = p.image.u64[(region + F['vm-entry-msr-load-address']) >> 1] as bigint;
  const at = Number(area) + 16 * (n - 1);
  const values = {
    n,
    index: `0x${(physicalRead32(p, at) >>> 0).toString(16)}`,
    value: `0x${physicalReadBig(p, at + 8).toString(16)}`,
  };
  const { id, text, group, sdm, message, suggestion } = msrLoadCheck;
  return {
    check: id,
    group,
    sdm,
    fields: [
      { field: 'vm-entry-msr-load-address', value: area },
      { field: 'vm-entry-msr-load-count', value: BigInt(p.image.i32[region + F['vm-entry-msr-load-count']] >>> 0) },
    ],
    text,
    values,
    message: fillTemplate(message, values),
    suggestion,
    reported: true,
  };
}
