import {
  DecoderOptions,
  Decoder as IcedDecoder,
  Instruction as IcedInstruction,
  Mnemonic,
  OpKind,
  Register,
} from 'iced-x86';
import { type CodeSize, Decoder } from '../../src/cpu/decode/decoder';
import type { Instruction } from '../../src/cpu/decode/instruction';
import { coreOperations } from '../../src/cpu/execute';
import { FS } from '../../src/cpu/state/processor-layout';
import { ALIASES, EXPLAINED_DIFFERENCES, NO_OPERATIONS } from './decode-differences.table';

/** What a comparison of our decoder with iced-x86 found. */
export interface DecodeComparison {
  /** Byte strings that both take for the same instruction of the same length. */
  readonly same: number;
  /** Byte strings that both refuse. */
  readonly refused: number;
  /** Differences that the table explains, by the reason's id. */
  readonly explained: ReadonlyMap<string, number>;
  readonly mismatches: readonly string[];
}

const BYTES = 15;
/** XLAT's operand has no ModRM byte; those of VSIB addresses are not taken apart. */
const IMPLIED_MEMORY: ReadonlySet<string> = new Set(['xlat', 'not-modelled']);
const PREFIXES = [0x66, 0x67, 0xf2, 0xf3, 0xf0, 0x2e, 0x26, 0x36, 0x3e, 0x64, 0x65, 0x48, 0x41, 0x4f, 0x40];
const MAPS = [[], [], [], [0x0f], [0x0f], [0x0f], [0x0f, 0x38], [0x0f, 0x3a], [0xc4], [0xc5]];

/** xorshift32: byte strings are the same on every run. */
function generator(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Fills `bytes` with prefixes now and then, an opcode of any map and random rest, or with a changed copy of what was there. */
function nextBytes(bytes: Uint8Array, next: () => number): void {
  if (next() % 3 === 0) {
    bytes[next() % 6] = next();
    if (next() % 2 === 0) bytes[next() % BYTES] ^= 1 << (next() % 8);
    return;
  }
  for (let k = 0; k < BYTES; k++) bytes[k] = next() >>> 7;
  let at = 0;
  while (at < 14 && next() % (at < 4 ? 3 : 40) === 0) bytes[at++] = PREFIXES[next() % PREFIXES.length];
  for (const byte of MAPS[next() % MAPS.length]) if (at < BYTES) bytes[at++] = byte;
  if (bytes[at - 1] === 0xc4 && at < BYTES) bytes[at] = (bytes[at] & 0xe0) | (1 + (next() % 3));
}

/** Whether a name of our row is the mnemonic: its operation, one of the manual's entry, or another name for it. */
function isNamed(mine: Instruction, mnemonic: string): boolean {
  const name = ALIASES[mnemonic] ?? mnemonic;
  if (mine.operation === name) return true;
  if (mine.operation === 'nop' && NO_OPERATIONS.test(name)) return true;
  return (mine.row?.sdm ?? '').toLowerCase().split(/[/—]/).includes(name);
}

/** Our number of a general register; RIP is 16, none -1. */
function registerNumber(register: number): number {
  if (register === Register.None) return -1;
  if (register === Register.RIP || register === Register.EIP) return 16;
  for (const first of [Register.AX, Register.EAX, Register.RAX])
    if (register >= first && register < first + 16) return register - first;
  return -2;
}

/** In 64-bit mode only FS and GS count; iced-x86 shows the prefixes of others, too. */
function isSameSegment(mine: Instruction, theirs: number): boolean {
  return mine.segment === theirs || (mine.codeSize === 8 && mine.segment < FS && theirs < FS);
}

/** Whether both see the same memory operand, or none. Operands that an opcode implies are not compared. */
function haveSameMemory(mine: Instruction, theirs: IcedInstruction): boolean {
  const named = [0, 1, 2, 3].some((k) => k < theirs.opCount && theirs.opKind(k) === OpKind.Memory);
  if (IMPLIED_MEMORY.has(mine.operation)) return true;
  if (!mine.memory || !named) return mine.memory === named;
  const base = registerNumber(theirs.memoryBase);
  const displacement = Number(BigInt.asIntN(32, theirs.memoryDisplacement));
  const own = mine.base === 16 ? mine.displacementLow + mine.length : mine.displacementLow;
  const mask = mine.addressSize === 2 ? 0xffff : -1;
  return (
    base === mine.base &&
    registerNumber(theirs.memoryIndex) === mine.index &&
    (mine.index < 0 || Math.log2(theirs.memoryIndexScale) === mine.scale) &&
    ((displacement ^ own) & mask) === 0 &&
    isSameSegment(mine, theirs.memorySegment - Register.ES)
  );
}

/** Decodes `count` random and mutated byte strings in 16-, 32- or 64-bit code with both decoders. */
export function compareWithIced(bits: 16 | 32 | 64, count: number, seed: number): DecodeComparison {
  const decoder = new Decoder(coreOperations);
  const next = generator(seed);
  const bytes = new Uint8Array(BYTES);
  const theirs = new IcedInstruction();
  const explained = new Map<string, number>();
  const mismatches: string[] = [];
  let same = 0;
  let refused = 0;
  const chunk = 4096;
  const batch = new Uint8Array(chunk * BYTES);
  for (let done = 0; done < count; done += chunk) {
    const strings = Math.min(chunk, count - done);
    for (let k = 0; k < strings; k++) {
      nextBytes(bytes, next);
      batch.set(bytes, k * BYTES);
    }
    const iced = new IcedDecoder(bits, batch, DecoderOptions.None);
    for (let k = 0; k < strings; k++) {
      const own = batch.subarray(k * BYTES, (k + 1) * BYTES);
      iced.position = k * BYTES;
      iced.ip = 0n;
      iced.decodeOut(theirs);
      const mine = decoder.decode(own, BYTES, (bits / 8) as CodeSize);
      const undefinedHere = mine === null || mine.operation === 'undefined' || mine.operation === 'too-long';
      const mnemonic = Mnemonic[theirs.mnemonic].toLowerCase();
      if (mine !== null && theirs.isInvalid && undefinedHere) refused += 1;
      else if (
        mine !== null &&
        !theirs.isInvalid &&
        !undefinedHere &&
        mine.length === theirs.length &&
        isNamed(mine, mnemonic) &&
        haveSameMemory(mine, theirs)
      )
        same += 1;
      else {
        const reason = EXPLAINED_DIFFERENCES.find(({ holds }) => holds(own, mine, theirs, mnemonic))?.id;
        if (reason !== undefined) explained.set(reason, (explained.get(reason) ?? 0) + 1);
        else {
          const ours = mine === null ? 'needs more' : `${mine.operation} (${mine.row?.sdm ?? ''}) ${mine.length}`;
          mismatches.push(`${Buffer.from(own).toString('hex')}: ${ours}, iced ${mnemonic} ${theirs.length}`);
        }
      }
    }
    iced.free();
  }
  theirs.free();
  return { same, refused, explained, mismatches };
}
