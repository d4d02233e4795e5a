import { AreaLayout } from '../../base/area-layout';
import { CPU_END_WORD, VMX_END_WORD } from '../../cpu/state/processor-layout';

/** What VMX adds to a logical processor's area of the state image. Indices into Processor.s (f64: Processor.f). */
export const vmxArea = new AreaLayout('vmx', CPU_END_WORD, VMX_END_WORD);

/** MODE_OFF, MODE_ROOT or MODE_NON_ROOT. */
export const VMX_MODE = vmxArea.u32('vmx-mode', '0 outside VMX operation, 1 VMX root, 2 VMX non-root');
export const MODE_OFF = 0;
export const MODE_ROOT = 1;
export const MODE_NON_ROOT = 2;
/** Physical address given to VMXON; all ones outside VMX operation. */
export const VMXON_POINTER = vmxArea.u64('vmxon-pointer', 'VMXON pointer');
/** Physical address of the current VMCS; all ones when there is none (SDM: current-VMCS pointer). */
export const CURRENT_VMCS = vmxArea.u64('current-vmcs', 'current-VMCS pointer');
/** Places for the VMCSs that this processor made active and has not cleared. */
export const ACTIVE_VMCS_COUNT = 64;
/** The first free place ends the list. */
export const ACTIVE_VMCS = vmxArea.u64(
  'active-vmcs',
  'pointers of active VMCSs plus 1, 0 = free place',
  ACTIVE_VMCS_COUNT,
);

/**
 * The virtualized write of an APIC register that the running operation made, until the boundary behind it completes it
 * (vmx/apic-virtualization/): bits 11:0 the offset in the virtual-APIC page, 18:16 the bytes written to the APIC-access page
 * (0: by MOV to CR8, WRMSR or VM entry), bit 31 valid.
 */
export const VIRTUAL_APIC_WRITE = vmxArea.u32('virtual-apic-write', 'virtualized APIC write to complete');
/** RVI in bits 7:0, SVI in bits 15:8, while a guest with "virtual-interrupt delivery" runs. */
export const GUEST_INTERRUPT_STATUS = vmxArea.u32('guest-interrupt-status', 'RVI and SVI');
export const VIRTUAL_INTERRUPT = vmxArea.u32('virtual-interrupt', 'a pending virtual interrupt is recognized');
/** Position (instructions begun plus events taken) from which a VM exit by the monitor trap flag is due; 0: none. */
export const MTF_FROM = vmxArea.f64('mtf-from', 'position from which a VM exit by the monitor trap flag is due');
/** The VMX-preemption timer of the guest that runs: TIMER_OFF, TIMER_RUNNING or TIMER_EXPIRED. */
export const PREEMPTION_TIMER = vmxArea.u32('preemption-timer', '0 off, 1 counting, 2 at zero');
export const TIMER_OFF = 0;
export const TIMER_RUNNING = 1;
export const TIMER_EXPIRED = 2;
export const PREEMPTION_DEADLINE = vmxArea.f64(
  'preemption-deadline',
  'cycle count at which the VMX-preemption timer reaches zero',
);

/** Cycle counts of the first PAUSE of the guest's loop and of its last one, 0 for none: what PAUSE-loop exiting measures. */
export const PAUSE_FIRST = vmxArea.f64('pause-first', 'cycle count at the first PAUSE of a loop');
export const PAUSE_LAST = vmxArea.f64('pause-last', 'cycle count at the last PAUSE, 0 = none since VM entry');

/** 1: the guest has locked the bus and the VM exit that "VMM bus-lock detection" asks for is still to come. */
export const BUS_LOCK = vmxArea.u32('bus-lock', 'a VM exit for a bus lock is pending');

/** 1: a machine check is to come during the next VM entry or VM exit (by request from outside). */
export const TRANSITION_MACHINE_CHECK = vmxArea.u32(
  'transition-machine-check',
  'a machine check meets the next transition',
);

/** What an SMI keeps inside the processor until RSM: VMX mode, CR4.VMXE, and the VMX-critical state (vmx/smm/). */
export const SMM_VMX_MODE = vmxArea.u32('smm-vmx-mode', 'VMX mode that the last SMI left');
export const SMM_VMXE = vmxArea.u32('smm-vmxe', 'CR4.VMXE before the last SMI');
export const SMM_CRITICAL = vmxArea.u32('smm-critical', 'VMX-critical state before the last SMI');
