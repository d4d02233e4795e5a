import { controlMask } from '../controls/control-words.table';
import { type ConsultedControl, consult, consultedControl } from '../nonroot/decide';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

/** The controls of APIC virtualization. SDM Vol. 3: "APIC Virtualization and Virtual Interrupts". */

const PRIMARY = F['primary-processor-based-controls'];
const SECONDARY = F['secondary-processor-based-controls'];
const TERTIARY = F['tertiary-processor-based-controls'];
const ACTIVATE_SECONDARY = controlMask('primary-processor-based', 'activate-secondary-controls');
const ACTIVATE_TERTIARY = controlMask('primary-processor-based', 'activate-tertiary-controls');

const secondary = (id: string): ConsultedControl => consultedControl({ word: 'secondary-processor-based', id });

export const useTprShadow = consultedControl({ word: 'primary-processor-based', id: 'use-tpr-shadow' });
export const interruptWindowExiting = consultedControl({
  word: 'primary-processor-based',
  id: 'interrupt-window-exiting',
});
export const virtualizeApicAccesses = secondary('virtualize-apic-accesses');
export const virtualizeX2ApicMode = secondary('virtualize-x2apic-mode');
export const apicRegisterVirtualization = secondary('apic-register-virtualization');
export const virtualInterruptDelivery = secondary('virtual-interrupt-delivery');
export const ipiVirtualization = consultedControl({ word: 'tertiary-processor-based', id: 'ipi-virtualization' });
export const processPostedInterrupts = consultedControl({ word: 'pin-based', id: 'process-posted-interrupts' });

/** Whether a control of a word that always counts is 1. */
export const isSet = (c: VmxContext, { fieldWord, mask }: ConsultedControl): boolean =>
  (c.p.image.i32[c.region + fieldWord] & mask) !== 0;

/** Whether a secondary control counts as 1: all are 0 while the secondary controls are not activated. */
export function hasSecondary(c: VmxContext, { mask }: ConsultedControl): boolean {
  const words = c.p.image.i32;
  const region = c.region;
  return (words[region + PRIMARY] & ACTIVATE_SECONDARY) !== 0 && (words[region + SECONDARY] & mask) !== 0;
}

/** The same of a tertiary control in bits 31:0. */
export function hasTertiary(c: VmxContext, { mask }: ConsultedControl): boolean {
  const words = c.p.image.i32;
  const region = c.region;
  return (words[region + PRIMARY] & ACTIVATE_TERTIARY) !== 0 && (words[region + TERTIARY] & mask) !== 0;
}

const activateTertiaryControls = consultedControl({
  word: 'primary-processor-based',
  id: 'activate-tertiary-controls',
});

/** A tertiary control as it counts, remembered as consulted. */
export const consultTertiary = (c: VmxContext, control: ConsultedControl): 0 | 1 =>
  consult(c, activateTertiaryControls) === 0 ? 0 : consult(c, control);
