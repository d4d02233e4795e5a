import { BootError } from './boot-error';
import { type ElfSections, readSections } from './elf-sections';
import type { MultibootHeader } from './multiboot-header';

/** A part of an image and where it goes; memory from the end of the bytes to `end` is zeroed. */
export interface ImageSegment {
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly end: number;
}

export interface LoadableImage {
  readonly segments: readonly ImageSegment[];
  readonly entry: number;
  /** The section headers of an ELF file; null when it has none, and for the a.out kludge. */
  readonly sections: ElfSections | null;
}

const PT_LOAD = 1;
const EM_386 = 3;
const EM_X86_64 = 62;

/** Takes an image apart: by its a.out kludge when the header has one, else as ELF32 or ELF64. Throws a BootError. */
export function readImage(bytes: Uint8Array, header: MultibootHeader): LoadableImage {
  if (header.addresses !== null) return readFlat(bytes, header.offset, header.addresses);
  if (bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46) return readElf(bytes);
  throw new BootError('the image is no ELF file and its Multiboot header gives no load addresses (flag bit 16)');
}

function readFlat(bytes: Uint8Array, offset: number, at: NonNullable<MultibootHeader['addresses']>): LoadableImage {
  const first = offset - (at.header - at.load);
  if (at.load > at.header || first < 0) {
    throw new BootError('the Multiboot header’s load address lies before the image (header_addr, load_addr)');
  }
  const length = at.loadEnd === 0 ? bytes.length - first : at.loadEnd - at.load;
  if (length < 0 || first + length > bytes.length) {
    throw new BootError(
      `the Multiboot header’s load_end_addr 0x${at.loadEnd.toString(16)} lies beyond the end of the image`,
    );
  }
  const end = at.load + length;
  if (at.bssEnd !== 0 && at.bssEnd < end)
    throw new BootError('the Multiboot header’s bss_end_addr lies before load_end_addr');
  const segment = { address: at.load, bytes: bytes.subarray(first, first + length), end: Math.max(end, at.bssEnd) };
  return { segments: [segment], entry: at.entry, sections: null };
}

/** How the two classes of ELF differ: places of the fields that are read. */
interface ElfClass {
  readonly headerBytes: number;
  readonly entry: number;
  readonly programHeaders: number;
  readonly entrySize: number;
  readonly entryCount: number;
  readonly offset: number;
  readonly virtual: number;
  readonly physical: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly programHeaderBytes: number;
  readonly word: (view: DataView, at: number) => number;
}

const ELF32: ElfClass = {
  headerBytes: 52,
  entry: 24,
  programHeaders: 28,
  entrySize: 42,
  entryCount: 44,
  offset: 4,
  virtual: 8,
  physical: 12,
  fileSize: 16,
  memorySize: 20,
  programHeaderBytes: 32,
  word: (view, at) => view.getUint32(at, true),
};
const ELF64: ElfClass = {
  headerBytes: 64,
  entry: 24,
  programHeaders: 32,
  entrySize: 54,
  entryCount: 56,
  offset: 8,
  virtual: 16,
  physical: 24,
  fileSize: 32,
  memorySize: 40,
  programHeaderBytes: 56,
  word: (view, at) => Number(view.getBigUint64(at, true)),
};

/** Program headers of type LOAD go to their physical addresses; an entry that is a virtual address of one is converted. */
function readElf(bytes: Uint8Array): LoadableImage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = bytes[4] === 1 ? ELF32 : bytes[4] === 2 ? ELF64 : null;
  if (format === null || bytes[5] !== 1) throw new BootError('the ELF file is neither 32-bit nor 64-bit little-endian');
  if (bytes.length < format.headerBytes) throw new BootError('the ELF header is cut off');
  const machine = view.getUint16(18, true);
  if (machine !== EM_386 && machine !== EM_X86_64)
    throw new BootError(`the ELF file is for another processor (e_machine ${machine})`);
  const table = format.word(view, format.programHeaders);
  const size = view.getUint16(format.entrySize, true);
  const count = view.getUint16(format.entryCount, true);
  if (size < format.programHeaderBytes || table + size * count > bytes.length) {
    throw new BootError('the ELF file’s program headers are cut off');
  }
  const segments: ImageSegment[] = [];
  let entry = format.word(view, format.entry);
  let converted = false;
  for (let n = 0; n < count; n++) {
    const at = table + n * size;
    if (view.getUint32(at, true) !== PT_LOAD) continue;
    const field = (place: number): number => format.word(view, at + place);
    const offset = field(format.offset);
    const fileSize = field(format.fileSize);
    if (offset + fileSize > bytes.length) throw new BootError(`ELF segment ${n} lies beyond the end of the file`);
    const address = field(format.physical);
    const memorySize = Math.max(fileSize, field(format.memorySize));
    if (memorySize === 0) continue;
    segments.push({ address, bytes: bytes.subarray(offset, offset + fileSize), end: address + memorySize });
    const virtual = field(format.virtual);
    if (!converted && entry >= virtual && entry < virtual + memorySize) {
      entry += address - virtual;
      converted = true;
    }
  }
  if (segments.length === 0) throw new BootError('the ELF file has nothing to load');
  if (!segments.some((segment) => entry >= segment.address && entry < segment.end))
    throw new BootError(`the ELF file’s entry 0x${entry.toString(16)} lies in none of its segments`);
  return { segments, entry, sections: readSections(bytes, format === ELF64) };
}
