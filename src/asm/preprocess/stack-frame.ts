import { say } from '../report/message';
import { retold, spaced, type Token } from '../source/token';
import type { TokenReader } from '../source/token-reader';
import { SIZES } from '../statement/words.table';
import type { Preprocessor } from './preprocessor';
import { numberTokens } from './single-line-macros';

/** What `%stacksize` says about procedures and where `%arg` and `%local` have come to. */
export interface StackFrame {
  pointer: string;
  /** Bytes of a stack slot. */
  slot: number;
  /** Where the next argument lies above the pointer. */
  argument: number;
  /** How many bytes of local variables there are below it. */
  local: number;
}

interface Model {
  readonly pointer: string;
  readonly slot: number;
  readonly argument: number;
}

const MODELS: Readonly<Record<string, Model>> = {
  flat: { pointer: 'ebp', slot: 4, argument: 8 },
  flat64: { pointer: 'rbp', slot: 8, argument: 16 },
  // The far return address of the small model takes one more word.
  large: { pointer: 'bp', slot: 2, argument: 4 },
  small: { pointer: 'bp', slot: 2, argument: 6 },
};

export function initialStackFrame(): StackFrame {
  return { pointer: 'ebp', slot: 4, argument: 8, local: 0 };
}

/** `%stacksize` */
export function setStackSize(preprocessor: Preprocessor, reader: TokenReader): void {
  const model = MODELS[reader.word()];
  if (model === undefined) throw reader.problem(say('stack-model-expected'));
  Object.assign(preprocessor.frame, model, { local: 0 });
}

/** `%arg name:size, …` */
export function declareArguments(preprocessor: Preprocessor, reader: TokenReader): void {
  const { frame } = preprocessor;
  for (const { name, bytes } of declarations(preprocessor, reader)) {
    defineSlot(preprocessor, name, '+', frame.argument);
    frame.argument += bytes;
  }
}

/** `%local name:size, …`; `%$localsize` says how much room they need. */
export function declareLocals(preprocessor: Preprocessor, reader: TokenReader): void {
  const { frame } = preprocessor;
  let last: Token | null = null;
  for (const { name, bytes } of declarations(preprocessor, reader)) {
    frame.local += bytes;
    defineSlot(preprocessor, name, '-', frame.local);
    last = name;
  }
  if (last === null) return;
  const [total] = preprocessor.resolveContexts([retold(last, 'pp', '%$localsize')]);
  if (total !== undefined)
    preprocessor.define(total, { name: total.text, parameters: null, body: numberTokens(BigInt(frame.local), last) });
}

interface Declaration {
  readonly name: Token;
  readonly bytes: number;
}

function declarations(preprocessor: Preprocessor, reader: TokenReader): Declaration[] {
  const { slot } = preprocessor.frame;
  const found: Declaration[] = [];
  do {
    const name = reader.next();
    if (name === undefined || name.kind !== 'id') throw reader.problem(say('name-expected'), name ?? reader.place());
    if (!reader.takeOp(':')) throw reader.problem(say('size-expected'));
    const size = SIZES.get(reader.word());
    if (size === undefined) throw reader.problem(say('size-expected'));
    reader.next();
    found.push({ name, bytes: Math.max(Math.ceil(size / slot) * slot, slot) });
  } while (reader.takeOp(','));
  return found;
}

/** name stands for (pointer ± offset). */
function defineSlot(preprocessor: Preprocessor, name: Token, sign: '+' | '-', offset: number): void {
  const token = (kind: Token['kind'], text: string): Token => spaced(retold(name, kind, text), false);
  const body = [
    token('op', '('),
    token('id', preprocessor.frame.pointer),
    token('op', sign),
    token('number', String(offset)),
    token('op', ')'),
  ];
  preprocessor.define(name, { name: name.text, parameters: null, body });
}
