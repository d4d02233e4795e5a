import type { Instruction } from '../../cpu/decode/instruction';

/** Bits 9:7 of every layout: 0 = 16-bit, 1 = 32-bit, 2 = 64-bit addresses. */
const addressSize = (i: Instruction): number => (i.addressSize === 8 ? 2 : i.addressSize === 4 ? 1 : 0) << 7;

/** A base of 16 stands for RIP-relative addressing, which has no base register. */
const hasBase = (i: Instruction): boolean => i.base >= 0 && i.base < 16;

/** Scaling, address size, segment, index and base of a memory operand, as most layouts place them. */
function memoryOperand(i: Instruction): number {
  let value = addressSize(i) | (i.segment << 15);
  value |= i.index >= 0 ? i.scale | (i.index << 18) : 1 << 22;
  value |= hasBase(i) ? i.base << 23 : 1 << 27;
  return value;
}

/**
 * INS and OUTS: address size and, for OUTS, the segment of the source.
 * SDM Vol. 3: "Format of the VM-Exit Instruction-Information Field as Used for INS and OUTS".
 */
export const stringIoInformation = (i: Instruction, input: boolean): number =>
  addressSize(i) | (input ? 0 : i.segment << 15);

/** VMCLEAR, VMPTRLD, VMPTRST, VMXON, XSAVES, XRSTORS. Undefined bits are 0. */
export const memoryInformation = (i: Instruction): number => memoryOperand(i);

/** INVEPT, INVPCID and INVVPID: as above, with the register operand in bits 31:28. */
export const memoryAndRegisterInformation = (i: Instruction): number => memoryOperand(i) | (i.reg << 28);

/** VMREAD and VMWRITE: the first operand may be a register (bit 10), named in bits 6:3. */
export const vmreadVmwriteInformation = (i: Instruction): number =>
  i.memory ? memoryOperand(i) | (i.reg << 28) : (i.rm << 3) | (1 << 10) | (i.reg << 28);

/** LGDT, LIDT, SGDT, SIDT: the operand size is undefined in 64-bit mode. @param identity 0 SGDT, 1 SIDT, 2 LGDT, 3 LIDT */
export const descriptorTableInformation = (i: Instruction, identity: number): number =>
  memoryOperand(i) | (i.codeSize !== 8 && i.operandSize === 4 ? 1 << 11 : 0) | (identity << 28);

/** LLDT, LTR, SLDT, STR: a register operand is named in bits 6:3. @param identity 0 SLDT, 1 STR, 2 LLDT, 3 LTR */
export const selectorInformation = (i: Instruction, identity: number): number =>
  (i.memory ? memoryOperand(i) : (i.rm << 3) | (1 << 10)) | (identity << 28);

/** RDRAND, RDSEED, TPAUSE, UMWAIT: the operand register, and its size in bits 12:11 (0 = 16, 1 = 32, 2 = 64 bits). */
export const registerInformation = (i: Instruction): number =>
  (i.rm << 3) | ((i.operandSize === 8 ? 2 : i.operandSize === 4 ? 1 : 0) << 11);
