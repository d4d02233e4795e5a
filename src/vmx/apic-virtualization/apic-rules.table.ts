import type { SdmSection } from '../../sdm/edition';
import type { InterceptRule } from '../nonroot/intercept-rule';

const READS_AND_WRITES = 'Virtualizing Memory-Mapped APIC Accesses';
const WRITE_EMULATION = 'APIC-Write Emulation';
const IPI = 'IPI Virtualization';

const ACCESS = 'APIC access';
const WRITE = 'APIC write';

/** Rules of accesses to the APIC-access page, of what a virtualized write leads to, and of virtual interrupts. */
export const apicRules = {
  /** Without a TPR shadow every access exits; with it those to VTPR do not. */
  tprShadow: {
    id: 'apic-access-tpr-shadow',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: { word: 'primary-processor-based', id: 'use-tpr-shadow' },
    exitsWhen: 0,
  },
  /** VEOI and VICR_LO. */
  interruptRegisters: {
    id: 'apic-access-virtual-interrupt-delivery',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: { word: 'secondary-processor-based', id: 'virtual-interrupt-delivery' },
    exitsWhen: 0,
  },
  /** A write of VICR_LO. */
  commandRegister: {
    id: 'apic-access-ipi-virtualization',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: { word: 'tertiary-processor-based', id: 'ipi-virtualization' },
    exitsWhen: 0,
  },
  registerVirtualization: {
    id: 'apic-access-register-virtualization',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: { word: 'secondary-processor-based', id: 'apic-register-virtualization' },
    exitsWhen: 0,
  },
  /** A fetch, more than 32 bits, not inside the low 4 bytes of 16, or behind another virtualized write of the same operation. */
  accessForm: {
    id: 'apic-access-form',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** No control lets this register be read or written there. */
  accessRegister: {
    id: 'apic-access-register',
    subject: ACCESS,
    reason: 44,
    sdm: READS_AND_WRITES,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  guestPhysical: {
    id: 'apic-access-guest-physical',
    subject: ACCESS,
    reason: 44,
    sdm: 'Guest-Physical Accesses to the APIC-Access Page',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** The deciding bit is the highest one of the threshold that alone could turn the comparison with VTPR[7:4], if there is one. */
  tprThreshold: {
    id: 'tpr-below-threshold',
    subject: 'TPR',
    reason: 43,
    sdm: 'TPR Virtualization',
    decidedBy: 'tpr-threshold',
    exitsWhen: 1,
  },
  eoiExit: {
    id: 'eoi-exit-bitmap',
    subject: 'EOI',
    reason: 45,
    sdm: 'EOI Virtualization',
    decidedBy: 'eoi-exit-bitmap',
    exitsWhen: 1,
  },
  /** A write of VEOI or VICR_LO that APIC-register virtualization let through. */
  writeWithoutDelivery: {
    id: 'apic-write-virtual-interrupt-delivery',
    subject: WRITE,
    reason: 56,
    sdm: WRITE_EMULATION,
    decidedBy: { word: 'secondary-processor-based', id: 'virtual-interrupt-delivery' },
    exitsWhen: 0,
  },
  /** VICR_LO holds what is neither a self-IPI nor an IPI that the processor virtualizes. */
  commandForm: {
    id: 'apic-write-command',
    subject: WRITE,
    reason: 56,
    sdm: WRITE_EMULATION,
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** Any other register: what its write does is the VMM's to emulate. */
  writeRegister: {
    id: 'apic-write-register',
    subject: WRITE,
    reason: 56,
    sdm: 'APIC-Write VM Exits',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** WRMSR of the SELF IPI register with a vector below 16. */
  selfIpiVector: {
    id: 'apic-write-self-ipi',
    subject: WRITE,
    reason: 56,
    sdm: 'Virtualizing MSR-Based APIC Accesses',
    decidedBy: 'nothing',
    exitsWhen: 1,
  },
  /** An IPI of the right form; without the control it is the VMM's. */
  sendIpi: {
    id: 'ipi-virtualization',
    subject: 'IPI',
    reason: 56,
    sdm: IPI,
    decidedBy: { word: 'tertiary-processor-based', id: 'ipi-virtualization' },
    exitsWhen: 0,
  },
  /** The vector is below 16, the virtual APIC ID beyond the PID-pointer table, or the entry no valid pointer. */
  ipiTarget: { id: 'ipi-target', subject: 'IPI', reason: 56, sdm: IPI, decidedBy: 'nothing', exitsWhen: 1 },
  /** An external interrupt with the notification vector. */
  notification: {
    id: 'posted-interrupt-notification',
    subject: 'external interrupt',
    reason: 1,
    sdm: 'Posted-Interrupt Processing',
    decidedBy: { word: 'pin-based', id: 'process-posted-interrupts' },
    exitsWhen: 0,
  },
} as const satisfies Readonly<Record<string, InterceptRule>>;

/** What the processor does in the guest in place of something that reaches the local APIC, as decisions without an exit tell it. */
export interface VirtualizedRule {
  readonly id: string;
  readonly subject: string;
  readonly reason: number;
  readonly sdm: SdmSection;
}

const CR8 = 'Virtualizing CR8-Based TPR Accesses';
const MSR = 'Virtualizing MSR-Based APIC Accesses';

export const virtualizedRules = {
  readCr8: { id: 'mov-from-cr8-virtualized', subject: 'mov from cr8', reason: 28, sdm: CR8 },
  writeCr8: { id: 'mov-to-cr8-virtualized', subject: 'mov to cr8', reason: 28, sdm: CR8 },
  readMsr: { id: 'rdmsr-x2apic-virtualized', subject: 'rdmsr', reason: 31, sdm: MSR },
  writeMsr: { id: 'wrmsr-x2apic-virtualized', subject: 'wrmsr', reason: 32, sdm: MSR },
  /** A recognized virtual interrupt goes through the guest's IDT. */
  delivery: {
    id: 'virtual-interrupt-delivery',
    subject: 'virtual interrupt',
    reason: 7,
    sdm: 'Virtual-Interrupt Delivery',
  },
} as const satisfies Readonly<Record<string, VirtualizedRule>>;
