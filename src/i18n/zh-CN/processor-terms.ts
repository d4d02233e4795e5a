import type { processorTerms as source } from '../en/processor-terms';
import type { Translated } from '../messages';

export const processorTerms: Translated<typeof source> = {
  pageWalk: {
    name: '页表遍历 (page walk)',
    text: '从 CR3 出发，逐级读取分页结构的表项，直到映射该页的表项。得到物理地址，以及允许哪些访问。',
    section: 'Hierarchical Paging Structures: an Overview',
  },
  pagingEntry: {
    name: '分页结构表项 (paging-structure entry)',
    text: '按所在的级别称为 PML5E、PML4E、PDPTE、PDE 或 PTE。它指向下一级表或映射一页，并说明是否存在、该页允许哪些访问。',
    section: 'Hierarchical Paging Structures: an Overview',
  },
  tlb: {
    name: 'TLB（转换后备缓冲器，translation lookaside buffer）',
    text: '处理器保存页表遍历结果的地方。软件修改分页结构时它不会察觉；软件必须使不再正确的转换失效。',
    section: 'Translation Lookaside Buffers (TLBs)',
  },
  ept: {
    name: 'EPT（扩展页表，extended page tables）',
    text: '由 VMM 掌握的第二次转换。客户机中的分页给出客户机物理地址，EPT 再说明它是哪个宿主机物理地址，并有自己的权限。VMCS 中的 EPTP 指向它的顶层表。',
    section: 'The Extended Page Table Mechanism (EPT)',
  },
  eptViolation: {
    name: 'EPT 违例 (EPT violation)',
    text: 'EPT 表项不允许某次访问：VM 退出，退出原因 48，其退出限定信息说明要求了什么、允许什么。VMM 可以修改表项，让客户机重做该访问。',
    section: 'EPT Violations',
  },
  eptMisconfiguration: {
    name: 'EPT 配置错误 (EPT misconfiguration)',
    text: 'EPT 表项不符合手册的要求，与访问种类无关：VM 退出，退出原因 49。',
    section: 'EPT Misconfigurations',
  },
  linearMapping: {
    name: '线性映射 (linear mapping)',
    text: '缓存的从线性地址到物理地址的转换，没有经过 EPT。它属于一个 VPID 和一个 PCID。',
    section: 'Information That May Be Cached',
  },
  guestPhysicalMapping: {
    name: '客户机物理映射 (guest-physical mapping)',
    text: '缓存的由 EPT 对客户机物理地址所做的转换。它只属于一个 EPT，使用该 EPT 的每个虚拟处理器都可以用它；由 INVEPT 清除。',
    section: 'Information That May Be Cached',
  },
  combinedMapping: {
    name: '组合映射 (combined mapping)',
    text: '缓存的从客户机线性地址经其分页和 EPT 到宿主机物理地址的转换。它属于一个 VPID、一个 PCID 和一个 EPT。',
    section: 'Information That May Be Cached',
  },
  pcid: {
    name: 'PCID（进程上下文标识符，process-context identifier）',
    text: 'CR4.PCIDE 为 1 时 CR3 的 11:0 位。它标记一个地址空间的转换，使其他地址空间的转换可以留在 TLB 中。',
    section: 'Process-Context Identifiers (PCIDs)',
  },
  globalPage: {
    name: '全局页 (global page)',
    text: 'CR4.PGE 为 1 时，表项 G = 1 的页。它的转换对所有 PCID 有效，写 CR3 后仍保留。',
    section: 'Global Pages',
  },
  localApic: {
    name: '本地 APIC (local APIC)',
    text: '每个处理器内部的中断控制器。它接收来自定时器、引脚、I/O APIC 和其他处理器的中断，并把优先级最高的交给处理器。',
    section: 'Local and I/O APIC Overview',
  },
  ioApic: {
    name: 'I/O APIC',
    text: '主板上的中断控制器。每个输入都有一个表项，说明以何种方式把哪个向量送往哪个处理器。',
    section: 'Local and I/O APIC Overview',
  },
  pic: {
    name: '8259A',
    text: '较早的中断控制器：两片芯片各有八个输入，从片接在主片的输入 2 上。处理器应答中断时它才给出向量。',
    section: 'External Interrupts',
  },
  ipi: {
    name: 'IPI（处理器间中断，interprocessor interrupt）',
    text: '处理器写本地 APIC 的中断命令寄存器 (ICR)，向其他处理器或自身发送向量、NMI、SMI、INIT 或启动消息。',
    section: 'Issuing Interprocessor Interrupts',
  },
  lvt: {
    name: '本地向量表 (local vector table)',
    text: '本地 APIC 自身的每个中断源有一个表项：定时器、LINT 引脚、错误、性能计数器、温度传感器。表项包含向量、传递方式和屏蔽位。',
    section: 'Local Vector Table',
  },
  requestAndService: {
    name: 'IRR 与 ISR',
    text: '每个向量一位。在中断请求寄存器 (IRR) 中表示等待处理器；在正在服务寄存器 (ISR) 中表示正在处理，直到中断结束 (EOI)。',
    section: 'Interrupt Acceptance for Fixed Interrupts',
  },
  taskPriority: {
    name: '任务优先级 (task priority)',
    text: 'TPR，CR8 显示其类别。向量的类别（7:4 位）必须高于处理器优先级 (PPR) 的类别，否则等待；PPR 由任务优先级和正在服务的中断决定。',
    section: 'Interrupt, Task, and Processor Priority',
  },
  descriptorTable: {
    name: '描述符表 (descriptor table)',
    text: '内存中的表，说明每个段的基址、界限和权限，也可存放门。选择子是全局描述符表 (GDT) 或局部描述符表 (LDT) 中的位置。',
    section: 'Segment Descriptor Tables',
  },
  idt: {
    name: 'IDT（中断描述符表，interrupt descriptor table）',
    text: '中断描述符表：每个向量对应一个门，通向其处理程序。',
    section: 'Interrupt Descriptor Table (IDT)',
  },
  tss: {
    name: 'TSS（任务状态段，task-state segment）',
    text: '特权级 0 至 2 的栈和 I/O 许可位图；IA-32e 模式下还有中断栈表，保护模式下还有一个任务的全部寄存器。',
    section: 'Task-State Segment (TSS)',
  },
};
