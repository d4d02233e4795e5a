import type { Processor } from '../../cpu/processor';
import { ATTENTION, STOP, STOP_VALUE } from '../../cpu/state/processor-layout';
import { STOP_DEBUG_EXIT } from '../../cpu/state/stop-code';
import { DEBUGCON_WRITTEN } from './devices-layout';
import type { PortDevice } from './port-device';

/** Port 0xE9: each byte written goes to the debug console; reading gives 0xE9, by which programs find it. */
export function debugConsole(state: Int32Array, send: (byte: number) => void): PortDevice {
  return {
    first: 0xe9,
    count: 1,
    read: () => 0xe9,
    write(_p, _offset, value) {
      state[DEBUGCON_WRITTEN] += 1;
      send(value & 0xff);
    },
  };
}

/** Port 0xF4, as QEMU's isa-debug-exit: a write ends the run; the OUT instruction itself completes. */
export function debugExit(): PortDevice {
  return {
    first: 0xf4,
    count: 1,
    anySize: true,
    read: () => 0xffff_ffff | 0,
    write(p: Processor, _offset, value) {
      p.s[STOP] = STOP_DEBUG_EXIT;
      p.s[STOP_VALUE] = value;
      p.s[ATTENTION] = 1;
    },
  };
}
