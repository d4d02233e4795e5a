import type { Instruction } from '../../cpu/decode/instruction';
import { raise, UD } from '../../cpu/interrupts/fault';
import { physicalReadBig } from '../../cpu/mmu/physical';
import { currentVpid, flushVpid, setTranslationContext } from '../../cpu/mmu/tlb';
import { joinPhysical } from '../../cpu/state/address';
import { GPR } from '../../cpu/state/processor-layout';
import { controlMask } from '../controls/control-words.table';
import { effectiveSecondaryControls } from '../controls/effective-secondary-controls';
import { isEptp } from '../ept/eptp-rules.table';
import { vmExit } from '../exit/vm-exit';
import { CURRENT_VMCS } from '../state/vmx-layout';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consultBit, consultEffective, consultedControl, note, publishUndefined } from './decide';
import { beginInstructionExit } from './intercept-instructions';
import { operandRules } from './operand-rules.table';

const enableVmFunctions = consultedControl({ word: 'secondary-processor-based', id: 'enable-vm-functions' });
const FUNCTIONS = F['vm-function-controls'];
const EPTP_LIST = F['eptp-list-address'];
const EPT_POINTER = F['ept-pointer'];
const EPTP_INDEX = F['eptp-index'];
const EAX = GPR;
const ECX = GPR + 2;
const FUNCTION_COUNT = 64;
const EPTP_SWITCHING = 0;
const LIST_ENTRIES = 512;
const VIRTUALIZATION_EXCEPTIONS = controlMask('secondary-processor-based', 'ept-violation-ve');
/** Virtualization exceptions tell which EPTP was in use. */
const reportsIndex = (words: Int32Array, region: number): boolean =>
  (effectiveSecondaryControls(words, region) & VIRTUALIZATION_EXCEPTIONS) !== 0;
const EP4TA = 0xf_ffff_ffff_f000n;
/** Bits 5:3 of an EPTP. */
const WALK_LENGTH = 0x38;

/**
 * VMFUNC in VMX non-root operation, at any privilege level: #UD while it is not enabled, a VM exit for a function that is
 * not enabled, else the function in EAX. SDM Vol. 3: "VM Functions"; "Enabling VM Functions"; "EPTP Switching".
 */
export function executeVmFunction(c: VmxContext, i: Instruction): void {
  const { p } = c;
  if (consultEffective(c, enableVmFunctions) === 0) {
    publishUndefined(c, { ...operandRules.vmFunction, id: 'enable-vm-functions' });
    raise(p, UD);
  }
  const leaf = p.s[EAX] >>> 0;
  if (leaf >= FUNCTION_COUNT) {
    c.steps = [];
    raise(p, UD);
  }
  const word = p.image.i32[c.region + FUNCTIONS + (leaf >>> 5)];
  const enabled = ((word >>> (leaf & 31)) & 1) === 0 ? 0 : 1;
  consultBit(c, 'vm-function-controls', 'vm-function-controls', leaf, enabled, (bit) =>
    bit === EPTP_SWITCHING ? 'EPTP switching' : `${bit}`,
  );
  if (conclude(c, operandRules.vmFunction, enabled)) exitForVmFunction(c, i);
  else switchEptp(c, i);
}

/**
 * VM function 0: makes entry ECX of the EPTP list the EPTP; a guest cannot change the length of the walk. What is cached stays,
 * but for that of VPID 0, which is everything of a guest without a VPID.
 */
function switchEptp(c: VmxContext, i: Instruction): void {
  const { p } = c;
  const words = p.image.i32;
  const { region } = c;
  const index = p.s[ECX] >>> 0;
  if (index >= LIST_ENTRIES) {
    if (c.detailed) note(c, 'eptp-index', { index });
    if (conclude(c, operandRules.eptpListIndex, 1)) exitForVmFunction(c, i);
    return;
  }
  const list = joinPhysical(words[region + EPTP_LIST], words[region + EPTP_LIST + 1]);
  const eptp = physicalReadBig(p, list + 8 * index);
  const sameLength = ((Number(eptp & 0xffn) ^ words[region + EPT_POINTER]) & WALK_LENGTH) === 0;
  if (!sameLength || !isEptp(c.capabilities.eptVpid, p.cpuid.physicalAddressBits, eptp)) {
    if (c.detailed) note(c, 'eptp-entry', { index, eptp: `0x${eptp.toString(16)}` });
    if (conclude(c, operandRules.eptpListEntry, 1)) exitForVmFunction(c, i);
    return;
  }
  p.image.noteWrite(p.s[CURRENT_VMCS] >>> 12);
  p.image.u64[(region + EPT_POINTER) >> 1] = eptp;
  if (reportsIndex(words, region)) words[region + EPTP_INDEX] = index;
  const vpid = currentVpid(p);
  setTranslationContext(p, vpid, Number(eptp & EP4TA));
  if (vpid === 0) flushVpid(p, 0, false, 'vmfunc');
}

function exitForVmFunction(c: VmxContext, i: Instruction): void {
  beginInstructionExit(c, i, operandRules.vmFunction.reason, 'vmfunc');
  vmExit(c);
}
