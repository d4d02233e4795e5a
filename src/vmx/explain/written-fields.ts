import { controlMask } from '../controls/control-words.table';
import { type CopyCondition, guestStatePlaces } from '../transfer/guest-state-places';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import { F } from '../vmcs/vmcs-region';
import type { Transition } from './transition';

/** Fields that every VM exit writes beside the guest-state area. SDM Vol. 3: "Recording VM-Exit Information and Updating VM-Entry Control Fields". */
const EXIT_INFORMATION: readonly VmcsFieldId[] = [
  'exit-reason',
  'exit-qualification',
  'vm-exit-interruption-information',
  'vm-exit-interruption-error-code',
  'idt-vectoring-information',
  'idt-vectoring-error-code',
  'vm-exit-instruction-length',
  'vm-exit-instruction-information',
  'guest-linear-address',
  'guest-physical-address',
  'vm-entry-interruption-information',
];
const ENTRY_FAILURE_INFORMATION: readonly VmcsFieldId[] = ['exit-reason', 'exit-qualification'];
const INSTRUCTION_ERROR: readonly VmcsFieldId[] = ['vm-instruction-error'];

const EXIT_CONTROLS = F['vm-exit-controls'];
const SAVES: Readonly<Partial<Record<CopyCondition, number>>> = {
  'debug-controls': controlMask('vm-exit', 'save-debug-controls'),
  pat: controlMask('vm-exit', 'save-ia32-pat'),
  efer: controlMask('vm-exit', 'save-ia32-efer'),
  'perf-global-ctrl': controlMask('vm-exit', 'save-ia32-perf-global-ctrl'),
};
const SAVES_TIMER = controlMask('vm-exit', 'save-vmx-preemption-timer-value');

const PRIMARY_CONTROLS = F['primary-processor-based-controls'];
const SECONDARY_CONTROLS = F['secondary-processor-based-controls'];
const ACTIVATE_SECONDARY = controlMask('primary-processor-based', 'activate-secondary-controls');
const VIRTUAL_INTERRUPT_DELIVERY = controlMask('secondary-processor-based', 'virtual-interrupt-delivery');

/**
 * Whether the processor wrote a field of the VMCS concerned in a transition, also with the value that it had. Not told: the
 * VM-entry control "IA-32e mode guest", which exits of some models write.
 * @param words RAM as words; `region` is the index of the VMCS's first word there
 */
export function writesField(t: Transition, field: VmcsFieldId, words: Int32Array, region: number): boolean {
  if (t.kind === 'entry-failure') return ENTRY_FAILURE_INFORMATION.includes(field);
  if (t.kind === 'vm-fail') return (t.error ?? 0) !== 0 && INSTRUCTION_ERROR.includes(field);
  if (t.kind !== 'vm-exit') return false;
  if (EXIT_INFORMATION.includes(field)) return true;
  const controls = words[region + EXIT_CONTROLS] as number;
  if (field === 'vmx-preemption-timer-value') return (controls & SAVES_TIMER) !== 0;
  const saved = guestStatePlaces.find((place) => place.field === field)?.saved;
  if (saved === undefined || saved === 'never') return false;
  if (saved === 'virtual-interrupt-delivery') {
    const activated = ((words[region + PRIMARY_CONTROLS] as number) & ACTIVATE_SECONDARY) !== 0;
    return activated && ((words[region + SECONDARY_CONTROLS] as number) & VIRTUAL_INTERRUPT_DELIVERY) !== 0;
  }
  const control = SAVES[saved];
  return control === undefined || (controls & control) !== 0;
}
