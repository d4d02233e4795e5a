import { physicalWriteBig } from '../../cpu/mmu/physical';
import { joinPhysical } from '../../cpu/state/address';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { conclude, consult, consultedControl, note } from '../nonroot/decide';
import { eventRules } from '../nonroot/event-rules.table';
import { CURRENT_VMCS } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { beginMemoryExit, leaveByExit, nmiUnblocking } from './ept-exits';

const enablePml = consultedControl(eventRules.pageModificationLogFull.decidedBy);
const PML_ADDRESS = F['pml-address'];
const PML_INDEX = F['pml-index'];
/** Entries of the log: the index counts down from 511 and wraps below 0. */
const LOG_ENTRIES = 512;

/**
 * Before the dirty flag of an EPT entry is set: with "enable PML" writes the page's guest-physical address to the log, or
 * leaves by a VM exit when the log is full. SDM Vol. 3: "Page-Modification Logging".
 * @param address guest-physical
 */
export function logDirtyPage(c: VmxContext, address: number): void {
  const { p } = c;
  const words = p.image.i32;
  const { region } = c;
  if ((effectiveSecondaryControls(words, region) & enablePml.mask) === 0) return;
  const index = words[region + PML_INDEX] & 0xffff;
  if (index >= LOG_ENTRIES) {
    if (c.detailed) note(c, 'log-full', { index: `0x${index.toString(16)}` });
    conclude(c, eventRules.pageModificationLogFull, consult(c, enablePml));
    beginMemoryExit(c, eventRules.pageModificationLogFull, address);
    c.exit.hasPhysicalAddress = false;
    c.exit.qualificationLow = nmiUnblocking(c);
    leaveByExit(c);
  }
  const log = joinPhysical(words[region + PML_ADDRESS], words[region + PML_ADDRESS + 1]);
  physicalWriteBig(p, log + 8 * index, BigInt(address - (address % 0x1000)));
  p.image.noteWrite(p.s[CURRENT_VMCS] >>> 12);
  words[region + PML_INDEX] = (index - 1) & 0xffff;
}
