import { exceptionName } from '../../cpu/interrupts/exceptions.table';
import { peekLinear } from '../../cpu/mmu/memory';
import type { Processor } from '../../cpu/processor';
import { CR2, GPR, SEGMENT_BASE, SS, STOP_VALUE } from '../../cpu/state/processor-layout';
import type { Machine } from '../machine';

const PAGE_FAULT = 14;
const INT_OPCODE = 0xcdn;

/** What one of the lab's exception handlers stopped for, as its stack frame has it. */
export interface LabException {
  readonly vector: number;
  /** "#PF", "#GP", or "vector 0x20" for one without a name. */
  readonly name: string;
  /** null when none was pushed. */
  readonly errorCode: number | null;
  /** Address of the instruction that it happened at (or after, for traps and interrupts). */
  readonly rip: bigint;
  readonly rsp: bigint;
  readonly rflags: bigint;
  /** CR2 for a page fault. */
  readonly address: bigint | null;
}

/**
 * Reads the frame that the handler stands on; call it while STOP is STOP_LAB_EXCEPTION. Whether an error code was pushed
 * follows from the stack pointer: the processor aligned it to 16 bytes before it pushed five or six words.
 */
export function describeLabException(machine: Machine): LabException {
  const p = machine.processors[0] as Processor;
  if (machine.bootKind !== 'lab') return describeFirmwareCall(p);
  const vector = p.s[STOP_VALUE];
  const top = p.q[(GPR >> 1) + 4] as bigint;
  const hasCode = (top & 15n) === 0n;
  const frame = hasCode ? top + 8n : top;
  return {
    vector,
    name: exceptionName(vector),
    errorCode: hasCode ? Number(read64(p, top) & 0xffff_ffffn) : null,
    rip: read64(p, frame),
    rflags: read64(p, frame + 16n),
    rsp: read64(p, frame + 24n),
    address: vector === PAGE_FAULT ? (p.q[CR2 >> 1] as bigint) : null,
  };
}

/**
 * What brought real-address mode to the firmware's handler: an exception, an interrupt, or INT n for a service. The frame is
 * that of real-address mode; addresses are linear.
 */
function describeFirmwareCall(p: Processor): LabException {
  const vector = p.s[STOP_VALUE];
  const top = (p.q[(SEGMENT_BASE >> 1) + SS] as bigint) + BigInt(p.s[GPR + 8] & 0xffff);
  const word = (offset: bigint): bigint => read64(p, top + offset) & 0xffffn;
  const returns = word(2n) * 16n + word(0n);
  const isCall = (read64(p, returns - 2n) & 0xffffn) === (BigInt(vector) << 8n) + INT_OPCODE;
  return {
    vector,
    name: isCall ? `INT 0x${vector.toString(16)} (the firmware offers no services)` : exceptionName(vector),
    errorCode: null,
    rip: isCall ? returns - 2n : returns,
    rflags: word(4n),
    rsp: top + 6n,
    address: null,
  };
}

/** Reads without leaving a trace in the machine; bytes that are not mapped count as 0. */
function read64(p: Processor, address: bigint): bigint {
  let value = 0n;
  for (let k = 7n; k >= 0n; k--) value = (value << 8n) | BigInt(peekLinear(p, BigInt.asUintN(64, address + k)) ?? 0);
  return value;
}
