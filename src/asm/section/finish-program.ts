import type { Term, Value } from '../expression/value';
import type { Assembly } from '../pass/assembly';
import { fitsEither, fitsSigned } from '../pass/ranges';
import type { AssembledProgram, Diagnostic, LineMapEntry, ProgramSection, ProgramSymbol } from '../program';
import { Diagnostics } from '../report/diagnostics';
import { say } from '../report/message';
import type { Invocation } from '../source/token';
import { type PlacedSections, type Placement, placeSections } from './place-sections';
import type { Fixup, Section } from './section';

/** A flat image larger than this would be nearly all gap; the sections are still there. */
const MAX_IMAGE = 256 * 1024 * 1024;

/** Addresses of the line map are JavaScript numbers. */
const MAX_ADDRESS = 2n ** 53n;

/** Places the sections and puts together what the assembler gives back. */
export function finishProgram(assembly: Assembly, collect: (late: Diagnostics) => Diagnostic[]): AssembledProgram {
  const late = new Diagnostics();
  const sections = [...assembly.sections.values()];
  const placed = placeSections(sections, assembly.org);
  const place = assembly.firstCode ?? { file: '', line: 1, column: 1, endColumn: 2 };
  for (const { section, said } of placed.problems) late.error(section.place ?? place, said);
  const bases = new Map<Section, Placement>();
  for (const placement of placed.placements) {
    bases.set(placement.section, placement);
    if (placement.vstart + BigInt(placement.section.offset) > MAX_ADDRESS)
      late.error(placement.section.place ?? place, say('section-too-high', { section: placement.section.name }));
  }
  const numberOf = (value: Value): bigint => value.number + sumOf(value.terms, assembly, bases);
  for (const section of sections) {
    for (const fixup of section.fixups)
      applyFixup(section, fixup, numberOf({ number: fixup.number, terms: fixup.terms, unknown: false }), late);
  }
  const diagnostics = collect(late);
  const symbols = symbolsOf(assembly, numberOf);
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error'))
    return { sections: [], symbols, lines: [], diagnostics };
  const program: AssembledProgram = { sections: programSections(placed), symbols, lines: linesOf(placed), diagnostics };
  const image = imageOf(placed);
  return image === null ? program : { ...program, image };
}

function sumOf(terms: readonly Term[], assembly: Assembly, bases: ReadonlyMap<Section, Placement>): bigint {
  let sum = 0n;
  for (const { base, factor } of terms) {
    if ('register' in base) continue;
    const section = base.kind === 'start' ? assembly.sections.get(base.name) : base;
    const placement = section === undefined ? undefined : bases.get(section);
    if (placement !== undefined) sum += factor * (base.kind === 'start' ? placement.start : placement.vstart);
  }
  return sum;
}

function applyFixup(section: Section, fixup: Fixup, number: bigint, late: Diagnostics): void {
  const fits =
    fixup.size >= 8 || (fixup.range === 'signed' ? fitsSigned(number, fixup.size) : fitsEither(number, fixup.size));
  if (!fits)
    late.warning(
      fixup.place,
      say('address-too-large', { value: `0x${BigInt.asUintN(64, number).toString(16)}`, bits: fixup.size * 8 }),
      fixup.invocation,
    );
  section.patch(fixup.at, fixup.size, number);
}

function symbolsOf(assembly: Assembly, numberOf: (value: Value) => bigint): ProgramSymbol[] {
  const symbols: ProgramSymbol[] = [];
  for (const { name, kind, file, line, value, pass } of assembly.symbols.entries.values()) {
    // Names that a macro made up for itself mean nothing to a person.
    if (name.startsWith('..@') || pass !== assembly.pass) continue;
    symbols.push({ name, kind, file, line, value: BigInt.asUintN(64, numberOf(value)) });
  }
  return symbols;
}

function programSections(placed: PlacedSections): ProgramSection[] {
  const result: ProgramSection[] = [];
  for (const { section, start, vstart } of placed.placements) {
    if (section.offset === 0 || section.nobits) continue;
    result.push({ name: section.name, start: Number(start), vstart: Number(vstart), bytes: section.bytes() });
  }
  return result;
}

function linesOf(placed: PlacedSections): LineMapEntry[] {
  const lines: LineMapEntry[] = [];
  for (const { section, vstart } of placed.placements) {
    const base = Number(vstart);
    for (const piece of section.pieces) {
      const entry = {
        address: base + piece.offset,
        length: piece.length,
        file: piece.place.file,
        line: piece.place.line,
        code: piece.code,
      };
      const outermost = outermostOf(piece.invocation);
      lines.push(outermost === null ? entry : { ...entry, invokedAt: { file: outermost.file, line: outermost.line } });
    }
  }
  return lines.sort((a, b) => a.address - b.address);
}

function outermostOf(invocation: Invocation | null): Invocation | null {
  let outermost: Invocation | null = null;
  for (let at = invocation; at !== null; at = at.outer) if (at.kind === 'macro') outermost = at;
  return outermost;
}

function imageOf(placed: PlacedSections): Uint8Array | null {
  const filled = placed.placements.filter(({ section }) => !section.nobits && section.offset > 0);
  const end = filled.reduce(
    (last, { section, start }) => (start + BigInt(section.offset) > last ? start + BigInt(section.offset) : last),
    placed.origin,
  );
  const length = end - placed.origin;
  if (length > BigInt(MAX_IMAGE)) return null;
  const image = new Uint8Array(Number(length));
  for (const { section, start } of filled)
    if (start >= placed.origin) image.set(section.bytes(), Number(start - placed.origin));
  return image;
}
