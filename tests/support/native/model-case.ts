import { type CodeSize, Decoder, MAX_INSTRUCTION_BYTES } from '../../../src/cpu/decode/decoder';
import type { Instruction } from '../../../src/cpu/decode/instruction';
import {
  restoreX87Region,
  restoreXmm,
  saveMxcsr,
  saveX87Region,
  saveXmm,
} from '../../../src/cpu/execute/extended-state/legacy-region';
import { FAULTED } from '../../../src/cpu/interrupts/fault';
import type { Processor } from '../../../src/cpu/processor';
import { loadCr0, loadCr4 } from '../../../src/cpu/registers/control-registers';
import { getRflags, setRflags } from '../../../src/cpu/registers/flags';
import { setCpl } from '../../../src/cpu/registers/privilege';
import { FAULT, GPR, INSTRUCTION_START, MXCSR, RIP } from '../../../src/cpu/state/processor-layout';
import { RAM_BASE } from '../../../src/cpu/state/state-image';
import { coreProcessor, pokeBytes } from '../core-processor';
import {
  CODE_ADDRESS,
  FXSAVE_BYTES,
  MEMORY_ADDRESS,
  MEMORY_BYTES,
  type NativeCase,
  type NativeResult,
} from './native-state';

const RAM_BYTES = 0x10_0000;
/** Where the test keeps an FXSAVE image. */
const FXSAVE_ADDRESS = 0xa_0000;
const CR0_PE_NE = 0x21n;
const CR4_OSFXSR = 0x200n;

/** Two processors, for 64-bit and for 32-bit code, in ring 3. */
const processors = new Map<number, Processor>();

function processorFor(bits: 32 | 64): Processor {
  let p = processors.get(bits);
  if (p === undefined) {
    p = coreProcessor(bits, RAM_BYTES);
    loadCr0(p, CR0_PE_NE);
    loadCr4(p, CR4_OSFXSR);
    setCpl(p, 3);
    processors.set(bits, p);
  }
  return p;
}

const bytes = new Uint8Array(MAX_INSTRUCTION_BYTES);

/** The instruction itself, without the cache of decoded pages, which each case would throw away. */
function decode(p: Processor, one: NativeCase): Instruction {
  bytes.fill(0xcc);
  bytes.set(one.code);
  decoder ??= new Decoder(p.operations);
  const i = decoder.decode(bytes, MAX_INSTRUCTION_BYTES, (one.bits / 8) as CodeSize);
  if (i?.length !== one.code.length) throw new Error(`${one.name} is decoded with ${i?.length} bytes`);
  return i;
}

let decoder: Decoder | undefined;

/** Runs a case on our processor. */
export function runOnModel(one: NativeCase): NativeResult {
  const p = processorFor(one.bits);
  const { before } = one;
  pokeBytes(p, MEMORY_ADDRESS, before.memory);
  pokeBytes(p, FXSAVE_ADDRESS, before.fxsave);
  restoreX87Region(p, FXSAVE_ADDRESS, 0, true);
  restoreXmm(p, FXSAVE_ADDRESS, 0, 16);
  p.s[MXCSR] = new DataView(before.fxsave.buffer, before.fxsave.byteOffset).getUint32(24, true);
  for (const [n, value] of before.gpr.entries()) p.q[(GPR >> 1) + n] = value;
  setRflags(p, before.rflags);
  p.q[RIP >> 1] = BigInt(CODE_ADDRESS);
  p.q[INSTRUCTION_START >> 1] = BigInt(CODE_ADDRESS);
  try {
    const i = decode(p, one);
    p.s[RIP] += i.length;
    i.run(p, i);
  } catch (signal) {
    if (signal !== FAULTED) throw signal;
    return { exception: p.s[FAULT] };
  }
  saveX87Region(p, FXSAVE_ADDRESS, 0, true);
  saveMxcsr(p, FXSAVE_ADDRESS, 0);
  saveXmm(p, FXSAVE_ADDRESS, 0, 16);
  const ram = (address: number, bytes: number): Uint8Array =>
    p.image.u8.slice(RAM_BASE + address, RAM_BASE + address + bytes);
  return {
    rip: Number(p.q[RIP >> 1]),
    after: {
      gpr: Array.from({ length: 16 }, (_, n) => p.q[(GPR >> 1) + n]),
      rflags: getRflags(p),
      fxsave: ram(FXSAVE_ADDRESS, FXSAVE_BYTES),
      memory: ram(MEMORY_ADDRESS, MEMORY_BYTES),
    },
  };
}
