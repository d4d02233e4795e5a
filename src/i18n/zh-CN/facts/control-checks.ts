import type { CheckTexts } from '../../fact-texts';

/** Checks on the control fields and on what a VM entry injects. */
export const controlCheckTexts = {
  'controls-must-be-one': {
    message: '该字段为 {value}；{bits}{names}必须为 1。',
    suggestion: '将该字段与 {msr} 的低 32 位进行“或”运算。',
  },
  'controls-may-be-one': {
    message: '该字段为 {value}；此处理器不允许{bits}{names}为 1。',
    suggestion: '在对该字段的其他修改都完成之后，再与 {msr} 的高 32 位进行“与”运算。',
  },
  'activated-controls-may-be-one': {
    message: '该字段为 {value}；此处理器不允许{bits}{names}为 1。',
    suggestion: '只写入 {msr} 允许为 1 的位。',
  },
  'cr3-target-count': {
    message: 'CR3 目标数为 {count}；此处理器只有 {limit} 个 CR3 目标值。',
    suggestion: '写入的数目不得超过 IA32_VMX_MISC[24:16]。',
  },
  'io-bitmap-a-aligned': {
    message: 'I/O 位图 A 的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 I/O 位图 A 单独分配一页，按 4 KiB 对齐。',
  },
  'io-bitmap-a-width': {
    message: 'I/O 位图 A 的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'io-bitmap-b-aligned': {
    message: 'I/O 位图 B 的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 I/O 位图 B 单独分配一页，按 4 KiB 对齐。',
  },
  'io-bitmap-b-width': {
    message: 'I/O 位图 B 的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'msr-bitmaps-aligned': {
    message: 'MSR 位图的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 MSR 位图单独分配一页，按 4 KiB 对齐。',
  },
  'msr-bitmaps-width': {
    message: 'MSR 位图的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'vmread-bitmap-address-aligned': {
    message: 'VMREAD 位图的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 VMREAD 位图单独分配一页，按 4 KiB 对齐。',
  },
  'vmread-bitmap-address-width': {
    message: 'VMREAD 位图的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'vmwrite-bitmap-address-aligned': {
    message: 'VMWRITE 位图的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 VMWRITE 位图单独分配一页，按 4 KiB 对齐。',
  },
  'vmwrite-bitmap-address-width': {
    message: 'VMWRITE 位图的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'virtual-apic-address-aligned': {
    message: '虚拟 APIC 页的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为虚拟 APIC 页单独分配一页，按 4 KiB 对齐。',
  },
  'virtual-apic-address-width': {
    message: '虚拟 APIC 页的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'tpr-threshold-reserved-bits': {
    message: 'TPR 阈值为 {value}；“Virtual-interrupt delivery”为 0 时，其 31:4 位必须为 0。',
    suggestion: '请写入优先级类别本身，即 0–15。',
  },
  'tpr-threshold-above-vtpr': {
    message: 'TPR 阈值为 {threshold}，高于虚拟 APIC 页中 VTPR 的 7:4 位（{priority}）。',
    suggestion: '请立即传递等待这一优先级的中断，或写入不高于 VTPR[7:4] 的阈值。',
  },
  'needs-tpr-shadow': {
    message: '“{control}”为 1，而“Use TPR shadow”（主处理器控制字段第 21 位）为 0。',
    suggestion: '将“Use TPR shadow”也置 1 并写入虚拟 APIC 页的地址，或清除“{control}”。',
  },
  'apic-access-address-aligned': {
    message: 'APIC 访问页的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: '为 APIC 访问页单独分配一页，按 4 KiB 对齐。',
  },
  'apic-access-address-width': {
    message: 'APIC 访问页的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'virtualize-x2apic-mode-excludes-apic-accesses': {
    message: '“Virtualize x2APIC mode”（第 4 位）和“Virtualize APIC accesses”（第 0 位）都为 1（{value}）。',
    suggestion: '请将与客户机 APIC 模式相符的一个置 1，并清除另一个。',
  },
  'virtual-interrupt-delivery-needs-external-interrupt-exiting': {
    message:
      '“Virtual-interrupt delivery”（次处理器控制字段第 9 位）为 1，而“External-interrupt exiting”（基于引脚的控制字段第 0 位）为 0。',
    suggestion: '将“External-interrupt exiting”也置 1，或清除“Virtual-interrupt delivery”。',
  },
  'posted-interrupts-need-virtual-interrupt-delivery': {
    message:
      '“Process posted interrupts”（基于引脚的控制字段第 7 位）为 1，而“Virtual-interrupt delivery”（次处理器控制字段第 9 位）为 0。',
    suggestion: '将“Virtual-interrupt delivery”及其所需的控制位也置 1，或清除“Process posted interrupts”。',
  },
  'posted-interrupts-need-acknowledge-on-exit': {
    message:
      '“Process posted interrupts”（基于引脚的控制字段第 7 位）为 1，而“Acknowledge interrupt on exit”（VM 退出控制字段第 15 位）为 0。',
    suggestion: '将“Acknowledge interrupt on exit”也置 1，或清除“Process posted interrupts”。',
  },
  'posted-interrupt-notification-vector-range': {
    message: '投递中断的通知向量为 {value}；其 15:8 位必须为 0。',
    suggestion: '请写入向量 0–255。',
  },
  'posted-interrupt-descriptor-address-aligned': {
    message: '投递中断描述符的地址为 {value}；其 5:0 位必须为 0。',
    suggestion: '为描述符分配 64 字节，按 64 字节对齐。',
  },
  'posted-interrupt-descriptor-address-width': {
    message: '投递中断描述符的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'pid-pointer-table-address-aligned': {
    message: 'PID 指针表的地址为 {value}；其 2:0 位必须为 0。',
    suggestion: '表项为 8 字节，请按此对齐。',
  },
  'pid-pointer-table-address-width': {
    message: 'PID 指针表的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址。',
  },
  'pid-pointer-table-last-byte': {
    message: 'PID 指针表的最大索引为 {index}，结束于 {last}，超出了 {width} 位的物理地址宽度。',
    suggestion: '减小最大 PID 指针索引，或移动该表。',
  },
  'virtual-nmis-need-nmi-exiting': {
    message: '基于引脚的控制字段为 {value}：“Virtual NMIs”（第 5 位）为 1，而“NMI exiting”（第 3 位）为 0。',
    suggestion: '将“NMI exiting”也置 1，或清除“Virtual NMIs”。',
  },
  'nmi-window-exiting-needs-virtual-nmis': {
    message:
      '“NMI-window exiting”（主处理器控制字段第 22 位）为 1，而“Virtual NMIs”（基于引脚的控制字段第 5 位）为 0。',
    suggestion: '将“Virtual NMIs”和“NMI exiting”也置 1，或清除“NMI-window exiting”。',
  },
  'tsc-multiplier-zero': {
    message: '“Use TSC scaling”（次处理器控制字段第 25 位）为 1，而 TSC 乘数为 0。',
    suggestion: '若客户机的时间戳计数器与真实的一样快，请写入 0x1000000000000。',
  },
  'save-preemption-timer-needs-timer': {
    message:
      '“Save VMX-preemption timer value”（VM 退出控制字段第 22 位）为 1，而“Activate VMX-preemption timer”（基于引脚的控制字段第 6 位）为 0。',
    suggestion: '将“Activate VMX-preemption timer”也置 1，或清除“Save VMX-preemption timer value”。',
  },
  'msr-area-aligned': {
    message: '{area} 区的地址为 {value}；其 3:0 位必须为 0。',
    suggestion: '使该区按 16 字节对齐，或将其计数置 0。',
  },
  'msr-area-width': {
    message: '{area} 区的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '请写入存在的物理地址，或将其计数置 0。',
  },
  'msr-area-last-byte': {
    message: '{area} 区有 {count} 项，结束于 {last}，超出了 {width} 位的物理地址宽度。',
    suggestion: '减小计数，或移动该区。',
  },
  'injection-type-reserved': {
    message: 'VM 进入中断信息为 {value}：中断类型 1（10:8 位）是保留的。',
    suggestion: '可用的类型：0 外部中断，2 NMI，3 硬件异常，4 软件中断，5 特权软件异常，6 软件异常。',
  },
  'injection-type-other-event': {
    message: 'VM 进入中断信息为 {value}：类型 7 要求处理器支持监控陷阱标志 (monitor trap flag)。',
    suggestion: '注入其他类型的事件，或清除第 31 位。',
  },
  'injection-vector-nmi': {
    message: '要注入的 NMI 的向量为 {vector}；NMI 的向量是 2。',
    suggestion: '注入 NMI 时请写入 0x80000202。',
  },
  'injection-vector-hardware-exception': {
    message: '要注入的硬件异常的向量为 {vector}；异常的向量是 0–31。',
    suggestion: '大于 31 的向量请用类型 0（外部中断）。',
  },
  'injection-vector-other-event': {
    message: '类型 7 的向量为 {vector}：只有向量 0（待处理的 MTF VM 退出）存在。',
    suggestion: '请将向量写为 0。',
  },
  'injection-error-code-missing': {
    message: '异常 {vector} 会压入错误码，但“Deliver error code”（{value} 的第 11 位）为 0。',
    suggestion: '将第 11 位置 1，并写入 VM 进入异常错误码。',
  },
  'injection-error-code-unexpected': {
    message: '“Deliver error code”（{value} 的第 11 位）为 1，但该事件（类型 {type}，向量 {vector}）不压入错误码。',
    suggestion: '清除第 11 位。',
  },
  'injection-reserved-bits': {
    message: 'VM 进入中断信息为 {value}；其 30:12 位必须为 0。',
    suggestion: '清除 30:12 位；若该值取自 VM 退出中断信息，则是其中的第 12 位（解除 NMI 阻塞）。',
  },
  'injection-error-code-reserved-bits': {
    message: 'VM 进入异常错误码为 {value}；其 31:16 位必须为 0。',
    suggestion: '错误码为 16 位。',
  },
  'injection-instruction-length': {
    message: '为软件事件（{value}）给出的 VM 进入指令长度为 {length}。',
    suggestion: '写入产生该事件的指令的长度：1–15；若 IA32_VMX_MISC[30] 为 1，也可为 0。',
  },
  'vm-entry-msr-load': {
    message:
      'VM 进入 MSR 装入区的第 {n} 项（MSR {index}，值 {value}）无法装入：WRMSR 不接受该值，或 VM 进入不允许装入该 MSR，或该项的 63:32 位不为 0。',
    suggestion: '从列表中去掉该 MSR，或写入 WRMSR 能接受的值。',
  },
  'vm-entry-msr-load-limit': {
    message:
      'VM 进入 MSR 装入区有 {count} 项；IA32_VMX_MISC[27:25] 建议最多 {most} 项，超出部分的行为未定义。此处第 {n} 项失败。',
    suggestion: '减小 VM 进入 MSR 装入计数。',
  },
} as const satisfies Partial<CheckTexts>;
