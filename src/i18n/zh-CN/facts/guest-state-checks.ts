import type { CheckTexts } from '../../fact-texts';

const NO_LINK = '请写入 0xffffffffffffffff：链接指针用于 VMCS shadowing（VMCS 影子）。';
const NMI_WINDOW = '用“NMI-window exiting”等到没有阻塞时再注入';

/** Checks on the guest's activity state, interruptibility state, pending debug exceptions and VMCS link pointer. */
export const guestStateCheckTexts = {
  'guest-activity-state-range': {
    message: '客户机的活动状态为 {value}；必须为 0 (active)、1 (HLT)、2 (shutdown) 或 3 (wait-for-SIPI)。',
    suggestion: '正在运行的客户机请写入 0。',
  },
  'guest-activity-state-supported': {
    message: '客户机的活动状态为 {activity}，此处理器不支持。',
    suggestion: '支持哪些状态，请读 IA32_VMX_MISC 的 8:6 位。',
  },
  'guest-activity-state-hlt-dpl': {
    message: '客户机的活动状态为 HLT，但它在特权级 {dpl}（SS 的 DPL）运行，该级不能执行 HLT。',
    suggestion: '将活动状态写为 0，或从 0 级启动。',
  },
  'guest-activity-state-blocking': {
    message: '客户机的活动状态为 {activity}，而 STI 或 MOV SS 阻塞有效（可中断性状态 {value}）。',
    suggestion: '清除可中断性状态的 1:0 位。',
  },
  'guest-activity-state-hlt-injection': {
    message: '事件 {value} 不能递送给处于 HLT 状态的客户机：只有中断、NMI、#DB 和 #MC 可以。',
    suggestion: '注入之前将活动状态写为 0。',
  },
  'guest-activity-state-shutdown-injection': {
    message: '事件 {value} 不能递送给处于 shutdown 状态的客户机：只有 NMI 和 #MC 可以。',
    suggestion: '注入之前将活动状态写为 0，或者不注入。',
  },
  'guest-activity-state-wait-for-sipi-injection': {
    message: '事件 {value} 不能递送给正在等待 SIPI 的客户机：此时不能注入任何事件。',
    suggestion: '清除 VM 进入中断信息的第 31 位。',
  },
  'guest-interruptibility-reserved-bits': {
    message: '客户机的可中断性状态为 {value}；其 31:5 位必须为 0。',
    suggestion: '若客户机没有任何阻塞，请写入 0。',
  },
  'guest-interruptibility-sti-and-mov-ss': {
    message: '客户机的可中断性状态为 {value}：STI 阻塞与 MOV SS 阻塞不能同时有效。',
    suggestion: '清除第 0 位或第 1 位。',
  },
  'guest-interruptibility-sti-without-if': {
    message: 'STI 阻塞有效（可中断性状态 {state}），但客户机 RFLAGS（{rflags}）的 IF 为 0。',
    suggestion: '清除可中断性状态的第 0 位，或将 IF 置 1。',
  },
  'guest-interruptibility-external-interrupt': {
    message: '要注入外部中断 {vector}，但 STI 或 MOV SS 阻塞有效（可中断性状态 {value}）。',
    suggestion: '用“Interrupt-window exiting”等到没有阻塞时再注入；若客户机已执行完造成阻塞的指令，则清除 1:0 位。',
  },
  'guest-interruptibility-nmi-mov-ss': {
    message: '要注入 NMI，但 MOV SS 阻塞有效（可中断性状态 {value}）。',
    suggestion: `${NMI_WINDOW}。`,
  },
  'guest-interruptibility-nmi-sti': {
    message: '要注入 NMI，但 STI 阻塞有效（可中断性状态 {value}）。',
    suggestion: `${NMI_WINDOW}；有些处理器允许这样注入。`,
  },
  'guest-interruptibility-smi': {
    message: '客户机的可中断性状态为 {value}：在系统管理模式之外，SMI 阻塞（第 2 位）必须为 0。',
    suggestion: '清除第 2 位。',
  },
  'guest-interruptibility-nmi-blocking': {
    message: '要注入 NMI，但虚拟 NMI 阻塞有效（可中断性状态 {value} 的第 3 位）。',
    suggestion: '用“NMI-window exiting”等到客户机执行 IRET 之后再注入。',
  },
  'guest-interruptibility-enclave': {
    message: '客户机的可中断性状态为 {value}：enclave 中断（第 4 位）要求处理器支持 SGX。',
    suggestion: '清除第 4 位。',
  },
  'guest-pending-debug-reserved-bits': {
    message: '客户机的待处理调试异常为 {value}；保留的{bits}必须为 0。',
    suggestion: '若客户机没有待处理调试异常，请写入 0。',
  },
  'guest-pending-debug-single-step-missing': {
    message:
      '客户机正在单步执行（RFLAGS {rflags} 的 TF 为 1），而单步陷阱被推迟，因此待处理调试异常（{debug}）的 BS（第 14 位）必须为 1。',
    suggestion: '将第 14 位置 1，或清除可中断性状态中的阻塞。',
  },
  'guest-pending-debug-single-step-unexpected': {
    message:
      '客户机没有单步执行（见 RFLAGS {rflags} 的 TF 和 IA32_DEBUGCTL {debugctl} 的 BTF），因此待处理调试异常（{debug}）的 BS（第 14 位）必须为 0。',
    suggestion: '清除第 14 位。',
  },
  'guest-pending-debug-rtm': {
    message: '客户机的待处理调试异常为 {value}：第 16 位要求处理器支持 RTM。',
    suggestion: '清除第 16 位。',
  },
  'vmcs-link-pointer-aligned': {
    message: 'VMCS 链接指针为 {value}；其 11:0 位必须为 0。',
    suggestion: NO_LINK,
  },
  'vmcs-link-pointer-width': {
    message: 'VMCS 链接指针为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: NO_LINK,
  },
  'vmcs-link-pointer-revision': {
    message: 'VMCS 链接指针（{value}）所指区域的开头为 {found}；其 30:0 位必须是修订标识符 {revision}。',
    suggestion: NO_LINK,
  },
  'vmcs-link-pointer-shadow-indicator': {
    message:
      'VMCS 链接指针（{value}）所指区域的影子 VMCS 指示位（第 31 位）为 {indicator}，但“VMCS shadowing”为 {shadowing}；二者必须相等。',
    suggestion:
      '使用“VMCS shadowing”时，请让链接指针指向影子 VMCS，并在 VMPTRLD 之前把它的第 31 位置 1；否则请写入 0xffffffffffffffff。',
  },
  'guest-pdpte-reserved-bits': {
    message: '客户机使用 PAE 分页，CR3 为 {cr3}；PDPTE{number} 存在（{value}），但其保留的{bits}必须为 0。',
    suggestion: '清除这些位，或让 CR3 指向客户机真正的页目录指针表。',
  },
  'vmcs-link-pointer-current': { message: 'VMCS 链接指针为 {value}，就是当前 VMCS 本身。', suggestion: NO_LINK },
} as const satisfies Partial<CheckTexts>;
