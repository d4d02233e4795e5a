import type { AssembledProgram, LineMapEntry, SourceFile } from './program';

const BYTES_PER_LINE = 8;

/**
 * A listing in the manner of NASM's: address, bytes and source of every line. Lines of macros stand below the line
 * that uses them, marked with `>`; lines of included files below are shown where they made bytes.
 */
export function writeListing(
  program: AssembledProgram,
  files: readonly SourceFile[],
  included: (name: string) => string | null = () => null,
): string {
  const texts = new Map<string, readonly string[]>();
  const textOf = (name: string, line: number): string => {
    let lines = texts.get(name);
    if (lines === undefined) {
      lines = (files.find((file) => file.name === name)?.text ?? included(name) ?? '').split(/\r?\n/);
      texts.set(name, lines);
    }
    return lines[line - 1] ?? '';
  };
  const output: string[] = [];
  for (const file of files) {
    output.push(`; ${file.name}`);
    const own = entriesByLine(program.lines, file.name);
    const count = file.text === '' ? 0 : file.text.replace(/\r?\n$/, '').split(/\r?\n/).length;
    for (let line = 1; line <= count; line += 1) {
      const entries = own.get(line) ?? [];
      const direct = entries.filter((entry) => entry.invokedAt === undefined);
      writeLine(output, program, line, direct[0], textOf(file.name, line));
      for (const entry of direct.slice(1)) writeLine(output, program, line, entry, '');
      for (const entry of entries) {
        if (entry.invokedAt !== undefined)
          writeLine(output, program, line, entry, `> ${textOf(entry.file, entry.line).trim()}`);
      }
    }
  }
  const names = new Set(files.map((file) => file.name));
  const others = [
    ...new Set(program.lines.filter((entry) => entry.invokedAt === undefined).map((entry) => entry.file)),
  ].filter((name) => !names.has(name));
  for (const name of others) {
    output.push(`; ${name}`);
    for (const entry of program.lines)
      if (entry.file === name && entry.invokedAt === undefined)
        writeLine(output, program, entry.line, entry, textOf(name, entry.line));
  }
  return `${output.join('\n')}\n`;
}

/** What each line of a file made, directly or through the macros it uses. */
function entriesByLine(lines: readonly LineMapEntry[], file: string): Map<number, LineMapEntry[]> {
  const result = new Map<number, LineMapEntry[]>();
  for (const entry of lines) {
    const place = entry.invokedAt ?? entry;
    if (place.file !== file) continue;
    const list = result.get(place.line);
    if (list === undefined) result.set(place.line, [entry]);
    else list.push(entry);
  }
  return result;
}

function writeLine(
  output: string[],
  program: AssembledProgram,
  line: number,
  entry: LineMapEntry | undefined,
  text: string,
): void {
  const number = String(line).padStart(6);
  if (entry === undefined) {
    output.push(`${number} ${' '.repeat(10 + BYTES_PER_LINE * 2)} ${text}`.trimEnd());
    return;
  }
  const bytes = bytesOf(program, entry);
  const hex = [...bytes.subarray(0, BYTES_PER_LINE)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const more = entry.length > BYTES_PER_LINE ? '…' : ' ';
  output.push(
    `${number} ${entry.address.toString(16).padStart(8, '0')} ${hex.padEnd(BYTES_PER_LINE * 2)}${more}${text}`.trimEnd(),
  );
}

function bytesOf(program: AssembledProgram, entry: LineMapEntry): Uint8Array {
  const section = program.sections.find(
    ({ vstart, bytes }) => entry.address >= vstart && entry.address + entry.length <= vstart + bytes.length,
  );
  return section === undefined
    ? new Uint8Array(0)
    : section.bytes.subarray(entry.address - section.vstart, entry.address - section.vstart + entry.length);
}
