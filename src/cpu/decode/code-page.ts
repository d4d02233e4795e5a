import { CODE_ENTRY, CODE_TAG, CODE_TAG_HIGH, type DecodedPage } from '../derived';
import { GP, raiseWithCode } from '../interrupts/fault';
import { ACCESS_FETCH, ACCESS_USER } from '../mmu/access';
import { peekLinear } from '../mmu/explain-walk';
import { reachPage } from '../mmu/intercepted-page';
import { isCanonical, isLongMode, translate } from '../mmu/linear';
import { physicalRead8 } from '../mmu/physical';
import { tlbEntryOf } from '../mmu/tlb';
import type { Processor } from '../processor';
import { join64 } from '../state/address';
import { CPL, CS, RIP, SEGMENT_ACCESS, SEGMENT_BASE, SEGMENT_LIMIT } from '../state/processor-layout';
import { PAGE_CODE } from '../state/state-image';
import { type CodeSize, Decoder, MAX_INSTRUCTION_BYTES } from './decoder';
import type { Instruction } from './instruction';

const CS_LONG = 0x2000;
const CS_BIG = 0x4000;

/** One decoder for each set of operations and of absent instructions. */
const decoders = new WeakMap<object, WeakMap<object, Decoder>>();

function decoderOf(p: Processor): Decoder {
  let bySet = decoders.get(p.operations);
  if (bySet === undefined) {
    bySet = new WeakMap();
    decoders.set(p.operations, bySet);
  }
  let decoder = bySet.get(p.absent);
  if (decoder === undefined) {
    decoder = new Decoder(p.operations, p.absent);
    bySet.set(p.absent, decoder);
  }
  return decoder;
}

/** Bytes of the default operand that the code segment asks for. SDM Vol. 3, "Code-Segment Descriptor in 64-bit Mode". */
export function codeSizeOf(p: Processor): CodeSize {
  const access = p.s[SEGMENT_ACCESS + CS];
  if (isLongMode(p) && (access & CS_LONG) !== 0) return 8;
  return (access & CS_BIG) !== 0 ? 4 : 2;
}

/** Bytes of the instruction being fetched. */
const bytes = new Uint8Array(MAX_INSTRUCTION_BYTES);

/**
 * Finds the instruction at RIP when the current code page does not answer: translates RIP, makes its page the current
 * code page, decodes. Raises #PF, and #GP(0) for RIP that is not canonical or beyond the limit of CS.
 */
export function fetchInstruction(p: Processor): Instruction {
  const s = p.s;
  const codeSize = codeSizeOf(p);
  const rip = s[RIP];
  let low = rip;
  let high = s[RIP + 1];
  let within = MAX_INSTRUCTION_BYTES;
  if (codeSize !== 8) {
    within = (s[SEGMENT_LIMIT + CS] >>> 0) - (rip >>> 0) + 1;
    if (within <= 0) raiseWithCode(p, GP, 0);
    low = (rip + s[SEGMENT_BASE + CS * 2]) | 0;
    high = 0;
  } else if (!isCanonical(p, high)) raiseWithCode(p, GP, 0);
  const access = ACCESS_FETCH | (s[CPL] === 3 ? ACCESS_USER : 0);
  const physical = reachPage(p, translate(p, low, high, access), 1, 'fetch');
  const pageNumber = Math.floor(physical / 0x1000);
  if (pageNumber >= p.image.pageFlags.length)
    return requireWithin(p, decodeUncached(p, low, high, access, physical, codeSize, within), within);
  const page = decodedPage(p, pageNumber, codeSize);
  if (mayBecomeCurrent(p, codeSize)) {
    const { fast } = p;
    p.codePage = page;
    fast[CODE_TAG] = rip & ~0xfff;
    fast[CODE_TAG_HIGH] = s[RIP + 1];
    fast[CODE_ENTRY] = tlbEntryOf(low, true);
  }
  const offset = low & 0xfff;
  const known = page[offset];
  if (known !== undefined) return requireWithin(p, known, within);
  const i = decodeInPage(p, pageNumber, offset, codeSize);
  if (i === null) return requireWithin(p, decodeUncached(p, low, high, access, physical, codeSize, within), within);
  page[offset] = i;
  return requireWithin(p, i, within);
}

/** The last byte of an instruction, too, lies inside the limit of CS: #GP(0). SDM Vol. 3: "Limit Checking". */
function requireWithin(p: Processor, i: Instruction, within: number): Instruction {
  if (i.length > within) raiseWithCode(p, GP, 0);
  return i;
}

/**
 * The tag compares RIP itself: outside 64-bit mode only a page-aligned base of CS, and a limit that no instruction of
 * the page can exceed, let RIP stand for the linear address.
 */
function mayBecomeCurrent(p: Processor, codeSize: CodeSize): boolean {
  if (codeSize === 8) return true;
  const s = p.s;
  return (s[SEGMENT_BASE + CS * 2] & 0xfff) === 0 && s[SEGMENT_LIMIT + CS] >>> 0 >= (s[RIP] | 0xfff) >>> 0;
}

function decodedPage(p: Processor, pageNumber: number, codeSize: CodeSize): DecodedPage {
  const { decodedPages } = p.derived;
  const key = pageNumber * 4 + (codeSize >> 2);
  let page = decodedPages.get(key);
  if (page === undefined) {
    page = new Array<Instruction | undefined>(0x1000).fill(undefined);
    decodedPages.set(key, page);
  }
  return page;
}

/** Decodes an instruction that lies in one page of RAM; null when it goes on in the next page. */
function decodeInPage(p: Processor, pageNumber: number, offset: number, codeSize: CodeSize): Instruction | null {
  const available = Math.min(MAX_INSTRUCTION_BYTES, 0x1000 - offset);
  const physical = pageNumber * 0x1000 + offset;
  for (let k = 0; k < available; k++) bytes[k] = physicalRead8(p, physical + k);
  const i = decoderOf(p).decode(bytes, available, codeSize);
  if (i !== null) markCode(p, pageNumber, offset, i.length);
  return i;
}

/** Makes writes to the bytes of a decoded instruction known. */
function markCode(p: Processor, pageNumber: number, offset: number, length: number): void {
  const { image } = p;
  image.restrictPage(pageNumber, PAGE_CODE);
  let covered = image.codeBytes.get(pageNumber);
  if (covered === undefined) {
    covered = new Uint8Array(0x1000);
    image.codeBytes.set(pageNumber, covered);
  }
  covered.fill(1, offset, offset + length);
}

/**
 * An instruction that crosses a page boundary or lies outside RAM: its bytes are fetched anew each time, through the
 * translations of both pages, and compared with those it was decoded from.
 */
function decodeUncached(
  p: Processor,
  low: number,
  high: number,
  access: number,
  physical: number,
  codeSize: CodeSize,
  within: number,
): Instruction {
  const inFirst = Math.min(MAX_INSTRUCTION_BYTES, 0x1000 - (low & 0xfff));
  for (let k = 0; k < inFirst; k++) bytes[k] = physicalRead8(p, physical + k);
  const decoder = decoderOf(p);
  const { crossings } = p.derived;
  const key = physical * 4 + (codeSize >> 2);
  const known = crossings.get(key);
  if (known === undefined) {
    const alone = decoder.decode(bytes, inFirst, codeSize);
    if (alone !== null) return alone;
  }
  if (within <= inFirst) raiseWithCode(p, GP, 0);
  const nextLow = ((low | 0xfff) + 1) | 0;
  const nextHigh = nextLow === 0 && codeSize === 8 ? (high + 1) | 0 : high;
  const next = reachPage(p, translate(p, nextLow, nextHigh, access), 1, 'fetch');
  for (let k = inFirst; k < MAX_INSTRUCTION_BYTES; k++) bytes[k] = physicalRead8(p, next + k - inFirst);
  if (known?.bytes.every((byte, k) => byte === bytes[k])) return known.instruction;
  const instruction = decoder.decode(bytes, MAX_INSTRUCTION_BYTES, codeSize);
  if (instruction === null) throw new Error('an instruction needs more than fifteen bytes');
  crossings.set(key, { bytes: bytes.slice(0, instruction.length), instruction });
  return instruction;
}

/** The instruction that stands at an offset of the code segment now, without side effects; null where nothing is mapped. */
export function peekInstruction(p: Processor, offsetLow: number, offsetHigh: number): Instruction | null {
  const codeSize = codeSizeOf(p);
  const base = codeSize === 8 ? 0 : p.s[SEGMENT_BASE + CS * 2];
  const start = join64((offsetLow + base) | 0, codeSize === 8 ? offsetHigh : 0);
  let available = 0;
  for (; available < MAX_INSTRUCTION_BYTES; available++) {
    const byte = peekLinear(p, BigInt.asUintN(64, start + BigInt(available)));
    if (byte === null) break;
    bytes[available] = byte;
  }
  return available === 0 ? null : decoderOf(p).decode(bytes, available, codeSize);
}
