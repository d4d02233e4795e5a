import type { Instruction, Operation } from '../../decode/instruction';
import {
  reportX87Error,
  requireMmx,
  requireX87,
  requireX87ForWait,
  requireX87WithoutError,
} from '../../interrupts/unit-checks';
import { read16, write16 } from '../../mmu/memory';
import type { Processor } from '../../processor';
import { enterMmx, initializeX87, setX87Control, setX87Top, x87Top } from '../../registers/x87-state';
import {
  ADDRESS,
  INSTRUCTION_START,
  X87_CONTROL,
  X87_INSTRUCTION,
  X87_STATUS,
  X87_TAGS,
} from '../../state/processor-layout';
import { effectiveAddress, setGpr16 } from '../operands';

/**
 * x87 control instructions without their environment. Those whose names begin with FN do not wait for errors of earlier
 * instructions. SDM Vol. 1: "x87 FPU Control Instructions".
 */

const RAX = 0;
/** Errors, stack fault, summary and busy: what FNCLEX clears. */
const CLEARED = 0x80ff;
const C1 = 0x200;

function storeWord(p: Processor, i: Instruction, value: number): void {
  requireX87(p);
  effectiveAddress(p, i);
  write16(p, p.s[ADDRESS], p.s[ADDRESS + 1], value);
}

/** An instruction that is no control instruction leaves its address. SDM Vol. 1: "x87 FPU Instruction and Data (Operand) Pointers". */
function beginInstruction(p: Processor): void {
  requireX87WithoutError(p);
  p.s[X87_INSTRUCTION] = p.s[INSTRUCTION_START];
  p.s[X87_INSTRUCTION + 1] = p.s[INSTRUCTION_START + 1];
}

/** FINCSTP and FDECSTP turn the stack without touching registers or tags. */
function turnStack(p: Processor, by: number): void {
  beginInstruction(p);
  setX87Top(p, x87Top(p) + by);
  p.s[X87_STATUS] &= ~C1;
}

export const X87_CONTROL_INSTRUCTIONS: readonly [string, Operation][] = [
  [
    'fninit',
    (p) => {
      requireX87(p);
      initializeX87(p);
    },
  ],
  [
    'fnclex',
    (p) => {
      requireX87(p);
      p.s[X87_STATUS] &= ~CLEARED;
    },
  ],
  ['fnstcw', (p, i) => storeWord(p, i, p.s[X87_CONTROL])],
  ['fnstsw', (p, i) => storeWord(p, i, p.s[X87_STATUS])],
  [
    'fnstsw_ax',
    (p) => {
      requireX87(p);
      setGpr16(p, RAX, p.s[X87_STATUS]);
    },
  ],
  [
    'fldcw',
    (p, i) => {
      requireX87WithoutError(p);
      effectiveAddress(p, i);
      setX87Control(p, read16(p, p.s[ADDRESS], p.s[ADDRESS + 1]));
    },
  ],
  ['fnop', beginInstruction],
  // What these did on an 8087 or 80287 has no meaning any more.
  ['x87_obsolete', requireX87],
  [
    'fwait',
    (p) => {
      requireX87ForWait(p);
      reportX87Error(p);
    },
  ],
  ['fincstp', (p) => turnStack(p, 1)],
  ['fdecstp', (p) => turnStack(p, -1)],
  [
    'ffree',
    (p, i) => {
      beginInstruction(p);
      p.s[X87_TAGS] &= ~(1 << ((x87Top(p) + i.rm) & 7));
    },
  ],
  [
    'emms',
    (p) => {
      requireMmx(p);
      enterMmx(p);
      p.s[X87_TAGS] = 0;
    },
  ],
];
