import { describe, expect, it } from 'vitest';
import { groupDecimal, parseHex, plainHex, shortHex, toHexParts } from '../../../src/ui/visuals/hex';

describe('toHexParts', () => {
  it('groups by four and splits where leading zeros end', () => {
    expect(toHexParts(0x100442n, 64)).toEqual({ zeros: '0000 0000 00', digits: '10 0442' });
    expect(toHexParts(0xffff_ffff_8000_1000n, 64)).toEqual({ zeros: '', digits: 'ffff ffff 8000 1000' });
  });
  it('keeps the last digit of zero', () => {
    expect(toHexParts(0, 16)).toEqual({ zeros: '000', digits: '0' });
  });
  it('never cuts a value that is wider than its width', () => {
    expect(toHexParts(0x12345n, 16)).toEqual({ zeros: '', digits: '1 2345' });
  });
});

describe('numbers as text', () => {
  it('writes hexadecimal with and without groups', () => {
    expect(shortHex(0x102000n)).toBe('0x10 2000');
    expect(plainHex(0x102000n)).toBe('0x102000');
  });
  it('groups decimal digits by three', () => {
    expect(groupDecimal(2913)).toBe('2\u202f913');
    expect(groupDecimal(1234567)).toBe('1\u202f234\u202f567');
    expect(groupDecimal(913)).toBe('913');
  });
  it('reads what people type for a hexadecimal number', () => {
    expect(parseHex('0x10_2000')).toBe(0x102000n);
    expect(parseHex('10 2000')).toBe(0x102000n);
    expect(parseHex('1Fh')).toBe(0x1fn);
    expect(parseHex('guest_entry')).toBeNull();
    expect(parseHex('')).toBeNull();
    expect(parseHex('12345678123456789')).toBeNull();
  });
});
