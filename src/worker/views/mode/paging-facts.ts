import { isLongMode } from '../../../cpu/mmu/linear';
import { linearAddressBits, pagingMode } from '../../../cpu/mmu/paging-mode';
import { currentPcid } from '../../../cpu/mmu/tlb';
import type { Processor } from '../../../cpu/processor';
import {
  CR0_WP,
  CR4_PCIDE,
  CR4_PGE,
  CR4_PKE,
  CR4_PSE,
  CR4_SMEP,
  EFER_NXE,
} from '../../../cpu/registers/control-registers';
import { AC_FLAG } from '../../../cpu/registers/flags';
import { CR0, CR4, EFER, RFLAGS } from '../../../cpu/state/processor-layout';
import type { Finding, ModeFactRow } from './mode-fact-row';

const CR4_SMAP = 0x20_0000;
const CR4_PKS = 0x100_0000;
const RIGHTS = 'Determination of Access Rights';
const MODES = 'Paging Modes and Control Bits';

/** How addresses are translated, and what guards pages. */
export const pagingFacts: readonly ModeFactRow<'paging'>[] = [
  { id: 'paging', section: MODES, find: paging },
  { id: 'addresses', section: 'Canonical Addressing', find: addresses },
  {
    id: 'write-protect',
    section: RIGHTS,
    find: whilePaging((p) => [(p.s[CR0] as number) & CR0_WP ? 'write-protect-on' : 'write-protect-off', ['CR0.WP']]),
  },
  { id: 'execute-disable', section: RIGHTS, find: whilePaging(executeDisable) },
  {
    id: 'smep',
    section: RIGHTS,
    find: whilePaging((p) => [(p.s[CR4] as number) & CR4_SMEP ? 'smep-on' : 'smep-off', ['CR4.SMEP']]),
  },
  { id: 'smap', section: RIGHTS, find: whilePaging(smap) },
  {
    id: 'user-keys',
    section: 'Protection Keys',
    find: whilePaging((p) => keys(p, CR4_PKE, 'user-keys-on', 'user-keys-off', 'CR4.PKE', 'PKRU')),
  },
  {
    id: 'supervisor-keys',
    section: 'Protection Keys',
    find: whilePaging((p) => keys(p, CR4_PKS, 'supervisor-keys-on', 'supervisor-keys-off', 'CR4.PKS', 'IA32_PKRS')),
  },
  { id: 'pcid', section: 'Process-Context Identifiers (PCIDs)', find: whilePaging(pcid) },
  {
    id: 'global-pages',
    section: 'Global Pages',
    find: whilePaging((p) => [(p.s[CR4] as number) & CR4_PGE ? 'global-on' : 'global-off', ['CR4.PGE']]),
  },
];

/** A fact about pages: without paging it has no effect. */
function whilePaging(find: (p: Processor) => Finding): (p: Processor) => Finding {
  return (p) => (pagingMode(p) === 'none' ? ['no-paging', ['CR0.PG']] : find(p));
}

function paging(p: Processor): Finding {
  const mode = pagingMode(p);
  if (mode === 'none') return ['paging-none', ['CR0.PG']];
  const bits = ['CR0.PG', 'IA32_EFER.LMA'];
  if (mode === '4-level' || mode === '5-level') return [`paging-${mode}`, [...bits, 'CR4.LA57']];
  if (mode === 'pae') return ['paging-pae', [...bits, 'CR4.PAE']];
  const large = ((p.s[CR4] as number) & CR4_PSE) !== 0;
  return [large ? 'paging-32-bit-large' : 'paging-32-bit', [...bits, 'CR4.PAE', 'CR4.PSE']];
}

function addresses(p: Processor): Finding {
  const physical = p.cpuid.physicalAddressBits;
  if (!isLongMode(p)) return ['addresses-narrow', ['IA32_EFER.LMA'], { physical }];
  return ['addresses-canonical', ['IA32_EFER.LMA', 'CR4.LA57'], { linear: linearAddressBits(p), physical }];
}

function executeDisable(p: Processor): Finding {
  if (pagingMode(p) === '32-bit') return ['execute-disable-none', ['CR4.PAE']];
  return [(p.s[EFER] as number) & EFER_NXE ? 'execute-disable-on' : 'execute-disable-off', ['IA32_EFER.NXE']];
}

function smap(p: Processor): Finding {
  if (((p.s[CR4] as number) & CR4_SMAP) === 0) return ['smap-off', ['CR4.SMAP']];
  return [(p.s[RFLAGS] as number) & AC_FLAG ? 'smap-suspended' : 'smap-on', ['CR4.SMAP', 'RFLAGS.AC']];
}

function keys(p: Processor, bit: number, on: Finding[0], off: Finding[0], name: string, rights: string): Finding {
  if (!isLongMode(p)) return ['keys-none', ['IA32_EFER.LMA']];
  return ((p.s[CR4] as number) & bit) !== 0 ? [on, [name, rights]] : [off, [name]];
}

function pcid(p: Processor): Finding {
  if (((p.s[CR4] as number) & CR4_PCIDE) === 0) return ['pcid-off', ['CR4.PCIDE']];
  return ['pcid-on', ['CR4.PCIDE', 'CR3.PCID'], { pcid: currentPcid(p) }];
}
