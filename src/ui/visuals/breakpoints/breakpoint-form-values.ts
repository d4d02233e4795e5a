import type { ProgramSymbol } from '../../../asm/program';
import type { Breakpoint } from '../../../protocol/commands';
import type { RegistersView, VmcsFieldId } from '../../../protocol/snapshot';
import { type VmcsField, vmcsField, vmcsFields } from '../../../vmx/vmcs/vmcs-fields.table';
import { parseHex, plainHex } from '../hex';
import { findAddress } from '../memory/find-address';
import { findMsr, type MsrName, msrText } from './msr-names';

/** A breakpoint as it stands in the form: texts as they are typed. What its kind does not have keeps what was typed before. */
export interface BreakpointFormValues {
  readonly kind: Breakpoint['kind'];
  readonly file: string;
  readonly line: string;
  readonly address: string;
  readonly length: string;
  readonly space: 'linear' | 'physical';
  /** For a port "read" is IN and "write" OUT. */
  readonly access: 'read' | 'write' | 'access';
  readonly port: string;
  readonly msr: string;
  readonly field: string;
  /** Number of the exit reason; empty = any. */
  readonly reason: string;
  readonly condition: string;
}

/** What names in the form can mean. */
export interface BreakpointNames {
  readonly files: readonly string[];
  readonly symbols: readonly ProgramSymbol[];
  readonly registers: RegistersView | null;
  readonly msrs: readonly MsrName[];
}

/** The member of the form that cannot be understood. */
export type WrongMember = 'file' | 'line' | 'address' | 'length' | 'port' | 'msr' | 'field';

const LONGEST_WATCH = 4096;

/** What the form shows for a breakpoint; members of the other kinds have something to begin with. */
export function toFormValues(breakpoint: Breakpoint, names: BreakpointNames): BreakpointFormValues {
  const first = { file: names.files[0] ?? '', line: '1', address: '', length: '8', space: 'linear' as const };
  const empty = { access: 'write' as const, port: '', msr: '', field: '', reason: '', condition: '' };
  const base = { kind: breakpoint.kind, ...first, ...empty };
  switch (breakpoint.kind) {
    case 'line':
      return { ...base, file: breakpoint.file, line: String(breakpoint.line) };
    case 'address':
      return { ...base, address: plainHex(breakpoint.address) };
    case 'data': {
      const { address, length, access, space } = breakpoint;
      return { ...base, address: plainHex(address), length: String(length), access, space };
    }
    case 'port': {
      const access = breakpoint.access === 'in' ? 'read' : breakpoint.access === 'out' ? 'write' : 'access';
      return { ...base, port: breakpoint.port.toString(16), access };
    }
    case 'msr':
      return { ...base, msr: msrText(breakpoint.index, names.msrs), access: breakpoint.access };
    case 'vmcs-field':
      return { ...base, field: vmcsField(breakpoint.field).name, access: breakpoint.access };
    case 'vm-exit':
      return { ...base, reason: breakpoint.reason?.toString() ?? '', condition: breakpoint.condition ?? '' };
    case 'vm-entry-failure':
      return base;
  }
}

/** The breakpoint that the form asks for, or the member that is wrong. */
export function fromFormValues(
  values: BreakpointFormValues,
  names: BreakpointNames,
): { readonly breakpoint: Breakpoint } | { readonly wrong: WrongMember } {
  const { access, space } = values;
  switch (values.kind) {
    case 'line': {
      const line = wholeNumber(values.line);
      if (!names.files.includes(values.file)) return { wrong: 'file' };
      return line === null || line < 1 ? { wrong: 'line' } : made({ kind: 'line', file: values.file, line });
    }
    case 'address': {
      const address = addressOf(values.address, names);
      return address === null ? { wrong: 'address' } : made({ kind: 'address', address });
    }
    case 'data': {
      const address = addressOf(values.address, names);
      const length = wholeNumber(values.length);
      if (address === null) return { wrong: 'address' };
      if (length === null || length < 1 || length > LONGEST_WATCH) return { wrong: 'length' };
      return made({ kind: 'data', address, length, access, space });
    }
    case 'port': {
      const port = parseHex(values.port);
      if (port === null || port > 0xffffn) return { wrong: 'port' };
      const direction = access === 'read' ? 'in' : access === 'write' ? 'out' : 'access';
      return made({ kind: 'port', port: Number(port), access: direction });
    }
    case 'msr': {
      const index = findMsr(values.msr, names.msrs);
      return index === null ? { wrong: 'msr' } : made({ kind: 'msr', index, access });
    }
    case 'vmcs-field': {
      const field = findField(values.field);
      return field === null ? { wrong: 'field' } : made({ kind: 'vmcs-field', field, access });
    }
    case 'vm-exit': {
      const reason = values.reason === '' ? null : Number(values.reason);
      const condition = values.condition.trim();
      return made(condition === '' ? { kind: 'vm-exit', reason } : { kind: 'vm-exit', reason, condition });
    }
    case 'vm-entry-failure':
      return made({ kind: 'vm-entry-failure' });
  }
}

const made = (breakpoint: Breakpoint) => ({ breakpoint });

const wholeNumber = (text: string): number | null => (/^\s*\d{1,9}\s*$/.test(text) ? Number(text) : null);

function addressOf(text: string, { symbols, registers }: BreakpointNames): bigint | null {
  return registers === null ? parseHex(text) : findAddress(text, symbols, registers);
}

/** A field by its name, its id ("guest-rip", "VMCS_GUEST_RIP") or its encoding. */
function findField(text: string): VmcsFieldId | null {
  const wanted = text.trim().toLowerCase();
  const id = wanted.replace(/^vmcs_/, '').replaceAll('_', '-');
  const named = (field: VmcsField) => field.name.toLowerCase() === wanted || field.id === id;
  const encoding = parseHex(wanted);
  const found = vmcsFields.find(named) ?? vmcsFields.find((field) => BigInt(field.encoding) === encoding);
  return found?.id ?? null;
}
