import {
  SERIAL_WRITTEN,
  UART_DATA_READY,
  UART_DIVISOR,
  UART_EMPTY_PENDING,
  UART_FIFO_CONTROL,
  UART_INTERRUPT_ENABLE,
  UART_LINE_CONTROL,
  UART_MODEM_CONTROL,
  UART_MODEM_DELTA,
  UART_OVERRUN,
  UART_RECEIVED,
  UART_SCRATCH,
} from './devices-layout';
import type { PortDevice } from './port-device';

const COM1 = 0x3f8;
const DLAB = 0x80;
const LOOPBACK = 0x10;
const OUT2 = 8;
const TRANSMITTER_EMPTY = 0x60;
const IER_RECEIVED = 1;
const IER_EMPTY = 2;
const IIR_NONE = 1;
const IIR_EMPTY = 2;
const IIR_RECEIVED = 4;
/** Nobody is on the line but it is ready: CTS, DSR and DCD. */
const MODEM_READY = 0xb0;

/** Register names by offset, for the reader of `read` and `write` below. */
const DATA = 0,
  INTERRUPT = 1,
  IDENTIFY_OR_FIFO = 2,
  LINE_CONTROL = 3,
  MODEM_CONTROL = 4,
  LINE_STATUS = 5,
  MODEM_STATUS = 6;

/**
 * COM1, a 16550A that sends in no time and receives only what loopback gives it. It interrupts for received data and for an
 * empty transmitter; line and modem status raise none.
 * Source: National Semiconductor, "PC16550D Universal Asynchronous Receiver/Transmitter with FIFOs".
 */
export function uart16550(
  state: Int32Array,
  send: (byte: number) => void,
  signal: (asserted: boolean) => void,
): PortDevice {
  const latch = (): boolean => (state[UART_LINE_CONTROL] & DLAB) !== 0;
  const isLoopback = (): boolean => (state[UART_MODEM_CONTROL] & LOOPBACK) !== 0;

  const modemLines = (): number => {
    if (!isLoopback()) return MODEM_READY;
    const control = state[UART_MODEM_CONTROL];
    return ((control & 1) << 5) | ((control & 2) << 3) | ((control & 4) << 4) | ((control & 8) << 4);
  };

  const pending = (): number => {
    const enabled = state[UART_INTERRUPT_ENABLE];
    if ((enabled & IER_RECEIVED) !== 0 && state[UART_DATA_READY] !== 0) return IIR_RECEIVED;
    return (enabled & IER_EMPTY) !== 0 && state[UART_EMPTY_PENDING] !== 0 ? IIR_EMPTY : IIR_NONE;
  };

  const identify = (): number => {
    const identification = pending();
    if (identification === IIR_EMPTY) state[UART_EMPTY_PENDING] = 0;
    return identification | ((state[UART_FIFO_CONTROL] & 1) !== 0 ? 0xc0 : 0);
  };

  /** On a PC the interrupt reaches its line through OUT2, which loopback cuts off. */
  const signalPending = (): void => {
    const connected = (state[UART_MODEM_CONTROL] & (OUT2 | LOOPBACK)) === OUT2;
    signal(connected && pending() !== IIR_NONE);
  };

  const transmit = (byte: number): void => {
    state[UART_EMPTY_PENDING] = 1;
    if (isLoopback()) {
      state[UART_OVERRUN] = state[UART_DATA_READY];
      state[UART_RECEIVED] = byte;
      state[UART_DATA_READY] = 1;
      return;
    }
    state[SERIAL_WRITTEN] += 1;
    send(byte);
  };

  const writeModemControl = (value: number): void => {
    const before = modemLines();
    state[UART_MODEM_CONTROL] = value & 0x1f;
    const changed = (before ^ modemLines()) >> 4;
    // The ring indicator (bit 2) reports its trailing edge only.
    const ring = (changed & 4) !== 0 && (before & 0x40) !== 0 ? 4 : 0;
    state[UART_MODEM_DELTA] |= (changed & 0xb) | ring;
  };

  const read = (offset: number): number => {
    switch (offset) {
      case DATA:
        if (latch()) return state[UART_DIVISOR] & 0xff;
        state[UART_DATA_READY] = 0;
        return state[UART_RECEIVED];
      case INTERRUPT:
        return latch() ? (state[UART_DIVISOR] >> 8) & 0xff : state[UART_INTERRUPT_ENABLE];
      case IDENTIFY_OR_FIFO:
        return identify();
      case LINE_CONTROL:
        return state[UART_LINE_CONTROL];
      case MODEM_CONTROL:
        return state[UART_MODEM_CONTROL];
      case LINE_STATUS: {
        const status = TRANSMITTER_EMPTY | (state[UART_OVERRUN] << 1) | state[UART_DATA_READY];
        state[UART_OVERRUN] = 0;
        return status;
      }
      case MODEM_STATUS: {
        const status = modemLines() | state[UART_MODEM_DELTA];
        state[UART_MODEM_DELTA] = 0;
        return status;
      }
      default:
        return state[UART_SCRATCH];
    }
  };

  const write = (offset: number, value: number): void => {
    switch (offset) {
      case DATA:
        if (latch()) state[UART_DIVISOR] = (state[UART_DIVISOR] & 0xff00) | value;
        else transmit(value);
        break;
      case INTERRUPT:
        if (latch()) state[UART_DIVISOR] = (state[UART_DIVISOR] & 0xff) | (value << 8);
        else {
          if ((value & ~state[UART_INTERRUPT_ENABLE] & IER_EMPTY) !== 0) state[UART_EMPTY_PENDING] = 1;
          state[UART_INTERRUPT_ENABLE] = value & 0xf;
        }
        break;
      case IDENTIFY_OR_FIFO:
        state[UART_FIFO_CONTROL] = value & 0xc9;
        if ((value & 2) !== 0) state[UART_DATA_READY] = 0;
        break;
      case LINE_CONTROL:
        state[UART_LINE_CONTROL] = value;
        break;
      case MODEM_CONTROL:
        writeModemControl(value);
        break;
      case LINE_STATUS:
      case MODEM_STATUS:
        break;
      default:
        state[UART_SCRATCH] = value;
    }
  };

  return {
    first: COM1,
    count: 8,
    read(_p, offset) {
      const value = read(offset);
      signalPending();
      return value;
    },
    write(_p, offset, value) {
      write(offset, value & 0xff);
      signalPending();
    },
  };
}
