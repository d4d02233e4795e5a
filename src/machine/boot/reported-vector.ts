import type { Processor } from '../../cpu/processor';
import { isRealMode } from '../../cpu/registers/mode';
import { CS, RIP, SEGMENT_BASE } from '../../cpu/state/processor-layout';
import { RAM_BASE, type StateImage } from '../../cpu/state/state-image';
import type { BootKind } from '../machine';
import { STUB_BYTES, STUBS } from './boot-sector-layout.table';
import { LAB_HANDLER_BYTES, LAB_HANDLERS } from './lab-layout.table';

const HLT_OPCODE = 0xf4;

/**
 * The vector whose handler a halted processor stands behind, -1 for none. The handlers that come with the lab boot, and the
 * firmware's behind the interrupt vector table of real-address mode, are `hlt` with interrupts off, each at an address of its own.
 */
export function reportedVector(image: StateImage, p: Processor, boot: BootKind): number {
  if (p.s[RIP + 1] !== 0 || (boot === 'multiboot' && !isRealMode(p))) return -1;
  const [first, bytes] = boot === 'lab' ? [LAB_HANDLERS, LAB_HANDLER_BYTES] : [STUBS, STUB_BYTES];
  const base = boot === 'lab' ? 0 : p.s[SEGMENT_BASE + 2 * CS];
  const offset = ((p.s[RIP] + base) >>> 0) - first;
  const vector = Math.floor(offset / bytes);
  if (vector < 0 || vector > 255 || offset % bytes !== 1) return -1;
  return image.u8[RAM_BASE + first + offset - 1] === HLT_OPCODE ? vector : -1;
}
