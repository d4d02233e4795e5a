import type { AssemblerTexts } from '../../fact-texts';

const SUGGESTION = '[[；是否想写 `{suggestion}`？]]';
const MODE = '[[（{bits} 位模式）]]';

/** What the assembler says, by the codes of its messages. */
export const assemblerTexts: AssemblerTexts = {
  // Words and lines
  'string-not-closed': '字符串没有结束：缺少结尾的 {quote}',
  'not-a-number': '`{text}` 不是数',
  'line-end-expected': '这里应当是行尾或逗号，而不是 `{text}`',
  'closing-missing': '缺少 `{text}`',
  'no-meaning-here': '`{text}` 在这里没有意义',
  'nesting-too-deep': '嵌套过深',

  // Labels and instructions
  'unknown-instruction': `未知指令 \`{word}\`${SUGGESTION}[[；它前面的 \`{label}\` 被当作标号]]`,
  'instruction-expected': '这里应当是一条指令',
  'label-or-instruction-expected': '这里应当是标号或指令，而不是 `{text}`',
  'lone-label': '`{word}` 单独成行，被当作标号；如果确实是标号，请写成 `{word}:`[[；或者是否想写 `{suggestion}`？]]',
  'register-as-label': '寄存器 `{register}` 不能用作标号',
  'equ-without-name': '`equ` 前面需要一个名称',
  'prefixes-contradict': '这条指令的前缀互相矛盾',
  'two-segment-overrides': '有两个不同的段超越前缀',
  'no-avx512': '不支持 AVX-512 的花括号（掩码、舍入）',

  // Symbols
  'undefined-symbol': `符号 \`{name}\` 没有定义${SUGGESTION}`,
  'defined-twice': '`{name}` 已在 {file}:{line} 定义',
  'labels-do-not-settle': '经过 {passes} 遍之后标号的值仍不稳定；某处的长度依赖于它自身，可能是通过 `equ` 或 `%if`',

  // Expressions
  'expression-missing': '这里缺少表达式',
  'expression-expected': '这里应当是表达式，而不是 `{text}`',
  'expression-ends-here': '表达式后面还有别的内容',
  'choice-colon-missing': '条件运算符 `? :` 缺少 `:`',
  'no-segments': '`{word}` 在平坦二进制文件中没有意义',
  'register-in-expression': '寄存器 `{register}` 不能出现在这个表达式中',
  'not-a-power-of-two': '{number} 不是 2 的幂',
  'product-of-addresses': '`*` 至少有一侧必须是普通的数',
  'sections-not-comparable': '`{operator}` 不能比较不同节中的位置',
  'division-by-zero': '`{operator}` 的除数为零',
  'operator-on-register': '`{operator}` 只能用于普通的数，而这里是寄存器',
  'operator-on-address':
    '`{operator}` 只能用于普通的数，而这里是一个地址，其所在的节还没有确定位置；同一节中两个标号之差是普通的数',
  'plain-number-expected': '`{what}` 要求普通的数，而不是地址',

  // Operands
  'operand-register': `\`{word}\` 的第 {index} 个操作数不能是寄存器 \`{register}\`${MODE}`,
  'operand-memory': `\`{word}\` 的第 {index} 个操作数不能是内存中的[[ \`{size}\`]]操作数${MODE}`,
  'operand-number': `\`{word}\` 的第 {index} 个操作数不能是[[ \`{size}\`]]数${MODE}`,
  'operand-far': `\`{word}\` 的第 {index} 个操作数不能是远地址${MODE}`,
  'operand-count': '`{word}` 需要 {wanted} 个操作数，这里有 {count} 个',
  'operands-do-not-fit': '`{word}` 的操作数不能这样搭配：`{operands}`',
  'operand-size-unknown': '操作数的大小不明；请在 `[` 前写明 `byte`、`word`、`dword` 或 `qword`',
  'no-near-form': '`{word}` 只能到达附近的目标；它没有 `near` 形式',
  'not-in-this-mode': '{bits} 位模式中没有 `{word}`',
  'high-byte-with-rex': '需要 REX 前缀的指令不能使用 `{register}`',
  'register-needs-64-bit': '`{register}` 只存在于 64 位模式',
  'not-encodable': '这条指令无法编码：{why}',
  'jump-out-of-reach': '目标相距 {distance} 字节；短跳转的范围是 -128 到 127',

  // Addresses
  'brackets-expected': '段寄存器后面应当是方括号中的地址',
  'bracket-or-operator-expected': '这里应当是运算符或 `]`',
  'no-such-displacement': '位移量不能是 `{word}`',
  'displacement-8-or-32': '与寄存器一起使用的位移量为 8 位或 32 位',
  'displacement-of-16': '16 位地址的位移量为 16 位',
  'scale-not-possible': '地址中的寄存器只能乘以 1、2、4 或 8，不能乘以 {scale}',
  'scale-of-16-bit': '16 位地址中的寄存器不能乘以比例因子',
  'registers-of-16-bit': '16 位地址由 bx 或 bp 与 si 或 di 组成',
  'not-an-index': '`{register}` 不能用作变址寄存器',
  'not-in-address': '`{register}` 不能出现在地址中',
  'too-many-registers': '一个地址最多有两个寄存器',
  'address-registers-differ': '地址中各寄存器的大小必须相同',
  'address-prefix-contradicts': '地址长度前缀与地址中的寄存器矛盾',
  'address-64-bit': '64 位地址只存在于 64 位模式',
  'address-16-in-64-bit': '64 位模式中没有 16 位地址',
  'registers-16-in-64-bit': '64 位模式中不能用 16 位寄存器寻址内存',

  // Data
  'value-expected': '这里应当是一个值',
  'count-negative': '`{what}` 的次数为负：{count}',
  'count-too-large': '`{what}` 的次数过大：{count}',
  'count-too-large-here': '`{what}` 的内容依赖于自身的位置，次数不能这么大：{count}；最多 {limit}',
  'number-too-wide': '`{word}` 中不能写超过 64 位的整数',
  'no-float-here': '`{word}` 中不能写浮点常数',
  'program-too-large': '程序超过了 {limit} MiB',
  'bytes-in-absolute': '`absolute` 空间中不能有代码或数据，只能用 `resb` 及其同类',

  // Directives
  'unknown-directive': `未知伪指令 \`{word}\`${SUGGESTION}`,
  'directive-expected': '方括号中应当是一条伪指令',
  'org-twice': '`org` 出现了两次，第一次为 {first}。平坦二进制文件只有一个起点；第二个位置请用 `section NAME start=…`',
  'bits-value': '`bits` 后面是 16、32 或 64，不是 {value}',
  'default-value': '`default` 后面是 `rel` 或 `abs`',
  'section-name-expected': '`{word}` 后面应当是节的名称',
  'section-type-fixed': '节 `{section}` 已不能再改为 {type}',
  'section-attribute-twice': '该节已有另一个 `{attribute}`：{first}',
  'section-attribute-ignored': `节的属性 \`{attribute}\` 被忽略${SUGGESTION}`,
  'alignment-not-power': '对齐值应当是 2 的幂，不能是 {value}',
  'alignment-contradicts': '对齐值与该节的起始地址矛盾',
  'filler-expected': '`{word}` 后面应当是一条用于填充的指令或数据',
  'structure-name-expected': '这里应当是结构的名称',
  'structure-inside': '`{word}` 出现在 `{outer}` 之内',
  'structure-not-open': '`{word}` 没有对应的 `{opener}`',
  'structure-not-closed': '`{word} {name}` 没有结束',
  'member-passed': '`{name}` 位于该实例已到达的位置之前',
  'no-outside': '`{word}`：平坦二进制文件没有外部符号',

  // Places of sections
  'section-before-origin': '节 `{section}` 起始于程序的起点之前',
  'sections-overlap': '节 `{first}` 与 `{second}` 重叠',
  'section-follows-itself': '节 `{section}` 跟在它自身之后',
  'section-follows-unknown': '节 `{section}` 跟在未知的节 `{leader}` 之后',
  'section-too-high': '节 `{section}` 超出了可以表示的地址范围',

  // Preprocessor
  'unknown-preprocessor-directive': `未知预处理指令 \`{word}\`${SUGGESTION}`,
  'closer-missing': '`{opener}` 没有对应的 `{closer}`',
  'opener-missing': '`{closer}` 没有对应的 `{opener}`',
  'after-else': '`{word}` 出现在 `%else` 之后',
  'macro-name-expected': '`{word}` 后面应当是宏的名称',
  'macro-count-expected': '宏的名称后面应当是参数的个数',
  'macro-maximum-expected': '`-` 后面应当是参数的最大个数或 `*`',
  'macro-maximum-too-small': '参数的最大个数小于最小个数',
  'macro-parameters': '宏 `{macro}` 需要 {wanted} 个参数，这里有 {count} 个',
  'macro-nesting': '宏嵌套过深；似乎有一个宏无休止地使用自身',
  'macro-without-end': '这一行的宏无休止地展开',
  'too-many-lines': '程序展开后超过 {limit} 行；有一个宏或 `%rep` 失控',
  'include-not-found': '找不到要包含的文件 `{file}`',
  'include-cycle': '文件无休止地互相包含：{chain}',
  'file-name-expected': '`{word}` 后面应当是引号中的文件名',
  'name-expected': '这里应当是名称',
  'not-a-parameter-name': '`{text}` 不是参数的名称',
  'expects-expression': '`{word}` 后面应当是表达式',
  'expects-string': '`{word}` 后面应当是字符串',
  'expects-two-texts': '`{word}` 比较用逗号隔开的两段文本',
  'outside-macro': '`{word}` 出现在宏之外',
  'outside-repeat': '`{word}` 出现在 `%rep` 之外',
  'repeat-too-often': '`%rep` 最多重复 {limit} 次，不能是 {count} 次',
  'no-context': '`{text}`：没有上下文；用 `%push` 建立一个',
  'context-expected': '`{word}` 要求上下文 `{context}`',
  'said-by-program': '{text}',

  // Warnings
  'mode-not-said':
    '程序没有另行说明，因此按地址 0 处的 16 位代码汇编；请先写 `bits 64` 和 `org 0x100000`，或 `%include "lab.inc"`',
  'address-too-large': '地址 {value} 超出 {bits} 位',
  'value-too-large': '{value} 超出 {bits} 位',
  'value-too-large-signed': '{value} 超出 {bits} 位有符号数的范围',
  'displacement-too-large': '位移量 {value} 超出 {bits} 位',
  'bytes-in-nobits': '节 `{section}` 是 nobits，其中的字节被略去',
  'reserved-in-loaded': '在要装入的节 `{section}` 中预留了空间；它将以零填充',
  'segment-without-effect': '在 64 位模式中，段超越前缀 `{segment}` 不起作用',
  'rel-with-registers': '带寄存器的地址不能相对于 RIP',
  'rel-of-number': '作为地址的普通数不能相对于 RIP；它按绝对地址编码',
  'byte-displacement-ignored': '不带寄存器的地址没有 8 位位移量；`byte` 被忽略',
};
