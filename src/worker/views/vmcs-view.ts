import type { Processor } from '../../cpu/processor';
import type { VmcsFieldId, VmcsSummary, VmcsView } from '../../protocol/snapshot';
import { activeVmcsPointers } from '../../vmx/state/active-vmcs';
import { CURRENT_VMCS } from '../../vmx/state/vmx-layout';
import { fieldWidth } from '../../vmx/vmcs/vmcs-field-encoding';
import { vmcsFieldList } from '../../vmx/vmcs/vmcs-field-list.table';
import {
  LAUNCH_STATE_LAUNCHED,
  LAUNCH_STATE_WORD,
  NO_VMCS,
  REVISION_WORD,
  readField,
  regionWord,
} from '../../vmx/vmcs/vmcs-region';
import { word64 } from './registers-view';

/** Room that a region takes. */
const REGION_BYTES = 0x1000;

/** Pointer of the current VMCS; null when there is none. */
export function currentVmcs(p: Processor): bigint | null {
  const pointer = word64(p, CURRENT_VMCS);
  return pointer === NO_VMCS ? null : pointer;
}

/** Pointers of the active VMCSs, the current one among them. */
export const activeVmcss = (p: Processor): ReadonlySet<bigint> => new Set(activeVmcsPointers(p));

/** One VMCS in a line. `label` names its guest. */
export function toVmcsSummary(p: Processor, pointer: bigint, label: string): VmcsSummary {
  const inRam = pointer + BigInt(REGION_BYTES) <= BigInt(p.image.ramBytes);
  const word = inRam ? regionWord(Number(pointer)) : 0;
  return {
    pointer,
    revision: inRam ? (p.image.i32[word + REVISION_WORD] as number) >>> 0 : 0,
    launched: inRam && p.image.i32[word + LAUNCH_STATE_WORD] === LAUNCH_STATE_LAUNCHED,
    active: activeVmcss(p).has(pointer),
    current: currentVmcs(p) === pointer,
    label,
  };
}

/** One VMCS with the fields that the model has. `changed` comes from the recorder's notes. */
export function toVmcsView(
  p: Processor,
  pointer: bigint,
  label: string,
  has: (id: VmcsFieldId) => boolean,
  changed: readonly VmcsFieldId[],
): VmcsView {
  const fields: Partial<Record<VmcsFieldId, bigint>> = {};
  if (pointer + BigInt(REGION_BYTES) <= BigInt(p.image.ramBytes)) {
    for (const { id, encoding } of vmcsFieldList) {
      if (has(id)) fields[id] = readField(p.image, Number(pointer), id, fieldWidth(encoding));
    }
  }
  return { ...toVmcsSummary(p, pointer, label), fields, changed: changed.filter(has) };
}
