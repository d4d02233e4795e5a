import { describe, expect, test } from 'vitest';
import { asHostPhysical } from '../../../src/cpu/state/address';
import { MachineBus } from '../../../src/machine/bus';
import { pciConfiguration } from '../../../src/machine/devices/pci-configuration';
import { labMachine } from '../../support/lab-machine';

const COM1 = 0x3f8;

function board() {
  const machine = labMachine('start: hlt');
  const [p] = machine.processors;
  const sent: number[] = [];
  machine.output = { serial: (byte) => sent.push(byte), debugcon: (byte) => sent.push(0x100 | byte) };
  return {
    machine,
    processor: p,
    sent,
    read: (port: number, size = 1) => machine.bus.readPort(p, port, size),
    write: (port: number, value: number, size = 1) => machine.bus.writePort(p, port, size, value),
  };
}

describe('UART 16550', () => {
  test('sends at once and is always ready', () => {
    const { machine, sent, read, write } = board();
    write(COM1, 0x41);
    expect(sent).toEqual([0x41]);
    expect(read(COM1 + 5)).toBe(0x60);
    expect(machine.written).toEqual({ debugcon: 0, serial: 1 });
  });

  test('DLAB shows the divisor in place of data and interrupt enable', () => {
    const { sent, read, write } = board();
    write(COM1 + 3, 0x83);
    write(COM1, 0x0c);
    write(COM1 + 1, 0x01);
    expect([read(COM1), read(COM1 + 1)]).toEqual([0x0c, 1]);
    write(COM1 + 3, 3);
    expect([read(COM1 + 1), read(COM1 + 3)]).toEqual([0, 3]);
    expect(sent).toEqual([]);
  });

  test('loopback gives bytes back, tells of overrun, and turns modem lines round', () => {
    const { sent, read, write } = board();
    write(COM1 + 4, 0x1b);
    expect(read(COM1 + 6) & 0xf0).toBe(0xb0);
    write(COM1 + 4, 0x10);
    expect(read(COM1 + 6)).toBe(0x0b);
    expect(read(COM1 + 6)).toBe(0);
    write(COM1, 0x55);
    expect(read(COM1 + 5)).toBe(0x61);
    write(COM1, 0x56);
    expect(read(COM1 + 5)).toBe(0x63);
    expect(read(COM1)).toBe(0x56);
    expect(read(COM1 + 5)).toBe(0x60);
    expect(sent).toEqual([]);
  });

  test('IIR reports received data before an empty transmitter, and the latter once', () => {
    const { read, write } = board();
    expect(read(COM1 + 2)).toBe(1);
    write(COM1 + 2, 1);
    write(COM1 + 1, 3);
    write(COM1 + 4, 0x10);
    write(COM1, 1);
    expect(read(COM1 + 2)).toBe(0xc4);
    read(COM1);
    expect(read(COM1 + 2)).toBe(0xc2);
    expect(read(COM1 + 2)).toBe(0xc1);
  });

  test('has a scratch register', () => {
    const { read, write } = board();
    write(COM1 + 7, 0xa5);
    expect(read(COM1 + 7)).toBe(0xa5);
  });
});

describe('the bus', () => {
  test('splits wide accesses between devices of one byte, lowest port first', () => {
    const { sent, read, write } = board();
    write(0xe8, 0x4241, 2);
    expect(sent).toEqual([0x142]);
    expect(read(0xe8, 2)).toBe(0xe941);
    expect(read(0xe8, 4)).toBe(0xffff_e941 | 0);
  });

  test('reads all ones where nothing answers', () => {
    const { machine, processor } = board();
    const nowhere = asHostPhysical(0xfd00_0000);
    expect(machine.bus.readPhysical(processor, nowhere, 4)).toBe(-1);
    expect(machine.bus.readPhysical(processor, nowhere, 1)).toBe(0xff);
  });

  test('refuses two devices at one port', () => {
    const bus = new MachineBus();
    bus.connect(pciConfiguration(new Int32Array(4096)));
    expect(() => bus.connect(pciConfiguration(new Int32Array(4096)))).toThrow(/0xcf8/);
    const page = { first: 0xfec0_0000, bytes: 0x1000, read: () => 0, write: () => undefined };
    bus.connectMemory(page);
    expect(() => bus.connectMemory(page)).toThrow(/0xfec00/);
  });
});
