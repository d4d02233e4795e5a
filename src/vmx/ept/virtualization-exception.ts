import { raise, VE } from '../../cpu/interrupts/fault';
import { physicalRead32, physicalWrite16, physicalWrite32 } from '../../cpu/mmu/physical';
import { CR0_PE } from '../../cpu/registers/control-registers';
import { joinPhysical } from '../../cpu/state/address';
import { CR0, VECTORING_INFO } from '../../cpu/state/processor-layout';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { conclude, consultEffective, consultedControl } from '../nonroot/decide';
import { eventRules } from '../nonroot/event-rules.table';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { EPT_SUPPRESS_VE } from './ept-format.table';
import type { EptWalk } from './ept-walk';

const control = consultedControl(eventRules.virtualizationException.decidedBy);
const INFORMATION = F['virtualization-exception-information-address'];
const EPTP_INDEX = F['eptp-index'];

/** Offsets in the virtualization-exception information area. */
const REASON = 0;
const BUSY = 4;
const QUALIFICATION = 8;
const LINEAR_ADDRESS = 16;
const PHYSICAL_ADDRESS = 24;
const INDEX = 32;

/**
 * An EPT violation that is convertible raises #VE in the guest instead of a VM exit: "EPT-violation #VE" is 1, the entry that
 * refused or mapped the page does not suppress it, CR0.PE is 1, no event is being delivered, and the information area is
 * free. Comes back when none of that is so. SDM Vol. 3: "Virtualization Exceptions"; "Convertible EPT Violations".
 * @param qualification what the exit would report
 * @param address guest-physical
 */
export function raiseVirtualizationException(
  c: VmxContext,
  found: EptWalk,
  subject: string,
  qualification: number,
  address: number,
): void {
  const { p } = c;
  const words = p.image.i32;
  const { region } = c;
  if ((effectiveSecondaryControls(words, region) & control.mask) === 0) return;
  const area = joinPhysical(words[region + INFORMATION], words[region + INFORMATION + 1]);
  const suppressed = !found.hasEntry || (found.leafHigh & EPT_SUPPRESS_VE) !== 0;
  if (suppressed || (p.s[CR0] & CR0_PE) === 0 || p.s[VECTORING_INFO] < 0 || physicalRead32(p, area + BUSY) !== 0)
    return;
  if (conclude(c, eventRules.virtualizationException, consultEffective(c, control), subject)) return;
  physicalWrite32(p, area + REASON, eventRules.eptViolation.reason);
  physicalWrite32(p, area + BUSY, -1);
  physicalWrite32(p, area + QUALIFICATION, qualification);
  physicalWrite32(p, area + QUALIFICATION + 4, 0);
  physicalWrite32(p, area + LINEAR_ADDRESS, p.derived.linearLow);
  physicalWrite32(p, area + LINEAR_ADDRESS + 4, p.derived.linearHigh);
  physicalWrite32(p, area + PHYSICAL_ADDRESS, address | 0);
  physicalWrite32(p, area + PHYSICAL_ADDRESS + 4, Math.floor(address / 2 ** 32));
  physicalWrite16(p, area + INDEX, words[region + EPTP_INDEX] & 0xffff);
  raise(p, VE);
}
