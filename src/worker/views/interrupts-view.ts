import { isApicEnabled } from '../../cpu/apic/apic-mode';
import { isExtIntRequested } from '../../cpu/apic/external-interrupt';
import { isPinAsserted } from '../../cpu/apic/local-pins';
import { LVT_LINT0, LVT_MASKED } from '../../cpu/apic/local-vector-table';
import type { Processor } from '../../cpu/processor';
import { APIC_LVT, CYCLES, GUEST } from '../../cpu/state/processor-layout';
import type { InterruptDevices } from '../../machine/devices/interrupt-devices';
import { IO_APIC_INPUTS } from '../../machine/devices/io-apic';
import type { HeldRequest, InterruptsView } from '../../protocol/interrupts-view';
import { toLocalApicView } from './local-apic-view';
import { toWaitingEvents } from './waiting-view';

const INPUTS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** What waits to interrupt a processor, and the controllers that it comes from. */
export function toInterruptsView(p: Processor, devicesAt: (now: number) => InterruptDevices): InterruptsView {
  const cycles = p.f[CYCLES] as number;
  const devices = devicesAt(cycles);
  const { pic, ioApic, pit } = devices;
  return {
    processor: p.id,
    guest: p.s[GUEST] !== 0,
    cycles,
    waiting: toWaitingEvents(p),
    held: toHeldRequests(p, devices),
    apic: toLocalApicView(p),
    ioApic: Array.from({ length: IO_APIC_INPUTS }, (_, input) => ioApic.look(input)),
    pic: { master: pic.master.look(), slave: pic.slave.look() },
    pit: pit.look(),
  };
}

/** Requests that have not reached the processor. Edges that came while they were masked are lost, not held. */
function toHeldRequests(p: Processor, { pic, ioApic }: InterruptDevices): HeldRequest[] {
  const held: HeldRequest[] = [];
  const note = (at: HeldRequest['at'], input: number | null, by: HeldRequest['by'] | null): void => {
    if (by !== null) held.push({ at, input, by });
  };
  for (const pin of [0, 1] as const) {
    const masked = isApicEnabled(p) && ((p.s[APIC_LVT + LVT_LINT0 + pin] as number) & LVT_MASKED) !== 0;
    if (isPinAsserted(p, pin) && masked && !isExtIntRequested(p)) note(pin === 0 ? 'lint0' : 'lint1', null, 'mask');
  }
  for (const at of ['master', 'slave'] as const) for (const input of INPUTS) note(at, input, pic[at].holdOf(input));
  for (let input = 0; input < IO_APIC_INPUTS; input++) note('io-apic', input, ioApic.holdOf(input));
  return held;
}
