import type { AddressHints } from '../expression/evaluate';
import { addScaled, based, type Value } from '../expression/value';
import { OpCodeOperandKind as K } from '../iced';
import { AddressProblem, arrangeAddress, type EffectiveAddress } from '../instruction/effective-address';
import type { Form } from '../instruction/forms';
import { isBranch, isShortBranch } from '../instruction/match-operand';
import type { OperandValue } from '../instruction/operand-value';
import type { RegisterFacts } from '../instruction/registers';
import { isOfAvx512, type Selection, SIZE_WORDS, selectForm } from '../instruction/select-form';
import { barePrefixBytes, type Template, templateOf } from '../instruction/template';
import { type Message, say } from '../report/message';
import { textOf } from '../source/token';
import { SyntaxProblem } from '../source/token-reader';
import type { InstructionBody, MemorySyntax, OperandSyntax, Prefixes, Statement } from '../statement/statement';
import type { Assembly } from './assembly';
import type { Chosen, ReachQuestion } from './instruction-notes';
import { isNear, keepLength, keptLength } from './kept-lengths';
import { fitsEither, fitsSigned, shown } from './ranges';

/** Assembles one instruction at the current position; throws SyntaxProblem. */
export function assembleInstruction(assembly: Assembly, statement: Statement, body: InstructionBody): void {
  assembly.firstCode ??= body.token;
  if (body.mnemonic === '') {
    assembly.emit(barePrefixBytes(body.prefixes, assembly.bits), statement, true);
    return;
  }
  if (!body.fixed && !assembly.final) {
    assembly.reserve(measured(assembly, statement, body), statement);
    return;
  }
  const { selection, template } = body.fixed
    ? chooseOnce(assembly, statement, body)
    : choose(assembly, statement, body);
  const at = assembly.emit(template.bytes, statement, true);
  if (assembly.final && !assembly.stopped) fill(assembly, statement, selection, template, at);
}

/** The length of an instruction in a pass before the last one. */
function measured(assembly: Assembly, statement: Statement, body: InstructionBody): number {
  const known = keptLength(assembly, body);
  if (known >= 0) return known;
  const reach: ReachQuestion[] = [];
  const { length } = choose(assembly, statement, body, reach).template.bytes;
  keepLength(assembly, body, reach, length);
  return length;
}

function chooseOnce(assembly: Assembly, statement: Statement, body: InstructionBody): Chosen {
  const known = body.notes.chosen;
  if (known?.bits === assembly.bits && known.relative === assembly.relative && known.bound === assembly.bound)
    return known;
  const { warnings } = assembly;
  const made = choose(assembly, statement, body);
  // A warning belongs to the last pass, so that one must look again.
  if (assembly.warnings === warnings) body.notes.chosen = made;
  return made;
}

/** Chooses the form; `reach` takes the questions whether a short jump would do. */
function choose(assembly: Assembly, statement: Statement, body: InstructionBody, reach: ReachQuestion[] = []): Chosen {
  const { bits } = assembly;
  const operands = body.operands.map((operand) => operandValue(assembly, statement, body, operand));
  const prefixes = withSegment(body.prefixes, body.operands, statement);
  if (bits === 64 && prefixes.segment !== null && prefixes.segment.number < 4 && body.operands.length > 0) {
    assembly.warn(statement, say('segment-without-effect', { segment: prefixes.segment.name }));
  }
  const selection = selectForm({
    word: body.mnemonic,
    operands,
    bits,
    operandSize: prefixes.operandSize,
    addressSize: prefixes.addressSize,
    text: () => textOf(body.written),
    inReach: (target, form) => {
      const { length } = templateOf(form, operands, bounded(assembly, body, form, prefixes), bits).bytes;
      const answer = isNear(assembly, target, length);
      reach.push({ target, length, answer });
      return answer;
    },
  });
  if ('code' in selection) throw new SyntaxProblem(statementSpan(body), selection);
  const { operandSize } = selection.form;
  if (
    prefixes.operandSize !== 0 &&
    operandSize !== 0 &&
    operandSize !== 8 &&
    operandSize !== prefixes.operandSize &&
    !selection.form.wide64
  )
    assembly.warn(statement, say('operand-size-prefix', { given: prefixes.operandSize * 8, wanted: operandSize * 8 }));
  if (prefixes.lock && (!LOCKABLE.has(body.mnemonic) || selection.operands[0]?.address == null))
    assembly.warn(statement, say('not-lockable', { word: body.mnemonic }), body.token);
  const written = bounded(assembly, body, selection.form, prefixes);
  try {
    const template = templateOf(selection.form, selection.operands, written, bits);
    return { bits, relative: assembly.relative, bound: assembly.bound, selection, template };
  } catch (problem) {
    throw new SyntaxProblem(statementSpan(body), whyNotEncodable(selection.operands, bits, problem));
  }
}

/** Instructions that may have a `lock` prefix when their destination is memory. */
const LOCKABLE = new Set(
  'add adc and btc btr bts cmpxchg cmpxchg8b cmpxchg16b dec inc neg not or sbb sub xor xadd xchg'.split(' '),
);

/** Branches that may check bounds; a short `jmp` has no prefix for it. */
const BOUND_BRANCHES = /^(?:call|jmp|ret|retn|j(?!r?cxz|ecxz)\w+)$/;

/** Adds the prefix of `bnd` or `default bnd`. */
function bounded(assembly: Assembly, body: InstructionBody, form: Form, prefixes: Prefixes): Prefixes {
  const wanted = prefixes.bound === 'bnd' || (assembly.bound && prefixes.bound === '' && prefixes.repeat === 0);
  if (!wanted) return prefixes;
  const possible = BOUND_BRANCHES.test(body.mnemonic) && !form.far;
  if (!possible && prefixes.bound === 'bnd')
    throw new SyntaxProblem(body.token, say('no-bound-check', { word: body.mnemonic }));
  const short = body.mnemonic === 'jmp' && form.kinds.some(isShortBranch);
  return possible && !short ? { ...prefixes, repeat: 0xf2 } : prefixes;
}

function statementSpan(body: InstructionBody): InstructionBody['token'] {
  const last = body.operands.at(-1)?.place;
  const { token } = body;
  return last !== undefined && last.line === token.line && last.file === token.file
    ? { ...token, endColumn: Math.max(token.endColumn, last.endColumn) }
    : token;
}

function whyNotEncodable(operands: readonly OperandValue[], bits: number, problem: unknown): Message {
  const registers = operands
    .flatMap((operand) => [operand.register, operand.address?.base ?? null, operand.address?.index ?? null])
    .filter((register) => register !== null);
  const high = registers.find((register) => register.high);
  if (operands.some(isOfAvx512)) return say('no-avx512');
  if (high !== undefined && bits === 64) return say('high-byte-with-rex', { register: high.name });
  const wide = registers.find((register) => register.size === 8 || register.number > 7);
  if (wide !== undefined && bits !== 64) return say('register-needs-64-bit', { register: wide.name });
  return say('not-encodable', { why: problem instanceof Error ? problem.message : String(problem) });
}

/** A segment override may stand before the instruction or in an operand. */
function withSegment(prefixes: Prefixes, operands: readonly OperandSyntax[], statement: Statement): Prefixes {
  const inside =
    operands.find((operand) => operand.memory !== null && operand.memory.segment !== null)?.memory?.segment ?? null;
  if (inside === null) return prefixes;
  if (prefixes.segment !== null && prefixes.segment !== inside)
    throw new SyntaxProblem(statement.place, say('two-segment-overrides'));
  return { ...prefixes, segment: inside };
}

function operandValue(
  assembly: Assembly,
  statement: Statement,
  body: InstructionBody,
  syntax: OperandSyntax,
): OperandValue {
  const none = { syntax, register: null, address: null, immediate: null, far: null };
  if (syntax.register !== null) {
    const size = sizeIgnored(syntax, syntax.register);
    if (size !== '')
      assembly.warn(statement, say('size-ignored', { size, register: syntax.register.name }), syntax.place);
    return { ...none, register: syntax.register };
  }
  if (syntax.memory !== null) return { ...none, address: addressOf(assembly, statement, body, syntax, syntax.memory) };
  if (syntax.far !== null)
    return {
      ...none,
      far: { selector: assembly.evaluate(syntax.far.selector), offset: assembly.evaluate(syntax.far.offset) },
    };
  if (syntax.immediate === null) return none;
  // NASM takes a bare address where `lea` wants memory.
  if (body.mnemonic === 'lea') {
    const memory: MemorySyntax = {
      segment: null,
      displacementSize: 0,
      relation: 'default',
      nosplit: false,
      expression: syntax.immediate,
    };
    return { ...none, address: addressOf(assembly, statement, body, syntax, memory) };
  }
  return { ...none, immediate: assembly.evaluate(syntax.immediate) };
}

/** The size or distance before a register that says something else than the register does; '' when there is none. */
function sizeIgnored({ size, distance }: OperandSyntax, register: RegisterFacts): string {
  if (distance === 'far') return distance;
  return size === 0 || size === register.size ? '' : (SIZE_WORDS[size] ?? '');
}

function addressOf(
  assembly: Assembly,
  statement: Statement,
  body: InstructionBody,
  syntax: OperandSyntax,
  memory: MemorySyntax,
): EffectiveAddress {
  const hints: AddressHints = { register: null, kind: 'none' };
  assembly.hints = hints;
  try {
    const value = assembly.evaluate(memory.expression);
    const segment = memory.segment ?? body.prefixes.segment;
    const mode = { bits: assembly.bits, relative: assembly.relative, addressSize: body.prefixes.addressSize };
    return arrangeAddress(
      { ...memory, segment: memory.segment === null ? null : segment },
      value,
      hints,
      mode,
      (message) => assembly.warn(statement, message, syntax.place),
    );
  } catch (problem) {
    if (problem instanceof AddressProblem) throw new SyntaxProblem(syntax.place, problem.said);
    throw problem;
  } finally {
    assembly.hints = undefined;
  }
}

/** Writes the numbers of an instruction into its bytes. */
function fill(assembly: Assembly, statement: Statement, selection: Selection, template: Template, at: number): void {
  const { form, operands } = selection;
  const end = at + template.bytes.length;
  let slot = 0;
  for (const [index, operand] of operands.entries()) {
    const kind = form.kinds[index] ?? K.None;
    const { place } = operand.syntax;
    if (operand.address !== null && template.displacement !== null)
      fillDisplacement(assembly, statement, operand.address, template.displacement, at, end, operand);
    if (operand.far !== null) {
      const [offset, selector] = template.immediates;
      if (offset !== undefined)
        assembly.patch(at + offset.at, offset.size, operand.far.offset, 'either', place, statement.invocation);
      if (selector !== undefined)
        assembly.patch(at + selector.at, selector.size, operand.far.selector, 'either', place, statement.invocation);
    }
    if (operand.immediate === null || kind === K.imm8_const_1) continue;
    const immediate = template.immediates[slot];
    slot += 1;
    if (immediate === undefined) continue;
    if (isBranch(kind)) {
      const distance = relativeTo(assembly, operand.immediate, end);
      const short = isShortBranch(kind);
      if (short && distance.terms.length === 0 && (distance.number < -128n || distance.number > 127n)) {
        throw new SyntaxProblem(place, say('jump-out-of-reach', { distance: distance.number }));
      }
      if (!short && distance.terms.length === 0 && assembly.bits === 64 && !fitsSigned(distance.number, 4))
        assembly.warn(statement, say('value-too-large-signed', { value: shown(distance.number), bits: 32 }), place);
      assembly.patch(
        at + immediate.at,
        immediate.size,
        distance,
        immediate.size < 4 ? 'signed' : 'either',
        place,
        statement.invocation,
      );
    } else {
      checkImmediate(assembly, statement, operand, kind, immediate.size);
      assembly.patch(
        at + immediate.at,
        immediate.size,
        operand.immediate,
        kind === K.imm32sex64 ? 'signed' : 'either',
        place,
        statement.invocation,
      );
    }
  }
}

function fillDisplacement(
  assembly: Assembly,
  statement: Statement,
  address: EffectiveAddress,
  slot: { at: number; size: number },
  at: number,
  end: number,
  operand: OperandValue,
): void {
  const value: Value = { number: address.number, terms: address.terms, unknown: false };
  const { place } = operand.syntax;
  if (address.ripRelative) {
    assembly.patch(at + slot.at, slot.size, relativeTo(assembly, value, end), 'signed', place, statement.invocation);
    return;
  }
  if (value.terms.length === 0 && slot.size < 8) {
    const signed = slot.size === 1 || (slot.size === 4 && address.addressSize === 8);
    const number = slot.size === 1 ? BigInt.asIntN(address.addressSize * 8, value.number) : value.number;
    const fits = signed ? fitsSigned(number, slot.size) : fitsEither(number, slot.size);
    if (!fits)
      assembly.warn(
        statement,
        say('displacement-too-large', { value: shown(value.number), bits: slot.size * 8 }),
        place,
      );
  }
  assembly.patch(at + slot.at, slot.size, value, 'either', place, statement.invocation);
}

/** target - (section + end) */
function relativeTo(assembly: Assembly, target: Value, end: number): Value {
  return addScaled(target, based(assembly.section, BigInt(end)), -1n).value;
}

function checkImmediate(assembly: Assembly, statement: Statement, operand: OperandValue, kind: K, size: number): void {
  const value = operand.immediate;
  if (value === null || value.terms.length > 0 || size >= 8) return;
  const signed = kind === K.imm32sex64;
  if (kind === K.imm8sex16 || kind === K.imm8sex32 || kind === K.imm8sex64) {
    const width = kind === K.imm8sex16 ? 2 : 4;
    if (operand.syntax.size === 1 && !fitsSigned(value.number, 1))
      assembly.warn(
        statement,
        say('value-too-large-signed', { value: shown(value.number), bits: 8 }),
        operand.syntax.place,
      );
    else if (kind !== K.imm8sex64 && !fitsEither(value.number, width))
      assembly.warn(
        statement,
        say('value-too-large', { value: shown(value.number), bits: width * 8 }),
        operand.syntax.place,
      );
    return;
  }
  if (signed ? fitsSigned(value.number, size) : fitsEither(value.number, size)) return;
  assembly.warn(
    statement,
    say(signed ? 'value-too-large-signed' : 'value-too-large', { value: shown(value.number), bits: size * 8 }),
    operand.syntax.place,
  );
}
