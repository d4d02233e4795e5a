import { describe, expect, test } from 'vitest';
import { TestBoard } from '../../support/board';

const TICK = 1676;
const SECOND = 2_000_000_000;

/** Opens line 0 (and 8) of the 8259A pair. */
const unmask = (board: TestBoard): void => {
  board.out(0x21, 0xfa);
  board.out(0xa1, 0xfe);
};
/** Acknowledges what waits and ends it. */
const acknowledge = (board: TestBoard): number => {
  const vector = board.board.acknowledge();
  if (vector >= 0x70) board.out(0xa0, 0x20);
  board.out(0x20, 0x20);
  return vector;
};
const count = (board: TestBoard, counter: number): number => {
  board.out(0x43, counter << 6);
  return board.in(0x40 + counter) | (board.in(0x40 + counter) << 8);
};

describe('8254', () => {
  test('counter 0 runs with its longest period from the start and interrupts nobody while masked', () => {
    const board = new TestBoard();
    expect(board.board.deadline()).toBe(Number.POSITIVE_INFINITY);
    expect(count(board, 0)).toBe(0);
    unmask(board);
    expect(board.board.deadline()).toBe(0x1_0000 * TICK);
    board.until(0x1_0000 * TICK - 1);
    expect(board.intr).toBe(false);
    board.until(0x1_0000 * TICK);
    expect(board.intr).toBe(true);
    expect(board.board.deadline()).toBe(Number.POSITIVE_INFINITY);
    expect(acknowledge(board)).toBe(8);
    expect(board.board.deadline()).toBe(0x2_0000 * TICK);
  });

  test('mode 2 counts N … 1 and interrupts each time', () => {
    const board = new TestBoard();
    unmask(board);
    board.out(0x43, 0x34);
    board.out(0x40, 10, 0);
    board.until(TICK);
    expect(count(board, 0)).toBe(10);
    board.until(10 * TICK);
    expect(count(board, 0)).toBe(1);
    board.out(0x43, 0xe2);
    expect(board.in(0x40)).toBe(0x34);
    board.until(11 * TICK);
    expect(count(board, 0)).toBe(10);
    board.out(0x43, 0xe2);
    expect(board.in(0x40)).toBe(0xb4);
    expect(acknowledge(board)).toBe(8);
    board.until(21 * TICK);
    expect(board.intr).toBe(true);
  });

  test('mode 3 is high for the first half and counts by two', () => {
    const board = new TestBoard();
    board.out(0x61, 1);
    board.out(0x43, 0xb6);
    board.out(0x42, 7, 0);
    board.until(TICK);
    const seen = [];
    for (let tick = 1; tick <= 8; tick++) {
      board.until(tick * TICK);
      seen.push([count(board, 2), (board.in(0x61) >> 5) & 1]);
    }
    expect(seen).toEqual([[6, 1], [4, 1], [2, 1], [6, 1], [6, 0], [4, 0], [2, 0], [6, 1]]); // biome-ignore format: a table
  });

  test('mode 0 interrupts once; the gate of counter 2 pauses it; writing the low byte stops it', () => {
    const board = new TestBoard();
    unmask(board);
    board.out(0x43, 0x30);
    board.out(0x40, 5, 0);
    expect(board.board.deadline()).toBe(6 * TICK);
    board.until(6 * TICK);
    expect(acknowledge(board)).toBe(8);
    expect(board.board.deadline()).toBe(Number.POSITIVE_INFINITY);
    board.until(8 * TICK);
    expect(count(board, 0)).toBe(0xfffe);

    board.out(0x61, 1);
    board.out(0x43, 0xb0);
    board.out(0x42, 100, 0);
    board.until(19 * TICK);
    board.out(0x61, 0);
    expect(count(board, 2)).toBe(90);
    board.until(50 * TICK);
    expect(count(board, 2)).toBe(90);
    board.out(0x61, 1);
    board.until(60 * TICK);
    expect(count(board, 2)).toBe(80);
    expect(board.in(0x61) & 0x20).toBe(0);
    board.out(0x42, 50);
    board.until(70 * TICK);
    expect(count(board, 2)).toBe(80);
    board.until(140 * TICK);
    expect(board.in(0x61) & 0x20).toBe(0);
  });

  test('mode 1 is triggered by the gate, mode 4 strobes, mode 2 takes a new count at the end of its period', () => {
    const board = new TestBoard();
    board.out(0x43, 0xb2);
    board.out(0x42, 3, 0);
    expect(board.in(0x61) & 0x20).toBe(0x20);
    board.out(0x61, 1);
    board.until(TICK);
    expect(board.in(0x61) & 0x20).toBe(0);
    board.until(4 * TICK);
    expect(board.in(0x61) & 0x20).toBe(0x20);

    board.out(0x43, 0x98);
    board.out(0x42, 4);
    board.until(8 * TICK);
    expect(board.in(0x61) & 0x20).toBe(0x20);
    board.until(9 * TICK);
    expect(board.in(0x61) & 0x20).toBe(0);
    board.until(10 * TICK);
    expect(board.in(0x61) & 0x20).toBe(0x20);

    unmask(board);
    board.out(0x43, 0x34);
    board.out(0x40, 10, 0);
    board.until(15 * TICK);
    board.out(0x40, 20, 0);
    expect(board.board.deadline()).toBe(21 * TICK);
    board.until(21 * TICK);
    acknowledge(board);
    expect(board.board.deadline()).toBe(41 * TICK);
  });

  test('counts in decimal digits', () => {
    const board = new TestBoard();
    board.out(0x61, 1);
    board.out(0x43, 0xb5);
    board.out(0x42, 0x00, 0x10);
    board.until(2 * TICK);
    expect(count(board, 2)).toBe(0x0999);
  });
});

describe('real-time clock', () => {
  const read = (board: TestBoard, index: number): number => {
    board.out(0x70, index);
    return board.in(0x71);
  };
  const write = (board: TestBoard, index: number, value: number): void => {
    board.out(0x70, index);
    board.out(0x71, value);
  };
  const time = (board: TestBoard): number[] => [9, 8, 7, 6, 4, 2, 0].map((index) => read(board, index));

  test('shows a fixed date that goes with the cycles, in BCD or binary, 24 or 12 hours', () => {
    const board = new TestBoard();
    expect(time(board)).toEqual([0x26, 1, 1, 5, 0, 0, 0]);
    expect(read(board, 0x32)).toBe(0x20);
    board.until((86_400 * 58 + 3600 * 13 + 60 * 59 + 58) * SECOND);
    expect(time(board)).toEqual([0x26, 2, 0x28, 7, 0x13, 0x59, 0x58]);
    write(board, 11, 4);
    expect(read(board, 4)).toBe(0x81);
    expect(read(board, 2)).toBe(59);
    board.until(86_400 * 59 * SECOND);
    expect([read(board, 8), read(board, 7), read(board, 4)]).toEqual([3, 1, 12]);
  });

  test('can be set, and stands while it is held', () => {
    const board = new TestBoard();
    write(board, 11, 0x82);
    for (const [index, value] of [[0x32, 0x20], [9, 0x24], [8, 2], [7, 0x29], [4, 0x23], [2, 0x59], [0, 0x59]] as const) // biome-ignore format: a table
      write(board, index, value);
    board.until(5 * SECOND);
    expect(time(board)).toEqual([0x24, 2, 0x29, 5, 0x23, 0x59, 0x59]);
    write(board, 11, 2);
    board.until(6 * SECOND);
    expect(time(board)).toEqual([0x24, 3, 1, 6, 0, 0, 0]);
  });

  test('tells of an update that is near', () => {
    const board = new TestBoard();
    expect(read(board, 10)).toBe(0x26);
    board.until(SECOND - 1_000_000);
    expect(read(board, 10)).toBe(0xa6);
    expect(read(board, 13)).toBe(0x80);
  });

  test('interrupts periodically, at each second and at the alarm; reading C ends it', () => {
    const board = new TestBoard();
    unmask(board);
    board.out(0x21, 0xfb);
    write(board, 11, 0x42);
    expect(board.board.deadline()).toBe(Math.ceil(SECOND / 1024));
    board.until(Math.ceil(SECOND / 1024));
    expect(acknowledge(board)).toBe(0x70);
    board.until(SECOND / 256);
    expect(board.intr).toBe(false);
    expect(read(board, 12)).toBe(0xc0);
    expect(read(board, 12)).toBe(0);
    board.until(SECOND / 128);
    expect(acknowledge(board)).toBe(0x70);
    write(board, 11, 0x12);
    read(board, 12);
    expect(board.board.deadline()).toBe(SECOND);
    write(board, 11, 0x22);
    write(board, 5, 0xff);
    write(board, 3, 0x02);
    write(board, 1, 0x30);
    expect(board.board.deadline()).toBe(150 * SECOND);
    board.until(150 * SECOND);
    expect(acknowledge(board)).toBe(0x70);
    expect(read(board, 12) & 0xa0).toBe(0xa0);
    expect(board.board.deadline()).toBe((3600 + 150) * SECOND);
    write(board, 5, 0x99);
    expect(board.board.deadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('keeps bytes, and the size of memory', () => {
    const board = new TestBoard();
    write(board, 0x0f, 0x0a);
    write(board, 0x7f, 0x55);
    expect([read(board, 0x0f), read(board, 0x7f), read(board, 0x15), read(board, 0x16)]).toEqual([0x0a, 0x55, 0x80, 2]);
    expect(read(board, 0x17) | (read(board, 0x18) << 8)).toBe(3072);
  });
});
