import type { PhysicalBus } from '../cpu/ports';
import type { Processor } from '../cpu/processor';
import type { HostPhysical } from '../cpu/state/address';
import type { PortDevice } from './devices/port-device';

const ALL_ONES = 0xffff_ffff | 0;

/**
 * What answers outside RAM: devices at I/O ports. Nothing is mapped in memory space yet, so physical addresses beyond RAM
 * read all ones and lose writes, as do ports without a device.
 */
export class MachineBus implements PhysicalBus {
  private readonly ports = new Map<number, PortDevice>();

  /** Connects a device; its ports must be free. */
  connect(device: PortDevice): void {
    for (let port = device.first; port < device.first + device.count; port++) {
      if (this.ports.has(port)) throw new RangeError(`port 0x${port.toString(16)} has two devices`);
      this.ports.set(port, device);
    }
  }

  readPhysical(_address: HostPhysical, size: number): number {
    return cut(ALL_ONES, size);
  }

  writePhysical(_address: HostPhysical, _size: number, _value: number): void {
    // Nothing listens there.
  }

  readPort(_p: Processor, port: number, size: number): number {
    const device = this.ports.get(port);
    if (device?.anySize === true) return cut(device.read(port - device.first, size), size);
    let value = 0;
    for (let k = 0; k < size; k++) value |= this.readByte(port + k) << (8 * k);
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

  private readByte(port: number): number {
    const device = this.ports.get(port & 0xffff);
    return device === undefined ? 0xff : device.read(port - device.first, 1) & 0xff;
  }
}

const cut = (value: number, size: number): number => (size === 4 ? value | 0 : value & ((1 << (8 * size)) - 1));
