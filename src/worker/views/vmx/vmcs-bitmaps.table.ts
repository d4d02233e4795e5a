import type { BitmapId } from '../../../protocol/bitmaps';
import type { ControlNeed, ControlWord } from '../../../vmx/controls/control';
import type { VmcsFieldId } from '../../../vmx/vmcs/vmcs-field-list.table';

/** Where one bitmap of a VMCS lies and when it is looked at. */
export interface BitmapRow {
  readonly id: BitmapId;
  /** The fields that hold it, lowest bits first; or the one that holds its address. */
  readonly fields: readonly VmcsFieldId[];
  /** For a bitmap in memory its offset behind the address and its size, both in bytes. */
  readonly memory?: { readonly offset: number; readonly bytes: number };
  /** Number that bit 0 stands for. */
  readonly firstNumber: number;
  /** The control that makes the processor look at it; absent: it always does. */
  readonly control?: ControlNeed;
}

const need = (word: ControlWord, id: string): ControlNeed => ({ word, id });
const IO = need('primary-processor-based', 'use-io-bitmaps');
const MSRS = need('primary-processor-based', 'use-msr-bitmaps');
const SHADOWING = need('secondary-processor-based', 'vmcs-shadowing');
const PAGE = { offset: 0, bytes: 0x1000 };
const quarter = (n: number) => ({ offset: n * 0x400, bytes: 0x400 });

/**
 * Every bitmap of a VMCS that VMXray models. SDM Vol. 3: "Exception Bitmap", "I/O-Bitmap Addresses", "MSR-Bitmap Address",
 * "VMCS Shadowing Bitmap Addresses", "Controls for APIC Virtualization", "XSS-Exiting Bitmap".
 */
// biome-ignore format: one bitmap per line.
export const vmcsBitmaps: readonly BitmapRow[] = [
  { id: 'exceptions', fields: ['exception-bitmap'], firstNumber: 0 },
  { id: 'io-a', fields: ['io-bitmap-a'], memory: PAGE, firstNumber: 0, control: IO },
  { id: 'io-b', fields: ['io-bitmap-b'], memory: PAGE, firstNumber: 0x8000, control: IO },
  { id: 'msr-read-low', fields: ['msr-bitmaps'], memory: quarter(0), firstNumber: 0, control: MSRS },
  { id: 'msr-read-high', fields: ['msr-bitmaps'], memory: quarter(1), firstNumber: 0xc000_0000, control: MSRS },
  { id: 'msr-write-low', fields: ['msr-bitmaps'], memory: quarter(2), firstNumber: 0, control: MSRS },
  { id: 'msr-write-high', fields: ['msr-bitmaps'], memory: quarter(3), firstNumber: 0xc000_0000, control: MSRS },
  { id: 'vmread', fields: ['vmread-bitmap-address'], memory: PAGE, firstNumber: 0, control: SHADOWING },
  { id: 'vmwrite', fields: ['vmwrite-bitmap-address'], memory: PAGE, firstNumber: 0, control: SHADOWING },
  {
    id: 'eoi-exit',
    fields: ['eoi-exit-bitmap-0', 'eoi-exit-bitmap-1', 'eoi-exit-bitmap-2', 'eoi-exit-bitmap-3'],
    firstNumber: 0,
    control: need('secondary-processor-based', 'virtual-interrupt-delivery'),
  },
  {
    id: 'xss-exiting',
    fields: ['xss-exiting-bitmap'],
    firstNumber: 0,
    control: need('secondary-processor-based', 'enable-xsaves-xrstors'),
  },
];
