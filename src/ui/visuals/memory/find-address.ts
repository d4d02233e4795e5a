import type { ProgramSymbol } from '../../../asm/program';
import { GENERAL_REGISTERS } from '../../../cpu/registers/register-names.table';
import type { RegistersView } from '../../../protocol/snapshot';
import { parseHex } from '../hex';

/** The address that people mean: a label, a register, or a hexadecimal number, each with an optional +n or -n. */
export function findAddress(text: string, symbols: readonly ProgramSymbol[], registers: RegistersView): bigint | null {
  const [, base = '', sign = '', rest = ''] = /^\s*([^\s+-]+)\s*(?:([+-])\s*(\S+))?\s*$/.exec(text) ?? [];
  if (base === '') return null;
  const start = symbolValue(base, symbols) ?? registerValue(base.toLowerCase(), registers) ?? parseHex(base);
  const distance = rest === '' ? 0n : parseHex(rest);
  if (start === null || distance === null) return null;
  return BigInt.asUintN(64, sign === '-' ? start - distance : start + distance);
}

function symbolValue(name: string, symbols: readonly ProgramSymbol[]): bigint | null {
  return symbols.find((symbol) => symbol.name === name)?.value ?? null;
}

function registerValue(name: string, r: RegistersView): bigint | null {
  const number = GENERAL_REGISTERS.findIndex((register) => register.toLowerCase() === name);
  if (number >= 0) return r.general[number] ?? null;
  if (name === 'rip') return r.rip;
  if (name === 'cr2') return r.cr2;
  if (name === 'cr3') return r.cr3;
  if (name === 'gdtr') return r.gdtr.base;
  if (name === 'idtr') return r.idtr.base;
  return r.segments.find((segment) => segment.name.toLowerCase() === name)?.base ?? null;
}
