import { Decoder, DecoderOptions, Formatter, FormatterSyntax, Instruction } from './iced';

/** One instruction as text; bytes that are none become a `db`. */
export interface DisassembledInstruction {
  /** In bytes. */
  readonly length: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface Disassembler {
  /**
   * The instructions that begin at the first of the bytes, which lie at `address`; `bits` is 16, 32 or 64. An
   * instruction that the bytes cut off at the end is left out, unless it is the only one.
   */
  disassemble(bytes: Uint8Array, address: bigint, bits?: number): DisassembledInstruction[];
}

/** Makes a disassembler that writes as NASM sources are written: lower case, `0x` before hexadecimal numbers. */
export function createDisassembler(): Disassembler {
  const formatter = new Formatter(FormatterSyntax.Nasm);
  formatter.hexPrefix = '0x';
  formatter.hexSuffix = '';
  formatter.uppercaseHex = false;
  formatter.smallHexNumbersInDecimal = true;
  formatter.spaceAfterOperandSeparator = true;
  formatter.spaceBetweenMemoryAddOperators = false;
  formatter.branchLeadingZeros = false;
  formatter.displacementLeadingZeros = false;
  formatter.leadingZeros = false;
  formatter.ripRelativeAddresses = false;
  formatter.showBranchSize = false;
  const instruction = new Instruction();

  return {
    disassemble(bytes, address, bits = 64) {
      const decoder = new Decoder(bits, bytes, DecoderOptions.None);
      decoder.ip = address;
      const result: DisassembledInstruction[] = [];
      let at = 0;
      while (decoder.canDecode) {
        decoder.decodeOut(instruction);
        if (!instruction.isInvalid) {
          const { length } = instruction;
          result.push({ length, text: formatter.format(instruction), bytes: bytes.slice(at, at + length) });
          at += length;
          continue;
        }
        if (decoder.lastError === CUT_OFF && result.length > 0) break;
        // One byte is no instruction; the next one may begin one.
        const byte = bytes.slice(at, at + 1);
        result.push({ length: 1, text: `db 0x${(byte[0] ?? 0).toString(16).padStart(2, '0')}`, bytes: byte });
        at += 1;
        decoder.position = at;
        decoder.ip = address + BigInt(at);
      }
      decoder.free();
      return result;
    },
  };
}

/** DecoderError.NoMoreBytes */
const CUT_OFF = 2;
