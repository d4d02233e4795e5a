import type { Processor } from '../../cpu/processor';
import type { VmcsFieldId, VmcsSummary, VmcsView } from '../../protocol/snapshot';
import { ACTIVE_VMCS, CURRENT_VMCS } from '../../vmx/state/vmx-layout';
import { vmcsFieldList } from '../../vmx/vmcs/vmcs-field-list.table';
import {
  fieldWidth,
  LAUNCH_STATE_LAUNCHED,
  LAUNCH_STATE_WORD,
  NO_VMCS,
  REVISION_WORD,
  readField,
  regionWord,
} from '../../vmx/vmcs/vmcs-region';
import { word64 } from './registers-view';

const ACTIVE_PLACES = 16;
/** Room that a region takes. */
const REGION_BYTES = 0x1000;

/** Pointer of the current VMCS; null when there is none. */
export function currentVmcs(p: Processor): bigint | null {
  const pointer = word64(p, CURRENT_VMCS);
  return pointer === NO_VMCS ? null : pointer;
}

/** Pointers of the active VMCSs, the current one among them. */
export function activeVmcss(p: Processor): ReadonlySet<bigint> {
  const active = new Set<bigint>();
  for (let k = 0; k < ACTIVE_PLACES; k++) {
    const place = word64(p, ACTIVE_VMCS + 2 * k);
    if (place !== 0n) active.add(place - 1n);
  }
  const current = currentVmcs(p);
  if (current !== null) active.add(current);
  return active;
}

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
