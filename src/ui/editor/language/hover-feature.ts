import { currentLanguage, translate } from '../../../i18n/i18n';
import { instructionFacts, languageIndex, symbolValues } from '../../../stores/language-queries';
import { useSimulator } from '../../../stores/simulator-store';
import { lineIn } from '../line-marks';
import { monaco } from '../monaco';
import { NASM } from '../nasm-language';
import { fileOf, rangeOf } from '../source-models';
import { symbolAt } from './find-symbol';
import { codeBlock, instructionText } from './instruction-text';
import { symbolText, valueText } from './symbol-text';
import { languageWord, registerText, registerWord, wordText } from './word-text';

/** Hovering over a word says what it is: a name of the program, an instruction, a register, a word of the language. */
monaco.languages.registerHoverProvider(NASM, {
  async provideHover(model, position) {
    const place = { file: fileOf(model), line: position.lineNumber, column: position.column };
    const index = await languageIndex();
    const found = symbolAt(index, place);
    if (found !== null) {
      const value = (await symbolValues()).get(found.symbol.name);
      return hover(rangeOf(found.span), symbolText(found.symbol, value, translate));
    }
    const include = index.includes.find(
      ({ span }) => span.file === place.file && span.line === place.line && span.column <= place.column,
    );
    if (include !== undefined && include.span.endColumn >= place.column) return null;
    const word = model.getWordAtPosition(position);
    if (word === null || isComment(model, position)) return null;
    const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
    const texts = await wordTexts(word.word);
    return texts === null ? null : hover(range, texts);
  },
});

/** On the line where the processor stands: that it does, and in which mode. */
monaco.languages.registerHoverProvider(NASM, {
  provideHover(model, { lineNumber }) {
    const { snapshot } = useSimulator.getState();
    if (snapshot === null || lineIn(fileOf(model), snapshot.place.source) !== lineNumber) return null;
    return hover(new monaco.Range(lineNumber, 1, lineNumber, model.getLineMaxColumn(lineNumber)), [
      translate(CURRENT_LINE[snapshot.mode]),
    ]);
  },
});

const CURRENT_LINE = {
  off: 'editor.currentOff',
  root: 'editor.currentRoot',
  'non-root': 'editor.currentNonRoot',
} as const;

const hover = (range: monaco.IRange, paragraphs: readonly string[]): monaco.languages.Hover => ({
  range,
  contents: [{ value: paragraphs.filter((text) => text !== '').join('\n\n') }],
});

async function wordTexts(word: string): Promise<readonly string[] | null> {
  const register = registerWord(word);
  if (register !== undefined) return [codeBlock(register.name), registerText(register, translate)];
  const own = languageWord(word);
  if (own !== undefined) return wordText(own, currentLanguage());
  const number = numberOf(word);
  if (number !== null) return [valueText(number, translate)];
  const fact = (await instructionFacts()).get(word.toLowerCase());
  return fact === undefined ? null : instructionText(fact, translate);
}

/** A number in another base; decimal digits say themselves. */
function numberOf(word: string): bigint | null {
  const text = word.replaceAll('_', '').toLowerCase();
  if (/^0[xh][\da-f]{1,16}$/.test(text)) return BigInt(`0x${text.slice(2)}`);
  if (/^\d[\da-f]{0,15}h$/.test(text)) return BigInt(`0x${text.slice(0, -1)}`);
  if (/^[01]{1,64}[by]$/.test(text)) return BigInt(`0b${text.slice(0, -1)}`);
  return null;
}

function isComment(model: monaco.editor.ITextModel, { lineNumber, column }: monaco.IPosition): boolean {
  const before = model.getLineContent(lineNumber).slice(0, column - 1);
  return before.replace(/"[^"]*"|'[^']*'|`(?:\\.|[^`\\])*`/g, '').includes(';');
}
