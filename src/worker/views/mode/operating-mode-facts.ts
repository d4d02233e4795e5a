import { isLongMode } from '../../../cpu/mmu/linear';
import type { Processor } from '../../../cpu/processor';
import {
  ACCESS_CODE_OR_DATA,
  ACCESS_CONFORMING,
  ACCESS_DEFAULT_BIG,
  accessLevel,
} from '../../../cpu/registers/descriptor';
import { isRealMode, isVirtual8086 } from '../../../cpu/registers/mode';
import { is64BitCode } from '../../../cpu/registers/segments';
import { isInSmm } from '../../../cpu/smm/system-management-mode';
import { CPL, CS, SEGMENT_ACCESS, SS } from '../../../cpu/state/processor-layout';
import type { Finding, ModeFactRow } from './mode-fact-row';

/** Operating mode, ring and sizes. */
export const operatingModeFacts: readonly ModeFactRow<'mode'>[] = [
  { id: 'operating-mode', section: 'Modes of Operation', find: operatingMode },
  {
    id: 'system-management',
    section: 'System Management Mode Overview',
    find: (p) => [isInSmm(p) ? 'smm-on' : 'smm-off', ['Blocking by SMI']],
  },
  { id: 'privilege-level', section: 'Privilege Levels', find: privilegeLevel },
  { id: 'code-size', section: 'Operand-Size and Address-Size Attributes', find: codeSize },
  { id: 'stack-size', section: 'Address-Size Attributes for Stack Accesses', find: stackSize },
];

function operatingMode(p: Processor): Finding {
  if (isRealMode(p)) return ['real', ['CR0.PE']];
  const protection = ['CR0.PE', 'IA32_EFER.LMA'];
  if (isLongMode(p)) {
    if (is64BitCode(p)) return ['long', [...protection, 'CS.L']];
    return [isBig(p, CS) ? 'compatibility-32' : 'compatibility-16', [...protection, 'CS.L', 'CS.D']];
  }
  if (isVirtual8086(p)) return ['virtual-8086', [...protection, 'RFLAGS.VM']];
  return [isBig(p, CS) ? 'protected-32' : 'protected-16', [...protection, 'RFLAGS.VM', 'CS.D']];
}

function privilegeLevel(p: Processor): Finding {
  const cpl = p.s[CPL] as number;
  if (isRealMode(p)) return ['ring-real', ['CR0.PE']];
  if (isVirtual8086(p)) return ['ring-virtual', ['RFLAGS.VM']];
  const access = p.s[SEGMENT_ACCESS + CS] as number;
  const conforming = (access & (ACCESS_CODE_OR_DATA | ACCESS_CONFORMING)) === (ACCESS_CODE_OR_DATA | ACCESS_CONFORMING);
  const bits = ['CS.RPL', 'CS.DPL', 'SS.DPL'];
  if (conforming) return ['ring-conforming', [...bits, 'CS.C'], { cpl, dpl: accessLevel(access) }];
  return ['ring-code', bits, { cpl }];
}

function codeSize(p: Processor): Finding {
  if (is64BitCode(p)) return ['size-64', ['IA32_EFER.LMA', 'CS.L']];
  return [isBig(p, CS) ? 'size-32' : 'size-16', isLongMode(p) ? ['IA32_EFER.LMA', 'CS.L', 'CS.D'] : ['CS.D']];
}

function stackSize(p: Processor): Finding {
  if (is64BitCode(p)) return ['stack-64', ['IA32_EFER.LMA', 'CS.L']];
  return [isBig(p, SS) ? 'stack-32' : 'stack-16', ['SS.B']];
}

/** D/B of a segment register. */
function isBig(p: Processor, segment: number): boolean {
  return ((p.s[SEGMENT_ACCESS + segment] as number) & ACCESS_DEFAULT_BIG) !== 0;
}
