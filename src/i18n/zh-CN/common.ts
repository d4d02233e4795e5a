import type { common as source } from '../en/common';
import type { Translated } from '../messages';

export const common: Translated<typeof source> = {
  mode: { off: 'VMX 未开启', root: 'VMX 根操作', 'non-root': 'VMX 非根操作' },
  close: '关闭',
  copy: '复制',
  copied: '已复制',
  cancel: '取消',
  loading: '正在加载…',
  guest: '客户机 {{n}}',
  listComma: '、',
  instruction: '指令',
  cycle: '周期',
  manualSection: 'SDM，“{{section}}”',
};
