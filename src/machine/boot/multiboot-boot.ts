import type { Processor } from '../../cpu/processor';
import { loadCr0 } from '../../cpu/registers/control-registers';
import { ACCESS_UNUSABLE } from '../../cpu/registers/descriptor';
import { setSegment } from '../../cpu/registers/segments';
import {
  CS,
  DS,
  ES,
  FS,
  GDTR_BASE,
  GDTR_LIMIT,
  GPR,
  GS,
  IDTR_LIMIT,
  LDTR,
  RIP,
  SS,
  TR,
} from '../../cpu/state/processor-layout';
import { PAGE_BYTES } from '../../cpu/state/state-image';
import type { Machine } from '../machine';
import { BootError } from './boot-error';
import { type ElfSections, placeSections, SECTION_ALIGNMENT } from './elf-sections';
import { loadFirmwareVectors, startFirmwareTimer } from './firmware-vectors';
import { type ImageSegment, readImage } from './image-segments';
import { readMultibootHeader } from './multiboot-header';
import { buildMultibootInformation, type LoadedModule, type LoadedSections } from './multiboot-information';

/** A Multiboot v1 kernel with what goes with it. */
export interface MultibootKernel {
  readonly image: Uint8Array;
  /** The whole command line, the file's name first. */
  readonly commandLine: string;
  readonly modules?: readonly { readonly bytes: Uint8Array; readonly arguments: string }[];
}

const BOOTLOADER_MAGIC = 0x2bad_b002n;
/** Candidates for the place of the boot information: below the firmware's area, away from where images load. */
const INFORMATION_BYTES = 0x2_0000;
const INFORMATION_PLACES = [0x7_0000, 0x5_0000, 0x3_0000, 0x1_0000];
const CODE_SELECTOR = 0x10;
const DATA_SELECTOR = 0x18;

interface Range {
  readonly first: number;
  readonly end: number;
}

const overlaps = (a: Range, b: Range): boolean => a.first < b.end && b.first < a.end;
const hex = (value: number): string => `0x${value.toString(16)}`;

/**
 * Multiboot boot: loads the kernel and its modules, and leaves the processor in 32-bit protected mode with flat segments,
 * EAX the magic number and EBX the address of the boot information. IA32_FEATURE_CONTROL is 0: locking it is the
 * kernel's task. What the specification leaves open is as GRUB leaves it: a GDT with the selectors in use, a small stack;
 * the rest is in normal working order as firmware leaves it, with the timer's interrupt open for real-address mode.
 * Throws a BootError for an image that cannot be loaded. Source: Multiboot Specification, "Machine state".
 */
export function bootMultiboot(machine: Machine, kernel: MultibootKernel): void {
  const header = readMultibootHeader(kernel.image);
  const image = readImage(kernel.image, header);
  const taken: Range[] = [];
  loadFirmwareVectors(machine);
  startFirmwareTimer(machine);
  for (const segment of image.segments) taken.push(loadSegment(machine, segment));
  const sections = image.sections === null ? null : loadSections(machine, image.sections, taken);
  const modules = loadModules(machine, kernel, taken);
  const place = INFORMATION_PLACES.find(
    (first) => !taken.some((range) => overlaps(range, { first, end: first + INFORMATION_BYTES })),
  );
  if (place === undefined) throw new BootError('the image leaves no room below 640 KiB for the Multiboot information');
  const information = buildMultibootInformation(place, machine.image.ramBytes, kernel.commandLine, modules, sections);
  if (information.bytes.length > INFORMATION_BYTES - PAGE_BYTES)
    throw new BootError('the Multiboot command line is too long');
  machine.load(place, information.bytes);
  machine.bootKind = 'multiboot';
  enterKernel(
    machine.processors[0] as Processor,
    image.entry,
    information.address,
    information.gdt,
    place + INFORMATION_BYTES,
  );
}

/**
 * A segment may lie over the firmware's area below 1 MiB, as with GRUB: `ld -Ttext 0x100000` puts the ELF headers into a
 * segment of their own at 0xff000.
 */
function loadSegment(machine: Machine, segment: ImageSegment): Range {
  const { address, bytes, end } = segment;
  if (end > machine.image.ramBytes) {
    throw new BootError(
      `the image needs memory up to ${hex(end)}; the machine has ${hex(machine.image.ramBytes)} bytes`,
    );
  }
  machine.load(address, bytes);
  return { first: address, end };
}

/** The ELF section headers and the sections that the segments left out follow the kernel, when there is room. */
function loadSections(machine: Machine, sections: ElfSections, taken: Range[]): LoadedSections | null {
  const first = alignUp(endOfKernel(taken), SECTION_ALIGNMENT);
  const { bytes, headers } = placeSections(sections, first);
  const end = first + bytes.length;
  if (end > machine.image.ramBytes) return null;
  machine.load(first, bytes);
  taken.push({ first, end });
  return { count: sections.count, entrySize: sections.entrySize, address: headers, names: sections.names };
}

const endOfKernel = (taken: readonly Range[]): number => Math.max(0x10_0000, ...taken.map((range) => range.end));
const alignUp = (address: number, alignment: number): number => Math.ceil(address / alignment) * alignment;

/** Modules follow the kernel, each on a page boundary. */
function loadModules(machine: Machine, kernel: MultibootKernel, taken: Range[]): LoadedModule[] {
  const loaded: LoadedModule[] = [];
  let next = endOfKernel(taken);
  for (const { bytes, arguments: text } of kernel.modules ?? []) {
    const first = alignUp(next, PAGE_BYTES);
    const end = first + bytes.length;
    if (end > machine.image.ramBytes) throw new BootError(`no memory left for a module of ${bytes.length} bytes`);
    machine.load(first, bytes);
    taken.push({ first, end });
    loaded.push({ first, end, text });
    next = end;
  }
  return loaded;
}

function enterKernel(p: Processor, entry: number, information: number, gdt: number, stack: number): void {
  const { s, q } = p;
  loadCr0(p, 0x11n);
  setSegment(p, CS, CODE_SELECTOR, 0n, -1, 0xc09b);
  for (const segment of [ES, SS, DS, FS, GS]) setSegment(p, segment, DATA_SELECTOR, 0n, -1, 0xc093);
  setSegment(p, LDTR, 0, 0n, 0, ACCESS_UNUSABLE);
  setSegment(p, TR, 0, 0n, 0xffff, 0x8b);
  q[GDTR_BASE >> 1] = BigInt(gdt);
  s[GDTR_LIMIT] = 0x1f;
  s[IDTR_LIMIT] = 0;
  const general = GPR >> 1;
  q[general] = BOOTLOADER_MAGIC;
  q[general + 3] = BigInt(information);
  q[general + 4] = BigInt(stack);
  q[RIP >> 1] = BigInt(entry >>> 0);
}
