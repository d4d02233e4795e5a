import type { Instruction } from '../../cpu/decode/instruction';
import { physicalRead8 } from '../../cpu/mmu/physical';
import { joinPhysical } from '../../cpu/state/address';
import { vmExit } from '../exit/vm-exit';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consult, consultBit, consultedControl } from './decide';
import { beginInstructionExit } from './intercept-instructions';
import type { InterceptRule } from './intercept-rule';
import { operandRules } from './operand-rules.table';

const useMsrBitmaps = consultedControl({ word: 'primary-processor-based', id: 'use-msr-bitmaps' });
const MSR_BITMAPS = F['msr-bitmaps'];
/** Bits per bitmap: MSRs 0–0x1FFF, then 0xC0000000–0xC0001FFF. */
const BITMAP_BITS = 0x2000;

type MsrInstruction = 'rdmsr' | 'wrmsr' | 'rdmsrlist' | 'wrmsrlist';
type MsrRules = Readonly<Record<'always' | 'bitmap' | 'range', InterceptRule>>;

const rulesOf = (name: MsrInstruction): MsrRules => ({
  always: operandRules[name],
  bitmap: operandRules[`${name}Bitmap`],
  range: operandRules[`${name}Range`],
});
const rules: Readonly<Record<MsrInstruction, MsrRules>> = {
  rdmsr: rulesOf('rdmsr'),
  wrmsr: rulesOf('wrmsr'),
  rdmsrlist: rulesOf('rdmsrlist'),
  wrmsrlist: rulesOf('wrmsrlist'),
};

/** Decides about an access and begins the exit if there is one. */
function beginMsrExit(c: VmxContext, i: Instruction, name: MsrInstruction, index: number, write: boolean): boolean {
  const subject = c.detailed ? `${name} 0x${index.toString(16)}` : name;
  if (!msrExits(c, rules[name], index, write, subject)) return false;
  beginInstructionExit(c, i, rules[name].always.reason, name);
  return true;
}

/** RDMSR and WRMSR. SDM Vol. 3: "Instructions That Cause VM Exits Conditionally"; "MSR-Bitmap Address". */
export function interceptMsr(c: VmxContext, i: Instruction, index: number, write: boolean): boolean {
  if (!beginMsrExit(c, i, write ? 'wrmsr' : 'rdmsr', index >>> 0, write)) return false;
  vmExit(c);
  return true;
}

/**
 * One entry of RDMSRLIST or WRMSRLIST: it exits where RDMSR or WRMSR of that MSR would. The qualification is the MSR's
 * number, and what would have been written is in the field "MSR data".
 */
export function interceptMsrList(c: VmxContext, i: Instruction, index: number, write: boolean, value: bigint): boolean {
  if (!beginMsrExit(c, i, write ? 'wrmsrlist' : 'rdmsrlist', index, write)) return false;
  c.exit.qualificationLow = index | 0;
  if (write) c.exit.msrData = value;
  vmExit(c);
  return true;
}

function msrExits(c: VmxContext, rules: MsrRules, index: number, write: boolean, subject: string): boolean {
  if (consult(c, useMsrBitmaps) === 0) return conclude(c, rules.always, 0, subject);
  const low = index < BITMAP_BITS;
  if (!low && (index < 0xc000_0000 || index >= 0xc000_0000 + BITMAP_BITS)) return conclude(c, rules.range, 1, subject);
  // Four bitmaps of 1 KiB: read low, read high, write low, write high.
  const bit = (write ? 2 * BITMAP_BITS : 0) + (low ? 0 : BITMAP_BITS) + (index & (BITMAP_BITS - 1));
  const words = c.p.image.i32;
  const field = c.region + MSR_BITMAPS;
  const byte = physicalRead8(c.p, joinPhysical(words[field], words[field + 1]) + (bit >>> 3));
  const value = ((byte >>> (bit & 7)) & 1) === 0 ? 0 : 1;
  consultBit(c, 'msr-bitmap', 'msr-bitmaps', bit, value, () => ({
    text: write ? 'msr-write' : 'msr-read',
    values: { msr: `0x${index.toString(16)}` },
  }));
  return conclude(c, rules.bitmap, value, subject);
}
