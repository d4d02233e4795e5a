import type { SdmSection } from '../../sdm/edition';
import type { ControlNeed } from '../controls/control';
import type { VmcsFieldId } from './vmcs-field-list.table';

/** Where one bitmap of a VMCS lies and when the processor looks at it. */
interface BitmapFacts {
  /** The fields that hold it, lowest bits first; or the one that holds its address. */
  readonly fields: readonly VmcsFieldId[];
  /** For a bitmap in memory its offset behind the address and its size, both in bytes; null for one in the VMCS itself. */
  readonly memory: { readonly offset: number; readonly bytes: number } | null;
  /** Number of the port, MSR, vector or encoding that bit 0 stands for. */
  readonly firstNumber: number;
  /** The control that makes the processor look at it; null: it always does. */
  readonly control: ControlNeed | null;
  readonly sdm: SdmSection;
}

const PAGE = { offset: 0, bytes: 0x1000 };
const READ_LOW = { offset: 0, bytes: 0x400 };
const READ_HIGH = { offset: 0x400, bytes: 0x400 };
const WRITE_LOW = { offset: 0x800, bytes: 0x400 };
const WRITE_HIGH = { offset: 0xc00, bytes: 0x400 };
const LOW_MSRS = 0;
const HIGH_MSRS = 0xc000_0000;

const io = {
  memory: PAGE,
  control: { word: 'primary-processor-based', id: 'use-io-bitmaps' },
  sdm: 'I/O-Bitmap Addresses',
} as const;
const msrs = {
  fields: ['msr-bitmaps'],
  control: { word: 'primary-processor-based', id: 'use-msr-bitmaps' },
  sdm: 'MSR-Bitmap Address',
} as const;
const shadowing = {
  memory: PAGE,
  firstNumber: 0,
  control: { word: 'secondary-processor-based', id: 'vmcs-shadowing' },
  sdm: 'VMCS Shadowing Bitmap Addresses',
} as const;

/** Every bitmap of a VMCS that VMXray models, in the order in which people ask for them. */
export const vmcsBitmaps = {
  exceptions: { fields: ['exception-bitmap'], memory: null, firstNumber: 0, control: null, sdm: 'Exception Bitmap' },
  'io-a': { ...io, fields: ['io-bitmap-a'], firstNumber: 0 },
  'io-b': { ...io, fields: ['io-bitmap-b'], firstNumber: 0x8000 },
  'msr-read-low': { ...msrs, memory: READ_LOW, firstNumber: LOW_MSRS },
  'msr-read-high': { ...msrs, memory: READ_HIGH, firstNumber: HIGH_MSRS },
  'msr-write-low': { ...msrs, memory: WRITE_LOW, firstNumber: LOW_MSRS },
  'msr-write-high': { ...msrs, memory: WRITE_HIGH, firstNumber: HIGH_MSRS },
  vmread: { ...shadowing, fields: ['vmread-bitmap-address'] },
  vmwrite: { ...shadowing, fields: ['vmwrite-bitmap-address'] },
  'eoi-exit': {
    fields: ['eoi-exit-bitmap-0', 'eoi-exit-bitmap-1', 'eoi-exit-bitmap-2', 'eoi-exit-bitmap-3'],
    memory: null,
    firstNumber: 0,
    control: { word: 'secondary-processor-based', id: 'virtual-interrupt-delivery' },
    sdm: 'Controls for APIC Virtualization',
  },
  'xss-exiting': {
    fields: ['xss-exiting-bitmap'],
    memory: null,
    firstNumber: 0,
    control: { word: 'secondary-processor-based', id: 'enable-xsaves-xrstors' },
    sdm: 'XSS-Exiting Bitmap',
  },
} as const satisfies Readonly<Record<string, BitmapFacts>>;

export type BitmapId = keyof typeof vmcsBitmaps;

export const bitmapIds = Object.keys(vmcsBitmaps) as readonly BitmapId[];

/** The EPTP list: 512 EPT pointers in a page, looked at with both of these. SDM Vol. 3: "VM-Function Controls". */
export const eptpList = {
  control: { word: 'secondary-processor-based', id: 'enable-vm-functions' },
  sdm: 'VM-Function Controls',
} as const;
