import type { Operation } from '../../decode/instruction';
import { smmOperations } from '../../smm/leave-smm';
import { boundOperations } from './bound';
import { cacheOperations } from './caches';
import { controlRegisterOperations } from './control-register-moves';
import { descriptorTableOperations } from './descriptor-tables';
import { farTransferOperations } from './far-transfers';
import { interruptFlagOperations } from './interrupt-flag';
import { interruptReturnOperations } from './interrupt-return';
import { invalidatePcidOperations } from './invalidate-pcid';
import { msrListOperations } from './msr-list';
import { portOperations } from './port-io';
import { processorInformationOperations } from './processor-information';
import { protectionKeyOperations } from './protection-keys';
import { randomOperations } from './random';
import { segmentInspectionOperations } from './segment-inspection';
import { segmentMoveOperations } from './segment-moves';
import { softwareInterruptOperations } from './software-interrupts';
import { systemCallOperations } from './system-calls';
import { userWaitOperations } from './user-wait';
import { waitingOperations } from './waiting';

/**
 * System instructions by the names of their cpu/isa rows. Each checks what comes before a VM exit (undefined opcode,
 * privilege, I/O permission), then asks the intercepts when there are any, then does its work.
 * SDM Vol. 3: "Relative Priority of Faults and VM Exits".
 */
export const systemOperations: ReadonlyMap<string, Operation> = new Map([
  ...boundOperations,
  ...cacheOperations,
  ...controlRegisterOperations,
  ...descriptorTableOperations,
  ...farTransferOperations,
  ...interruptFlagOperations,
  ...interruptReturnOperations,
  ...invalidatePcidOperations,
  ...msrListOperations,
  ...portOperations,
  ...processorInformationOperations,
  ...protectionKeyOperations,
  ...randomOperations,
  ...segmentInspectionOperations,
  ...segmentMoveOperations,
  ...smmOperations,
  ...softwareInterruptOperations,
  ...systemCallOperations,
  ...userWaitOperations,
  ...waitingOperations,
]);
