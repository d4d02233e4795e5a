import type { Instruction } from '../cpu/decode/instruction';
import { CODE_TAG, CODE_TAG_HIGH } from '../cpu/derived';
import type { Processor } from '../cpu/processor';
import { INSTRUCTION_START } from '../cpu/state/processor-layout';

/**
 * Answers a question about the instruction that the last step executed, once per decoded instruction: replays ask it at
 * every step. `ask` gets the instruction's address in the present address space.
 */
export class ExecutedInstruction<T> {
  private readonly answers = new WeakMap<Instruction, { readonly value: T }>();

  constructor(private readonly ask: (address: bigint) => T) {}

  of(p: Processor): T {
    const low = p.s[INSTRUCTION_START] as number;
    const current = p.fast[CODE_TAG] === (low & ~0xfff) && p.fast[CODE_TAG_HIGH] === p.s[INSTRUCTION_START + 1];
    const decoded = current ? p.codePage[low & 0xfff] : undefined;
    const known = decoded === undefined ? undefined : this.answers.get(decoded);
    if (known !== undefined) return known.value;
    const value = this.ask(p.q[INSTRUCTION_START >> 1] as bigint);
    if (decoded !== undefined) this.answers.set(decoded, { value });
    return value;
  }
}
