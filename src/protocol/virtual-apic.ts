import type { VirtualApicView } from '../vmx/apic-virtualization/virtual-apic-view';
import type { ControlWord } from '../vmx/controls/control';

export type {
  PidTableView,
  PostedInterruptView,
  VirtualApicPageView,
  VirtualApicView,
} from '../vmx/apic-virtualization/virtual-apic-view';

/** A control that APIC virtualization depends on, as it counts. */
export interface ApicControl {
  readonly id: string;
  readonly word: ControlWord;
  readonly bit: number;
  readonly value: 0 | 1;
}

/** The virtual APIC of the current VMCS with the controls behind it. */
export interface VirtualApicReading extends VirtualApicView {
  readonly vmcs: bigint;
  /** Whether the guest runs; otherwise what is pending is evaluated by the next VM entry. */
  readonly running: boolean;
  readonly controls: readonly ApicControl[];
}
