/** A module where it was loaded. */
export interface LoadedModule {
  readonly first: number;
  readonly end: number;
  readonly text: string;
}

/** An ELF file's section headers where they were loaded. */
export interface LoadedSections {
  readonly count: number;
  readonly entrySize: number;
  readonly address: number;
  /** Index of the section that holds the sections' names. */
  readonly names: number;
}

const FLAG_MEMORY = 1;
const FLAG_COMMAND_LINE = 4;
const FLAG_MODULES = 8;
const FLAG_ELF_SECTIONS = 0x20;
const FLAG_MEMORY_MAP = 0x40;
const FLAG_LOADER_NAME = 0x200;
const LOADER_NAME = 'VMXray';

/** null, unused, flat 32-bit code (0x10), flat data (0x18): what the segment registers were loaded from. */
const GDT = [0n, 0n, 0x00cf_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn];

/** Ranges of the memory map: address, length, type (1 = RAM, 2 = reserved). The last two are the APICs'. */
const memoryMap = (ramBytes: number): readonly (readonly [number, number, number])[] => [
  [0, 0x9_fc00, 1],
  [0x9_fc00, 0x400, 2],
  [0xf_0000, 0x1_0000, 2],
  [0x10_0000, ramBytes - 0x10_0000, 1],
  [0xfec0_0000, 0x1000, 2],
  [0xfee0_0000, 0x1000, 2],
];

/** The boot information with everything that it points to, as bytes for `place`. */
export interface MultibootInformation {
  readonly bytes: Uint8Array;
  /** Address for EBX. */
  readonly address: number;
  /** Address of the GDT that lies before it. */
  readonly gdt: number;
}

/** Builds the boot information. Source: Multiboot Specification, "Boot information format". */
export function buildMultibootInformation(
  place: number,
  ramBytes: number,
  commandLine: string,
  modules: readonly LoadedModule[],
  sections: LoadedSections | null = null,
): MultibootInformation {
  const encode = (text: string): Uint8Array => Uint8Array.from([...utf8(text), 0]);
  const strings = [commandLine, LOADER_NAME, ...modules.map((module) => module.text)].map(encode);
  const map = memoryMap(ramBytes);
  const gdtBytes = GDT.length * 8;
  const informationBytes = 120;
  const mapAt = gdtBytes + informationBytes;
  const modulesAt = mapAt + map.length * 24;
  const stringsAt = modulesAt + modules.length * 16;
  const total = stringsAt + strings.reduce((sum, text) => sum + text.length, 0);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  for (const [index, descriptor] of GDT.entries()) view.setBigUint64(index * 8, descriptor, true);

  const addresses: number[] = [];
  let next = stringsAt;
  for (const text of strings) {
    bytes.set(text, next);
    addresses.push(place + next);
    next += text.length;
  }
  const set = (offset: number, value: number): void => view.setUint32(gdtBytes + offset, value, true);
  const modulesFlag = modules.length > 0 ? FLAG_MODULES : 0;
  const sectionsFlag = sections !== null ? FLAG_ELF_SECTIONS : 0;
  set(0, FLAG_MEMORY | FLAG_COMMAND_LINE | modulesFlag | sectionsFlag | FLAG_MEMORY_MAP | FLAG_LOADER_NAME);
  set(4, 639);
  set(8, (ramBytes - 0x10_0000) / 1024);
  set(16, addresses[0] as number);
  set(20, modules.length);
  set(24, modules.length > 0 ? place + modulesAt : 0);
  if (sections !== null) {
    set(28, sections.count);
    set(32, sections.entrySize);
    set(36, sections.address);
    set(40, sections.names);
  }
  set(44, map.length * 24);
  set(48, place + mapAt);
  set(64, addresses[1] as number);
  map.forEach(([address, length, type], index) => {
    const at = mapAt + index * 24;
    view.setUint32(at, 20, true);
    view.setBigUint64(at + 4, BigInt(address), true);
    view.setBigUint64(at + 12, BigInt(length), true);
    view.setUint32(at + 20, type, true);
  });
  modules.forEach((module, index) => {
    const at = modulesAt + index * 16;
    view.setUint32(at, module.first, true);
    view.setUint32(at + 4, module.end, true);
    view.setUint32(at + 8, addresses[2 + index] as number, true);
  });
  return { bytes, address: place + gdtBytes, gdt: place };
}

/** UTF-8 by hand: TextEncoder belongs to the host, not to the language. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}
