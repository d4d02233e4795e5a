/** The section headers of an ELF file. */
export interface ElfSections {
  readonly count: number;
  readonly entrySize: number;
  /** Index of the section that holds the sections' names. */
  readonly names: number;
  /** The headers as the file has them. */
  readonly headers: Uint8Array;
  /** Sections that no segment loads: their number and contents. */
  readonly unloaded: readonly { readonly index: number; readonly bytes: Uint8Array }[];
  /** Where a header keeps the section's address. */
  readonly addressField: number;
}

/** Where what is read lies, in the file's header and in a section's; `bytes` is the least size of the latter. */
interface SectionLayout {
  readonly table: number;
  readonly entrySize: number;
  readonly count: number;
  readonly names: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly bytes: number;
}

const LAYOUT_32: SectionLayout = {
  table: 32,
  entrySize: 46,
  count: 48,
  names: 50,
  address: 12,
  offset: 16,
  size: 20,
  bytes: 40,
};
const LAYOUT_64: SectionLayout = {
  table: 40,
  entrySize: 58,
  count: 60,
  names: 62,
  address: 16,
  offset: 24,
  size: 32,
  bytes: 64,
};

const SHT_NULL = 0;
const SHT_NOBITS = 8;
const TYPE_FIELD = 4;

/** Sections begin at multiples of this. */
export const SECTION_ALIGNMENT = 16;

/** Reads the section headers; null when there are none or they do not fit in the file: no kernel needs them to run. */
export function readSections(bytes: Uint8Array, wide: boolean): ElfSections | null {
  const layout = wide ? LAYOUT_64 : LAYOUT_32;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number): number => (wide ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
  const table = word(layout.table);
  const entrySize = view.getUint16(layout.entrySize, true);
  const count = view.getUint16(layout.count, true);
  if (count === 0 || entrySize < layout.bytes || table + entrySize * count > bytes.length) return null;
  const unloaded: { index: number; bytes: Uint8Array }[] = [];
  for (let index = 0; index < count; index++) {
    const at = table + index * entrySize;
    const type = view.getUint32(at + TYPE_FIELD, true);
    const size = word(at + layout.size);
    if (type === SHT_NULL || type === SHT_NOBITS || size === 0 || word(at + layout.address) !== 0) continue;
    const offset = word(at + layout.offset);
    if (offset + size > bytes.length) return null;
    unloaded.push({ index, bytes: bytes.subarray(offset, offset + size) });
  }
  return {
    count,
    entrySize,
    names: view.getUint16(layout.names, true),
    headers: bytes.slice(table, table + entrySize * count),
    unloaded,
    addressField: layout.address,
  };
}

/**
 * The bytes for memory from `first` on: the sections that no segment loads, then the headers with their addresses filled in.
 * Source: Multiboot Specification, "Boot information format", ELF section headers: all sections are loaded.
 */
export function placeSections(sections: ElfSections, first: number): { bytes: Uint8Array; headers: number } {
  const align = (length: number): number => Math.ceil(length / SECTION_ALIGNMENT) * SECTION_ALIGNMENT;
  const contents = sections.unloaded.reduce((sum, { bytes }) => sum + align(bytes.length), 0);
  const bytes = new Uint8Array(contents + sections.headers.length);
  const view = new DataView(bytes.buffer);
  bytes.set(sections.headers, contents);
  let next = 0;
  for (const section of sections.unloaded) {
    bytes.set(section.bytes, next);
    view.setUint32(contents + section.index * sections.entrySize + sections.addressField, first + next, true);
    next += align(section.bytes.length);
  }
  return { bytes, headers: first + contents };
}
