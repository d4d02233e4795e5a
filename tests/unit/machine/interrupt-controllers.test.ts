import { describe, expect, test } from 'vitest';
import { TestBoard } from '../../support/board';

const LINES = 0x2000;
/** ICW1 to ICW4 for vectors 0x20 and 0x28, then both masks open. */
function initialize(board: TestBoard, masterIcw4 = 1): void {
  board.out(0x20, 0x11);
  board.out(0x21, 0x20, 4, masterIcw4, 0);
  board.out(0xa0, 0x11);
  board.out(0xa1, 0x28, 2, 1, 0);
}
const raise = (board: TestBoard, line: number): void => board.out(LINES + line, 1);
const lower = (board: TestBoard, line: number): void => board.out(LINES + line, 0);

describe('8259A pair', () => {
  test('comes with the vectors of a PC, its own devices masked', () => {
    const board = new TestBoard();
    expect([board.in(0x21), board.in(0xa1)]).toEqual([0xdb, 0xf1]);
    raise(board, 3);
    expect(board.intr).toBe(false);
    board.out(0x21, 0xf7);
    expect(board.intr).toBe(true);
    expect(board.board.acknowledge()).toBe(0x0b);
    raise(board, 14);
    board.out(0xa1, 0);
    board.out(0x21, 0);
    expect(board.intr).toBe(true);
    expect(board.board.acknowledge()).toBe(0x76);
  });

  test('holds back what is not above the input in service until its end', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 5);
    expect(board.board.acknowledge()).toBe(0x25);
    expect(board.intr).toBe(false);
    raise(board, 6);
    expect(board.intr).toBe(false);
    raise(board, 1);
    expect(board.board.acknowledge()).toBe(0x21);
    board.out(0x20, 0x0b);
    expect(board.in(0x20)).toBe(0x22);
    board.out(0x20, 0x20);
    expect(board.in(0x20)).toBe(0x20);
    expect(board.intr).toBe(false);
    board.out(0x20, 0x65);
    expect(board.intr).toBe(true);
    expect(board.board.acknowledge()).toBe(0x26);
  });

  test('passes slave interrupts through input 2; both chips need their end', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 12);
    raise(board, 9);
    expect(board.board.acknowledge()).toBe(0x29);
    board.out(0xa0, 0x0b);
    board.out(0x20, 0x0b);
    expect([board.in(0xa0), board.in(0x20)]).toEqual([2, 4]);
    board.out(0xa0, 0x20);
    expect(board.intr).toBe(false);
    board.out(0x20, 0x20);
    expect(board.board.acknowledge()).toBe(0x2c);
  });

  test('an edge is remembered, a level that has gone is spurious: input 7, not in service', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 4);
    lower(board, 4);
    expect(board.board.acknowledge()).toBe(0x24);
    board.out(0x20, 0x20);
    board.out(0x4d0, 0x20);
    raise(board, 5);
    lower(board, 5);
    expect(board.intr).toBe(false);
    expect(board.board.acknowledge()).toBe(0x27);
    board.out(0x20, 0x0b);
    expect(board.in(0x20)).toBe(0);
  });

  test('edges need a new rise, levels do not', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 4);
    board.board.acknowledge();
    board.out(0x20, 0x20);
    expect(board.intr).toBe(false);
    board.out(0x4d1, 0xff);
    expect(board.in(0x4d1)).toBe(0xde);
    raise(board, 10);
    expect(board.board.acknowledge()).toBe(0x2a);
    board.out(0xa0, 0x20);
    board.out(0x20, 0x20);
    expect(board.board.acknowledge()).toBe(0x2a);
    lower(board, 10);
    board.out(0xa0, 0x20);
    board.out(0x20, 0x20);
    expect(board.intr).toBe(false);
  });

  test('rotates, ends by itself, polls, and looks past masked inputs in special mask mode', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 3);
    board.board.acknowledge();
    board.out(0x20, 0xa0);
    raise(board, 1);
    raise(board, 5);
    board.out(0x20, 0x0c);
    expect(board.in(0x20)).toBe(0x85);
    board.out(0x21, 0x20);
    expect(board.intr).toBe(false);
    board.out(0x20, 0x68);
    expect(board.board.acknowledge()).toBe(0x21);

    const automatic = new TestBoard();
    initialize(automatic, 3);
    raise(automatic, 6);
    automatic.board.acknowledge();
    automatic.out(0x20, 0x0b);
    expect(automatic.in(0x20)).toBe(0);
  });

  test('initialization clears mask, requests and service', () => {
    const board = new TestBoard();
    initialize(board);
    raise(board, 5);
    board.out(0x21, 0xff);
    board.out(0x20, 0x11);
    expect(board.in(0x20)).toBe(0);
    board.out(0x21, 0x40, 4, 1);
    expect(board.in(0x21)).toBe(0);
    expect(board.intr).toBe(false);
  });
});

describe('I/O APIC', () => {
  const PAGE = 0xfec0_0000;
  const select = (board: TestBoard, index: number): void => board.writeMemory(PAGE, index);
  const read = (board: TestBoard, index: number): number => {
    select(board, index);
    return board.readMemory(PAGE + 0x10) >>> 0;
  };
  const write = (board: TestBoard, index: number, value: number): void => {
    select(board, index);
    board.writeMemory(PAGE + 0x10, value);
  };
  const entry = (board: TestBoard, input: number, low: number, high = 0): void => {
    write(board, 0x11 + 2 * input, high);
    write(board, 0x10 + 2 * input, low);
  };

  test('has an identification, a version with 24 entries, and an arbitration register that follows', () => {
    const board = new TestBoard();
    write(board, 0, -1);
    expect([read(board, 0), read(board, 1), read(board, 2)]).toEqual([0x0f00_0000, 0x17_0020, 0x0f00_0000]);
    write(board, 1, 0);
    write(board, 2, 0);
    expect([read(board, 1), read(board, 2), read(board, 0x40)]).toEqual([0x17_0020, 0x0f00_0000, 0]);
    expect(read(board, 0x10)).toBe(0x1_0000);
    expect(board.readMemory(PAGE, 1)).toBe(0x10);
    expect(board.readMemory(PAGE + 4)).toBe(0);
  });

  test('sends what the entry says when a line rises; a masked edge is lost', () => {
    const board = new TestBoard();
    raise(board, 14);
    entry(board, 14, 0x876, 0x0300_0000);
    expect(board.messages).toEqual([]);
    lower(board, 14);
    raise(board, 14);
    expect(board.messages).toEqual([
      { vector: 0x76, deliveryMode: 0, destination: 3, logical: true, level: true, trigger: 'edge' },
    ]);
    raise(board, 14);
    expect(board.messages).toHaveLength(1);
  });

  test('a level is sent once until its end, again while it lasts, and at unmasking', () => {
    const board = new TestBoard();
    raise(board, 20);
    entry(board, 20, 0x1_8040);
    expect(board.messages).toHaveLength(0);
    entry(board, 20, 0x8040);
    expect(board.messages).toHaveLength(1);
    expect(board.messages[0]?.trigger).toBe('level');
    expect(read(board, 0x10 + 40)).toBe(0xc040);
    lower(board, 20);
    raise(board, 20);
    expect(board.messages).toHaveLength(1);
    board.board.endOfInterrupt(0x41);
    expect(board.messages).toHaveLength(1);
    board.board.endOfInterrupt(0x40);
    expect(board.messages).toHaveLength(2);
    lower(board, 20);
    board.writeMemory(PAGE + 0x40, 0x40);
    expect(board.messages).toHaveLength(2);
    expect(read(board, 0x10 + 40)).toBe(0x8040);
  });

  test('an entry that becomes edge-triggered loses its remote IRR; an NMI is never a level', () => {
    const board = new TestBoard();
    entry(board, 5, 0x8040);
    raise(board, 5);
    entry(board, 5, 0x1_0040);
    expect(read(board, 0x10 + 10)).toBe(0x1_0040);
    entry(board, 6, 0x8400);
    raise(board, 6);
    expect(board.messages.at(-1)).toMatchObject({ deliveryMode: 4, trigger: 'edge' });
    expect(read(board, 0x10 + 12)).toBe(0x8400);
  });

  test('the timer’s line is input 2', () => {
    const board = new TestBoard();
    entry(board, 2, 0x30);
    board.out(0x43, 0x34);
    board.out(0x40, 100, 0);
    board.until(101 * 1676);
    expect(board.messages).toMatchObject([{ vector: 0x30 }]);
  });
});
