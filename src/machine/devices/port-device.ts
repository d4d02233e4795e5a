import type { Processor } from '../../cpu/processor';

/** Something that answers at I/O ports. Ports are given as offsets from `first`. */
export interface PortDevice {
  readonly first: number;
  readonly count: number;
  /** Absent: the device takes accesses of one byte; wider ones are split by the bus, lowest port first. */
  readonly anySize?: boolean;
  read(offset: number, size: number): number;
  write(p: Processor, offset: number, value: number, size: number): void;
}

/** Where the bytes written to the consoles go. */
export interface ConsoleOutput {
  debugcon(byte: number): void;
  serial(byte: number): void;
}
