import { GP, raise, raiseWithCode, UD, Unmodelled } from '../interrupts/fault';
import { REQUIRE_UNIT } from '../interrupts/unit-checks';
import { CHEAP_CYCLES, CYCLE_COSTS, MEMORY_OPERAND_CYCLES } from '../isa/cycle-cost.table';
import { PAIR_OPERANDS } from '../isa/memory-access.table';
import { ATTENTION, CS, DS, ES, FS, GS, SS } from '../state/processor-layout';
import { type AbsentInstructions, NOTHING_ABSENT } from './absent-instructions';
import {
  Instruction,
  type Operation,
  PREFIX_ADDRESS_SIZE,
  PREFIX_LOCK,
  PREFIX_OPERAND_SIZE,
  PREFIX_REP,
  PREFIX_REPNE,
  PREFIX_REX,
  PREFIX_REX_W,
} from './instruction';
import { locking } from './locked-operation';
import type { OpcodeForm, SizeLetter } from './opcode-form';
import { OPCODE_MAP } from './opcode-map';

/** The longest instruction. SDM Vol. 2, "Instruction Format"; a longer one raises #GP(0). */
export const MAX_INSTRUCTION_BYTES = 15;

/** Bytes of the code segment's default operand: 8 for 64-bit mode, 4 and 2 for the other modes. */
export type CodeSize = 2 | 4 | 8;

const REX_B = 1,
  REX_X = 2,
  REX_R = 4,
  REX_W = 8;
const RSP = 4,
  RBP = 5;
/** The base register number that stands for RIP of the next instruction. */
const BASE_RIP = 16;

/** Base and index registers of 16-bit addresses by ModRM.rm. */
const BASES_16 = [
  [3, 6],
  [3, 7],
  [5, 6],
  [5, 7],
  [6, -1],
  [7, -1],
  [5, -1],
  [3, -1],
] as const;

const MORE_BYTES = Object.freeze({ signal: 'more bytes' });
const TOO_LONG = Object.freeze({ signal: 'too long' });

const raiseUndefinedOpcode: Operation = (p) => raise(p, UD);
const raiseTooLong: Operation = (p) => raiseWithCode(p, GP, 0);

/** Segment overrides by prefix byte. In 64-bit mode only FS and GS count. */
const SEGMENT_OF_PREFIX: ReadonlyMap<number, number> = new Map([
  [0x26, ES],
  [0x2e, CS],
  [0x36, SS],
  [0x3e, DS],
  [0x64, FS],
  [0x65, GS],
]);

/** An operation after which the step loop looks at the cycle count: see `CHEAP_CYCLES`. */
function expensive(run: Operation): Operation {
  return (p, i) => {
    p.s[ATTENTION] = 1;
    run(p, i);
  };
}

/** Turns bytes into instructions whose `run` comes from one set of operations. SDM Vol. 2, "Instruction Format". */
export class Decoder {
  private bytes: Uint8Array = new Uint8Array(0);
  private end = 0;
  private at = 0;
  private rex = 0;
  private vexL = 0;
  private vexW = 0;
  private readonly runs = new Map<string, Operation>();

  constructor(
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly absent: AbsentInstructions = NOTHING_ABSENT,
  ) {}

  /**
   * Decodes the instruction at the start of `bytes`, of which `available` are known. Returns null when more bytes are
   * needed. Bytes that are no instruction decode to one whose operation raises the exception.
   */
  decode(bytes: Uint8Array, available: number, codeSize: CodeSize): Instruction | null {
    this.bytes = bytes;
    this.end = Math.min(available, MAX_INSTRUCTION_BYTES);
    this.at = 0;
    this.rex = 0;
    const i = new Instruction(raiseUndefinedOpcode);
    i.codeSize = codeSize;
    i.operation = 'undefined';
    try {
      this.decodeInto(i);
    } catch (signal) {
      if (signal === MORE_BYTES) return null;
      if (signal !== TOO_LONG) throw signal;
      i.run = raiseTooLong;
      i.operation = 'too-long';
    }
    i.length = this.at;
    return i;
  }

  private decodeInto(i: Instruction): void {
    let opcode = this.readPrefixes(i);
    let map = 0;
    if (opcode === 0x0f) {
      map = 1;
      opcode = this.next();
      if (opcode === 0x38 || opcode === 0x3a) {
        map = opcode === 0x38 ? 2 : 3;
        opcode = this.next();
      }
    }
    const afterVex = (opcode | 1) === 0xc5 && map === 0 && (i.codeSize === 8 || this.peek() >= 0xc0);
    if (afterVex) this.decodeVex(i, opcode);
    else this.choose(OPCODE_MAP[map * 256 + opcode], i, opcode);
  }

  private choose(forms: readonly OpcodeForm[], i: Instruction, opcode: number): void {
    for (const form of forms) {
      if (!this.matches(form, i)) continue;
      this.decodeForm(form, i, opcode);
      return;
    }
  }

  /**
   * Two- and three-byte VEX prefixes; their R, X, B and vvvv are inverted. Outside 64-bit mode W counts as 0 and there are
   * eight registers. Other prefixes that change the opcode must not precede. SDM Vol. 2: "The VEX Prefix".
   */
  private decodeVex(i: Instruction, first: number): void {
    const refused = PREFIX_LOCK | PREFIX_REP | PREFIX_REPNE | PREFIX_OPERAND_SIZE | PREFIX_REX;
    let second = this.next();
    let map = 1;
    let rex = second & 0x80 ? 0 : REX_R;
    if (first === 0xc4) {
      map = second & 31;
      rex |= (second & 0x40 ? 0 : REX_X) | (second & 0x20 ? 0 : REX_B);
      second = this.next();
      if ((second & 0x80) !== 0) rex |= REX_W;
    }
    const opcode = this.next();
    if ((i.prefixes & refused) !== 0 || map === 0 || map > 3) return;
    const long = i.codeSize === 8;
    this.rex = long ? rex : 0;
    this.vexL = (second >> 2) & 1;
    this.vexW = rex >> 3;
    i.vvvv = (~second >> 3) & (long ? 15 : 7);
    i.prefixes |= [0, PREFIX_OPERAND_SIZE, PREFIX_REP, PREFIX_REPNE][second & 3];
    const forms = OPCODE_MAP[(map + 4) * 256 + opcode].filter((form) =>
      this.matchesVex(form, (second & 0x78) === 0x78),
    );
    if (long && (rex & REX_W) !== 0) i.prefixes |= PREFIX_REX_W;
    this.choose(forms, i, opcode);
  }

  private matchesVex(form: OpcodeForm, noRegister: boolean): boolean {
    if (form.vexL >= 0 && form.vexL !== this.vexL) return false;
    if (form.vexW >= 0 && form.vexW !== this.vexW) return false;
    return noRegister || form.operands.some(({ letter }) => letter === 'B');
  }

  /** Reads prefixes; returns the first opcode byte. A REX prefix counts only right before the opcode. */
  private readPrefixes(i: Instruction): number {
    i.segment = -1;
    for (;;) {
      const byte = this.next();
      if (i.codeSize === 8 && (byte & 0xf0) === 0x40) {
        this.rex = byte;
        continue;
      }
      if (byte === 0x66) i.prefixes |= PREFIX_OPERAND_SIZE;
      else if (byte === 0x67) i.prefixes |= PREFIX_ADDRESS_SIZE;
      else if (byte === 0xf0) i.prefixes |= PREFIX_LOCK;
      else if (byte === 0xf2) i.prefixes = (i.prefixes & ~PREFIX_REP) | PREFIX_REPNE;
      else if (byte === 0xf3) i.prefixes = (i.prefixes & ~PREFIX_REPNE) | PREFIX_REP;
      else {
        const segment = SEGMENT_OF_PREFIX.get(byte);
        if (segment === undefined) {
          if (this.rex !== 0) i.prefixes |= PREFIX_REX | ((this.rex & REX_W) !== 0 ? PREFIX_REX_W : 0);
          i.addressSize = addressSizeOf(i);
          return byte;
        }
        if (i.codeSize !== 8 || segment >= FS) i.segment = segment;
      }
      this.rex = 0;
    }
  }

  private matches(form: OpcodeForm, i: Instruction): boolean {
    const { row, prefix } = form;
    if (row.only !== undefined && (row.only === 'long') !== (i.codeSize === 8)) return false;
    if (row.withoutRexB === true && (this.rex & REX_B) !== 0) return false;
    const { prefixes } = i;
    const repeats = prefixes & (PREFIX_REP | PREFIX_REPNE);
    const operandSize = prefixes & PREFIX_OPERAND_SIZE;
    if (prefix === 'none' && (repeats | operandSize) !== 0) return false;
    if (prefix === 'no-repeat' && repeats !== 0) return false;
    if (prefix === '66' && (operandSize === 0 || repeats !== 0)) return false;
    if (prefix === 'F2' && (repeats & PREFIX_REPNE) === 0) return false;
    if (prefix === 'F3' && (repeats & PREFIX_REP) === 0) return false;
    if (!form.hasModrm) return true;
    if (form.extension < 0 && form.modrm < 0 && (form.mod === 'any' || form.mod === 'assume-register')) return true;
    const modrm = this.peek();
    if (form.modrm >= 0) return modrm === form.modrm;
    if (form.extension >= 0 && ((modrm >> 3) & 7) !== form.extension) return false;
    return form.mod === 'any' || form.mod === 'assume-register' || (form.mod === 'register') === modrm >= 0xc0;
  }

  private decodeForm(form: OpcodeForm, i: Instruction, opcode: number): void {
    const { row } = form;
    i.operation = row.operation;
    i.row = row;
    i.operandSize = operandSizeOf(form.size, i, row.wide);
    if (row.reg !== undefined) i.reg = row.reg;
    if (form.hasModrm) this.readModrm(form, i);
    for (const operand of form.operands) {
      const { letter } = operand;
      if (letter === 'I') this.readImmediate(operand.size, i);
      else if (letter === 'J') this.readRelative(operand.size, i);
      else if (letter === 'Z') {
        i.rm = (opcode & 7) | ((this.rex & REX_B) << 3);
        i.reg = form.operands.length > 1 && form.operands[1].letter === 'rAX' ? 0 : i.rm;
      } else if (letter === 'O') this.readOffset(i);
      else if (letter === 'A') this.readFarPointer(i);
      else if (letter === '1') i.immediateLow = 1;
    }
    if (i.segment < 0) i.segment = (i.base === RSP || i.base === RBP) && i.memory ? SS : DS;
    i.memorySize = memorySizeOf(form, i);
    i.writesMemory = form.writesMemory;
    i.plainAddress = i.codeSize === 8 && i.addressSize === 8 && i.base >= 0 && i.index < 0 && i.segment < FS;
    i.cost = CYCLE_COSTS[row.cost] + (i.memory ? MEMORY_OPERAND_CYCLES : 0);
    const locked = (i.prefixes & PREFIX_LOCK) !== 0;
    if (locked && !(row.lockable === true && i.memory)) i.operation = 'undefined';
    else {
      const run = locked || (i.memory && row.operation === 'xchg') ? locking(this.runOf(form, i)) : this.runOf(form, i);
      i.run = i.cost > CHEAP_CYCLES ? expensive(run) : run;
    }
  }

  private readModrm(form: OpcodeForm, i: Instruction): void {
    const modrm = this.next();
    const { rex } = this;
    const mod = modrm >> 6;
    const rm = modrm & 7;
    if (form.row.reg === undefined) i.reg = ((modrm >> 3) & 7) | ((rex & REX_R) << 1);
    if (mod === 3 || form.mod === 'assume-register') {
      i.rm = rm | ((rex & REX_B) << 3);
      return;
    }
    i.memory = true;
    i.rm = rm;
    if (i.addressSize === 2) {
      this.readModrm16(i, mod, rm);
      return;
    }
    let base = rm;
    if (rm === RSP) {
      const sib = this.next();
      const index = ((sib >> 3) & 7) | ((rex & REX_X) << 2);
      if (index !== RSP) i.index = index;
      i.scale = sib >> 6;
      base = sib & 7;
    }
    if (mod === 0 && base === RBP) {
      if (i.codeSize === 8 && rm === RBP) i.base = BASE_RIP;
      setDisplacement(i, this.next32());
      return;
    }
    i.base = base | ((rex & REX_B) << 3);
    if (mod === 1) setDisplacement(i, (this.next() << 24) >> 24);
    else if (mod === 2) setDisplacement(i, this.next32());
  }

  /** SDM Vol. 2, "16-Bit Addressing Forms with the ModR/M Byte". */
  private readModrm16(i: Instruction, mod: number, rm: number): void {
    if (mod === 0 && rm === 6) {
      setDisplacement(i, this.next16());
      return;
    }
    [i.base, i.index] = BASES_16[rm];
    if (mod === 1) setDisplacement(i, (this.next() << 24) >> 24);
    else if (mod === 2) setDisplacement(i, (this.next16() << 16) >> 16);
  }

  private readImmediate(size: SizeLetter | '', i: Instruction): void {
    if (size === 'w') {
      i.immediateLow = this.next16();
      return;
    }
    if (size === 'b') {
      const value = (this.next() << 24) >> 24;
      if (i.operation === 'enter') i.immediate2 = value & 0xff;
      else setImmediate(i, value);
      return;
    }
    if (size === 'v' && i.operandSize === 8) {
      i.immediateLow = this.next32();
      i.immediateHigh = this.next32();
    } else if (i.operandSize === 2) setImmediate(i, (this.next16() << 16) >> 16);
    else setImmediate(i, this.next32());
  }

  private readRelative(size: SizeLetter | '', i: Instruction): void {
    if (size === 'b') setImmediate(i, (this.next() << 24) >> 24);
    else if (i.operandSize === 2) setImmediate(i, (this.next16() << 16) >> 16);
    else setImmediate(i, this.next32());
  }

  private readOffset(i: Instruction): void {
    i.memory = true;
    i.displacementLow = i.addressSize === 2 ? this.next16() : this.next32();
    i.displacementHigh = i.addressSize === 8 ? this.next32() : 0;
  }

  private readFarPointer(i: Instruction): void {
    i.immediateLow = i.operandSize === 2 ? this.next16() : this.next32();
    i.immediate2 = this.next16();
  }

  /** The most special operation that exists for a form: by pattern, size and kind of ModRM.rm; by pattern; by name. */
  private runOf(form: OpcodeForm, i: Instruction): Operation {
    const absence = this.absent.get(form.row.sdm);
    const isAbsent = absence !== undefined && (absence.only === undefined || i.codeSize === 8);
    if (isAbsent && absence.instead === undefined) return raiseUndefinedOpcode;
    const operation = isAbsent ? (absence.instead ?? '') : form.row.operation;
    const sized = `${operation}.${form.pattern}${i.operandSize}`;
    const key = i.memory ? `${sized}m` : `${sized}r`;
    let run = this.runs.get(key);
    if (run === undefined) {
      const { operations } = this;
      run =
        operations.get(key) ??
        operations.get(sized) ??
        operations.get(`${operation}.${form.pattern}`) ??
        operations.get(operation) ??
        stopNotModelled;
      this.runs.set(key, run);
    }
    return run;
  }

  private peek(): number {
    const byte = this.next();
    this.at -= 1;
    return byte;
  }

  private next(): number {
    if (this.at >= this.end) throw this.at >= MAX_INSTRUCTION_BYTES ? TOO_LONG : MORE_BYTES;
    return this.bytes[this.at++];
  }

  private next16(): number {
    const low = this.next();
    return low | (this.next() << 8);
  }

  private next32(): number {
    const low = this.next16();
    return low | (this.next16() << 16);
  }
}

function setDisplacement(i: Instruction, value: number): void {
  i.displacementLow = value;
  i.displacementHigh = value >> 31;
}

function setImmediate(i: Instruction, value: number): void {
  i.immediateLow = value;
  i.immediateHigh = value >> 31;
}

/** SDM Vol. 1, "Address-Size and Operand-Size Attributes". */
function addressSizeOf(i: Instruction): number {
  const other = (i.prefixes & PREFIX_ADDRESS_SIZE) !== 0;
  if (i.codeSize === 8) return other ? 4 : 8;
  return (i.codeSize === 4) === other ? 2 : 4;
}

function operandSizeOf(size: SizeLetter, i: Instruction, wide: 'default' | 'forced' | undefined): number {
  const small = (i.prefixes & PREFIX_OPERAND_SIZE) !== 0;
  const rexW = (i.prefixes & PREFIX_REX_W) !== 0;
  const long = i.codeSize === 8;
  const word = (i.codeSize === 2) === small ? 4 : 2;
  switch (size) {
    case 'b':
      return 1;
    case 'w':
      return 2;
    case 'd':
      return 4;
    case 'q':
      return 8;
    case 'x':
      return 16;
    case 'n':
      return long ? 8 : 4;
    case 'y':
      return rexW ? 8 : 4;
    case 'z':
      return long ? (small && !rexW ? 2 : 4) : word;
    default:
      if (!long) return word;
      if (wide === 'forced' || rexW) return 8;
      if (wide === 'default') return small ? 2 : 8;
      return small ? 2 : 4;
  }
}

/** What the processor's unit refuses is refused as if the instruction were there; then the run stops and names it. */
const stopNotModelled: Operation = (p, { row }) => {
  if (row?.unit !== undefined) REQUIRE_UNIT[row.unit](p);
  throw new Unmodelled(row?.sdm ?? '');
};

/** Bytes of the memory operand: far pointers carry a selector, descriptor-table registers a limit. */
function memorySizeOf(form: OpcodeForm, i: Instruction): number {
  const { memory, row } = form;
  if (memory === null) return i.operandSize;
  if (memory.size === '') return 1;
  const size = operandSizeOf(memory.size, i, row.wide);
  if (memory.size === 'p' || (memory.letter === 'M' && memory.size === 'n')) return size + 2;
  return PAIR_OPERANDS.has(row.operation) ? 2 * size : size;
}
