/**
 * Every message of the assembler: code → English text. `{name}` stands for a parameter; what stands between `[[` and
 * `]]` is said only when its parameter is there. Parameters are words of the source, numbers and names, never
 * sentences, so that a text can be put into another language as a whole.
 */
export const MESSAGES = {
  // Words and lines
  'string-not-closed': 'string is not closed: the {quote} that ends it is missing',
  'not-a-number': '`{text}` is not a number',
  'line-end-expected':
    'the end of the line or a comma is expected, not `{text}`[[; did you mean `{suggestion}` before it?]]',
  'closing-missing': '`{text}` is missing',
  'no-meaning-here': '`{text}` has no meaning here',
  'nesting-too-deep': 'this is nested too deeply',

  // Labels and instructions
  'unknown-instruction':
    'unknown instruction `{word}`[[; did you mean `{suggestion}`?]][[ (`%include "{include}"` brings it)]][[; `{label}` before it is taken for a label]]',
  'instruction-expected': 'an instruction is expected',
  'label-or-instruction-expected': 'a label or an instruction is expected, not `{text}`',
  'lone-label':
    '`{word}` stands alone and is taken for a label; write `{word}:` if it is one[[, or did you mean `{suggestion}`?]][[ (`%include "{include}"` brings a macro of that name)]]',
  'register-as-label': 'register `{register}` cannot be a label',
  'equ-without-name': '`equ` needs a name before it',
  'prefixes-contradict': 'the prefixes of this instruction contradict each other',
  'two-segment-overrides': 'two different segment overrides',
  'no-avx512': 'AVX-512 (zmm, registers 16 to 31, masks, rounding) is not understood',

  // Symbols
  'undefined-symbol':
    'symbol `{name}` is not defined[[; did you mean `{suggestion}`?]][[ (`%include "{include}"` defines it)]]',
  'foreign-word': '`{word}` is a word of other assemblers; NASM writes the operand without it',
  'rip-written':
    '`{word}` cannot be written as a register; `[rel NAME]` is an address relative to the next instruction',
  'defined-twice': '`{name}` is defined already at {file}:{line}',
  'labels-do-not-settle':
    'the value of `{name}` does not settle after {passes} passes; it depends on itself, perhaps through an `equ` or an `%if`',

  // Expressions
  'expression-missing': 'an expression is missing here',
  'expression-expected': 'an expression is expected, not `{text}`',
  'expression-ends-here': 'the expression is followed by something else',
  'choice-colon-missing': 'the `:` of the conditional operator `? :` is missing',
  'no-segments': '`{word}` has no meaning in a flat binary',
  'register-in-expression': 'register `{register}` cannot stand in this expression',
  'not-a-power-of-two': '{number} is not a power of two',
  'product-of-addresses': 'one side of `*` must be a plain number; neither is',
  'sections-not-comparable': '`{operator}` cannot compare places in different sections',
  'division-by-zero': 'division by zero in `{operator}`',
  'operator-on-register': '`{operator}` works on plain numbers only, and here is a register',
  'operator-on-address':
    '`{operator}` works on plain numbers only, and here is an address whose section has no place yet; a difference of two labels of one section is a plain number',
  'plain-number-expected': '`{what}` expects a plain number, not an address',

  // Operands
  'operand-register': '`{word}` cannot have the register `{register}` as operand {index}[[ in {bits}-bit mode]]',
  'operand-memory': '`{word}` cannot have[[ a `{size}` in]] memory as operand {index}[[ in {bits}-bit mode]]',
  'operand-number': '`{word}` cannot have a[[ `{size}`]] number as operand {index}[[ in {bits}-bit mode]]',
  'operand-far': '`{word}` cannot have a far address as operand {index}[[ in {bits}-bit mode]]',
  'operand-count': '`{word}` takes {wanted} operands, not {count}',
  'operands-do-not-fit': 'the operands of `{word}` do not go together: `{operands}`',
  'operand-size-unknown':
    'the size of the operand is not known; write `byte`, `word`, `dword` or `qword` before the `[`',
  'no-bound-check': '`bnd` has no meaning before `{word}`',
  'no-near-form': '`{word}` reaches only targets nearby; `near` does not exist for it',
  'not-in-this-mode': '`{word}` does not exist in {bits}-bit mode',
  'high-byte-with-rex': '`{register}` cannot be used in an instruction that needs a REX prefix',
  'register-needs-64-bit': '`{register}` exists in 64-bit mode only',
  'not-encodable': 'this instruction cannot be encoded: {why}',
  'jump-out-of-reach': 'the target is {distance} bytes away; a short jump reaches from -128 to 127',

  // Addresses
  'brackets-expected': 'an address in brackets is expected after the segment register',
  'bracket-or-operator-expected': 'an operator or `]` is expected',
  'no-such-displacement': 'a displacement cannot be `{word}`',
  'displacement-8-or-32': 'a displacement beside registers has 8 or 32 bits',
  'displacement-of-16': '16-bit addresses have 16-bit displacements',
  'scale-not-possible': 'a register can be multiplied by 1, 2, 4 or 8 in an address, not by {scale}',
  'scale-of-16-bit': '16-bit addresses do not multiply registers',
  'registers-of-16-bit': '16-bit addresses are made of bx or bp, and si or di',
  'not-an-index': '`{register}` cannot be an index',
  'not-in-address': '`{register}` cannot stand in an address',
  'too-many-registers': 'an address has at most two registers',
  'address-registers-differ': 'the registers of an address must have the same size',
  'address-prefix-contradicts': 'the address-size prefix contradicts the registers of the address',
  'address-64-bit': '64-bit addresses exist in 64-bit mode only',
  'address-16-in-64-bit': '16-bit addresses do not exist in 64-bit mode',
  'registers-16-in-64-bit': '16-bit registers cannot address memory in 64-bit mode',

  // Data
  'value-expected': 'a value is expected',
  'count-negative': 'the count of `{what}` is negative: {count}',
  'count-too-large': 'the count of `{what}` is too large: {count}; at most {limit}',
  'count-too-large-here':
    'the count of `{what}` is too large for something that depends on its place: {count}; at most {limit}',
  'number-too-wide': 'whole numbers of more than 64 bits cannot be written in `{word}`',
  'no-float-here': 'a floating-point constant cannot stand in `{word}`',
  'program-too-large': 'the program becomes larger than {limit} MiB',
  'bytes-in-absolute': 'there can be no code or data in `absolute` space; only `resb` and its relatives',

  // Directives
  'unknown-directive': 'unknown directive `{word}`[[; did you mean `{suggestion}`?]]',
  'directive-expected': 'a directive is expected in the brackets',
  'org-twice':
    '`org` is given twice; the first was {first}. A flat binary has one origin; use `section NAME start=…` for a second place',
  'bits-value': '`bits` is 16, 32 or 64, not {value}',
  'default-value': '`default` is followed by `rel` or `abs`',
  'section-name-expected': '`{word}` expects the name of a section',
  'section-type-fixed': 'section `{section}` cannot become {type} any more',
  'section-attribute-twice': 'the section has another `{attribute}` already: {first}',
  'section-attribute-ignored': 'the section attribute `{attribute}` is ignored[[; did you mean `{suggestion}`?]]',
  'alignment-not-power': 'an alignment is a power of two, not {value}',
  'alignment-contradicts': 'the alignment contradicts the start of the section',
  'unknown-align-mode': 'there is no mode `{mode}` of alignment[[; did you mean `{suggestion}`?]]',
  'filler-expected': '`{word}` is followed by one instruction or datum to fill with',
  'structure-name-expected': 'the name of a structure is expected',
  'structure-inside': '`{word}` inside `{outer}`',
  'structure-not-open': '`{word}` without `{opener}`',
  'structure-not-closed': '`{word} {name}` is not closed',
  'member-passed': '`{name}` lies before the place that the instance has reached',
  'no-outside': '`{word}`: a flat binary has no symbols from outside',

  // Places of sections
  'section-before-origin': 'section `{section}` begins before the origin of the program',
  'sections-overlap': 'sections `{first}` and `{second}` overlap',
  'section-follows-itself': 'section `{section}` follows itself',
  'section-follows-unknown': 'section `{section}` follows the unknown section `{leader}`',
  'section-too-high': 'section `{section}` lies beyond the addresses that can be shown',

  // Preprocessor
  'unknown-preprocessor-directive': 'unknown preprocessor directive `{word}`[[; did you mean `{suggestion}`?]]',
  'closer-missing': '`{opener}` without `{closer}`[[; is the `{found}` in line {line} meant for it?]]',
  'opener-missing': '`{closer}` without `{opener}`',
  'after-else': '`{word}` after `%else`',
  'macro-name-expected': '`{word}` expects the name of a macro',
  'macro-count-expected': 'the number of parameters is expected after the name of the macro',
  'macro-maximum-expected': 'the largest number of parameters or `*` is expected after `-`',
  'macro-maximum-too-small': 'the largest number of parameters is below the smallest',
  'macro-parameters': 'macro `{macro}` takes {wanted} parameters, not {count}',
  'macro-nesting': 'macros are nested too deeply; one of them seems to use itself without end',
  'macro-without-end': 'the macros of this line expand without end',
  'too-many-lines': 'the program expands to more than {limit} lines; a macro or `%rep` runs away',
  'include-not-found': 'cannot find the file `{file}` that is to be included',
  'include-cycle': 'files include each other without end: {chain}',
  'file-name-expected': '`{word}` expects the name of a file in quotes',
  'name-expected': 'a name is expected',
  'not-a-parameter-name': '`{text}` is not the name of a parameter',
  'expects-expression': '`{word}` expects an expression',
  'expects-string': '`{word}` expects a string',
  'expects-float': '`{word}` expects a floating-point constant',
  'expects-two-texts': '`{word}` compares two texts with a comma between them',
  'outside-macro': '`{word}` outside a macro',
  'outside-repeat': '`{word}` outside a `%rep`',
  'repeat-too-often': '`%rep` repeats at most {limit} times, not {count}',
  'macro-both-sorts': 'macro `{name}` would exist both with and without parameters; `%undef` it first',
  'condition-expected': '`{parameter}` needs a condition code such as `e` or `nz`, not `{text}`',
  'number-base': 'the base of a number is 2 to 36, not {base}',
  'stack-model-expected': '`%stacksize` expects `flat`, `flat64`, `large` or `small`',
  'size-expected': 'a colon and a size such as `dword` are expected',
  'unknown-package': 'there is no package `{name}` to use[[; did you mean `{suggestion}`?]]',
  'symbol-before-definition':
    'symbol `{name}` is used here before it is defined; the preprocessor reads a program from top to bottom',
  'no-context': '`{text}`: there is no context; `%push` makes one',
  'context-expected': '`{word}` expects the context `{context}`',
  'said-by-program': '{text}',

  // Warnings
  'mode-not-said':
    'this is assembled as 16-bit code at address 0, because the program does not say otherwise; write `bits 64` and `org 0x100000` first, or `%include "lab.inc"`',
  'address-too-large': 'the address {value} does not fit into {bits} bits',
  'value-too-large': '{value} does not fit into {bits} bits',
  'value-too-large-signed': '{value} does not fit into {bits} bits as a signed number',
  'displacement-too-large': 'the displacement {value} does not fit into {bits} bits',
  'bytes-in-nobits': 'section `{section}` is nobits; the bytes are left out',
  'reserved-in-loaded': 'room is reserved in section `{section}`, which is loaded; it becomes zeros',
  'segment-without-effect': '`{segment}` as a segment override has no effect in 64-bit mode',
  'operand-size-prefix': '`o{given}` contradicts the operands, which have {wanted} bits',
  'size-ignored': '`{size}` before the register `{register}` is ignored',
  'not-lockable': '`lock` cannot stand before this `{word}`: it needs an instruction that changes memory',
  'data-empty': '`{word}` has no values and makes no bytes',
  'float-overflow': 'the floating-point constant is too large and becomes infinity',
  'number-cut': 'the number {text} does not fit into 64 bits; what is above is lost',
  'trailing-words': 'what follows `{word}` and its operand is ignored',
  'macro-redefined': 'macro `{macro}` with {count} parameters replaces the one from {file}:{line}',
  'rel-with-registers': 'an address with registers cannot be relative to RIP',
  'rel-of-number': 'a plain number as an address cannot be relative to RIP; it is encoded as an absolute address',
  'empty-parameter-dropped': 'the empty parameter at the end of the call of `{macro}` is dropped',
  'byte-displacement-ignored': 'an address without registers has no 8-bit displacement; `byte` is ignored',
} as const satisfies Readonly<Record<string, string>>;
