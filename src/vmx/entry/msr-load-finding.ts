import { fillTemplate, type MessageValues } from '../../base/message-template';
import { physicalRead32, physicalReadBig } from '../../cpu/mmu/physical';
import type { CheckFinding } from '../explain/transition';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { msrLoadChecks } from './msr-load-check.table';

/** Says which entry of the VM-entry MSR-load area could not be loaded, and why. @param n its number, from 1 */
export function msrLoadFinding(c: VmxContext, region: number, n: number): CheckFinding {
  const { p } = c;
  const area = p.image.u64[(region + F['vm-entry-msr-load-address']) >> 1] as bigint;
  const count = (p.image.i32[region + F['vm-entry-msr-load-count']] as number) >>> 0;
  const most = c.capabilities.maximumMsrListCount;
  const at = Number(area) + 16 * (n - 1);
  const beyond = n > most;
  const values: MessageValues = beyond
    ? { n, count, most }
    : {
        n,
        index: `0x${(physicalRead32(p, at) >>> 0).toString(16)}`,
        value: `0x${physicalReadBig(p, at + 8).toString(16)}`,
      };
  const { id, text, group, sdm, message, suggestion } = beyond ? msrLoadChecks.limit : msrLoadChecks.entry;
  return {
    check: id,
    group,
    sdm,
    fields: [
      { field: 'vm-entry-msr-load-address', value: area },
      { field: 'vm-entry-msr-load-count', value: BigInt(count) },
    ],
    text,
    values,
    message: fillTemplate(message, values),
    suggestion,
    reported: true,
  };
}
