import { updateInterruptRequest } from '../interrupts/pending';
import type { Processor } from '../processor';
import {
  APIC_DESTINATION_FORMAT,
  APIC_ERROR_STATUS,
  APIC_ERRORS,
  APIC_ICR,
  APIC_IRR,
  APIC_ISR,
  APIC_LOGICAL_DESTINATION,
  APIC_LVT,
  APIC_SPURIOUS,
  APIC_TIMER_DIVIDE,
  APIC_TIMER_INITIAL,
  APIC_TMR,
  APIC_TPR_SUBCLASS,
  CR8,
} from '../state/processor-layout';
import { isApicSoftwareEnabled, isX2Apic, logicalX2ApicId } from './apic-mode';
import { endOfInterrupt } from './end-of-interrupt';
import { sendInterprocessorInterrupt, sendSelfInterrupt } from './interprocessor-interrupt';
import { offerLevelPins } from './local-pins';
import {
  LVT_ENTRIES,
  LVT_ERROR,
  LVT_LINT0,
  LVT_LINT1,
  LVT_MASKED,
  LVT_PERFORMANCE,
  LVT_THERMAL,
  LVT_TIMER,
  LVT_WRITABLE,
} from './local-vector-table';
import { processorPriority, taskPriority } from './priority';
import { currentCount, timerModeChanged, writeDivide, writeInitialCount } from './timer';

/**
 * One 32-bit register of the local APIC. `index` is the offset in the window divided by 16, and the number of the MSR less
 * 0x800.
 */
export interface ApicRegister {
  readonly index: number;
  /** The manual's name. */
  readonly name: string;
  /** Name of the MSR that it is in x2APIC mode; absent = it is none. */
  readonly msr?: string;
  readonly read?: (p: Processor) => number;
  readonly write?: (p: Processor, value: number) => void;
  /** It has a form of its own for one interface; absent = the same for both, as far as there is an MSR. */
  readonly only?: 'xapic' | 'x2apic';
  /** x2APIC mode: bits that a WRMSR may set; absent = all 32. */
  readonly defined?: number;
}

/** An integrated APIC with six entries in its local vector table; suppression of EOI broadcasts is not offered. */
const VERSION = 0x14 | ((LVT_ENTRIES - 1) << 16);
const SPURIOUS_WRITABLE = 0x3ff;
/** All but the delivery status (bit 12) and the reserved bits. */
const COMMAND_WRITABLE = 0xc_cfff;
const FLAT_RESERVED = 0x0fff_ffff;

/** A 256-bit register shows as eight. */
const eight = (index: number, name: string, msr: string, word: number): readonly ApicRegister[] =>
  Array.from({ length: 8 }, (_, k) => ({
    index: index + k,
    name: `${name} ${k * 32 + 31}:${k * 32}`,
    msr: `${msr}${k}`,
    read: (p: Processor) => p.s[word + k] as number,
  }));

function writeLvt(p: Processor, entry: number, value: number): void {
  const s = p.s;
  const before = s[APIC_LVT + entry] as number;
  const writable = LVT_WRITABLE[entry] as number;
  // While the APIC is disabled by software the mask bits are set and stay so.
  const forced = isApicSoftwareEnabled(p) ? 0 : LVT_MASKED;
  s[APIC_LVT + entry] = (before & ~writable & ~LVT_MASKED) | (value & writable) | forced;
  if (entry === LVT_TIMER) timerModeChanged(p, before);
  offerLevelPins(p);
  updateInterruptRequest(p);
}

const lvt = (index: number, name: string, msr: string, entry: number): ApicRegister => ({
  index,
  name,
  msr,
  read: (p) => p.s[APIC_LVT + entry] as number,
  write: (p, value) => writeLvt(p, entry, value),
  defined: LVT_WRITABLE[entry] as number,
});

function writeTaskPriority(p: Processor, value: number): void {
  p.q[CR8 >> 1] = BigInt((value >>> 4) & 15);
  p.s[APIC_TPR_SUBCLASS] = value & 15;
  updateInterruptRequest(p);
}

/** SDM Vol. 3: "Local APIC State After It Has Been Software Disabled": the mask bits of all entries are set. */
function writeSpurious(p: Processor, value: number): void {
  const s = p.s;
  s[APIC_SPURIOUS] = value & SPURIOUS_WRITABLE;
  if (isApicSoftwareEnabled(p)) return;
  for (let entry = 0; entry < LVT_ENTRIES; entry++) s[APIC_LVT + entry] |= LVT_MASKED;
  updateInterruptRequest(p);
}

/** A write makes readable what was noted since the write before. */
function writeErrorStatus(p: Processor): void {
  p.s[APIC_ERROR_STATUS] = p.s[APIC_ERRORS];
  p.s[APIC_ERRORS] = 0;
}

function writeCommand(p: Processor, value: number): void {
  p.s[APIC_ICR] = value & COMMAND_WRITABLE;
  sendInterprocessorInterrupt(p);
}

/**
 * The registers of the local APIC. Indices without a row are reserved. The xAPIC ID is read-only, as the manual lets a
 * processor have it; CMCI has no entry, for there is no machine-check bank that would use it.
 * SDM Vol. 3: "Local APIC Register Address Map", "x2APIC Register Address Space".
 */
export const apicRegisters: readonly ApicRegister[] = [
  { index: 0x02, name: 'Local APIC ID', msr: 'IA32_X2APIC_APICID', read: (p) => (isX2Apic(p) ? p.id : p.id << 24) },
  { index: 0x03, name: 'Local APIC Version', msr: 'IA32_X2APIC_VERSION', read: () => VERSION },
  {
    index: 0x08,
    name: 'Task Priority',
    msr: 'IA32_X2APIC_TPR',
    read: taskPriority,
    write: writeTaskPriority,
    defined: 0xff,
  },
  { index: 0x09, name: 'Arbitration Priority', only: 'xapic', read: processorPriority },
  { index: 0x0a, name: 'Processor Priority', msr: 'IA32_X2APIC_PPR', read: processorPriority },
  { index: 0x0b, name: 'EOI', msr: 'IA32_X2APIC_EOI', write: endOfInterrupt, defined: 0 },
  { index: 0x0c, name: 'Remote Read', only: 'xapic', read: () => 0 },
  {
    index: 0x0d,
    name: 'Logical Destination',
    only: 'xapic',
    read: (p) => p.s[APIC_LOGICAL_DESTINATION] as number,
    write: (p, value) => {
      p.s[APIC_LOGICAL_DESTINATION] = value & 0xff00_0000;
    },
  },
  { index: 0x0d, name: 'Logical Destination', msr: 'IA32_X2APIC_LDR', only: 'x2apic', read: logicalX2ApicId },
  {
    index: 0x0e,
    name: 'Destination Format',
    only: 'xapic',
    read: (p) => p.s[APIC_DESTINATION_FORMAT] as number,
    write: (p, value) => {
      p.s[APIC_DESTINATION_FORMAT] = value | FLAT_RESERVED;
    },
  },
  {
    index: 0x0f,
    name: 'Spurious Interrupt Vector',
    msr: 'IA32_X2APIC_SIVR',
    read: (p) => p.s[APIC_SPURIOUS] as number,
    write: writeSpurious,
    defined: SPURIOUS_WRITABLE,
  },
  ...eight(0x10, 'In-Service', 'IA32_X2APIC_ISR', APIC_ISR),
  ...eight(0x18, 'Trigger Mode', 'IA32_X2APIC_TMR', APIC_TMR),
  ...eight(0x20, 'Interrupt Request', 'IA32_X2APIC_IRR', APIC_IRR),
  {
    index: 0x28,
    name: 'Error Status',
    msr: 'IA32_X2APIC_ESR',
    read: (p) => p.s[APIC_ERROR_STATUS] as number,
    write: writeErrorStatus,
    defined: 0,
  },
  {
    index: 0x30,
    name: 'Interrupt Command',
    msr: 'IA32_X2APIC_ICR',
    read: (p) => p.s[APIC_ICR] as number,
    write: writeCommand,
    defined: COMMAND_WRITABLE,
  },
  {
    index: 0x31,
    name: 'Interrupt Command, upper half',
    only: 'xapic',
    read: (p) => p.s[APIC_ICR + 1] as number,
    write: (p, value) => {
      p.s[APIC_ICR + 1] = value & 0xff00_0000;
    },
  },
  lvt(0x32, 'LVT Timer', 'IA32_X2APIC_LVT_TIMER', LVT_TIMER),
  lvt(0x33, 'LVT Thermal Sensor', 'IA32_X2APIC_LVT_THERMAL', LVT_THERMAL),
  lvt(0x34, 'LVT Performance Monitoring Counters', 'IA32_X2APIC_LVT_PMI', LVT_PERFORMANCE),
  lvt(0x35, 'LVT LINT0', 'IA32_X2APIC_LVT_LINT0', LVT_LINT0),
  lvt(0x36, 'LVT LINT1', 'IA32_X2APIC_LVT_LINT1', LVT_LINT1),
  lvt(0x37, 'LVT Error', 'IA32_X2APIC_LVT_ERROR', LVT_ERROR),
  {
    index: 0x38,
    name: 'Initial Count',
    msr: 'IA32_X2APIC_INIT_COUNT',
    read: (p) => p.s[APIC_TIMER_INITIAL] as number,
    write: writeInitialCount,
  },
  { index: 0x39, name: 'Current Count', msr: 'IA32_X2APIC_CUR_COUNT', read: currentCount },
  {
    index: 0x3e,
    name: 'Divide Configuration',
    msr: 'IA32_X2APIC_DIV_CONF',
    read: (p) => p.s[APIC_TIMER_DIVIDE] as number,
    write: (p, value) => writeDivide(p, value & 0xb),
    defined: 0xb,
  },
  {
    index: 0x3f,
    name: 'Self IPI',
    msr: 'IA32_X2APIC_SELF_IPI',
    only: 'x2apic',
    write: sendSelfInterrupt,
    defined: 0xff,
  },
];
