import type { Operation } from '../decode/instruction';
import { enterShutdown } from '../interrupts/deliver';
import { raise, UD } from '../interrupts/fault';
import { physicalRead16, physicalRead32 } from '../mmu/physical';
import { pagingChanged } from '../mmu/tlb';
import type { Processor } from '../processor';
import {
  CR0_CD,
  CR0_NW,
  CR0_PE,
  CR0_PG,
  CR4_VMXE,
  cr4Supported,
  EFER_LMA,
  EFER_LME,
  EFER_NXE,
  EFER_SCE,
} from '../registers/control-registers';
import { setRflags } from '../registers/flags';
import {
  ACTIVITY,
  ATTENTION,
  BRANCH_WATCHED,
  CR0,
  CR4,
  EFER,
  LAPSING,
  RFLAGS,
  SINGLE_STEP,
  SMBASE,
} from '../state/processor-layout';
import { AUTO_HALT_RESTART, SMBASE_FIELD, saveOffsetOf, stateSaveMap } from './state-save-map';
import { isInSmm } from './system-management-mode';

const ACTIVE = 0;
const HLT = 1;
const OFFSET_OF_CR0 = saveOffsetOf(CR0);
const OFFSET_OF_CR4 = saveOffsetOf(CR4);
const OFFSET_OF_EFER = saveOffsetOf(EFER);
const EFER_DEFINED = EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE;

/** Whether the images of CR0, CR4 and IA32_EFER can be loaded; CR4.VMXE was cleared when the area was written. */
function isStateLegal(p: Processor, base: number): boolean {
  const cr0 = physicalRead32(p, base + OFFSET_OF_CR0);
  const cr4 = physicalRead32(p, base + OFFSET_OF_CR4);
  const efer = physicalRead32(p, base + OFFSET_OF_EFER);
  if ((cr0 & CR0_PG) !== 0 && (cr0 & CR0_PE) === 0) return false;
  if ((cr0 & CR0_NW) !== 0 && (cr0 & CR0_CD) === 0) return false;
  if ((cr4 & CR4_VMXE) !== 0 || (cr4 & ~cr4Supported(p)) !== 0) return false;
  return (efer & ~EFER_DEFINED) === 0;
}

/**
 * RSM: loads the state from the state-save area and goes on where the SMI came; #UD outside SMM. A state that cannot be
 * loaded shuts the processor down. A handler that clears the auto-HALT restart field goes on behind the HLT.
 * SDM Vol. 2: "RSM—Resume From System Management Mode"; Vol. 3: "Exiting From SMM", "Auto HALT Restart", "SMBASE Relocation".
 */
const rsm: Operation = (p) => {
  if (!isInSmm(p)) raise(p, UD);
  const { s } = p;
  const base = (s[SMBASE] >>> 0) + 0x8000;
  if (!isStateLegal(p, base)) {
    enterShutdown(p);
    return;
  }
  const restart = physicalRead16(p, base + AUTO_HALT_RESTART);
  const smbase = physicalRead32(p, base + SMBASE_FIELD);
  for (const { offset, word } of stateSaveMap) s[word] = physicalRead32(p, base + offset);
  s[SMBASE] = smbase;
  setRflags(p, s[RFLAGS] as number);
  const longMode = (s[EFER] & EFER_LME) !== 0 && (s[CR0] & CR0_PG) !== 0;
  s[EFER] = longMode ? s[EFER] | EFER_LMA : s[EFER] & ~EFER_LMA;
  if (s[ACTIVITY] === HLT && (restart & 1) === 0) s[ACTIVITY] = ACTIVE;
  s[LAPSING] = 0;
  s[SINGLE_STEP] = 0;
  s[BRANCH_WATCHED] = 0;
  s[ATTENTION] = 1;
  p.intercepts?.leaveSmm?.(p);
  pagingChanged(p);
};

export const smmOperations: readonly (readonly [string, Operation])[] = [['rsm', rsm]];
