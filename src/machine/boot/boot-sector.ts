import type { AssembledProgram } from '../../asm/program';
import type { Processor } from '../../cpu/processor';
import { loadCr0 } from '../../cpu/registers/control-registers';
import { IF, setRflags } from '../../cpu/registers/flags';
import { setSegment } from '../../cpu/registers/segments';
import { CS, DS, ES, FS, GDTR_LIMIT, GPR, GS, IDTR_LIMIT, LDTR, RIP, SS, TR } from '../../cpu/state/processor-layout';
import type { Machine } from '../machine';
import { BootError } from './boot-error';
import { BOOT_DRIVE, BOOT_SECTOR_ADDRESS, BOOT_SECTOR_BYTES, BOOT_SECTOR_SIGNATURE } from './boot-sector-layout.table';
import { loadFirmwareVectors } from './firmware-vectors';

const CR0_ET = 0x10n;
const REAL_MODE_LIMIT = 0xffff;
const REAL_MODE_ACCESS = 0x93;
const VECTORS = 256;

/** Whether a file is a boot sector: 512 bytes, the last two 0x55 and 0xAA. */
export function isBootSector(bytes: Uint8Array): boolean {
  return (
    bytes.length === BOOT_SECTOR_BYTES &&
    ((bytes[510] as number) | ((bytes[511] as number) << 8)) === BOOT_SECTOR_SIGNATURE
  );
}

/** The boot sector that a program is, when it is assembled for 0x7C00 and looks like one; else null. */
export function bootSectorOf(program: AssembledProgram): Uint8Array | null {
  const { image, sections } = program;
  const filled = sections.filter((section) => section.bytes.length > 0);
  if (image === undefined || filled.some(({ start }) => start < BOOT_SECTOR_ADDRESS)) return null;
  const starts = Math.min(...filled.map(({ start }) => start));
  return starts === BOOT_SECTOR_ADDRESS && isBootSector(image) ? image : null;
}

/**
 * Boots a boot sector as a PC's firmware does: real-address mode at 0:0x7C00, DL the drive, interrupts on, every vector of
 * the interrupt vector table leads into the firmware. The firmware offers no services: each of its handlers is `hlt`, so that
 * the run stops and says which was called (see lab-exception.ts). Throws a BootError for bytes that are no boot sector.
 */
export function bootFromSector(machine: Machine, sector: Uint8Array): void {
  if (!isBootSector(sector)) {
    throw new BootError(
      `a boot sector has ${BOOT_SECTOR_BYTES} bytes and ends with 0x55, 0xAA; this has ${sector.length} bytes`,
    );
  }
  loadFirmwareVectors(machine);
  machine.load(BOOT_SECTOR_ADDRESS, sector);
  machine.bootKind = 'boot-sector';
  enterSector(machine.processors[0] as Processor);
}

function enterSector(p: Processor): void {
  loadCr0(p, CR0_ET);
  for (const segment of [CS, ES, SS, DS, FS, GS]) setSegment(p, segment, 0, 0n, REAL_MODE_LIMIT, REAL_MODE_ACCESS);
  setSegment(p, LDTR, 0, 0n, REAL_MODE_LIMIT, 0x82);
  setSegment(p, TR, 0, 0n, REAL_MODE_LIMIT, 0x8b);
  p.s[GDTR_LIMIT] = REAL_MODE_LIMIT;
  p.s[IDTR_LIMIT] = VECTORS * 4 - 1;
  setRflags(p, 2 | IF);
  const general = GPR >> 1;
  p.q[general + 2] = BigInt(BOOT_DRIVE);
  p.q[general + 4] = BigInt(BOOT_SECTOR_ADDRESS);
  p.q[RIP >> 1] = BigInt(BOOT_SECTOR_ADDRESS);
}
