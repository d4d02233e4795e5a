import type { BitField } from '../../base/bit-field';

const bit = (low: number, name: string, short?: string): BitField =>
  short === undefined ? { low, high: low, name } : { low, high: low, name, short };

/** SDM: "Guest Register State", table "Format of Access Rights". */
export const accessRightsLayout: readonly BitField[] = [
  { low: 0, high: 3, name: 'Segment type', short: 'Type' },
  { low: 4, high: 4, name: 'Descriptor type', short: 'S', values: { 0: 'system', 1: 'code or data' } },
  { low: 5, high: 6, name: 'Descriptor privilege level', short: 'DPL' },
  bit(7, 'Segment present', 'P'),
  bit(12, 'Available for use by system software', 'AVL'),
  bit(13, '64-bit code segment', 'L'),
  { low: 14, high: 14, name: 'Default operation size', short: 'D/B', values: { 0: '16-bit', 1: '32-bit' } },
  { low: 15, high: 15, name: 'Granularity', short: 'G', values: { 0: 'bytes', 1: '4-KiB pages' } },
  { low: 16, high: 16, name: 'Segment unusable', short: 'Unusable', values: { 0: 'usable', 1: 'unusable' } },
];

export const selectorLayout: readonly BitField[] = [
  { low: 0, high: 1, name: 'Requested privilege level', short: 'RPL' },
  { low: 2, high: 2, name: 'Table indicator', short: 'TI', values: { 0: 'GDT', 1: 'LDT' } },
  { low: 3, high: 15, name: 'Index', short: 'Index' },
];

/** SDM: "Guest Non-Register State", table "Format of Interruptibility State". */
export const interruptibilityLayout: readonly BitField[] = [
  bit(0, 'Blocking by STI'),
  bit(1, 'Blocking by MOV SS'),
  bit(2, 'Blocking by SMI'),
  bit(3, 'Blocking by NMI'),
  bit(4, 'Enclave interruption'),
];

/** SDM: "Guest Non-Register State". */
export const activityLayout: readonly BitField[] = [
  {
    low: 0,
    high: 31,
    name: 'Activity state',
    values: { 0: 'active', 1: 'HLT', 2: 'shutdown', 3: 'wait-for-SIPI' },
  },
];

/** SDM: "Guest Non-Register State", table "Format of Pending-Debug-Exceptions". */
export const pendingDebugLayout: readonly BitField[] = [
  bit(0, 'Breakpoint condition 0 met', 'B0'),
  bit(1, 'Breakpoint condition 1 met', 'B1'),
  bit(2, 'Breakpoint condition 2 met', 'B2'),
  bit(3, 'Breakpoint condition 3 met', 'B3'),
  bit(11, 'Bus-lock detected', 'BLD'),
  bit(12, 'Enabled breakpoint met', 'EB'),
  bit(14, 'Single-step', 'BS'),
  bit(16, 'RTM region', 'RTM'),
];

/** SDM: "Basic VM-Exit Information", table "Format of Exit Reason". */
export const exitReasonLayout: readonly BitField[] = [
  { low: 0, high: 15, name: 'Basic exit reason' },
  bit(25, 'Shadow stack prematurely busy'),
  bit(26, 'Bus lock detected'),
  bit(27, 'Enclave mode'),
  bit(28, 'Pending MTF VM exit'),
  bit(29, 'Exit from VMX root operation'),
  { low: 31, high: 31, name: 'VM-entry failure', values: { 0: 'true VM exit', 1: 'VM-entry failure' } },
];

const EVENT_TYPES = {
  0: 'external interrupt',
  2: 'NMI',
  3: 'hardware exception',
  4: 'software interrupt',
  5: 'privileged software exception',
  6: 'software exception',
} as const;

/** SDM: "VM-Entry Controls for Event Injection". */
export const entryInterruptionLayout: readonly BitField[] = [
  { low: 0, high: 7, name: 'Vector' },
  { low: 8, high: 10, name: 'Interruption type', values: { ...EVENT_TYPES, 7: 'other event' } },
  bit(11, 'Deliver error code'),
  bit(13, 'Nested exception'),
  bit(31, 'Valid'),
];

/** SDM: "Information for VM Exits Due to Vectored Events". */
export const exitInterruptionLayout: readonly BitField[] = [
  { low: 0, high: 7, name: 'Vector' },
  { low: 8, high: 10, name: 'Interruption type', values: EVENT_TYPES },
  bit(11, 'Error code valid'),
  bit(12, 'NMI unblocking due to IRET'),
  bit(13, 'Nested exception'),
  bit(31, 'Valid'),
];

/** SDM: "Information for VM Exits That Occur During Event Delivery". */
export const idtVectoringLayout: readonly BitField[] = [
  { low: 0, high: 7, name: 'Vector' },
  { low: 8, high: 10, name: 'Interruption type', values: { ...EVENT_TYPES, 7: 'other event' } },
  bit(11, 'Error code valid'),
  bit(13, 'Nested exception'),
  bit(31, 'Valid'),
];

/** SDM: "Control Registers". */
export const cr0Layout: readonly BitField[] = [
  bit(0, 'Protection enable', 'PE'),
  bit(1, 'Monitor coprocessor', 'MP'),
  bit(2, 'Emulation', 'EM'),
  bit(3, 'Task switched', 'TS'),
  bit(4, 'Extension type', 'ET'),
  bit(5, 'Numeric error', 'NE'),
  bit(16, 'Write protect', 'WP'),
  bit(18, 'Alignment mask', 'AM'),
  bit(29, 'Not write-through', 'NW'),
  bit(30, 'Cache disable', 'CD'),
  bit(31, 'Paging', 'PG'),
];

/** SDM: "Control Registers". */
export const cr3Layout: readonly BitField[] = [
  bit(3, 'Page-level write-through', 'PWT'),
  bit(4, 'Page-level cache disable', 'PCD'),
  { low: 12, high: 51, name: 'Page frame of the top paging structure' },
];

/** SDM: "Control Registers". */
export const cr4Layout: readonly BitField[] = [
  bit(0, 'Virtual-8086 mode extensions', 'VME'),
  bit(1, 'Protected-mode virtual interrupts', 'PVI'),
  bit(2, 'Time stamp disable', 'TSD'),
  bit(3, 'Debugging extensions', 'DE'),
  bit(4, 'Page size extensions', 'PSE'),
  bit(5, 'Physical address extension', 'PAE'),
  bit(6, 'Machine-check enable', 'MCE'),
  bit(7, 'Page global enable', 'PGE'),
  bit(8, 'Performance-monitoring counter enable', 'PCE'),
  bit(9, 'FXSAVE and FXRSTOR support', 'OSFXSR'),
  bit(10, 'Unmasked SIMD exceptions support', 'OSXMMEXCPT'),
  bit(11, 'User-mode instruction prevention', 'UMIP'),
  bit(12, '57-bit linear addresses', 'LA57'),
  bit(13, 'VMX enable', 'VMXE'),
  bit(14, 'SMX enable', 'SMXE'),
  bit(16, 'FSGSBASE enable', 'FSGSBASE'),
  bit(17, 'Process-context identifiers enable', 'PCIDE'),
  bit(18, 'XSAVE and extended states enable', 'OSXSAVE'),
  bit(19, 'Key Locker enable', 'KL'),
  bit(20, 'Supervisor-mode execution prevention', 'SMEP'),
  bit(21, 'Supervisor-mode access prevention', 'SMAP'),
  bit(22, 'Protection keys enable', 'PKE'),
  bit(23, 'Control-flow enforcement', 'CET'),
  bit(24, 'Supervisor protection keys enable', 'PKS'),
  bit(25, 'User interrupts enable', 'UINTR'),
  bit(32, 'FRED enable', 'FRED'),
];

/** SDM: "IA32_EFER MSR". */
export const eferLayout: readonly BitField[] = [
  bit(0, 'SYSCALL enable', 'SCE'),
  bit(8, 'IA-32e mode enable', 'LME'),
  bit(10, 'IA-32e mode active', 'LMA'),
  bit(11, 'Execute-disable enable', 'NXE'),
];

/** SDM: "System Flags and Fields in the EFLAGS Register". */
export const rflagsLayout: readonly BitField[] = [
  bit(0, 'Carry', 'CF'),
  bit(1, 'Always 1'),
  bit(2, 'Parity', 'PF'),
  bit(4, 'Auxiliary carry', 'AF'),
  bit(6, 'Zero', 'ZF'),
  bit(7, 'Sign', 'SF'),
  bit(8, 'Trap', 'TF'),
  bit(9, 'Interrupt enable', 'IF'),
  bit(10, 'Direction', 'DF'),
  bit(11, 'Overflow', 'OF'),
  { low: 12, high: 13, name: 'I/O privilege level', short: 'IOPL' },
  bit(14, 'Nested task', 'NT'),
  bit(16, 'Resume', 'RF'),
  bit(17, 'Virtual-8086 mode', 'VM'),
  bit(18, 'Alignment check', 'AC'),
  bit(19, 'Virtual interrupt', 'VIF'),
  bit(20, 'Virtual interrupt pending', 'VIP'),
  bit(21, 'Identification', 'ID'),
];

/** SDM: "IA32_DEBUGCTL MSR". */
export const debugctlLayout: readonly BitField[] = [
  bit(0, 'Last-branch record', 'LBR'),
  bit(1, 'Single-step on branches', 'BTF'),
  bit(2, 'Bus-lock detection', 'BLD'),
  bit(6, 'Trace messages enable', 'TR'),
  bit(7, 'Branch trace store', 'BTS'),
  bit(8, 'Branch trace interrupt', 'BTINT'),
  bit(9, 'No branch trace at CPL 0', 'BTS_OFF_OS'),
  bit(10, 'No branch trace above CPL 0', 'BTS_OFF_USR'),
  bit(11, 'Freeze LBRs on PMI', 'FREEZE_LBRS_ON_PMI'),
  bit(12, 'Freeze counters on PMI', 'FREEZE_PERFMON_ON_PMI'),
  bit(14, 'Freeze while in SMM', 'FREEZE_WHILE_SMM'),
  bit(15, 'RTM debugging', 'RTM'),
];

/** SDM: "Debug Registers". */
export const dr7Layout: readonly BitField[] = [
  bit(0, 'Local enable 0', 'L0'),
  bit(1, 'Global enable 0', 'G0'),
  bit(2, 'Local enable 1', 'L1'),
  bit(3, 'Global enable 1', 'G1'),
  bit(4, 'Local enable 2', 'L2'),
  bit(5, 'Global enable 2', 'G2'),
  bit(6, 'Local enable 3', 'L3'),
  bit(7, 'Global enable 3', 'G3'),
  bit(8, 'Local exact', 'LE'),
  bit(9, 'Global exact', 'GE'),
  bit(11, 'RTM debugging', 'RTM'),
  bit(13, 'General detect', 'GD'),
  { low: 16, high: 17, name: 'Condition 0', short: 'R/W0' },
  { low: 18, high: 19, name: 'Length 0', short: 'LEN0' },
  { low: 20, high: 21, name: 'Condition 1', short: 'R/W1' },
  { low: 22, high: 23, name: 'Length 1', short: 'LEN1' },
  { low: 24, high: 25, name: 'Condition 2', short: 'R/W2' },
  { low: 26, high: 27, name: 'Length 2', short: 'LEN2' },
  { low: 28, high: 29, name: 'Condition 3', short: 'R/W3' },
  { low: 30, high: 31, name: 'Length 3', short: 'LEN3' },
];

const MEMORY_TYPES = { 0: 'UC', 1: 'WC', 4: 'WT', 5: 'WP', 6: 'WB', 7: 'UC−' } as const;

/** SDM: "IA32_PAT MSR". */
export const patLayout: readonly BitField[] = Array.from({ length: 8 }, (_, n) => ({
  low: 8 * n,
  high: 8 * n + 2,
  name: `Memory type of entry ${n}`,
  short: `PA${n}`,
  values: MEMORY_TYPES,
}));

const EXCEPTIONS = [
  'DE',
  'DB',
  'NMI',
  'BP',
  'OF',
  'BR',
  'UD',
  'NM',
  'DF',
  'vector 9',
  'TS',
  'NP',
  'SS',
  'GP',
  'PF',
  'vector 15',
  'MF',
  'AC',
  'MC',
  'XM',
  'VE',
  'CP',
];

/** One bit per exception vector. SDM: "Exception Bitmap". */
export const exceptionBitmapLayout: readonly BitField[] = EXCEPTIONS.map((name, vector) =>
  bit(vector, name.startsWith('vector') ? name : `#${name}`),
);

/** SDM: "Interrupt 14—Page-Fault Exception (#PF)". */
export const pageFaultErrorCodeLayout: readonly BitField[] = [
  bit(0, 'Protection violation', 'P'),
  bit(1, 'Write', 'W/R'),
  bit(2, 'User mode', 'U/S'),
  bit(3, 'Reserved bit set', 'RSVD'),
  bit(4, 'Instruction fetch', 'I/D'),
  bit(5, 'Protection key', 'PK'),
  bit(6, 'Shadow stack', 'SS'),
  bit(7, 'HLAT', 'HLAT'),
  bit(15, 'SGX', 'SGX'),
];
