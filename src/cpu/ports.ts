import type { DestinationShorthand, InterruptMessage } from './apic/interrupt-message';
import type { Instruction } from './decode/instruction';
import type { InvalidationCause, InvalidationScope } from './mmu/invalidation';
import type { Processor } from './processor';
import type { GuestPhysical, HostPhysical } from './state/address';

/** Instructions that a monitor may intercept without looking at an operand. */
export type InterceptedInstruction =
  | 'cpuid'
  | 'getsec'
  | 'invd'
  | 'invpcid'
  | 'xsetbv'
  | 'hlt'
  | 'mwait'
  | 'monitor'
  | 'pause'
  | 'rdpmc'
  | 'rdtsc'
  | 'rdtscp'
  | 'rdpid'
  | 'rdrand'
  | 'rdseed'
  | 'wbinvd'
  | 'wbnoinvd'
  | 'umonitor'
  | 'umwait'
  | 'tpause'
  | 'rdmsrlist'
  | 'wrmsrlist'
  | 'rsm'
  | 'lgdt'
  | 'lidt'
  | 'sgdt'
  | 'sidt'
  | 'lldt'
  | 'ltr'
  | 'sldt'
  | 'str'
  | 'xsaves'
  | 'xrstors';

/** What leads to a task switch; `gate` is a task gate of the IDT. */
export type TaskSwitchSource = 'call' | 'iret' | 'jmp' | 'gate';

/** Events that a monitor may intercept at an instruction boundary. */
export type InterceptedEvent = 'init' | 'start-up' | 'nmi' | 'external-interrupt';

/** What the events of a monitor's own rank before at a boundary. SDM: "Prioritization of Concurrent Events". */
export type BoundaryRank = 'debug-traps' | 'nmis';

/**
 * How the intercepted page is reached: `modify` reads what the same operation then writes; `paging` is an access of a page
 * walk to a guest-physical address. SDM: "Virtualizing Memory-Mapped APIC Accesses".
 */
export type PageAccess = 'read' | 'write' | 'modify' | 'fetch' | 'paging';

/**
 * What sits above the processor while GUEST is 1. Every method is called after the checks that precede a VM exit
 * (invalid opcode, privilege, I/O permission) and returns true when it took the instruction or event over: the caller
 * must then return at once, for the processor may already be somewhere else.
 * SDM: "Relative Priority of Faults and VM Exits".
 */
export interface Intercepts {
  instruction(p: Processor, i: Instruction, name: InterceptedInstruction): boolean;
  /** The instruction has locked the bus: its locked access crossed a cache line. */
  busLock?(p: Processor): void;
  /** Raises #UD for an instruction that a monitor withholds from its guest; asked before every other check of the instruction. */
  requireEnabled?(p: Processor, name: InterceptedInstruction): void;
  /** One entry of RDMSRLIST or WRMSRLIST. `value` is what the latter writes. */
  msrList?(p: Processor, i: Instruction, index: number, write: boolean, value: bigint): boolean;
  /** What the guest reads in an MSR that is not simply the processor's; null: it is. */
  visibleMsr?(p: Processor, index: number): bigint | null;
  /** True when a write of an MSR was carried out in another way than on the processor's MSR alone. */
  writeVirtualMsr?(p: Processor, index: number, value: bigint): boolean;
  invlpg(p: Processor, i: Instruction, linearLow: number, linearHigh: number): boolean;
  /** One I/O access (each iteration of a string instruction). `size` 1, 2 or 4 bytes. For INS/OUTS the linear address is in ADDRESS. */
  io(p: Processor, i: Instruction, port: number, size: number, input: boolean): boolean;
  readMsr(p: Processor, i: Instruction, index: number): boolean;
  writeMsr(p: Processor, i: Instruction, index: number, value: bigint): boolean;
  /** MOV to CR. True also when the value was absorbed or written according to guest/host mask. `gpr` is the source register. */
  writeControlRegister(p: Processor, i: Instruction, cr: 0 | 3 | 4 | 8, gpr: number, value: bigint): boolean;
  /** MOV from CR3 or CR8 (CR0 and CR4 never exit when read). */
  readControlRegister(p: Processor, i: Instruction, cr: 3 | 8, gpr: number): boolean;
  /** Value of CR0 or CR4 as MOV from CR and SMSW show it in non-root operation (mask and read shadow). */
  visibleControlRegister(p: Processor, cr: 0 | 4, value: bigint): bigint;
  clts(p: Processor, i: Instruction): boolean;
  /** `source` is the 16-bit operand; the linear address of a memory operand is in ADDRESS. */
  lmsw(p: Processor, i: Instruction, source: number): boolean;
  moveDebugRegister(p: Processor, i: Instruction, dr: number, gpr: number, read: boolean): boolean;
  /** TSC as RDTSC and RDTSCP show it. */
  visibleTsc(p: Processor, value: bigint): bigint;
  /**
   * Before an exception is delivered. kind: 'fault' for processor exceptions, 'software' for INT3, INTO and INT1 (ICEBP).
   * `errorCode` is -1 when there is none. `address` is the faulting linear address for #PF (not yet in CR2).
   */
  exception(
    p: Processor,
    vector: number,
    errorCode: number,
    kind: 'fault' | 'trap' | 'software',
    address: bigint,
  ): boolean;
  /** A task switch, after the checks of the new TSS's selector and descriptor. */
  taskSwitch(p: Processor, selector: number, source: TaskSwitchSource): boolean;
  tripleFault(p: Processor): boolean;
  /** Exceptions meet each other in delivery for ever, so that no instruction boundary would come. True = a VM exit happened. */
  endlessDelivery?(p: Processor): boolean;
  /** At a boundary, highest priority first, for an event that nothing blocks. True = a VM exit happened, which ends its waiting. */
  event(p: Processor, event: InterceptedEvent, vector: number): boolean;
  /**
   * Whether what usually blocks an event does not count in this guest: RFLAGS.IF for external interrupts, blocking by NMI for
   * NMIs. Asked at boundaries and by views; it must change nothing.
   */
  liftsBlocking(p: Processor, event: 'nmi' | 'external-interrupt'): boolean;
  /**
   * Called at a boundary when PENDING_EXTENSION is set, twice: before debug traps and before NMIs (windows, timers). What
   * ranks below an NMI (the interrupt window) must look for a deliverable one itself. True = a VM exit happened.
   */
  boundary(p: Processor, before: BoundaryRank): boolean;
  /** The cycle count at which a timer of the monitor's expires for this processor, Infinity for never; absent: never. */
  deadline?(p: Processor): number;
  /** That cycle count has been reached. */
  deadlineReached?(p: Processor): void;
  /**
   * Called at a boundary when PENDING_COMPLETION is set, before SMIs, INIT and all that ranks below them. True = a VM exit
   * happened; false = nothing is left to complete, or it must wait.
   */
  completion?(p: Processor): boolean;
  /**
   * An access of `size` bytes inside INTERCEPTED_PAGE (of an access that crosses a page, the part inside). Returns the
   * host-physical address to use in its place, or takes a VM exit and throws EXITED.
   */
  pageAccess?(p: Processor, address: HostPhysical, size: number, access: PageAccess): HostPhysical;
  /** Whether IRET ends blocking by NMI; absent = yes. SDM: "Changes to Instruction Behavior in VMX Non-Root Operation", IRET. */
  iretUnblocksNmi?(p: Processor): boolean;
  /** Whether GUEST is 1 or not: before an SMI saves the state, and after RSM has loaded it. */
  enterSmm?(p: Processor): void;
  leaveSmm?(p: Processor): void;
}

/** Asked about values for CR0 and CR4 while CR_CONSTRAINED is 1. SDM: "Restrictions on VMX Operation". */
export interface ControlRegisterConstraint {
  allows(p: Processor, cr: 0 | 4, value: bigint): boolean;
}

/** One entry that a second-level walk read, taken apart for people. */
export interface SecondLevelEntry {
  /** The manual's name of the entry, e.g. "EPT PDE". */
  readonly name: string;
  /** Host-physical address of the entry. */
  readonly address: number;
  readonly entry: bigint;
  readonly present: boolean;
  /** Whether it maps a page; otherwise it names the next table. */
  readonly leaf: boolean;
  /** What this entry and those before it allow, taken together. */
  readonly read: boolean;
  readonly write: boolean;
  readonly execute: boolean;
  /** Execution from user-mode addresses, where it has a right of its own, else null. */
  readonly userExecute: boolean | null;
  /** Null while the flags are not in use, or where the entry has none. */
  readonly accessed: boolean | null;
  readonly dirty: boolean | null;
  /** Memory type of an entry that maps a page. */
  readonly memoryType: number | null;
  /** Bits that are set though they are reserved. */
  readonly reserved: bigint;
}

/** One entry of a table that gives the right to write parts of pages. */
export interface SubPageEntry {
  readonly name: string;
  /** Host-physical address of the entry. */
  readonly address: number;
  readonly entry: bigint;
  readonly present: boolean;
  /** Whether it holds the rights; otherwise it names the next table. */
  readonly leaf: boolean;
  /** Bits that are set though they are reserved. */
  readonly reserved: bigint;
}

/** How the right to write a part of a page was looked up, of a page that may not be written as a whole. */
export interface SubPageWalk {
  readonly steps: readonly SubPageEntry[];
  /** Number of the part in the page, from 0, and its bytes. */
  readonly part: number;
  readonly partBytes: number;
  readonly writable: boolean;
}

/** How a guest-physical address is translated: every entry read, and the rule that refused or the address that came out. */
export interface SecondLevelWalk {
  readonly guestPhysical: number;
  /** What the access asks of the entries. An access to a paging-structure entry may count as a write, too. */
  readonly asks: { readonly read: boolean; readonly write: boolean; readonly fetch: boolean };
  readonly steps: readonly SecondLevelEntry[];
  /** Id of the rule that refused the access, its section and whether the entry itself was wrong; null when none did. */
  readonly refusal: { readonly rule: string; readonly sdm: string; readonly misconfigured: boolean } | null;
  /** Host-physical address of the byte, or null. */
  readonly physical: number | null;
  readonly pageBytes: number | null;
  /** Absent: no right to write a part of the page was asked for. */
  readonly subPage?: SubPageWalk;
}

/** Second-level translation (EPT). It is in use while TRANSLATION_CONTEXT says so: mmu/second-level.ts. */
export interface SecondLevelTranslation {
  /**
   * Translates for an access (SECOND_LEVEL_* of mmu/access.ts) and leaves what the page lets be done in
   * `derived.secondLevelRights`; where an access was allowed only to a part of the page, in `derived.partBytes` how many bytes
   * such parts have. May take a VM exit and throw EXITED.
   */
  translate(p: Processor, address: GuestPhysical, access: number): HostPhysical;
  /** The same for views: no side effects, no cache. An access of no kind asks for no right. */
  explain(p: Processor, address: GuestPhysical, access: number): SecondLevelWalk;
  /**
   * Guest-physical address of the table with which the translation of a linear address begins where a monitor manages it,
   * -1 where it begins with CR3's. Asked in 4-level and 5-level paging. SDM: "HLAT Paging".
   */
  managedTable?(p: Processor, linearHigh: number): number;
}

/** What lies behind physical addresses outside RAM, and behind I/O ports. Sizes are 1, 2 or 4 bytes (memory also 8, as two of 4). */
export interface PhysicalBus {
  readPhysical(p: Processor, address: HostPhysical, size: number): number;
  writePhysical(p: Processor, address: HostPhysical, size: number, value: number): void;
  readPort(p: Processor, port: number, size: number): number;
  writePort(p: Processor, port: number, size: number, value: number): void;
}

/** How local APICs reach each other and the board. */
export interface InterruptPort {
  /** An interprocessor interrupt. False when nobody took it. */
  send(sender: Processor, message: InterruptMessage, shorthand: DestinationShorthand): boolean;
  /** The interrupt acknowledge cycle for an ExtINT: the vector that the 8259 gives. */
  acknowledgeExternal(p: Processor): number;
  /** A level-triggered interrupt has ended. */
  endOfInterrupt(vector: number): void;
}

/** What was delivered: INT n is a software interrupt; INT1, INT3 and INTO raise software exceptions. */
export type DeliveredEvent = 'interrupt' | 'nmi' | 'exception' | 'software-interrupt' | 'software-exception';

export type InvalidationListener = (p: Processor, cause: InvalidationCause, scope: InvalidationScope) => void;

/** Told about what happens, when somebody listens; a processor without a listener spends nothing on it. */
export interface ProcessorListener {
  /** An exception or interrupt was delivered through the IDT. */
  delivered?(p: Processor, vector: number, kind: DeliveredEvent, errorCode: number): void;
  /** A page fault has put its address into CR2; it is delivered next, alone or as part of a double fault. */
  pageFault?(p: Processor, address: bigint, errorCode: number): void;
  /** Cached translations are about to be invalidated. Absent or null: nobody asks. */
  readonly invalidating?: InvalidationListener | null;
}

/**
 * Told about accesses while somebody looks out for some (breakpoints, who wrote what); null otherwise, and then nothing is
 * spent on it: only accesses that no fast tag answers ask, and a watched page gets no fast tag. It must not change state.
 */
export interface AccessWatch {
  /** Whether accesses to this page must be told; asked when a page would get a fast tag. */
  watchesPage(linearLow: number, linearHigh: number, physicalPage: number): boolean;
  /** By linear address, operands and implicit accesses alike. A write has not happened yet. `physical` may lie outside RAM. */
  linearAccess(p: Processor, low: number, high: number, physical: number, size: number, access: 'read' | 'write'): void;
  /** RAM is about to be written, whoever does it; a write by linear address is told both ways. */
  physicalWrite(p: Processor, address: number, size: number): void;
  /** An I/O port was read or written. */
  port(p: Processor, port: number, size: number, input: boolean, value: number): void;
  /** An MSR was read or written, by an instruction or through a VMX MSR area. */
  msr(p: Processor, index: number, value: bigint, access: 'read' | 'write'): void;
}

/** One bit of CPUID; `register` 0–3 = EAX–EDX. */
export interface CpuidBit {
  readonly leaf: number;
  readonly subleaf?: number;
  readonly register: 0 | 1 | 2 | 3;
  readonly bit: number;
}

/** An MSR: one row per index. `write` may raise #GP. */
export interface MsrRow {
  readonly index: number;
  /** The manual's name, e.g. IA32_EFER. */
  readonly name: string;
  readonly sdm: string;
  /** The CPUID bit without which the MSR does not exist; absent: it always does. */
  readonly needs?: CpuidBit;
  /** Absent: a read raises #GP(0). */
  readonly read?: (p: Processor) => bigint;
  /** Absent: a write raises #GP(0). */
  readonly write?: (p: Processor, value: bigint) => void;
}

/** EAX, EBX, ECX, EDX of one CPUID leaf, unsigned or signed 32-bit. */
export type CpuidResult = readonly [number, number, number, number];

/** What a processor generation shows of itself; the tables are in models/. */
export interface CpuidModel {
  /** Static part of a leaf; dynamic bits (OSXSAVE, APIC id…) are filled in by cpu/cpuid. */
  leaf(leaf: number, subleaf: number): CpuidResult;
  /** Leaf 0, EAX. Absent: every leaf may be asked for features. */
  readonly highestBasicLeaf?: number;
  readonly physicalAddressBits: number;
  readonly linearAddressBits: number;
}
