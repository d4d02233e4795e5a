import type { Processor } from '../../cpu/processor';

/** Something that answers at I/O ports. Ports are given as offsets from `first`. */
export interface PortDevice {
  readonly first: number;
  readonly count: number;
  /** Absent: the device takes accesses of one byte; wider ones are split by the bus, lowest port first. */
  readonly anySize?: boolean;
  /** @param p who reads: its cycle count is the time */
  read(p: Processor, offset: number, size: number): number;
  write(p: Processor, offset: number, value: number, size: number): void;
}

/** Something that answers at physical addresses outside RAM. Addresses are given as offsets from `first`. */
export interface MemoryDevice {
  /** A multiple of 4 KiB, as is `bytes`. */
  readonly first: number;
  readonly bytes: number;
  /** One access of 1, 2 or 4 bytes as the processor makes it; the bus cuts the result to size. */
  read(p: Processor, offset: number, size: number): number;
  write(p: Processor, offset: number, value: number, size: number): void;
}

/** Where the bytes written to the consoles go. */
export interface ConsoleOutput {
  debugcon(byte: number): void;
  serial(byte: number): void;
}
