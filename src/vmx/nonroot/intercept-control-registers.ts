import type { Instruction } from '../../cpu/decode/instruction';
import type { Processor } from '../../cpu/processor';
import { writeCr0, writeCr4 } from '../../cpu/registers/control-registers';
import { ADDRESS, CR0, CR4 } from '../../cpu/state/processor-layout';
import { readVirtualCr8, writeVirtualCr8 } from '../apic-virtualization/task-priority';
import { vmExit } from '../exit/vm-exit';
import type { VmcsFieldId } from '../vmcs/vmcs-field-list.table';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';
import { conclude, consult, consultBit, controlRule, decideByControl } from './decide';
import { beginInstructionExit } from './intercept-instructions';
import { operandRules } from './operand-rules.table';

/** Access types of the exit qualification for control-register accesses, bits 5:4. */
const MOV_TO_CR = 0;
const MOV_FROM_CR = 1 << 4;
const CLTS_ACCESS = 2 << 4;
const LMSW_ACCESS = 3 << 4;
/** LMSW with a memory operand. */
const LMSW_MEMORY = 1 << 6;

const CR0_TS = 8;
const CR0_BITS: Readonly<Record<number, string>> = {
  0: 'PE',
  1: 'MP',
  2: 'EM',
  3: 'TS',
  4: 'ET',
  5: 'NE',
  16: 'WP',
  18: 'AM',
  29: 'NW',
  30: 'CD',
  31: 'PG',
};
const CR4_BITS: Readonly<Record<number, string>> = {
  0: 'VME',
  1: 'PVI',
  2: 'TSD',
  3: 'DE',
  4: 'PSE',
  5: 'PAE',
  6: 'MCE',
  7: 'PGE',
  8: 'PCE',
  9: 'OSFXSR',
  10: 'OSXMMEXCPT',
  11: 'UMIP',
  12: 'LA57',
  13: 'VMXE',
  14: 'SMXE',
  16: 'FSGSBASE',
  17: 'PCIDE',
  18: 'OSXSAVE',
  20: 'SMEP',
  21: 'SMAP',
  22: 'PKE',
  23: 'CET',
  24: 'PKS',
};

/** What differs between CR0 and CR4. */
interface MaskedRegister {
  readonly place: number;
  readonly mask: VmcsFieldId & ('cr0-guest-host-mask' | 'cr4-guest-host-mask');
  readonly maskWord: number;
  readonly shadowWord: number;
  readonly bitName: (bit: number) => string;
}

const masked: Readonly<Record<0 | 4, MaskedRegister>> = {
  0: {
    place: CR0,
    mask: 'cr0-guest-host-mask',
    maskWord: F['cr0-guest-host-mask'],
    shadowWord: F['cr0-read-shadow'],
    bitName: (bit) => `CR0.${CR0_BITS[bit] ?? bit}`,
  },
  4: {
    place: CR4,
    mask: 'cr4-guest-host-mask',
    maskWord: F['cr4-guest-host-mask'],
    shadowWord: F['cr4-read-shadow'],
    bitName: (bit) => `CR4.${CR4_BITS[bit] ?? bit}`,
  },
};

const field64 = (c: VmxContext, word: number): bigint => c.p.image.u64[(c.region + word) >> 1] as bigint;
const register64 = (p: Processor, place: number): bigint => p.q[place >> 1] as bigint;

/** What the guest sees when it reads CR0 or CR4: the read shadow where the mask has ones. */
export function visibleControlRegister(c: VmxContext, cr: 0 | 4, value: bigint): bigint {
  const { maskWord, shadowWord } = masked[cr];
  const mask = field64(c, maskWord);
  return (value & ~mask) | (field64(c, shadowWord) & mask);
}

/**
 * Notes the mask bits of the positions where a write differs from what the guest sees. Those that exit come last, the lowest
 * of them at the very end, since it decides; before them those that would exit if the host owned them.
 */
function consultMaskBits(c: VmxContext, cr: 0 | 4, differing: bigint, mask: bigint, turning: bigint): void {
  if (!c.detailed) return;
  const register = masked[cr];
  const guests = differing & ~mask;
  for (const group of [guests & ~turning, guests & turning, differing & mask]) {
    for (let bit = 63; bit >= 0; bit--) {
      if ((group & (1n << BigInt(bit))) === 0n) continue;
      const value = (mask & (1n << BigInt(bit))) === 0n ? 0 : 1;
      consultBit(c, register.mask, register.mask, bit, value, register.bitName);
    }
  }
}

/** MOV to CR0 or CR4. SDM Vol. 3: "Guest/Host Masks and Read Shadows for CR0 and CR4"; "Changes to Instruction Behavior". */
function writeMasked(c: VmxContext, i: Instruction, cr: 0 | 4, gpr: number, value: bigint): boolean {
  const register = masked[cr];
  const mask = field64(c, register.maskWord);
  const differing = value ^ visibleControlRegister(c, cr, register64(c.p, register.place));
  const owned = differing & mask;
  const turning = differing & ~mask & (value ^ field64(c, register.shadowWord));
  consultMaskBits(c, cr, differing, mask, turning);
  const rule = cr === 0 ? operandRules.movToCr0 : operandRules.movToCr4;
  if (conclude(c, rule, owned === 0n ? 0 : 1, rule.subject, (owned | turning) !== 0n)) {
    exitForControlRegister(c, i, cr | MOV_TO_CR | (gpr << 8), rule.subject);
    return true;
  }
  if (mask === 0n) return false;
  const effective = (register64(c.p, register.place) & mask) | (value & ~mask);
  if (cr === 0) writeCr0(c.p, effective);
  else writeCr4(c.p, effective);
  return true;
}

const cr3Load = controlRule(operandRules.cr3Load);
const cr3Store = controlRule(operandRules.cr3Store);
const cr8Load = controlRule(operandRules.cr8Load);
const cr8Store = controlRule(operandRules.cr8Store);
const CR3_TARGET_COUNT = F['cr3-target-count'];
const CR3_TARGETS: readonly VmcsFieldId[] = [
  'cr3-target-value-0',
  'cr3-target-value-1',
  'cr3-target-value-2',
  'cr3-target-value-3',
];

/** MOV to CR3: exits under "CR3-load exiting" unless the value is one of the CR3-target values. */
function cr3LoadExits(c: VmxContext, value: bigint): boolean {
  const { control } = cr3Load;
  const count = Math.min(c.p.image.i32[c.region + CR3_TARGET_COUNT] >>> 0, CR3_TARGETS.length);
  if (control !== null && (c.p.image.i32[c.region + control.fieldWord] & control.mask) !== 0) {
    for (let n = 0; n < count; n++) {
      const field = CR3_TARGETS[n];
      const equal = field64(c, F[field]) === value ? 1 : 0;
      if (equal === 1) consult(c, control);
      consultBit(c, 'cr3-target-values', field, n, equal, (bit) => ({ text: 'equals-cr3-target', values: { n: bit } }));
      if (equal === 1) return conclude(c, operandRules.cr3Target, 1);
    }
  }
  return decideByControl(c, cr3Load);
}

/** MOV to CR0, CR3, CR4 or CR8; true when it exited or was carried out under the guest/host mask or on the TPR shadow. */
export function interceptControlRegisterWrite(
  c: VmxContext,
  i: Instruction,
  cr: 0 | 3 | 4 | 8,
  gpr: number,
  value: bigint,
): boolean {
  if (cr === 0 || cr === 4) return writeMasked(c, i, cr, gpr, value);
  if (!(cr === 3 ? cr3LoadExits(c, value) : decideByControl(c, cr8Load))) return cr === 8 && writeVirtualCr8(c, value);
  exitForControlRegister(c, i, cr | MOV_TO_CR | (gpr << 8), `mov to cr${cr}`);
  return true;
}

/** MOV from CR3 or CR8; true when it exited or read the TPR shadow. */
export function interceptControlRegisterRead(c: VmxContext, i: Instruction, cr: 3 | 8, gpr: number): boolean {
  if (!decideByControl(c, cr === 3 ? cr3Store : cr8Store)) return cr === 8 && readVirtualCr8(c, i, gpr);
  exitForControlRegister(c, i, cr | MOV_FROM_CR | (gpr << 8), `mov from cr${cr}`);
  return true;
}

/**
 * CLTS exits when the host owns CR0.TS and the guest sees it set; when the host owns it and the guest sees it clear, the
 * instruction does nothing. Returns true in both cases.
 */
export function interceptClts(c: VmxContext, i: Instruction): boolean {
  const words = c.p.image.i32;
  const owned = words[c.region + masked[0].maskWord] & CR0_TS;
  const shown = words[c.region + masked[0].shadowWord] & CR0_TS;
  consultBit(c, 'cr0-guest-host-mask', 'cr0-guest-host-mask', 3, owned === 0 ? 0 : 1, masked[0].bitName);
  // With TS shown clear no value of the mask bit makes it exit.
  if (conclude(c, operandRules.clts, (owned & shown) === 0 ? 0 : 1, 'clts', shown !== 0)) {
    exitForControlRegister(c, i, CLTS_ACCESS, 'clts');
    return true;
  }
  return owned !== 0;
}

/**
 * LMSW exits when it would give a host-owned bit 3:0 another value than the guest sees; it never clears PE. Otherwise it
 * writes the bits that the guest owns. Returns true when it exited or was carried out here.
 */
export function interceptLmsw(c: VmxContext, i: Instruction, source: number): boolean {
  const words = c.p.image.i32;
  const mask = words[c.region + masked[0].maskWord] & 15;
  const shadow = words[c.region + masked[0].shadowWord];
  const old = c.p.s[CR0];
  const visible = (old & ~mask) | (shadow & mask);
  const differing = ((source ^ visible) & 14) | (source & ~visible & 1);
  const turning = differing & ~mask & (((source ^ shadow) & 14) | (source & ~shadow & 1));
  consultMaskBits(c, 0, BigInt(differing), BigInt(mask), BigInt(turning));
  const owned = differing & mask;
  if (conclude(c, operandRules.lmsw, owned === 0 ? 0 : 1, 'lmsw', (owned | turning) !== 0)) {
    const exit = beginInstructionExit(c, i, operandRules.lmsw.reason, 'lmsw');
    exit.qualificationLow = LMSW_ACCESS | (i.memory ? LMSW_MEMORY : 0) | (source << 16);
    if (i.memory) {
      exit.hasLinearAddress = true;
      exit.linearLow = c.p.s[ADDRESS];
      exit.linearHigh = c.p.s[ADDRESS + 1];
    }
    vmExit(c);
    return true;
  }
  if (mask === 0) return false;
  const free = 15 & ~mask;
  const next = (old & ~(free & 14)) | (source & free);
  writeCr0(c.p, (register64(c.p, CR0) & ~0xfn) | BigInt(next & 15));
  return true;
}

function exitForControlRegister(c: VmxContext, i: Instruction, qualification: number, cause: string): void {
  const exit = beginInstructionExit(c, i, operandRules.movToCr0.reason, cause);
  exit.qualificationLow = qualification;
  vmExit(c);
}

const movDr = controlRule(operandRules.movDr);

/** MOV to or from a debug register. SDM Vol. 3: "Exit Qualification for MOV DR". */
export function interceptDebugRegister(c: VmxContext, i: Instruction, dr: number, gpr: number, read: boolean): boolean {
  const subject = read ? `mov from dr${dr}` : `mov to dr${dr}`;
  if (!decideByControl(c, movDr, subject)) return false;
  const exit = beginInstructionExit(c, i, movDr.rule.reason, subject);
  exit.qualificationLow = dr | (read ? 0x10 : 0) | (gpr << 8);
  vmExit(c);
  return true;
}

const invlpg = controlRule(operandRules.invlpg);

/** INVLPG: the qualification is the linear address. */
export function interceptInvlpg(c: VmxContext, i: Instruction, linearLow: number, linearHigh: number): boolean {
  if (!decideByControl(c, invlpg)) return false;
  const exit = beginInstructionExit(c, i, invlpg.rule.reason, 'invlpg');
  exit.qualificationLow = linearLow;
  exit.qualificationHigh = linearHigh;
  vmExit(c);
  return true;
}
