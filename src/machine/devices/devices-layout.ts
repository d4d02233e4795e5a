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

/** The first cycle at which a device wants to interrupt, Infinity when none does. */
export const NEXT_DEADLINE = devicesArea.f64('next-deadline', 'cycle at which a device interrupts next');
/** Which sources assert which of the board's 24 interrupt lines, one word per source (interrupt-lines.ts). */
export const LINE_SOURCES = devicesArea.u32('interrupt-lines', 'lines asserted by PIT, COM1, RTC, test device', 4);

/** One 8259A: words of its registers, at PIC + 16 × (0 master, 1 slave) + PIC_…. */
export const PIC_WORDS = 16;
export const PIC = devicesArea.u32('pic', 'registers of the two 8259A', 2 * PIC_WORDS);

/** One counter of the 8254: words at PIT + 16 × counter + PIT_…, and its starting tick in PIT_START. */
export const PIT_WORDS = 16;
export const PIT = devicesArea.u32('pit', 'registers of the three counters of the 8254', 3 * PIT_WORDS);
export const PIT_START = devicesArea.f64('pit-start', 'tick at which each counter began with its count', 3);
export const PIT_TAKEOVER = devicesArea.f64('pit-takeover', 'tick at which a newly written count takes over', 3);
export const PIT_SEEN = devicesArea.f64('pit-seen', 'tick up to which the output of counter 0 was looked at');
export const SPEAKER = devicesArea.u32('speaker', 'port 0x61 bits 1:0: gate of counter 2, speaker');

export const CMOS_INDEX = devicesArea.u32('cmos-index', 'address written to port 0x70');
export const CMOS = devicesArea.u32('cmos', 'the 128 bytes of the RTC and its memory', 128);
/** Seconds since 1970 that the clock shows at cycle 0; while register B holds it (SET), the time that it shows. */
export const RTC_OFFSET = devicesArea.f64('rtc-offset', 'time of the clock at cycle 0, in seconds');
export const RTC_SEEN = devicesArea.f64('rtc-seen', 'cycle up to which the flags of register C were looked at');

export const IO_APIC_INDEX = devicesArea.u32('io-apic-index', 'I/O register select');
export const IO_APIC_ID = devicesArea.u32('io-apic-id', 'identification register');
export const IO_APIC_LINES = devicesArea.u32('io-apic-lines', 'inputs asserted, one bit per input');
export const IO_APIC_ENTRIES = devicesArea.u64('io-apic-entries', 'redirection table', 24);

export const FW_CFG_KEY = devicesArea.u32('fw-cfg-key', 'item selected at port 0x510');
export const FW_CFG_OFFSET = devicesArea.u32('fw-cfg-offset', 'bytes of it already read');
export const PCI_ADDRESS = devicesArea.u32('pci-address', 'configuration address written to port 0xCF8');
export const TEST_DATA = devicesArea.u32('test-data', 'test device: the word at port 0xE0');
export const TEST_BYTE = devicesArea.u32('test-byte', 'test device: the byte at port 0xE8');
export const TEST_MEMORY = devicesArea.u32('test-memory', 'test device: its page of memory', 0x400);
