import { alignmentChecked, isLongMode } from '../../../cpu/mmu/linear';
import type { Processor } from '../../../cpu/processor';
import { CR0_AM, CR4_PVI, CR4_TSD, CR4_UMIP, CR4_VME } from '../../../cpu/registers/control-registers';
import { AC_FLAG, IF, NT, TF } from '../../../cpu/registers/flags';
import { hasIoPrivilege, isRealMode, isVirtual8086 } from '../../../cpu/registers/mode';
import { CPL, CR0, CR4, RFLAGS } from '../../../cpu/state/processor-layout';
import type { Finding, ModeFactRow } from './mode-fact-row';

/** What flags and the bits beside them allow and ask for. */
export const flagFacts: readonly ModeFactRow<'flags'>[] = [
  {
    id: 'interrupts',
    section: 'Masking Maskable Hardware Interrupts',
    find: (p) => [isSet(p, RFLAGS, IF) ? 'interrupts-on' : 'interrupts-off', ['RFLAGS.IF']],
  },
  { id: 'io-privilege', section: 'I/O Privilege Level', find: ioPrivilege },
  {
    id: 'single-step',
    section: 'Single-Step Exception Condition',
    find: (p) => [isSet(p, RFLAGS, TF) ? 'step-on' : 'step-off', ['RFLAGS.TF']],
  },
  { id: 'alignment', section: 'Interrupt 17—Alignment Check Exception (#AC)', find: alignment },
  { id: 'nested-task', section: 'Task Linking', find: nestedTask },
  { id: 'virtual-interrupts', section: 'Protected-Mode Virtual Interrupts', find: virtualInterrupts },
  {
    id: 'umip',
    section: 'Control Registers',
    find: (p) => [isSet(p, CR4, CR4_UMIP) ? 'umip-on' : 'umip-off', ['CR4.UMIP']],
  },
  {
    id: 'time-stamp',
    section: 'Control Registers',
    find: (p) => [isSet(p, CR4, CR4_TSD) ? 'time-stamp-on' : 'time-stamp-off', ['CR4.TSD']],
  },
];

/** Whether any of these bits is 1. `word` is the place of the register in the processor's state. */
export function isSet(p: Processor, word: number, bits: number): boolean {
  return ((p.s[word] as number) & bits) !== 0;
}

function ioPrivilege(p: Processor): Finding {
  if (isRealMode(p)) return ['io-real', ['CR0.PE']];
  const iopl = ((p.s[RFLAGS] as number) >> 12) & 3;
  const cpl = p.s[CPL] as number;
  if (isVirtual8086(p)) return ['io-virtual', ['RFLAGS.VM', 'RFLAGS.IOPL'], { iopl }];
  return [hasIoPrivilege(p) ? 'io-free' : 'io-bitmap', ['RFLAGS.IOPL', 'SS.DPL'], { iopl, cpl }];
}

function alignment(p: Processor): Finding {
  const bits = ['CR0.AM', 'RFLAGS.AC'];
  if (alignmentChecked(p)) return ['alignment-on', [...bits, 'SS.DPL']];
  return isSet(p, CR0, CR0_AM) && isSet(p, RFLAGS, AC_FLAG)
    ? ['alignment-ring', [...bits, 'SS.DPL']]
    : ['alignment-off', bits];
}

function nestedTask(p: Processor): Finding {
  if (!isSet(p, RFLAGS, NT)) return ['nested-off', ['RFLAGS.NT']];
  return isLongMode(p) ? ['nested-ia-32e', ['RFLAGS.NT', 'IA32_EFER.LMA']] : ['nested-on', ['RFLAGS.NT']];
}

/** They stand for IF where IOPL would forbid CLI and STI: in virtual-8086 mode, and at ring 3 of protected mode. */
function virtualInterrupts(p: Processor): Finding {
  const bits = ['CR4.VME', 'CR4.PVI'];
  if (!isSet(p, CR4, CR4_VME | CR4_PVI)) return ['virtual-off', bits];
  const flags = ['RFLAGS.IOPL', 'RFLAGS.VIF', 'RFLAGS.VIP'];
  if (!hasIoPrivilege(p)) {
    if (isVirtual8086(p))
      return isSet(p, CR4, CR4_VME) ? ['virtual-on', ['CR4.VME', ...flags]] : ['virtual-idle', bits];
    if (p.s[CPL] === 3 && isSet(p, CR4, CR4_PVI)) return ['virtual-protected', ['CR4.PVI', ...flags]];
  }
  return ['virtual-idle', bits];
}
