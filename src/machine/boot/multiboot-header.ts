import { BootError } from './boot-error';

/** Magic numbers and flags of the Multiboot Specification, version 0.6.96 (Multiboot v1). */
const HEADER_MAGIC = 0x1bad_b002;
const SEARCHED_BYTES = 8192;
const PAGE_ALIGN = 1;
const MEMORY_INFORMATION = 2;
const ADDRESS_FIELDS = 0x1_0000;
const REQUIREMENTS = 0xffff;

/** A Multiboot header. */
export interface MultibootHeader {
  /** Where it lies in the file. */
  readonly offset: number;
  /** Modules must begin on page boundaries. */
  readonly pageAligned: boolean;
  /** The a.out kludge: where the file goes, when it is no ELF. */
  readonly addresses: {
    readonly header: number;
    readonly load: number;
    /** 0: to the end of the file. */
    readonly loadEnd: number;
    /** 0: no bss. */
    readonly bssEnd: number;
    readonly entry: number;
  } | null;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Offset of the header in the first 8192 bytes, -1 when there is none: magic on a 4-byte boundary and a right checksum. */
function headerOffset(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const end = Math.min(bytes.length, SEARCHED_BYTES) - 12;
  for (let offset = 0; offset <= end; offset += 4) {
    if (view.getUint32(offset, true) !== HEADER_MAGIC) continue;
    const sum = HEADER_MAGIC + view.getUint32(offset + 4, true) + view.getUint32(offset + 8, true);
    if (sum % 0x1_0000_0000 === 0) return offset;
  }
  return -1;
}

/** Whether a file is a Multiboot v1 image. */
export function isMultiboot(bytes: Uint8Array): boolean {
  return headerOffset(bytes) >= 0;
}

/** Reads the header. Throws a BootError when there is none or it asks for what this machine cannot give. */
export function readMultibootHeader(bytes: Uint8Array): MultibootHeader {
  const offset = headerOffset(bytes);
  if (offset < 0) throw new BootError('no Multiboot header in the first 8192 bytes of the image');
  const view = viewOf(bytes);
  const flags = view.getUint32(offset + 4, true);
  const unknown = flags & REQUIREMENTS & ~(PAGE_ALIGN | MEMORY_INFORMATION);
  if (unknown !== 0) {
    throw new BootError(
      `the Multiboot header requires what is not offered (flags 0x${unknown.toString(16)}; 0x4 is a video mode)`,
    );
  }
  const pageAligned = (flags & PAGE_ALIGN) !== 0;
  if ((flags & ADDRESS_FIELDS) === 0) return { offset, pageAligned, addresses: null };
  if (offset + 32 > bytes.length) throw new BootError('the Multiboot header is cut off at the end of the image');
  const field = (index: number): number => view.getUint32(offset + 12 + 4 * index, true);
  return {
    offset,
    pageAligned,
    addresses: { header: field(0), load: field(1), loadEnd: field(2), bssEnd: field(3), entry: field(4) },
  };
}
