import { AreaLayout } from '../../base/area-layout';
import { DEVICES_BYTES } from '../../cpu/state/state-image';

/** What the devices keep in the state image: indices into the Int32Array view of the devices' area. */
export const devicesArea = new AreaLayout('devices', 0, DEVICES_BYTES / 4);

/** Bytes that went to the consoles since the machine was made. The bytes themselves are an effect, not state. */
export const DEBUGCON_WRITTEN = devicesArea.u32('debugcon-written', 'bytes written to port 0xE9');
export const SERIAL_WRITTEN = devicesArea.u32('serial-written', 'bytes sent by COM1');

export const UART_DIVISOR = devicesArea.u32('uart-divisor', 'divisor latch, 16 bits');
export const UART_INTERRUPT_ENABLE = devicesArea.u32('uart-ier', 'interrupt enable register');
export const UART_FIFO_CONTROL = devicesArea.u32('uart-fcr', 'FIFO control register');
export const UART_LINE_CONTROL = devicesArea.u32('uart-lcr', 'line control register');
export const UART_MODEM_CONTROL = devicesArea.u32('uart-mcr', 'modem control register');
export const UART_SCRATCH = devicesArea.u32('uart-scr', 'scratch register');
export const UART_RECEIVED = devicesArea.u32('uart-received', 'receiver buffer: byte looped back');
export const UART_DATA_READY = devicesArea.u32('uart-data-ready', 'LSR bit 0: the receiver buffer is full');
export const UART_OVERRUN = devicesArea.u32('uart-overrun', 'LSR bit 1: a byte was lost');
export const UART_EMPTY_PENDING = devicesArea.u32(
  'uart-thre-pending',
  'transmitter-empty interrupt not yet seen in IIR',
);
export const UART_MODEM_DELTA = devicesArea.u32('uart-modem-delta', 'MSR bits 3:0: changes since the last read');
