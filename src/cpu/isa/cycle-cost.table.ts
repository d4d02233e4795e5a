/**
 * The time model: each instruction costs the cycles of its class, plus MEMORY_OPERAND_CYCLES when it has a memory
 * operand. The figures are round values of the order that optimization manuals give for throughput on recent
 * processors; caches, overlap and prediction are not modelled. VM entries and exits have a table of their own in vmx/.
 */
export const CYCLE_COSTS = {
  /** Moves, arithmetic and logic on registers, flag instructions, no-operations. */
  simple: 1,
  /** Conditional and unconditional near branches. */
  branch: 1,
  /** Near calls and returns. */
  call: 2,
  /** PUSH, POP and LEAVE. */
  stack: 2,
  enter: 8,
  /** One element of a string instruction. */
  string: 2,
  /** Shifts by CL, rotates, double shifts. */
  shift: 2,
  multiply: 3,
  divide: 18,
  /** Instructions that may be locked: XCHG, XADD, CMPXCHG. */
  atomic: 18,
  /** Fences and cache-line instructions. */
  fence: 20,
  /** PUSHF, POPF, CLI, STI. */
  flags: 8,
  pause: 40,
  /** Loading and storing segment registers. */
  segment: 10,
  /** Loading and storing descriptor-table registers, LAR, LSL, VERR, VERW. */
  descriptor: 40,
  /** Moves to and from control and debug registers. */
  control: 50,
  /** Software interrupts, IRET, far transfers. */
  far: 80,
  /** SYSCALL and SYSRET. */
  systemCall: 40,
  /** IN and OUT. */
  port: 200,
  /** RDMSR and WRMSR, one entry of RDMSRLIST and WRMSRLIST. */
  msr: 80,
  /** RDTSC, RDTSCP, RDPID, RDPMC. */
  timestamp: 25,
  /** RDRAND and RDSEED. */
  random: 300,
  /** CPUID. */
  serialize: 100,
  /** INVLPG, INVEPT, INVVPID. */
  invalidate: 120,
  /** INVD, WBINVD, WBNOINVD: a cycle or so for each line of caches of several MiB, also when they are clean. */
  flushCaches: 100_000,
  /** HLT, MONITOR, MWAIT, TPAUSE, GETSEC and what is rarer. */
  system: 50,
  /** FXSAVE, XSAVE and their kin, FNSAVE, FNSTENV. */
  saveState: 60,
  /** VMREAD and VMWRITE: vmx/transition-cost.table.ts charges them, by processor generation. */
  vmcsField: 0,
  /** VMPTRLD, VMPTRST, VMCLEAR. */
  vmcsPointer: 150,
  /** VMXON, VMXOFF. */
  vmxMode: 300,
  /** VMCALL, VMLAUNCH, VMRESUME, VMFUNC: the transition itself is charged by vmx/transition-cost.table.ts. */
  vmTransition: 0,
} as const;

export type CostClass = keyof typeof CYCLE_COSTS;

/** Added for an operand in memory. */
export const MEMORY_OPERAND_CYCLES = 1;

/** Instructions that cost more make the step loop look at the cycle count (`Processor.limit`) right behind them. */
export const CHEAP_CYCLES = 24;
