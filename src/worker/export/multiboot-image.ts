import { assemble } from '../../asm/assembler';
import type { AssembledProgram } from '../../asm/program';
import * as layout from '../../machine/boot/lab-layout.table';
import type { ExportRefusal } from '../../protocol/language';
import stub from './lab-stub.asm?raw';

const PAGE = 0x1000;
/** The stub is smaller than this; the memory that it is loaded to is zeroed before the program begins. */
const STUB_BYTES = PAGE;
const ELF_HEADER = 52;
const PROGRAM_HEADER = 32;
const MULTIBOOT_MAGIC = 0x1bad_b002;
const ALL_ACCESS = 7;

interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/**
 * A Multiboot v1 kernel (ELF32) of a lab program. The program's sections lie where the program says; the entry is a stub
 * that builds the lab's tables below 1 MiB, allows VMX, goes to 64-bit mode, erases itself and jumps to the program, so that
 * every Multiboot loader makes the machine that the lab boot makes. A program that cannot be booted so is refused.
 */
export function buildMultibootImage(program: AssembledProgram): Uint8Array | ExportRefusal {
  const segments = program.sections
    .filter(({ bytes }) => bytes.length > 0)
    .map(({ start, bytes }): Segment => ({ address: start, bytes }))
    .sort((a, b) => a.address - b.address);
  const [first] = segments;
  if (first === undefined) return { kind: 'nothing-to-load' };
  if (first.address < layout.LAB_LOWEST_PROGRAM) return { kind: 'too-low', address: first.address };
  const last = segments.at(-1) as Segment;
  if (last.address + last.bytes.length + 2 * PAGE > 0x1_0000_0000) return { kind: 'too-high', address: last.address };
  const entry =
    program.symbols.find(({ name, kind }) => name === 'start' && kind === 'label')?.value ??
    BigInt(program.sections.find(({ start }) => start === first.address)?.vstart ?? first.address);
  const at = freePlace(segments);
  if (at === null) return { kind: 'no-room' };
  const all = [...segments, { address: at, bytes: assembleStub(at, entry) }];
  return elfOf(all, at);
}

/** The first page behind a segment in which the stub does not lie over another one. */
function freePlace(segments: readonly Segment[]): number | null {
  for (const { address, bytes } of segments) {
    const at = Math.ceil((address + bytes.length) / PAGE) * PAGE;
    const free = segments.every(
      (other) => other.address + other.bytes.length <= at || other.address >= at + STUB_BYTES,
    );
    if (free) return at;
  }
  return null;
}

function assembleStub(at: number, entry: bigint): Uint8Array {
  const constants: Record<string, number | bigint> = { STUB: at, STUB_END: at + STUB_BYTES, PROGRAM_ENTRY: entry };
  for (const [name, value] of Object.entries(layout))
    if (typeof value === 'number' || typeof value === 'bigint') constants[name] = value;
  const descriptor = (selector: number): bigint => layout.labGdt.find((row) => row.selector === selector)?.value ?? 0n;
  constants.LAB_GDT_CODE = descriptor(layout.LAB_CODE_SELECTOR);
  constants.LAB_GDT_DATA = descriptor(layout.LAB_DATA_SELECTOR);
  constants.LAB_GDT_DATA_3 = descriptor(0x28);
  constants.LAB_GDT_CODE_3 = descriptor(0x30);
  const lines = Object.entries(constants).map(([name, value]) => `${name} equ 0x${value.toString(16)}`);
  const files = [
    { name: 'lab-layout.inc', text: lines.join('\n') },
    { name: 'lab-stub.asm', text: stub },
  ];
  const { sections, diagnostics } = assemble(files, () => null);
  const bytes = sections[0]?.bytes;
  if (bytes === undefined || bytes.length > STUB_BYTES)
    throw new Error(`the stub does not assemble: ${diagnostics[0]?.message ?? 'it is too large'}`);
  return bytes;
}

/** ELF header, program headers, the Multiboot header, then the segments on page boundaries of the file. */
function elfOf(segments: readonly Segment[], entry: number): Uint8Array {
  const headerAt = ELF_HEADER + PROGRAM_HEADER * segments.length;
  let offset = Math.ceil((headerAt + 12) / PAGE) * PAGE;
  const places = segments.map(({ address, bytes }) => {
    // In the file as in memory within its page, as ELF wants it.
    const place = offset + (address % PAGE);
    offset = Math.ceil((place + bytes.length) / PAGE) * PAGE;
    return place;
  });
  const image = new Uint8Array(offset);
  const view = new DataView(image.buffer);
  const words = (at: number, values: readonly number[]): void => {
    for (const [n, value] of values.entries()) view.setUint32(at + 4 * n, value, true);
  };
  // 32-bit, little-endian, an executable for the 80386.
  image.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  words(16, [2 | (3 << 16), 1, entry, ELF_HEADER, 0, 0]);
  words(40, [ELF_HEADER | (PROGRAM_HEADER << 16), segments.length]);
  words(headerAt, [MULTIBOOT_MAGIC, 0, -MULTIBOOT_MAGIC]);
  segments.forEach(({ address, bytes }, n) => {
    const place = places[n] ?? 0;
    words(ELF_HEADER + PROGRAM_HEADER * n, [1, place, address, address, bytes.length, bytes.length, ALL_ACCESS, PAGE]);
    image.set(bytes, place);
  });
  return image;
}
