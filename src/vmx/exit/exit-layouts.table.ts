import type { BitField } from '../../base/bit-field';
import { GENERAL_REGISTERS } from '../../cpu/registers/register-names.table';

/** Layouts of the exit qualification and of the instruction information. A reason's row names the one that applies. */

/** Names by number, as bit-field meanings. */
const REGISTERS: Readonly<Record<number, string>> = Object.fromEntries(GENERAL_REGISTERS.entries());
const SEGMENTS = { 0: 'ES', 1: 'CS', 2: 'SS', 3: 'DS', 4: 'FS', 5: 'GS' } as const;
const ADDRESS_SIZES = { 0: '16-bit', 1: '32-bit', 2: '64-bit' } as const;

const bit = (low: number, name: string): BitField => ({ low, high: low, name });

/** SDM: "Basic VM-Exit Information", table "Exit Qualification for Debug Exceptions". */
export const debugQualification: readonly BitField[] = [
  bit(0, 'B0'),
  bit(1, 'B1'),
  bit(2, 'B2'),
  bit(3, 'B3'),
  bit(11, 'Bus lock detected (cleared means detected)'),
  bit(13, 'Debug-register access detected (BD)'),
  bit(14, 'Single step (BS)'),
  bit(16, 'RTM'),
];

/** SDM: table "Exit Qualification for Task Switches". */
export const taskSwitchQualification: readonly BitField[] = [
  { low: 0, high: 15, name: 'Selector of the new TSS' },
  { low: 30, high: 31, name: 'Source', values: { 0: 'CALL', 1: 'IRET', 2: 'JMP', 3: 'task gate in the IDT' } },
];

/** SDM: table "Exit Qualification for Control-Register Accesses". */
export const controlRegisterQualification: readonly BitField[] = [
  { low: 0, high: 3, name: 'Control register', values: { 0: 'CR0', 3: 'CR3', 4: 'CR4', 8: 'CR8' } },
  { low: 4, high: 5, name: 'Access type', values: { 0: 'MOV to CR', 1: 'MOV from CR', 2: 'CLTS', 3: 'LMSW' } },
  { low: 6, high: 6, name: 'LMSW operand', values: { 0: 'register', 1: 'memory' } },
  { low: 8, high: 11, name: 'General register', values: REGISTERS },
  { low: 16, high: 31, name: 'LMSW source data' },
];

/** SDM: table "Exit Qualification for MOV DR". */
export const movDrQualification: readonly BitField[] = [
  { low: 0, high: 2, name: 'Debug register' },
  { low: 4, high: 4, name: 'Direction', values: { 0: 'MOV to DR', 1: 'MOV from DR' } },
  { low: 8, high: 11, name: 'General register', values: REGISTERS },
];

/** SDM: table "Exit Qualification for I/O Instructions". */
export const ioQualification: readonly BitField[] = [
  { low: 0, high: 2, name: 'Size of access', values: { 0: '1 byte', 1: '2 bytes', 3: '4 bytes' } },
  { low: 3, high: 3, name: 'Direction', values: { 0: 'OUT', 1: 'IN' } },
  { low: 4, high: 4, name: 'String instruction', values: { 0: 'no', 1: 'yes' } },
  { low: 5, high: 5, name: 'REP prefix', values: { 0: 'no', 1: 'yes' } },
  { low: 6, high: 6, name: 'Operand encoding', values: { 0: 'DX', 1: 'immediate' } },
  { low: 16, high: 31, name: 'Port' },
];

export const linearAddressQualification: readonly BitField[] = [{ low: 0, high: 63, name: 'Linear address' }];
export const displacementQualification: readonly BitField[] = [
  { low: 0, high: 63, name: 'Displacement of the memory operand' },
];
export const sipiQualification: readonly BitField[] = [{ low: 0, high: 7, name: 'SIPI vector' }];
export const eoiQualification: readonly BitField[] = [{ low: 0, high: 7, name: 'Vector' }];
export const apicWriteQualification: readonly BitField[] = [
  { low: 0, high: 11, name: 'Offset in the virtual-APIC page' },
];
export const mwaitQualification: readonly BitField[] = [
  { low: 0, high: 0, name: 'Address-range monitoring', values: { 0: 'not armed', 1: 'armed' } },
];
export const entryFailureQualification: readonly BitField[] = [
  {
    low: 0,
    high: 63,
    name: 'Detail',
    values: { 0: 'none', 2: 'PDPTE loading', 3: 'NMI injected while it is blocked', 4: 'VMCS link pointer' },
  },
];
export const msrLoadQualification: readonly BitField[] = [
  { low: 0, high: 63, name: 'Number of the entry that failed, from 1' },
];

/** SDM: table "Exit Qualification for APIC-Access VM Exits from Linear Accesses and Guest-Physical Accesses". */
export const apicAccessQualification: readonly BitField[] = [
  { low: 0, high: 11, name: 'Offset in the APIC page' },
  {
    low: 12,
    high: 15,
    name: 'Access type',
    values: {
      0: 'linear read by an instruction',
      1: 'linear write by an instruction',
      2: 'linear fetch',
      3: 'linear access during event delivery',
      10: 'guest-physical access during event delivery',
      15: 'guest-physical access by an instruction',
    },
  },
  bit(16, 'Asynchronous to instruction execution'),
];

/** SDM: table "Exit Qualification for EPT Violations". */
export const eptViolationQualification: readonly BitField[] = [
  bit(0, 'Data read'),
  bit(1, 'Data write'),
  bit(2, 'Instruction fetch'),
  bit(3, 'Translation permits reads'),
  bit(4, 'Translation permits writes'),
  bit(5, 'Translation permits (supervisor) execution'),
  bit(6, 'Translation permits user execution'),
  bit(7, 'Guest-linear address valid'),
  {
    low: 8,
    high: 8,
    name: 'Access',
    values: { 0: 'to a paging structure', 1: 'to the translation of a linear address' },
  },
  bit(9, 'User-mode linear address'),
  bit(10, 'Writable linear address'),
  bit(11, 'Execute-disable linear address'),
  bit(12, 'NMI unblocking due to IRET'),
  bit(13, 'Shadow-stack access'),
  bit(14, 'Supervisor shadow stack permitted'),
  bit(15, 'Guest-paging verification'),
  bit(16, 'Asynchronous to instruction execution'),
];

export const nmiUnblockingQualification: readonly BitField[] = [bit(12, 'NMI unblocking due to IRET')];
export const sppQualification: readonly BitField[] = [
  { low: 11, high: 11, name: 'Cause', values: { 0: 'SPP misconfiguration', 1: 'SPP miss' } },
  bit(12, 'NMI unblocking due to IRET'),
];
export const timeoutQualification: readonly BitField[] = [
  bit(0, 'VM context invalid'),
  bit(12, 'NMI unblocking due to IRET'),
];

const NO_INDEX = { bit: 22, value: 1 } as const;
const NO_BASE = { bit: 27, value: 1 } as const;
const SCALING: BitField = {
  low: 0,
  high: 1,
  name: 'Scaling',
  values: { 0: '1', 1: '2', 2: '4', 3: '8' },
  emptyWhen: [NO_INDEX],
};
const ADDRESS_SIZE: BitField = { low: 7, high: 9, name: 'Address size', values: ADDRESS_SIZES };
const OPERAND_PLACE: BitField = { low: 10, high: 10, name: 'Operand', values: { 0: 'memory', 1: 'register' } };
const SEGMENT: BitField = { low: 15, high: 17, name: 'Segment register', values: SEGMENTS };
const INDEX_AND_BASE: readonly BitField[] = [
  { low: 18, high: 21, name: 'Index register', values: REGISTERS, emptyWhen: [NO_INDEX] },
  { low: 22, high: 22, name: 'Index register', values: { 1: 'none' } },
  { low: 23, high: 26, name: 'Base register', values: REGISTERS, emptyWhen: [NO_BASE] },
  { low: 27, high: 27, name: 'Base register', values: { 1: 'none' } },
];
/** Register 1 where the operand may be in memory instead. */
const REGISTER_1: BitField = {
  low: 3,
  high: 6,
  name: 'Register 1',
  values: REGISTERS,
  emptyWhen: [{ bit: 10, value: 0 }],
};
/** Parts that tell a memory operand, where it may be a register instead. */
const orRegister = (fields: readonly BitField[]): readonly BitField[] =>
  fields.map((field) => ({ ...field, emptyWhen: [...(field.emptyWhen ?? []), { bit: 10, value: 1 }] }));
const REGISTER_2: BitField = { low: 28, high: 31, name: 'Register 2', values: REGISTERS };

/** SDM: "Information for VM Exits Due to Instruction Execution", as used for INS and OUTS. */
export const stringIoInformation: readonly BitField[] = [ADDRESS_SIZE, SEGMENT];
/** As used for INVEPT, INVPCID and INVVPID. */
export const invalidationInformation: readonly BitField[] = [
  SCALING,
  ADDRESS_SIZE,
  SEGMENT,
  ...INDEX_AND_BASE,
  REGISTER_2,
];
/** As used for LIDT, LGDT, SIDT and SGDT. */
export const descriptorTableInformation: readonly BitField[] = [
  SCALING,
  ADDRESS_SIZE,
  { low: 11, high: 11, name: 'Operand size', values: { 0: '16-bit', 1: '32-bit' } },
  SEGMENT,
  ...INDEX_AND_BASE,
  { low: 28, high: 29, name: 'Instruction', values: { 0: 'SGDT', 1: 'SIDT', 2: 'LGDT', 3: 'LIDT' } },
];
/** As used for LLDT, LTR, SLDT and STR. */
export const selectorInformation: readonly BitField[] = [
  ...orRegister([SCALING]),
  REGISTER_1,
  ...orRegister([ADDRESS_SIZE]),
  OPERAND_PLACE,
  ...orRegister([SEGMENT, ...INDEX_AND_BASE]),
  { low: 28, high: 29, name: 'Instruction', values: { 0: 'SLDT', 1: 'STR', 2: 'LLDT', 3: 'LTR' } },
];
/** As used for RDRAND, RDSEED, TPAUSE and UMWAIT. */
export const registerOperandInformation: readonly BitField[] = [
  { low: 3, high: 6, name: 'Operand register', values: REGISTERS },
  { low: 11, high: 12, name: 'Operand size', values: { 0: '16-bit', 1: '32-bit', 2: '64-bit' } },
];
/** As used for VMCLEAR, VMPTRLD, VMPTRST, VMXON, XRSTORS and XSAVES. */
export const memoryOperandInformation: readonly BitField[] = [SCALING, ADDRESS_SIZE, SEGMENT, ...INDEX_AND_BASE];
/** As used for VMREAD and VMWRITE. */
export const vmreadInformation: readonly BitField[] = [
  ...orRegister([SCALING]),
  REGISTER_1,
  ...orRegister([ADDRESS_SIZE]),
  OPERAND_PLACE,
  ...orRegister([SEGMENT, ...INDEX_AND_BASE]),
  REGISTER_2,
];
