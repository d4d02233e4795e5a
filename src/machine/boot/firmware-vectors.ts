import type { Machine } from '../machine';
import { biosDataArea, STUB_BYTES, STUB_OFFSET, STUB_SEGMENT, STUBS } from './boot-sector-layout.table';

const VECTORS = 256;
/** hlt; jmp to it. */
const STUB = [0xf4, 0xeb, 0xfd];

/** Handler of the timer, at its traditional place, and the vector that the first 8259A gives it. */
const TIMER_OFFSET = 0xfea5;
const TIMER_VECTOR = 8;
const TIMER_HANDLER = [
  ...[0x1e, 0x50], // push ds; push ax
  ...[0x31, 0xc0, 0x8e, 0xd8], // xor ax, ax; mov ds, ax
  ...[0x66, 0xff, 0x06, 0x6c, 0x04], // inc dword [0x46c]: ticks since midnight
  ...[0xb0, 0x20, 0xe6, 0x20], // mov al, 0x20; out 0x20, al: end of interrupt
  ...[0x58, 0x1f, 0xcf], // pop ax; pop ds; iret
];
const MASK_PORT = 0x21;
const TIMER_ONLY = 0xfe;

const entryBytes = (offset: number): Uint8Array =>
  Uint8Array.of(offset & 0xff, offset >> 8, STUB_SEGMENT & 0xff, STUB_SEGMENT >> 8);

/**
 * The interrupt vector table as firmware leaves it: every vector leads into the firmware, which offers no services. Each of
 * its handlers is `hlt`, so that the run stops and says which was called (see lab-exception.ts).
 */
export function loadFirmwareVectors(machine: Machine): void {
  const stubs = new Uint8Array(VECTORS * STUB_BYTES);
  for (let vector = 0; vector < VECTORS; vector++) {
    machine.load(vector * 4, entryBytes(STUB_OFFSET + vector * STUB_BYTES));
    stubs.set(STUB, vector * STUB_BYTES);
  }
  machine.load(STUBS, stubs);
  for (const { address, value } of biosDataArea) machine.load(address, Uint8Array.of(value & 0xff, value >> 8));
}

/** The timer as firmware leaves it: its interrupt is open, and its handler counts ticks in the BIOS data area. */
export function startFirmwareTimer(machine: Machine): void {
  const p = machine.processors[0];
  if (p === undefined) return;
  machine.load(TIMER_VECTOR * 4, entryBytes(TIMER_OFFSET));
  machine.load(STUB_SEGMENT * 16 + TIMER_OFFSET, Uint8Array.from(TIMER_HANDLER));
  p.bus.writePort(p, MASK_PORT, 1, TIMER_ONLY);
}
