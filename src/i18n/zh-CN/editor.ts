import type { editor as source } from '../en/editor';
import type { Translated } from '../messages';

export const editor: Translated<typeof source> = {
  files: '文件',
  readOnly: '只读',
  readOnlyHint: '库文件，只读。程序用 %include 包含它。',
  loading: '正在加载编辑器…',
  failed: '无法加载编辑器：{{message}}',
  plainEditor: '源程序',
  empty: '还没有程序。请从“程序”菜单中选择一个。',
  label: '{{file}} 的源程序',
  disassembly: '反汇编',
  disassemblyHint: '指令指针所在处没有对应的源代码行：这里是内存中字节的译码。',
  breakpoint: '断点',
  exitBadge: 'VM 退出 {{reason}} · ×{{count}}',
  exitBadgeHint: '{{name}}：这一行引起了 {{count}} 次 VM 退出 (VM exit)。',
  currentRoot: '处理器停在这里，处于 VMX 根操作 (root operation)。',
  currentNonRoot: '处理器停在这里，处于 VMX 非根操作 (non-root operation)。',
  currentOff: '处理器停在这里，处于 VMX 操作之外。',
  vmmPlace: '下一次 VM 退出之后，VMM 从这里继续。',
  guestPlace: '下一次 VM 进入之后，{{guest}} 从这里继续。',
};
