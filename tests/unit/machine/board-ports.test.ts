import { describe, expect, test } from 'vitest';
import { toCivilTime, toSeconds } from '../../../src/base/civil-time';
import { TestBoard } from '../../support/board';

describe('fw_cfg', () => {
  const item = (board: TestBoard, key: number, bytes: number): number[] => {
    board.outWide(0x510, 2, key);
    return Array.from({ length: bytes }, () => board.in(0x511));
  };

  test('has a signature, memory, processors and the most of both', () => {
    const board = new TestBoard(3);
    expect(String.fromCharCode(...item(board, 0, 4))).toBe('QEMU');
    expect(item(board, 1, 4)).toEqual([1, 0, 0, 0]);
    expect(item(board, 3, 8)).toEqual([0, 0, 0x40, 0, 0, 0, 0, 0]);
    expect(item(board, 5, 3)).toEqual([3, 0, 0]);
    expect(item(board, 15, 2)).toEqual([3, 0]);
    expect(item(board, 0x11, 4)).toEqual([0, 0, 0x40, 0]);
    expect(item(board, 0x19, 4)).toEqual([0, 0, 0, 0]);
  });
});

describe('PCI configuration', () => {
  test('keeps the address and finds nothing', () => {
    const board = new TestBoard();
    board.outWide(0xcf8, 4, 0x8000_1003 | 0);
    expect(board.in(0xcf8, 4)).toBe(0x8000_1000 | 0);
    expect(board.in(0xcfc, 4)).toBe(-1);
    expect(board.in(0xcfc, 2)).toBe(0xffff);
    board.out(0xcf8, 1);
    expect(board.in(0xcf8, 4)).toBe(0x8000_1000 | 0);
  });
});

describe('test device', () => {
  test('keeps a word at 0xE0, a byte at 0xE8 and a page of memory', () => {
    const board = new TestBoard();
    board.outWide(0xe0, 4, 0x1234_5678);
    board.out(0xe1, 0xab);
    expect([board.in(0xe0, 4), board.in(0xe2, 2), board.in(0xe1)]).toEqual([0x1234_ab78, 0x1234, 0xab]);
    board.outWide(0xe4, 4, 0x1000);
    board.out(0xe8, 0x77);
    expect(board.in(0xe8)).toBe(0x77);
    board.writeMemory(0xff00_0002, 0x1122_3344);
    board.writeMemory(0xff00_0007, 0x99, 1);
    expect(board.readMemory(0xff00_0000) >>> 0).toBe(0x3344_0000);
    expect(board.readMemory(0xff00_0003)).toBe(0x0011_2233);
    expect(board.readMemory(0xff00_0004) >>> 0).toBe(0x9900_1122);
  });
});

describe('civil time', () => {
  test('goes both ways over leap years and centuries', () => {
    for (const day of [0, 59, 60, 789, 10_956, 10_957, 11_016, 11_017, 47_540, 47_541]) {
      const seconds = day * 86_400 + 12_345;
      const time = toCivilTime(seconds);
      const date = new Date(seconds * 1000);
      expect(time).toMatchObject({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        weekday: date.getUTCDay(),
      });
      expect(toSeconds(time)).toBe(seconds);
    }
  });
});
