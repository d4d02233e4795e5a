import type { Located } from '../report/diagnostics';
import { say } from '../report/message';
import { SyntaxProblem } from '../source/token-reader';
import type { DataItem, Statement } from '../statement/statement';
import { type Assembly, MAX_ANEW, MAX_BYTES } from './assembly';
import { fitsEither, shown } from './ranges';

/** Assembles the items of `db`, `dw`… at the current position; throws SyntaxProblem. */
export function assembleData(assembly: Assembly, statement: Statement, items: readonly DataItem[]): void {
  for (const item of items) {
    if (assembly.stopped) return;
    switch (item.kind) {
      case 'bytes':
        assembly.emit(item.bytes, statement, false);
        break;
      case 'reserve':
        assembly.skip(item.size, statement);
        break;
      case 'number': {
        if (!assembly.final) {
          assembly.reserve(item.size, statement);
          break;
        }
        const value = assembly.evaluate(item.expression);
        const at = assembly.emit(new Uint8Array(item.size), statement, false);
        if (assembly.stopped) break;
        if (value.terms.length === 0 && item.size < 8 && !fitsEither(value.number, item.size)) {
          assembly.warn(
            statement,
            say('value-too-large', { value: shown(value.number), bits: item.size * 8 }),
            item.place,
          );
        }
        assembly.patch(at, item.size, value, 'either', item.place, statement.invocation);
        break;
      }
      case 'repeat': {
        const count = assembly.plainNumber(item.count, 'dup', item.place);
        if (count < 0n) throw new SyntaxProblem(item.place, say('count-negative', { what: 'dup', count }));
        if (count > BigInt(MAX_BYTES))
          throw new SyntaxProblem(item.place, say('count-too-large', { what: 'dup', count, limit: MAX_BYTES }));
        repeatItems(assembly, statement, item.items, Number(count), item.place);
        break;
      }
    }
  }
}

function repeatItems(
  assembly: Assembly,
  statement: Statement,
  items: readonly DataItem[],
  count: number,
  place: Located,
): void {
  if (items.length === 0 || count === 0) return;
  const { section } = assembly;
  const at = section.offset;
  const fixups = section.fixups.length;
  assembleData(assembly, statement, items);
  if (assembly.absolute === null && section.fixups.length === fixups) {
    assembly.repeat(at, count - 1, statement);
    return;
  }
  if (count > MAX_ANEW)
    throw new SyntaxProblem(place, say('count-too-large-here', { what: 'dup', count, limit: MAX_ANEW }));
  for (let n = 1; n < count && !assembly.stopped; n += 1) assembleData(assembly, statement, items);
}
