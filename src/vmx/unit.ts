import type { Instruction } from '../cpu/decode/instruction';
import type {
  BoundaryRank,
  ControlRegisterConstraint,
  InterceptedEvent,
  InterceptedInstruction,
  Intercepts,
  PageAccess,
  TaskSwitchSource,
} from '../cpu/ports';
import type { Processor } from '../cpu/processor';
import type { HostPhysical } from '../cpu/state/address';
import { GUEST } from '../cpu/state/processor-layout';
import { accessApicPage } from './apic-virtualization/apic-access';
import { completeVirtualApicWrite } from './apic-virtualization/apic-write-emulation';
import { readVirtualX2Apic, writeVirtualX2Apic } from './apic-virtualization/x2apic-mode';
import type { VmxCapabilities } from './capabilities/capabilities';
import { UNRESTRICTED_CR0 } from './controls/unrestricted-cr0.table';
import { isUnrestrictedGuest } from './controls/unrestricted-guest';
import { EptTranslation } from './ept/ept-translation';
import { noteBusLock } from './nonroot/bus-lock';
import type { VmxInstructionName } from './nonroot/instruction-rules.table';
import { exitForInstructionTimeout } from './nonroot/instruction-timeout';
import {
  interceptClts,
  interceptControlRegisterRead,
  interceptControlRegisterWrite,
  interceptDebugRegister,
  interceptInvlpg,
  interceptLmsw,
  visibleControlRegister,
} from './nonroot/intercept-control-registers';
import {
  interceptBoundary,
  interceptEvent,
  interceptException,
  interceptTripleFault,
  iretUnblocksNmi,
  liftsBlocking,
} from './nonroot/intercept-events';
import { interceptInstruction, interceptVmxInstruction, requireEnabled } from './nonroot/intercept-instructions';
import { interceptIo } from './nonroot/intercept-io';
import { interceptMsr, interceptMsrList } from './nonroot/intercept-msr';
import { interceptTaskSwitch } from './nonroot/intercept-task-switch';
import { expirePreemptionTimer, preemptionDeadline } from './nonroot/preemption-timer';
import { visibleMsr, writeVirtualMsr } from './nonroot/visible-msrs';
import { visibleTsc } from './nonroot/visible-tsc';
import { leaveVmxOperationForSmm, returnToVmxOperation } from './smm/default-treatment';
import type { CostProfileId } from './transition-cost.table';
import { VmxContext } from './vmx-context';

export { setVmxMode } from './state/vmx-mode';

/**
 * VMX of one logical processor: plugs the rules of nonroot/ into the processor's ports. All state is in the state image;
 * `listener` is told of decisions and transitions.
 */
export class VmxUnit extends VmxContext implements Intercepts, ControlRegisterConstraint {
  /** Installs itself in the processor's intercepts and control-register ports, EPT as its second level of translation. */
  constructor(p: Processor, capabilities: VmxCapabilities, costs?: CostProfileId) {
    super(p, capabilities, costs);
    p.intercepts = this;
    p.controlRegisterConstraint = this;
    p.secondLevel = new EptTranslation(this);
  }

  /** A VMX instruction in non-root operation; returns whether it exits. Only VMREAD and VMWRITE may not, by VMCS shadowing. */
  vmxInstructionExit(i: Instruction, name: VmxInstructionName): boolean {
    return interceptVmxInstruction(this, i, name);
  }

  /** SDM Vol. 3: "Restrictions on VMX Operation", appendix "VMX-Fixed Bits in CR0" and "VMX-Fixed Bits in CR4"; "Unrestricted Guests". */
  allows(_p: Processor, cr: 0 | 4, value: bigint): boolean {
    const { cr0Fixed0, cr0Fixed1, cr4Fixed0, cr4Fixed1 } = this.capabilities;
    const free = cr === 0 && this.p.s[GUEST] !== 0 && isUnrestrictedGuest(this.p.image.i32, this.region);
    const fixed0 = cr === 4 ? cr4Fixed0 : free ? cr0Fixed0 & ~UNRESTRICTED_CR0 : cr0Fixed0;
    const fixed1 = cr === 0 ? cr0Fixed1 : cr4Fixed1;
    return (value & fixed0) === fixed0 && (value & ~fixed1) === 0n;
  }

  instruction(_p: Processor, i: Instruction, name: InterceptedInstruction): boolean {
    return interceptInstruction(this, i, name);
  }

  requireEnabled(_p: Processor, name: InterceptedInstruction): void {
    requireEnabled(this, name);
  }

  msrList(_p: Processor, i: Instruction, index: number, write: boolean, value: bigint): boolean {
    return interceptMsrList(this, i, index, write, value);
  }

  visibleMsr(_p: Processor, index: number): bigint | null {
    return visibleMsr(this, index);
  }

  writeVirtualMsr(_p: Processor, index: number, value: bigint): boolean {
    return writeVirtualMsr(this, index, value);
  }

  busLock(_p: Processor): void {
    noteBusLock(this);
  }

  invlpg(_p: Processor, i: Instruction, linearLow: number, linearHigh: number): boolean {
    return interceptInvlpg(this, i, linearLow, linearHigh);
  }

  io(_p: Processor, i: Instruction, port: number, size: number, input: boolean): boolean {
    return interceptIo(this, i, port, size, input);
  }

  readMsr(_p: Processor, i: Instruction, index: number): boolean {
    return interceptMsr(this, i, index, false) || readVirtualX2Apic(this, index);
  }

  writeMsr(_p: Processor, i: Instruction, index: number, value: bigint): boolean {
    return interceptMsr(this, i, index, true) || writeVirtualX2Apic(this, index, value);
  }

  writeControlRegister(_p: Processor, i: Instruction, cr: 0 | 3 | 4 | 8, gpr: number, value: bigint): boolean {
    return interceptControlRegisterWrite(this, i, cr, gpr, value);
  }

  readControlRegister(_p: Processor, i: Instruction, cr: 3 | 8, gpr: number): boolean {
    return interceptControlRegisterRead(this, i, cr, gpr);
  }

  visibleControlRegister(_p: Processor, cr: 0 | 4, value: bigint): bigint {
    return visibleControlRegister(this, cr, value);
  }

  clts(_p: Processor, i: Instruction): boolean {
    return interceptClts(this, i);
  }

  lmsw(_p: Processor, i: Instruction, source: number): boolean {
    return interceptLmsw(this, i, source);
  }

  moveDebugRegister(_p: Processor, i: Instruction, dr: number, gpr: number, read: boolean): boolean {
    return interceptDebugRegister(this, i, dr, gpr, read);
  }

  visibleTsc(_p: Processor, value: bigint): bigint {
    return visibleTsc(this, value);
  }

  exception(
    _p: Processor,
    vector: number,
    errorCode: number,
    kind: 'fault' | 'trap' | 'software',
    address: bigint,
  ): boolean {
    return interceptException(this, vector, errorCode, kind, address);
  }

  taskSwitch(_p: Processor, selector: number, source: TaskSwitchSource): boolean {
    return interceptTaskSwitch(this, selector, source);
  }

  tripleFault(_p: Processor): boolean {
    return interceptTripleFault(this);
  }

  endlessDelivery(_p: Processor): boolean {
    return exitForInstructionTimeout(this);
  }

  event(_p: Processor, event: InterceptedEvent, vector: number): boolean {
    return interceptEvent(this, event, vector);
  }

  liftsBlocking(_p: Processor, event: 'nmi' | 'external-interrupt'): boolean {
    return liftsBlocking(this, event);
  }

  boundary(_p: Processor, before: BoundaryRank): boolean {
    return interceptBoundary(this, before);
  }

  deadline(_p: Processor): number {
    return preemptionDeadline(this);
  }

  deadlineReached(_p: Processor): void {
    expirePreemptionTimer(this);
  }

  completion(_p: Processor): boolean {
    return completeVirtualApicWrite(this);
  }

  pageAccess(_p: Processor, address: HostPhysical, size: number, access: PageAccess): HostPhysical {
    return accessApicPage(this, address, size, access);
  }

  iretUnblocksNmi(_p: Processor): boolean {
    return iretUnblocksNmi(this);
  }

  enterSmm(_p: Processor): void {
    leaveVmxOperationForSmm(this);
  }

  leaveSmm(_p: Processor): void {
    returnToVmxOperation(this);
  }
}

/** The VMX unit of a processor; throws a TypeError for a processor without VMX. */
export function vmxUnitOf(p: Processor): VmxUnit {
  if (p.intercepts instanceof VmxUnit) return p.intercepts;
  throw new TypeError(`processor ${p.id} has no VMX`);
}
