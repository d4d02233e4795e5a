/**
 * Operations whose first operand may be memory and is only read. Every other operation writes its first operand. Segment
 * checks outside 64-bit mode ask for this: a read-only segment takes no writes. SDM Vol. 3: "Type Checking".
 */
export const READ_ONLY_DESTINATIONS: ReadonlySet<string> = new Set([
  'bt',
  'cache_line',
  'call',
  'callf',
  'cmp',
  'div',
  'fldcw',
  'fldenv',
  'frstor',
  'fxrstor',
  'idiv',
  'imul',
  'invlpg',
  'jmp',
  'jmpf',
  'ldmxcsr',
  'lgdt',
  'lidt',
  'lldt',
  'lmsw',
  'ltr',
  'mul',
  'nop',
  'push',
  'test',
  'verr',
  'verw',
  'vmclear',
  'vmptrld',
  'vmxon',
  'xrstor',
  'xrstors',
]);

/** Operations whose memory operand is a pair of elements of the operand's size. */
export const PAIR_OPERANDS: ReadonlySet<string> = new Set(['bound', 'cmpxchg8b']);
