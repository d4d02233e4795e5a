import { INFO_ERROR_CODE, INFO_VALID } from '../../cpu/interrupts/event-type';
import { VECTORING_ERROR_CODE, VECTORING_INFO, VECTORING_LENGTH } from '../../cpu/state/processor-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { isSoftwareDelivery } from './save-guest-state';

const EXIT_REASON = F['exit-reason'];
const QUALIFICATION = F['exit-qualification'];
const INTERRUPTION_INFO = F['vm-exit-interruption-information'];
const INTERRUPTION_ERROR_CODE = F['vm-exit-interruption-error-code'];
const VECTORING = F['idt-vectoring-information'];
const VECTORING_CODE = F['idt-vectoring-error-code'];
const INSTRUCTION_LENGTH = F['vm-exit-instruction-length'];
const INSTRUCTION_INFORMATION = F['vm-exit-instruction-information'];
const LINEAR_ADDRESS = F['guest-linear-address'];
const MSR_DATA = F['msr-data'];
const PHYSICAL_ADDRESS = F['guest-physical-address'];
const ENTRY_INTERRUPTION_INFO = F['vm-entry-interruption-information'];

/**
 * Writes the VM-exit information fields and clears the valid bit of the VM-entry interruption information. Where the
 * manual leaves a field undefined it gets 0, so that nothing stale misleads a reader.
 * SDM Vol. 3: "Recording VM-Exit Information and Updating VM-Entry Control Fields".
 * @param region index in `image.i32` of the VMCS's first word; the image has been told of the write
 */
export function recordExitInformation(c: VmxContext, region: number): void {
  const { exit } = c;
  const { s } = c.p;
  const words = c.p.image.i32;
  const vectoring = exit.reportsVectoring ? s[VECTORING_INFO] : 0;
  if (isSoftwareDelivery(vectoring)) exit.instructionLength = s[VECTORING_LENGTH];
  words[region + EXIT_REASON] = exit.reason;
  words[region + QUALIFICATION] = exit.qualificationLow;
  words[region + QUALIFICATION + 1] = exit.qualificationHigh;
  words[region + INTERRUPTION_INFO] = exit.interruptionInfo;
  words[region + INTERRUPTION_ERROR_CODE] = exit.interruptionErrorCode;
  words[region + VECTORING] = vectoring;
  words[region + VECTORING_CODE] = (vectoring & INFO_ERROR_CODE) === 0 ? 0 : s[VECTORING_ERROR_CODE];
  words[region + INSTRUCTION_LENGTH] = Math.max(exit.instructionLength, 0);
  words[region + INSTRUCTION_INFORMATION] = exit.instructionInfo;
  words[region + LINEAR_ADDRESS] = exit.linearLow;
  words[region + LINEAR_ADDRESS + 1] = exit.linearHigh;
  if (exit.msrData !== null) c.p.image.u64[(region + MSR_DATA) >> 1] = exit.msrData;
  words[region + PHYSICAL_ADDRESS] = exit.physicalLow;
  words[region + PHYSICAL_ADDRESS + 1] = exit.physicalHigh;
  words[region + ENTRY_INTERRUPTION_INFO] &= ~INFO_VALID;
}
