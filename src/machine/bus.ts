import type { PhysicalBus } from '../cpu/ports';
import type { Processor } from '../cpu/processor';
import type { HostPhysical } from '../cpu/state/address';
import type { MemoryDevice, PortDevice } from './devices/port-device';

const ALL_ONES = 0xffff_ffff | 0;
const PAGE_BYTES = 0x1000;

/**
 * What answers outside RAM: devices at I/O ports and at physical addresses. Where nobody answers, reads give all ones and
 * writes are lost.
 */
export class MachineBus implements PhysicalBus {
  private readonly ports = new Map<number, PortDevice>();
  /** By page number. */
  private readonly pages = new Map<number, MemoryDevice>();

  /** Connects a device; its ports must be free. */
  connect(device: PortDevice): void {
    for (let port = device.first; port < device.first + device.count; port++) {
      if (this.ports.has(port)) throw new RangeError(`port 0x${port.toString(16)} has two devices`);
      this.ports.set(port, device);
    }
  }

  /** Connects a device in memory space; its pages must be free. */
  connectMemory(device: MemoryDevice): void {
    const first = device.first / PAGE_BYTES;
    for (let page = first; page < first + device.bytes / PAGE_BYTES; page++) {
      if (this.pages.has(page)) throw new RangeError(`page 0x${page.toString(16)} has two devices`);
      this.pages.set(page, device);
    }
  }

  readPhysical(p: Processor, address: HostPhysical, size: number): number {
    const device = this.pages.get(Math.floor(address / PAGE_BYTES));
    return cut(device === undefined ? ALL_ONES : device.read(p, address - device.first, size), size);
  }

  writePhysical(p: Processor, address: HostPhysical, size: number, value: number): void {
    const device = this.pages.get(Math.floor(address / PAGE_BYTES));
    device?.write(p, address - device.first, cut(value, size), size);
  }

  readPort(p: Processor, port: number, size: number): number {
    const device = this.ports.get(port);
    if (device?.anySize === true) return cut(device.read(p, port - device.first, size), size);
    let value = 0;
    for (let k = 0; k < size; k++) value |= this.readByte(p, port + k) << (8 * k);
    return value;
  }

  writePort(p: Processor, port: number, size: number, value: number): void {
    const device = this.ports.get(port);
    if (device?.anySize === true) {
      device.write(p, port - device.first, cut(value, size), size);
      return;
    }
    for (let k = 0; k < size; k++) {
      const part = this.ports.get((port + k) & 0xffff);
      part?.write(p, port + k - part.first, (value >>> (8 * k)) & 0xff, 1);
    }
  }

  private readByte(p: Processor, port: number): number {
    const device = this.ports.get(port & 0xffff);
    return device === undefined ? 0xff : device.read(p, port - device.first, 1) & 0xff;
  }
}

const cut = (value: number, size: number): number => (size === 4 ? value | 0 : value & ((1 << (8 * size)) - 1));
