/** Words of the dialect that the editor offers and explains; the assembler's own tables decide what they do. */
export type WordKind = 'directive' | 'size' | 'preprocessor';

export interface LanguageWord {
  readonly word: string;
  readonly kind: WordKind;
  /** How it is written. */
  readonly form: string;
  readonly does: { readonly en: string; readonly 'zh-CN': string };
}

const word = (kind: WordKind, form: string, en: string, zhCN: string): LanguageWord => ({
  word: /^\S+/.exec(form)?.[0] ?? form,
  kind,
  form,
  does: { en, 'zh-CN': zhCN },
});

/** A word whose form does not begin with it. */
const named = (name: string, form: string, en: string, zhCN: string): LanguageWord => ({
  ...word('directive', form, en, zhCN),
  word: name,
});

// biome-ignore format: one word per line.
export const languageWords: readonly LanguageWord[] = [
  word('directive', 'bits 64', 'The code that follows is for this mode: 16, 32 or 64.', '其后的代码用于 16、32 或 64 位模式。'),
  word('directive', 'default rel', 'Addresses without a base register are relative to RIP; `abs` makes one absolute.', '没有基址寄存器的地址相对于 RIP；`abs` 使其成为绝对地址。'),
  word('directive', 'org 0x100000', 'The address that the program believes to begin at.', '程序认为自己所在的起始地址。'),
  word('directive', 'section NAME start=ADDR vstart=ADDR', 'What follows goes into this section: loaded at `start`, addressed as if at `vstart`.', '其后的内容放入此节：装入 `start`，按 `vstart` 寻址。'),
  word('directive', 'segment NAME', 'The same as `section`.', '与 `section` 相同。'),
  word('directive', 'align 8', 'Fills up with NOP to the next multiple.', '用 NOP 填充到下一个倍数。'),
  word('directive', 'alignb 8', 'Leaves room up to the next multiple.', '留空到下一个倍数。'),
  word('directive', 'absolute 0x1000', 'Names places from this address on, without making bytes.', '从此地址起为位置命名，不产生字节。'),
  word('directive', 'struc NAME', 'Begins a structure: its local labels become offsets.', '开始一个结构：其局部标号成为偏移量。'),
  word('directive', 'endstruc', 'Ends a structure; `NAME_size` is its size.', '结束结构；`NAME_size` 是其大小。'),
  word('directive', 'istruc NAME', 'Begins an instance of a structure.', '开始结构的一个实例。'),
  word('directive', 'at NAME.field, db 0', 'Data of one field of the instance.', '实例中一个字段的数据。'),
  word('directive', 'iend', 'Ends the instance.', '结束实例。'),
  word('directive', 'times N db 0', 'Repeats an instruction or data.', '重复一条指令或数据。'),
  word('directive', 'incbin "file"', 'Takes the bytes of a file in.', '包含一个文件的字节。'),
  named('equ', 'NAME equ VALUE', 'Gives a name a value for good.', '为名称赋予固定的值。'),
  word('directive', 'db 1, "text", 0', 'Bytes.', '字节数据。'),
  word('directive', 'dw 1', 'Words of 2 bytes.', '2 字节的字数据。'),
  word('directive', 'dd 1', 'Doublewords of 4 bytes.', '4 字节的双字数据。'),
  word('directive', 'dq 1', 'Quadwords of 8 bytes.', '8 字节的四字数据。'),
  word('directive', 'resb 16', 'Room for bytes.', '为字节预留空间。'),
  word('directive', 'resw 16', 'Room for words.', '为字预留空间。'),
  word('directive', 'resd 16', 'Room for doublewords.', '为双字预留空间。'),
  word('directive', 'resq 16', 'Room for quadwords.', '为四字预留空间。'),
  word('size', 'byte', 'The operand has 1 byte.', '操作数为 1 字节。'),
  word('size', 'word', 'The operand has 2 bytes.', '操作数为 2 字节。'),
  word('size', 'dword', 'The operand has 4 bytes.', '操作数为 4 字节。'),
  word('size', 'qword', 'The operand has 8 bytes.', '操作数为 8 字节。'),
  word('size', 'rel', 'This address is relative to RIP.', '该地址相对于 RIP。'),
  word('size', 'abs', 'This address is absolute.', '该地址是绝对地址。'),
  word('size', 'short', 'A jump with a displacement of 1 byte.', '位移为 1 字节的跳转。'),
  word('size', 'near', 'A jump within the segment.', '段内跳转。'),
  word('size', 'far', 'A jump that names the segment too.', '同时指定段的跳转。'),
  word('size', 'strict', 'The operand keeps the size that is written.', '操作数保持所写的大小。'),
  word('preprocessor', '%include "file"', 'Reads another file here.', '在此读入另一个文件。'),
  word('preprocessor', '%define NAME TEXT', 'The name stands for this text; `%define NAME(a) …` takes parameters.', '该名称代表这段文本；`%define NAME(a) …` 可带参数。'),
  word('preprocessor', '%xdefine NAME TEXT', 'As `%define`, with the text expanded at once.', '同 `%define`，但文本立即展开。'),
  word('preprocessor', '%assign NAME VALUE', 'The name stands for this number; it may be given another one.', '该名称代表此数值，可以重新赋值。'),
  word('preprocessor', '%undef NAME', 'Takes the meaning of a name away.', '取消名称的定义。'),
  word('preprocessor', '%macro NAME 2', 'Begins a macro with this number of parameters: `1-3` a range, `1+` with the rest in the last. `%1` is the first, `%%name` a label of its own.', '开始一个宏并给出参数个数：`1-3` 为范围，`1+` 表示最后一个参数包含其余全部。`%1` 是第一个参数，`%%name` 是其局部标号。'),
  word('preprocessor', '%imacro NAME 1', 'A macro whose name ignores upper and lower case.', '名称不区分大小写的宏。'),
  word('preprocessor', '%endmacro', 'Ends a macro.', '结束宏。'),
  word('preprocessor', '%rotate 1', 'Moves the parameters of a macro round.', '循环移动宏的参数。'),
  word('preprocessor', '%rep COUNT', 'Repeats the lines up to `%endrep`.', '重复到 `%endrep` 为止的各行。'),
  word('preprocessor', '%endrep', 'Ends a repetition.', '结束重复。'),
  word('preprocessor', '%exitrep', 'Leaves a repetition.', '退出重复。'),
  word('preprocessor', '%exitmacro', 'Leaves a macro.', '退出宏。'),
  word('preprocessor', '%if CONDITION', 'The lines count when the value is not 0.', '值不为 0 时各行有效。'),
  word('preprocessor', '%ifdef NAME', 'The lines count when the name is defined.', '名称已定义时各行有效。'),
  word('preprocessor', '%ifndef NAME', 'The lines count when the name is not defined.', '名称未定义时各行有效。'),
  word('preprocessor', '%ifmacro NAME', 'The lines count when there is a macro of this name.', '存在该名称的宏时各行有效。'),
  word('preprocessor', '%ifidn A, B', 'The lines count when the two texts are the same.', '两段文本相同时各行有效。'),
  word('preprocessor', '%ifnum X', 'The lines count when it is a number.', '是数值时各行有效。'),
  word('preprocessor', '%elif CONDITION', 'Else, when this is not 0.', '否则，若此值不为 0。'),
  word('preprocessor', '%else', 'Else.', '否则。'),
  word('preprocessor', '%endif', 'Ends a condition.', '结束条件。'),
  word('preprocessor', '%push NAME', 'Opens a context: `%$name` belongs to it.', '打开一个上下文：`%$name` 属于它。'),
  word('preprocessor', '%pop', 'Closes the context.', '关闭上下文。'),
  word('preprocessor', '%strlen NAME "text"', 'The length of a text.', '文本的长度。'),
  word('preprocessor', '%substr NAME "text" 1', 'A part of a text.', '文本的一部分。'),
  word('preprocessor', '%strcat NAME "a", "b"', 'Texts joined.', '拼接文本。'),
  word('preprocessor', '%error "text"', 'Stops with this message.', '以此消息报错。'),
  word('preprocessor', '%warning "text"', 'Warns with this message.', '以此消息警告。'),
];
