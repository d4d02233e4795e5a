import { updateInterruptRequest } from '../interrupts/pending';
import { flushFastTags } from '../mmu/tlb';
import { load, refuseMsrValue } from '../msr/write-rules';
import type { MsrRow } from '../ports';
import type { Processor } from '../processor';
import { APIC_BASE, APIC_ICR, TSC_DEADLINE } from '../state/processor-layout';
import { APIC_BOOTSTRAP, APIC_ENABLED, APIC_EXTENDED, isX2Apic } from './apic-mode';
import { type ApicRegister, apicRegisters } from './apic-registers';
import { resetLocalApic } from './apic-reset';
import { writeTscDeadline } from './timer';

const X2APIC_FIRST = 0x800;
const ICR = 0x30;
const MODE = BigInt(APIC_ENABLED | APIC_EXTENDED);
const CPUID_X2APIC = 1 << 21;
const CPUID_TSC_DEADLINE = 1 << 24;

/**
 * IA32_APIC_BASE. From x2APIC mode there is no way back to xAPIC mode but through the disabled state, nor a direct one from
 * there to x2APIC mode. Disabling forgets what the APIC held.
 * SDM Vol. 3: "Local APIC Status and Location", "x2APIC State Transitions".
 */
function writeApicBase(p: Processor, value: bigint): void {
  const address = (1n << BigInt(p.cpuid.physicalAddressBits)) - 0x1000n;
  const hasX2Apic = (p.cpuid.leaf(1, 0)[2] & CPUID_X2APIC) !== 0;
  if ((value & ~(address | MODE | BigInt(APIC_BOOTSTRAP))) !== 0n) refuseMsrValue(p);
  const before = Number((p.q[APIC_BASE >> 1] as bigint) & MODE);
  const after = Number(value & MODE);
  if (after === APIC_EXTENDED || (after !== 0 && after !== APIC_ENABLED && !hasX2Apic)) refuseMsrValue(p);
  const wasExtended = before === Number(MODE);
  if (wasExtended && after === APIC_ENABLED) refuseMsrValue(p);
  if (before === 0 && after === Number(MODE)) refuseMsrValue(p);
  p.q[APIC_BASE >> 1] = value;
  if (after === 0 && before !== 0) resetLocalApic(p);
  // The window may have moved over RAM that has fast tags, or away.
  flushFastTags(p);
  updateInterruptRequest(p);
}

function requireX2Apic(p: Processor): void {
  if (!isX2Apic(p)) refuseMsrValue(p);
}

function x2ApicRow(register: ApicRegister, name: string): MsrRow {
  const { index, read, write, defined = -1 } = register;
  return {
    index: X2APIC_FIRST + index,
    name,
    sdm: 'x2APIC Register Address Space',
    read(p) {
      requireX2Apic(p);
      if (read === undefined) refuseMsrValue(p);
      return BigInt(read(p) >>> 0);
    },
    ...(write === undefined
      ? {}
      : {
          write(p: Processor, value: bigint): void {
            requireX2Apic(p);
            if ((value & ~BigInt(defined >>> 0)) !== 0n) refuseMsrValue(p);
            write(p, Number(BigInt.asIntN(32, value)));
          },
        }),
  };
}

/** The interrupt command register is one MSR of 64 bits: the destination is its upper half. */
const commandRow: MsrRow = {
  index: X2APIC_FIRST + ICR,
  name: 'IA32_X2APIC_ICR',
  sdm: 'ICR Operation in x2APIC Mode',
  read(p) {
    requireX2Apic(p);
    return p.q[APIC_ICR >> 1] as bigint;
  },
  write(p, value) {
    requireX2Apic(p);
    const row = apicRegisters.find(({ index }) => index === ICR) as ApicRegister;
    if ((value & 0xffff_ffffn & ~BigInt(row.defined ?? 0)) !== 0n) refuseMsrValue(p);
    p.s[APIC_ICR + 1] = Number(BigInt.asIntN(32, value >> 32n));
    row.write?.(p, Number(BigInt.asIntN(32, value)));
  },
};

/** IA32_APIC_BASE, IA32_TSC_DEADLINE and the registers of x2APIC mode. */
export const apicMsrs: readonly MsrRow[] = [
  {
    index: 0x1b,
    name: 'IA32_APIC_BASE',
    sdm: 'Local APIC Status and Location',
    read: load(APIC_BASE),
    write: writeApicBase,
  },
  {
    index: 0x6e0,
    name: 'IA32_TSC_DEADLINE',
    sdm: 'TSC-Deadline Mode',
    read(p) {
      requireTscDeadline(p);
      return p.q[TSC_DEADLINE >> 1] as bigint;
    },
    write(p, value) {
      requireTscDeadline(p);
      writeTscDeadline(p, value);
    },
  },
  ...apicRegisters.flatMap((row) => (row.msr === undefined || row.index === ICR ? [] : [x2ApicRow(row, row.msr)])),
  commandRow,
];

function requireTscDeadline(p: Processor): void {
  if ((p.cpuid.leaf(1, 0)[2] & CPUID_TSC_DEADLINE) === 0) refuseMsrValue(p);
}
