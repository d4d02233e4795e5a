import type { Instruction } from '../../cpu/decode/instruction';
import { setGpr, setGpr32 } from '../../cpu/execute/operands';
import { GP, raiseWithCode } from '../../cpu/interrupts/fault';
import { vmExit } from '../exit/vm-exit';
import { conclude, consult, consultBit, note, publish } from '../nonroot/decide';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { apicRules, virtualizedRules } from './apic-rules.table';
import { hasSecondary, isSet, useTprShadow, virtualInterruptDelivery } from './apic-virtualization-controls';
import { evaluatePendingVirtualInterrupts, virtualizeProcessorPriority } from './pending-virtual-interrupt';
import { readVirtualApic, writeVirtualApic } from './virtual-apic-page';
import { VTPR } from './virtual-apic-registers.table';
import { noteVirtualApicWrite } from './virtual-apic-write';

const THRESHOLD = F['tpr-threshold'];
const TASK_PRIORITY_CLASS = 15;

/** MOV from CR8 with a TPR shadow: bits 7:4 of VTPR. False without one. SDM Vol. 3: "Virtualizing CR8-Based TPR Accesses". */
export function readVirtualCr8(c: VmxContext, i: Instruction, gpr: number): boolean {
  if (!isSet(c, useTprShadow)) return false;
  if (c.detailed) {
    consult(c, useTprShadow);
    publish(c, virtualizedRules.readCr8, false, virtualizedRules.readCr8.subject, true);
  }
  const value = (readVirtualApic(c, VTPR) >>> 4) & TASK_PRIORITY_CLASS;
  if (i.codeSize === 8) setGpr(c.p, gpr, BigInt(value));
  else setGpr32(c.p, gpr, value);
  return true;
}

/** MOV to CR8 with a TPR shadow: VTPR takes the value in bits 7:4; the TPR itself stays. Raises #GP(0) as without one. */
export function writeVirtualCr8(c: VmxContext, value: bigint): boolean {
  if (!isSet(c, useTprShadow)) return false;
  if (value >> 4n !== 0n) raiseWithCode(c.p, GP, 0);
  if (c.detailed) {
    consult(c, useTprShadow);
    publish(c, virtualizedRules.writeCr8, false, virtualizedRules.writeCr8.subject, true);
  }
  writeVirtualApic(c, VTPR, Number(value) << 4);
  noteVirtualApicWrite(c.p, VTPR, 0);
  return true;
}

/** The highest bit of the threshold whose other value would turn the comparison; -1 when no single one would. */
function decidingBit(threshold: number, priority: number): number {
  const below = priority < threshold;
  for (let bit = 3; bit >= 0; bit--) if (priority < (threshold ^ (1 << bit)) !== below) return bit;
  return -1;
}

/** Whether VTPR[7:4] is below the TPR threshold. */
function isBelowThreshold(c: VmxContext): boolean {
  const threshold = c.p.image.i32[c.region + THRESHOLD] & TASK_PRIORITY_CLASS;
  const priority = (readVirtualApic(c, VTPR) >>> 4) & TASK_PRIORITY_CLASS;
  const turning = decidingBit(threshold, priority);
  if (c.detailed) {
    const bit = Math.max(turning, 0);
    const name = { text: 'comparing-bit', values: {} } as const;
    consultBit(c, 'tpr-threshold', 'tpr-threshold', bit, ((threshold >>> bit) & 1) as 0 | 1, () => name);
    note(c, priority < threshold ? 'priority-below-threshold' : 'priority-at-threshold', { priority, threshold });
  }
  const { subject } = apicRules.tprThreshold;
  return conclude(c, apicRules.tprThreshold, priority < threshold ? 1 : 0, subject, turning >= 0);
}

/**
 * What follows a change of VTPR: virtual interrupts are evaluated anew, or, where the VMM delivers them, it is told that the
 * priority fell below what it waits for. True = a VM exit happened. SDM Vol. 3: "TPR Virtualization"; "VM Exits Induced by
 * the TPR Threshold".
 */
export function virtualizeTaskPriority(c: VmxContext): boolean {
  if (hasSecondary(c, virtualInterruptDelivery)) {
    virtualizeProcessorPriority(c);
    evaluatePendingVirtualInterrupts(c);
    return false;
  }
  if (!isBelowThreshold(c)) return false;
  c.exit.begin(apicRules.tprThreshold.reason, apicRules.tprThreshold.subject);
  vmExit(c);
  return true;
}
