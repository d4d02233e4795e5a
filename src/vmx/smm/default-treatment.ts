import { CR4_VMXE } from '../../cpu/registers/control-registers';
import { VM } from '../../cpu/registers/flags';
import { setCpl } from '../../cpu/registers/privilege';
import { scheduleChanged } from '../../cpu/schedule';
import {
  CPL,
  CR0,
  CR4,
  CS,
  INTERRUPTIBILITY,
  PENDING,
  PENDING_EXTENSION,
  RFLAGS,
  SEGMENT_SELECTOR,
  SS,
} from '../../cpu/state/processor-layout';
import { UNRESTRICTED_CR0 } from '../controls/unrestricted-cr0.table';
import { isUnrestrictedGuest } from '../controls/unrestricted-guest';
import { enterGuestTranslation, leaveGuestTranslation } from '../ept/translation-context';
import { conclude, note } from '../nonroot/decide';
import { eventRules } from '../nonroot/event-rules.table';
import { needsBoundary } from '../nonroot/intercept-events';
import {
  MODE_NON_ROOT,
  MODE_OFF,
  PREEMPTION_TIMER,
  SMM_CRITICAL,
  SMM_VMX_MODE,
  SMM_VMXE,
  TIMER_RUNNING,
  VMX_MODE,
} from '../state/vmx-layout';
import { setVmxMode, type VmxModeNumber } from '../state/vmx-mode';
import type { VmxContext } from '../vmx-context';

/** Blocking by STI, by MOV SS and by NMI in the interruptibility state. */
const CRITICAL_BLOCKING = 0xb;
/** Places of SS.DPL and RFLAGS.VM among the critical bits, behind those of the interruptibility state. */
const CRITICAL_LEVEL = 4;
const CRITICAL_VM = 0x40;

/**
 * Before an SMI saves the state: leaves VMX operation and keeps inside the processor what RSM needs to go back to it. The
 * current-VMCS pointer stays where it is, for nothing in SMM can change it. SDM Vol. 3: "Default Treatment of SMI Delivery".
 */
export function leaveVmxOperationForSmm(c: VmxContext): void {
  const { p } = c;
  const { s } = p;
  s[SMM_VMX_MODE] = s[VMX_MODE] as number;
  s[SMM_VMXE] = s[CR4] & CR4_VMXE;
  s[SMM_CRITICAL] =
    (s[INTERRUPTIBILITY] & CRITICAL_BLOCKING) | (s[CPL] << CRITICAL_LEVEL) | ((s[RFLAGS] & VM) === 0 ? 0 : CRITICAL_VM);
  s[CR4] &= ~CR4_VMXE;
  s[PENDING] &= ~PENDING_EXTENSION;
  if (s[VMX_MODE] === MODE_NON_ROOT) {
    if (c.detailed) note(c, 'default-treatment');
    conclude(c, eventRules.smi, 0);
    leaveGuestTranslation(c, c.region);
  }
  setVmxMode(p, MODE_OFF);
}

/** After RSM has loaded the state: back to the VMX operation that the SMI left. SDM Vol. 3: "Default Treatment of RSM". */
export function returnToVmxOperation(c: VmxContext): void {
  const { p } = c;
  const { s } = p;
  s[CR4] |= s[SMM_VMXE] as number;
  const mode = s[SMM_VMX_MODE] as VmxModeNumber;
  if (mode === MODE_OFF) return;
  setVmxMode(p, mode);
  const critical = s[SMM_CRITICAL] as number;
  s[INTERRUPTIBILITY] = (s[INTERRUPTIBILITY] & ~CRITICAL_BLOCKING) | (critical & CRITICAL_BLOCKING);
  s[RFLAGS] = (critical & CRITICAL_VM) === 0 ? s[RFLAGS] & ~VM : s[RFLAGS] | VM;
  setCpl(p, (critical >>> CRITICAL_LEVEL) & 3);
  const unrestricted = mode === MODE_NON_ROOT && isUnrestrictedGuest(p.image.i32, c.region);
  fixControlRegisters(c, unrestricted);
  if ((s[RFLAGS] & VM) === 0 && !unrestricted) {
    for (const register of [CS, SS]) {
      s[SEGMENT_SELECTOR + register] = (s[SEGMENT_SELECTOR + register] & ~3) | s[CPL];
    }
  }
  if (mode !== MODE_NON_ROOT) return;
  enterGuestTranslation(c, c.region);
  if (needsBoundary(c)) s[PENDING] |= PENDING_EXTENSION;
  // The VMX-preemption timer went on counting in SMM, where it could not cause a VM exit.
  if (s[PREEMPTION_TIMER] === TIMER_RUNNING) scheduleChanged(p);
}

/** Bits of CR0 and CR4 that must be fixed in VMX operation take those values; an unrestricted guest keeps PE and PG. */
function fixControlRegisters({ p, capabilities }: VmxContext, unrestricted: boolean): void {
  const { cr0Fixed0, cr0Fixed1, cr4Fixed0, cr4Fixed1 } = capabilities;
  p.q[CR0 >> 1] = ((p.q[CR0 >> 1] as bigint) | (unrestricted ? cr0Fixed0 & ~UNRESTRICTED_CR0 : cr0Fixed0)) & cr0Fixed1;
  p.q[CR4 >> 1] = ((p.q[CR4 >> 1] as bigint) | cr4Fixed0) & cr4Fixed1;
}
