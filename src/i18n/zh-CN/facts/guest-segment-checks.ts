import type { CheckTexts } from '../../fact-texts';

const ACCESS = '客户机的 {segment} 访问权限为 {access}';
const TSS = '请写入 0x8b。';
const LDT = '请写入 0x82；若客户机没有 LDT，写入 0x10000。';
const START_LEVEL = '使两者都等于客户机启动时的特权级。';

/** Checks on the guest's segment registers. */
export const guestSegmentCheckTexts = {
  'guest-tr-selector-ti': {
    message: '客户机的 TR 选择子为 {value}；其 TI 标志（第 2 位）必须为 0。',
    suggestion: '任务寄存器的描述符在 GDT 中。',
  },
  'guest-ldtr-selector-ti': {
    message: '客户机的 LDTR 选择子为 {value}；其 TI 标志（第 2 位）必须为 0。',
    suggestion: 'LDT 的描述符在 GDT 中；若没有 LDT，请将 LDTR 标记为不可用（访问权限 0x10000）。',
  },
  'guest-ss-selector-rpl': {
    message: '客户机 SS（{ss}）的 RPL 必须与 CS（{cs}）的 RPL 相等。',
    suggestion: '使两个选择子的 RPL 都等于客户机启动时的特权级。',
  },
  'guest-virtual-8086-base': {
    message: '在虚拟 8086 模式下，{segment} 的基址（{base}）必须等于其选择子（{selector}）乘以 16。',
    suggestion: '将基址写为选择子 × 16。',
  },
  'guest-virtual-8086-limit': {
    message: '在虚拟 8086 模式下，{segment} 的界限必须为 0xffff，现为 {value}。',
    suggestion: '将界限写为 0xffff。',
  },
  'guest-virtual-8086-access-rights': {
    message: `${ACCESS}；在虚拟 8086 模式下必须为 0xf3。`,
    suggestion: '将访问权限写为 0xf3。',
  },
  'guest-segment-base-canonical': {
    message: '客户机的 {segment} 基址为 {value}，不是规范地址 (canonical address)。',
    suggestion: '写入该段描述符中的基址。',
  },
  'guest-segment-base-upper-bits': {
    message: '客户机的 {segment} 基址为 {value}；其 63:32 位必须为 0。',
    suggestion: '请写入 0：64 位模式忽略该基址。',
  },
  'guest-cs-type': {
    message: `${ACCESS}：类型 {type}（3:0 位）不是已访问的代码段（9、11、13 或 15）。`,
    suggestion: '0 级的 64 位代码用 0xa09b，32 位代码用 0xc09b。',
  },
  'guest-ss-type': {
    message: `${ACCESS}：类型 {type}（3:0 位）不是已访问的可写数据段（3 或 7）。`,
    suggestion: '0 级的栈用 0xc093。',
  },
  'guest-segment-type-accessed': {
    message: `${ACCESS}：第 0 位（已访问）必须为 1。`,
    suggestion: '请用 0xc093；客户机不使用的段用 0x10000。',
  },
  'guest-segment-type-readable': {
    message: `${ACCESS}：{segment} 中的代码段必须可读（第 1 位）。`,
    suggestion: '改用数据段 (0xc093)，或将第 1 位置 1。',
  },
  'guest-cs-dpl-nonconforming': {
    message: '客户机 CS 的 DPL 为 {cs}，SS 的 DPL 为 {ss}：对非一致代码段，两者必须相等。',
    suggestion: '使 CS 和 SS 的 DPL 等于客户机启动时的特权级。',
  },
  'guest-cs-dpl-conforming': {
    message: '客户机 CS 的 DPL 为 {cs}，高于 SS 的 DPL（{ss}）。',
    suggestion: '减小一致代码段的 DPL。',
  },
  'guest-ss-dpl': {
    message: '客户机 SS 的 DPL（{dpl}）必须等于其选择子的 RPL（{rpl}），SS 不可用时也是如此。',
    suggestion: START_LEVEL,
  },
  'guest-segment-dpl': {
    message: '客户机 {segment} 的 DPL（{dpl}）小于其选择子的 RPL（{rpl}）。',
    suggestion: '增大 DPL，或减小 RPL。',
  },
  'guest-cs-default-size': {
    message: `${ACCESS}：在 IA-32e 模式下，L（第 13 位）和 D/B（第 14 位）不能同时为 1。`,
    suggestion: '64 位代码用 0xa09b。',
  },
  'guest-segment-descriptor-type': {
    message: `${ACCESS}：这是代码段或数据段，S（第 4 位）必须为 1。`,
    suggestion: '将第 4 位置 1。',
  },
  'guest-cs-present': { message: `${ACCESS}：P（第 7 位）必须为 1。`, suggestion: '将第 7 位置 1。' },
  'guest-segment-present': {
    message: `${ACCESS}：P（第 7 位）必须为 1。`,
    suggestion: '将第 7 位置 1，或将该段标记为不可用（第 16 位）。',
  },
  'guest-segment-access-rights-reserved-bits': {
    message: `${ACCESS}：11:8 位和 31:17 位是保留位，必须为 0。`,
    suggestion: '格式与 LAR 的结果右移 8 位后相同：15:12 位依次为 G、D/B、L 和 AVL。',
  },
  'guest-segment-granularity-clear': {
    message: '客户机的 {segment} 界限为 {limit}：G（{access} 的第 15 位）为 1 时，界限的 11:0 位必须全为 1。',
    suggestion: '清除 G，或写入以 fff 结尾的界限。',
  },
  'guest-segment-granularity-set': {
    message: '客户机的 {segment} 界限为 {limit}：界限大于 0xfffff 时，G（{access} 的第 15 位）必须为 1。',
    suggestion: '将 G 置 1，或写入较小的界限。',
  },
  'guest-tr-type': {
    message: `${ACCESS}：类型 {type} 必须为 11（忙的 TSS）；若客户机不在 IA-32e 模式，也可为 3（忙的 16 位 TSS）。`,
    suggestion: '请写入 0x8b：LTR 会把 TSS 标记为忙。',
  },
  'guest-tr-descriptor-type': { message: `${ACCESS}：TSS 是系统段，S（第 4 位）必须为 0。`, suggestion: TSS },
  'guest-tr-present': { message: `${ACCESS}：P（第 7 位）必须为 1。`, suggestion: TSS },
  'guest-tr-access-rights-reserved-bits': {
    message: `${ACCESS}：11:8 位和 31:17 位是保留位，必须为 0。`,
    suggestion: TSS,
  },
  'guest-tr-usable': {
    message: `${ACCESS}：TR 不能标记为不可用（第 16 位）。`,
    suggestion: '请写入 0x8b；每个客户机都有任务寄存器。',
  },
  'guest-ldtr-type': { message: `${ACCESS}：类型 {type} 必须为 2 (LDT)。`, suggestion: LDT },
  'guest-ldtr-descriptor-type': { message: `${ACCESS}：LDT 是系统段，S（第 4 位）必须为 0。`, suggestion: LDT },
  'guest-ldtr-present': { message: `${ACCESS}：P（第 7 位）必须为 1。`, suggestion: LDT },
  'guest-ldtr-access-rights-reserved-bits': {
    message: `${ACCESS}：11:8 位和 31:17 位是保留位，必须为 0。`,
    suggestion: LDT,
  },
} as const satisfies Partial<CheckTexts>;
