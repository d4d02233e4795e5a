import { Decoder, DecoderOptions, InstructionInfoFactory, OpAccess, Register, RegisterExt } from './iced';

const WRITES: ReadonlySet<OpAccess> = new Set([OpAccess.Write, OpAccess.ReadWrite]);
const registerIds = Register as unknown as Readonly<Record<string, Register>>;

/**
 * Whether an instruction names a register, or a part of it, as something that it writes, whatever the value; what it writes
 * only under a condition does not count. `bits` is 16, 32 or 64. Names as "RAX", "CR0", "DR7", "DS", "RFLAGS".
 */
export function writesRegister(bytes: Uint8Array, bits: number, name: string): boolean {
  const wanted = registerIds[name];
  if ((wanted === undefined && name !== 'RFLAGS') || name === 'RIP') return false;
  const decoder = new Decoder(bits, bytes, DecoderOptions.None);
  const instruction = decoder.decode();
  const factory = new InstructionInfoFactory();
  try {
    if (instruction.isInvalid) return false;
    if (name === 'RFLAGS') return instruction.rflagsModified !== 0;
    return factory
      .info(instruction)
      .usedRegisters()
      .some(({ register, access }) => WRITES.has(access) && RegisterExt.fullRegister(register) === wanted);
  } finally {
    factory.free();
    instruction.free();
    decoder.free();
  }
}
