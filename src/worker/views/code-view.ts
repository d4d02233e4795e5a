import type { Processor } from '../../cpu/processor';
import { CS, SEGMENT_ACCESS, SEGMENT_BASE } from '../../cpu/state/processor-layout';
import type { CodePlace, DisassembledLine } from '../../protocol/snapshot';
import type { CodeMap } from './code-map';
import { readLinear } from './memory-view';
import { word64 } from './registers-view';

/** One decoded instruction for display. */
export interface DisassembledInstruction {
  readonly length: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** The disassembler as the views need it (asm/disassembler.ts is one). */
export interface CodeReader {
  disassemble(bytes: Uint8Array, address: bigint, bits?: number): readonly DisassembledInstruction[];
}

const LONGEST_INSTRUCTION = 15;
/** How far before RIP the lines around it may begin. */
const LINES_BEFORE = 32;
const LINES_AROUND = 16;

/** Default operand and address size of the code segment. SDM Vol. 3: "Code- and Data-Segment Descriptor Types". */
export function codeBits(p: Processor): 16 | 32 | 64 {
  const access = p.s[SEGMENT_ACCESS + CS] as number;
  if ((access & 0x2000) !== 0) return 64;
  return (access & 0x4000) !== 0 ? 32 : 16;
}

/** Names, source and text for an address of the processor's present address space. */
export function toCodePlace(p: Processor, map: CodeMap, reader: CodeReader, rip: bigint): CodePlace {
  return {
    rip,
    symbol: map.symbolAt(rip),
    source: map.sourceAt(rip),
    text: disassembleAt(p, map, reader, rip, 1)[0]?.text ?? '',
  };
}

/** Consecutive instructions from `rip` on; ends where no memory is mapped. */
export function disassembleAt(
  p: Processor,
  map: CodeMap,
  reader: CodeReader,
  rip: bigint,
  count: number,
): DisassembledLine[] {
  const bytes = codeBytes(p, rip, count * LONGEST_INSTRUCTION);
  if (bytes.length === 0) return [];
  let address = rip;
  return reader
    .disassemble(bytes, rip, codeBits(p))
    .slice(0, count)
    .map((instruction) => {
      const line: DisassembledLine = {
        rip: address,
        symbol: map.symbolAt(address),
        source: map.sourceAt(address),
        text: instruction.text,
        length: instruction.length,
        bytes: Array.from(instruction.bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' '),
      };
      address = BigInt.asUintN(64, address + BigInt(instruction.length));
      return line;
    });
}

/** Lines around RIP: some before it, from the farthest start whose instructions end exactly at RIP, and those that follow. */
export function disassembleAround(p: Processor, map: CodeMap, reader: CodeReader, rip: bigint): DisassembledLine[] {
  const before = rip < BigInt(LINES_BEFORE) ? Number(rip) : LINES_BEFORE;
  for (let back = before; back > 0; back--) {
    const lines = disassembleAt(p, map, reader, BigInt.asUintN(64, rip - BigInt(back)), LINES_AROUND);
    const here = lines.findIndex((line) => line.rip === rip);
    if (here > 0 && lines.slice(0, here).every((line) => !line.text.startsWith('db '))) return lines;
  }
  return disassembleAt(p, map, reader, rip, LINES_AROUND);
}

/** Mapped bytes from an address on, at most `length`. */
export function codeBytes(p: Processor, rip: bigint, length: number): Uint8Array {
  const base = codeBits(p) === 64 ? 0n : word64(p, SEGMENT_BASE + 2 * CS);
  const bytes = readLinear(p, BigInt.asUintN(64, base + rip), length);
  const end = bytes.indexOf(null);
  return Uint8Array.from((end < 0 ? bytes : bytes.slice(0, end)) as number[]);
}
