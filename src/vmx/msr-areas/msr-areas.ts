import { FAULTED } from '../../cpu/interrupts/fault';
import { physicalRead32, physicalReadBig, physicalWriteBig } from '../../cpu/mmu/physical';
import type { Processor } from '../../cpu/processor';
import { joinPhysical } from '../../cpu/state/address';
import { F } from '../vmcs/vmcs-region';
import type { VmxContext } from '../vmx-context';

/** Bytes of one entry: index, 32 reserved bits, 64 bits of data. */
const ENTRY_BYTES = 16;

const IA32_SMBASE = 0x9e;
const IA32_SMM_MONITOR_CTL = 0x9b;
const IA32_FS_BASE = 0xc000_0100;
const IA32_GS_BASE = 0xc000_0101;

/** MSRs 0x800–0x8FF address the registers of a local APIC in x2APIC mode. */
const isX2apic = (index: number): boolean => index >>> 8 === 8;

/** What the three areas have in common: fields of the address and of the count. */
interface MsrArea {
  readonly address: number;
  readonly count: number;
}
const exitStore: MsrArea = { address: F['vm-exit-msr-store-address'], count: F['vm-exit-msr-store-count'] };
const exitLoad: MsrArea = { address: F['vm-exit-msr-load-address'], count: F['vm-exit-msr-load-count'] };
const entryLoad: MsrArea = { address: F['vm-entry-msr-load-address'], count: F['vm-entry-msr-load-count'] };

/**
 * Handles the entries of an area in order; returns 0, or the number (from 1) of the first that fails.
 * A #GP that RDMSR or WRMSR would raise is a failure; so is the first entry beyond the number that IA32_VMX_MISC recommends
 * as the most: what happens there the manual leaves undefined. SDM Vol. 3: "Miscellaneous Data".
 */
function forEachEntry(
  c: VmxContext,
  area: MsrArea,
  handle: (p: Processor, index: number, at: number) => boolean,
): number {
  const words = c.p.image.i32;
  const region = c.region;
  const count = words[region + area.count] >>> 0;
  if (count === 0) return 0;
  const first = joinPhysical(words[region + area.address], words[region + area.address + 1]);
  const most = c.capabilities.maximumMsrListCount;
  for (let n = 0; n < count; n++) {
    if (n === most) return n + 1;
    const at = first + n * ENTRY_BYTES;
    const index = physicalRead32(c.p, at) >>> 0;
    if (physicalRead32(c.p, at + 4) !== 0) return n + 1;
    try {
      if (!handle(c.p, index, at)) return n + 1;
    } catch (signal) {
      if (signal !== FAULTED) throw signal;
      return n + 1;
    }
  }
  return 0;
}

function store(p: Processor, index: number, at: number): boolean {
  const row = p.msrs.get(index);
  if (row?.read === undefined || isX2apic(index) || index === IA32_SMBASE) return false;
  const value = row.read(p);
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, value, 'read');
  physicalWriteBig(p, at + 8, value);
  return true;
}

function load(p: Processor, index: number, at: number): boolean {
  if (isX2apic(index) || index === IA32_FS_BASE || index === IA32_GS_BASE || index === IA32_SMM_MONITOR_CTL)
    return false;
  const row = p.msrs.get(index);
  if (row?.write === undefined) return false;
  const value = physicalReadBig(p, at + 8);
  row.write(p, value);
  if (p.accessWatch !== null) p.accessWatch.msr(p, index, value, 'write');
  return true;
}

/** SDM Vol. 3: "Saving MSRs". Returns 0, or the number of the entry that failed. */
export const storeMsrsOnExit = (c: VmxContext): number => forEachEntry(c, exitStore, store);
/** SDM Vol. 3: "Loading MSRs" (VM exits). */
export const loadMsrsOnExit = (c: VmxContext): number => forEachEntry(c, exitLoad, load);
/** SDM Vol. 3: "Loading MSRs" (VM entries). */
export const loadMsrsOnEntry = (c: VmxContext): number => forEachEntry(c, entryLoad, load);
