import type { Processor } from '../cpu/processor';
import { join64 } from '../cpu/state/address';
import { highHalf, lowHalf } from '../cpu/state/halves';
import { GPR, RIP } from '../cpu/state/processor-layout';
import type { Transition } from '../vmx/explain/transition';
import { CURRENT_VMCS, MODE_NON_ROOT, VMX_MODE } from '../vmx/state/vmx-layout';
import type { Watch } from './watch';

const RSP = GPR + 2 * 4;

/** The instruction at RIP as a movement needs it: its mnemonic with prefixes ("rep movsb"), and its length in bytes. */
export interface InstructionAt {
  readonly text: string;
  readonly length: number;
}

/** After it the processor stands before the first host instruction. A VM-entry failure loads host state as an exit does. */
export const leadsToHost = (t: Transition): boolean => t.kind === 'vm-exit' || t.kind === 'entry-failure';
/** After it the processor stands before the first guest instruction. */
export const leadsToGuest = (t: Transition): boolean => t.kind === 'vm-entry';

/** Instructions that lead into a procedure which comes back behind them. */
export const isCall = (text: string): boolean => /^(call|int\d?|into|syscall)(\s|$)/i.test(text);

/** How "step over" goes on after its first step. */
export interface Continuation {
  /** Whether the first step did not finish the movement already. */
  readonly needed: () => boolean;
  readonly watch: Watch;
}

/**
 * "Step over" is one step and, for these instructions, what follows: VMLAUNCH and VMRESUME run until the processor is back
 * in VMX root operation, CALL, INT and SYSCALL until the instruction behind them, a repeated string instruction to its end.
 * Null for every other instruction.
 */
export function stepOver(p: Processor, instruction: InstructionAt): Continuation | null {
  const mnemonic = instruction.text.toLowerCase().split(/\s+/)[0] ?? '';
  if (mnemonic === 'vmlaunch' || mnemonic === 'vmresume') {
    return {
      needed: () => p.s[VMX_MODE] === MODE_NON_ROOT,
      watch: { breakpoints: true, onTransition: (t) => t.cpu === p.id && (leadsToHost(t) || t.kind === 'vmx-abort') },
    };
  }
  const start = rip(p);
  if (mnemonic.startsWith('rep')) {
    return { needed: () => rip(p) === start, watch: { breakpoints: true, afterStep: () => rip(p) !== start } };
  }
  if (!isCall(instruction.text)) return null;
  const world = worldOf(p);
  const next = start + BigInt(instruction.length);
  const low = lowHalf(next);
  const high = highHalf(next);
  const stack = stackPointer(p);
  const isBehind = (): boolean =>
    p.s[RIP] === low && p.s[RIP + 1] === high && isIn(p, world) && stackPointer(p) >= stack;
  return { needed: () => !isBehind(), watch: { breakpoints: true, afterStep: isBehind } };
}

/**
 * Watch for "step out": until a RET or IRET of the procedure that runs now has been executed, in the same VMX mode and,
 * in a guest, for the same VMCS. `executed` gives the text of the instruction at an address of the present world.
 */
export function stepOut(p: Processor, executed: (address: bigint) => string): Watch {
  const world = worldOf(p);
  const stack = stackPointer(p);
  let before = rip(p);
  let inWorld = true;
  return {
    breakpoints: true,
    afterStep: (stepped) => {
      if (stepped !== p) return false;
      const address = before;
      const comparable = inWorld;
      before = rip(p);
      inWorld = isIn(p, world);
      return comparable && inWorld && stackPointer(p) > stack && /^(ret|iret|sysret)/i.test(executed(address));
    },
  };
}

/** Where code runs: on which processor, in which VMX mode and, in a guest, for which VMCS. */
export interface World {
  readonly cpu: number;
  readonly mode: number;
  readonly low: number;
  readonly high: number;
}

export const rip = (p: Processor): bigint => join64(p.s[RIP] as number, p.s[RIP + 1] as number);
export const stackPointer = (p: Processor): number =>
  (p.s[RSP + 1] as number) * 0x1_0000_0000 + ((p.s[RSP] as number) >>> 0);

export const worldOf = (p: Processor): World => ({
  cpu: p.id,
  mode: p.s[VMX_MODE] as number,
  low: p.s[CURRENT_VMCS] as number,
  high: p.s[CURRENT_VMCS + 1] as number,
});

/** In root operation the current VMCS may change under a procedure; in a guest it tells the guests apart. */
export function isIn(p: Processor, world: World): boolean {
  if (p.id !== world.cpu || p.s[VMX_MODE] !== world.mode) return false;
  return world.mode !== MODE_NON_ROOT || (p.s[CURRENT_VMCS] === world.low && p.s[CURRENT_VMCS + 1] === world.high);
}
