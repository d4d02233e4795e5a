import type { processors as source } from '../en/processors';
import type { Translated } from '../messages';

export const processors: Translated<typeof source> = {
  choice: '要查看的处理器：CPU {{number}}（共 {{processors}} 个）',
  label: 'CPU {{number}}（共 {{processors}} 个）',
  turn: '轮到哪个就看哪个',
  turnDetail: '现在是 CPU {{number}}',
  ring: '{{mode}} · 特权级 {{cpl}} · {{place}}',
  asleep: '{{mode}} · {{activity}}',
  activity: { halted: '停机 (HLT)', shutdown: '关闭 (shutdown)', waitForSipi: '等待 SIPI' },
  look: '查看 CPU {{number}}',
  lookAtTurn: '查看当前轮到的处理器',
};
