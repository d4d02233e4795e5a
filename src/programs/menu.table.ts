/** A text in both languages of the page. */
export interface BilingualText {
  readonly en: string;
  readonly zhCN: string;
}

/** The headings under which the menu lists its programs, in its order. */
export const programGroups = [
  { id: 'first', title: { en: 'First steps', zhCN: '入门' } },
  { id: 'memory', title: { en: 'Memory and EPT', zhCN: '内存与 EPT' } },
  { id: 'events', title: { en: 'Interrupts and time', zhCN: '中断与时间' } },
  { id: 'many', title: { en: 'Processors, levels, models', zhCN: '多处理器、嵌套与型号' } },
  { id: 'bare', title: { en: 'Without VMX', zhCN: '不使用 VMX' } },
] as const satisfies readonly { readonly id: string; readonly title: BilingualText }[];

/** What the menu says of a program. */
export interface MenuRow {
  readonly id: string;
  readonly group: (typeof programGroups)[number]['id'];
  readonly title: BilingualText;
  /** One sentence. */
  readonly summary: BilingualText;
}

/** The programs of the menu; the first is what a new visitor sees. Their sources come when they are wanted (`index.ts`). */
export const programMenu: readonly MenuRow[] = [
  {
    id: 'life-cycle',
    group: 'first',
    title: { en: 'The life cycle', zhCN: '生命周期' },
    summary: {
      en: 'VMXON, VM entry, one VM exit for CPUID, VM entry again, VMXOFF.',
      zhCN: 'VMXON、VM 进入 (VM entry)、一次由 CPUID 引起的 VM 退出 (VM exit)、再次进入、VMXOFF。',
    },
  },
  {
    id: 'who-decides-hlt',
    group: 'first',
    title: { en: 'Who decides about HLT?', zhCN: 'HLT 由谁决定？' },
    summary: {
      en: 'One bit of the primary controls decides whether HLT leaves the guest or puts the processor to sleep inside it.',
      zhCN: '主处理器执行控制中的一位决定：HLT 是退出客户机，还是让处理器在客户机中休眠。',
    },
  },
  {
    id: 'port-io',
    group: 'first',
    title: { en: 'Port I/O through the bitmap', zhCN: '用位图控制端口 I/O' },
    summary: {
      en: 'The VMM emulates two devices that do not exist; the I/O bitmap decides port by port.',
      zhCN: 'VMM 模拟两个并不存在的设备；I/O 位图逐个端口地决定是否退出。',
    },
  },
  {
    id: 'msr-bitmap',
    group: 'first',
    title: { en: 'An MSR bitmap', zhCN: 'MSR 位图' },
    summary: {
      en: 'Reading and writing MSRs exit by one bit each; MSRs outside the bitmap always exit.',
      zhCN: '读、写 MSR 各由一位决定是否退出；位图之外的 MSR 总会退出。',
    },
  },
  {
    id: 'exceptions',
    group: 'first',
    title: { en: 'Exceptions and injection', zhCN: '异常与事件注入' },
    summary: {
      en: 'The exception bitmap sends #UD to the VMM, which injects it into the guest at the next VM entry.',
      zhCN: '异常位图把 #UD 交给 VMM，VMM 在下一次 VM 进入时把它注入客户机。',
    },
  },
  {
    id: 'two-guests',
    group: 'first',
    title: { en: 'Two guests taking turns', zhCN: '两个客户机轮流运行' },
    summary: {
      en: 'Two VMCSs, one processor: active, current, clear and launched become visible.',
      zhCN: '两个 VMCS、一个处理器：看清“活动、当前、清除、已启动”各是什么意思。',
    },
  },
  {
    id: 'ept-demand-paging',
    group: 'memory',
    title: { en: 'EPT: memory on demand', zhCN: 'EPT：按需分配内存' },
    summary: {
      en: 'The first access to a page is an EPT violation; the VMM maps a frame, and the guest never knows.',
      zhCN: '首次访问某一页会引起 EPT 违例；VMM 映射一个页框，客户机对此一无所知。',
    },
  },
  {
    id: 'ept-mmio',
    group: 'memory',
    title: { en: 'EPT: a device in memory', zhCN: 'EPT：内存映射的设备' },
    summary: {
      en: 'Where EPT maps nothing the VMM plays a device: it decodes the guest’s MOV and answers (MMIO).',
      zhCN: '在 EPT 没有映射的地方，VMM 扮演一个设备：解码客户机的 MOV 指令并作出应答 (MMIO)。',
    },
  },
  {
    id: 'stale-translations',
    group: 'memory',
    title: { en: 'Stale translations', zhCN: '过时的地址转换' },
    summary: {
      en: 'The processor keeps translations. Without INVEPT and INVVPID the guest goes on using what the tables no longer say.',
      zhCN: '处理器会缓存地址转换。不执行 INVEPT 和 INVVPID，客户机就会继续使用表中早已更改的内容。',
    },
  },
  {
    id: 'page-modification-log',
    group: 'memory',
    title: { en: 'Which pages were written?', zhCN: '哪些页被写过？' },
    summary: {
      en: 'The page-modification log (PML) collects the pages that became dirty; a full log is a VM exit.',
      zhCN: '页修改日志 (PML) 记录变脏的页；日志写满时引起 VM 退出。',
    },
  },
  {
    id: 'timer-interrupt',
    group: 'events',
    title: { en: 'A timer interrupt', zhCN: '定时器中断' },
    summary: {
      en: 'The local APIC timer wakes a processor from HLT; then the same interrupt takes it away from a guest: VM exit 1.',
      zhCN: '本地 APIC 定时器把处理器从 HLT 中唤醒；随后同一个中断把处理器从客户机手中收回：1 号 VM 退出。',
    },
  },
  {
    id: 'interrupt-window',
    group: 'events',
    title: { en: 'The interrupt window', zhCN: '中断窗口' },
    summary: {
      en: 'A guest with interrupts off must not be interrupted: the VMM waits for the window, then injects.',
      zhCN: '关闭中断的客户机不可被打断：VMM 等待中断窗口打开，然后注入中断。',
    },
  },
  {
    id: 'preemption-timer',
    group: 'events',
    title: { en: 'A scheduler', zhCN: '调度器' },
    summary: {
      en: 'The VMX-preemption timer takes the processor from guests that never give it up, slice by slice.',
      zhCN: 'VMX 抢占定时器一个时间片接一个时间片地从不肯让出的客户机手中收回处理器。',
    },
  },
  {
    id: 'single-steps',
    group: 'events',
    title: { en: 'Single steps from outside', zhCN: '从外部单步执行' },
    summary: {
      en: 'The monitor trap flag (MTF) lets the guest do one step per VM entry; the guest cannot see it.',
      zhCN: '监控陷阱标志 (MTF) 使客户机每次 VM 进入只执行一步，客户机无法察觉。',
    },
  },
  {
    id: 'virtual-interrupts',
    group: 'events',
    title: { en: 'Virtual-interrupt delivery', zhCN: '虚拟中断递送' },
    summary: {
      en: 'The VMM writes down which vectors are requested; the processor delivers them, and takes the EOI, without VM exits.',
      zhCN: 'VMM 只记下请求的向量；递送和 EOI 都由处理器完成，不引起 VM 退出。',
    },
  },
  {
    id: 'posted-interrupts',
    group: 'events',
    title: { en: 'Posted interrupts', zhCN: '投递中断' },
    summary: {
      en: 'One processor interrupts a guest on the other, through a descriptor in memory and without a VM exit.',
      zhCN: '一个处理器通过内存中的描述符打断另一个处理器上的客户机，不引起 VM 退出。',
    },
  },
  {
    id: 'two-processors',
    group: 'many',
    title: { en: 'Two processors', zhCN: '两个处理器' },
    summary: {
      en: 'Processor 0 wakes processor 1 by INIT–SIPI–SIPI. They count in one memory, and each runs a guest of its own.',
      zhCN: '处理器 0 用 INIT–SIPI–SIPI 唤醒处理器 1；两者在同一内存中计数，并各自运行一个客户机 (guest)。',
    },
  },
  {
    id: 'three-levels',
    group: 'many',
    title: { en: 'A VMM in a VMM: three levels', zhCN: 'VMM 之中的 VMM：三层' },
    summary: {
      en: 'L0 runs L1, a VMM that runs L2. VMCS shadowing spares L0 most of the VM exits.',
      zhCN: 'L0 运行 L1，L1 又是运行 L2 的 VMM。VMCS 影子为 L0 省去大部分 VM 退出。',
    },
  },
  {
    id: 'every-model',
    group: 'many',
    title: { en: 'The same work on every model', zhCN: '各种型号上的同一项工作' },
    summary: {
      en: 'Uses only what every processor with VMX has, and asks the capability MSRs for the rest: choose another model and compare.',
      zhCN: '只用每个支持 VMX 的处理器都有的功能，其余询问能力 MSR：换一个型号比较。',
    },
  },
  {
    id: 'mode-switch',
    group: 'bare',
    title: { en: 'A mode switch', zhCN: '模式切换' },
    summary: {
      en: 'From 64-bit mode through compatibility and protected mode down to real-address mode, and back.',
      zhCN: '从 64 位模式经兼容模式和保护模式一路回到实地址模式，再返回。',
    },
  },
  {
    id: 'page-fault',
    group: 'bare',
    title: { en: 'A page fault', zhCN: '一次缺页异常' },
    summary: {
      en: 'A handler maps the page that was missing and allows a write that CR0.WP refused; IRETQ repeats the access.',
      zhCN: '处理程序映射缺失的页，并放行被 CR0.WP 拒绝的写操作；IRETQ 之后处理器重新执行该访问。',
    },
  },
];

/** What the menu says of one of its programs. */
export function menuRow(id: string): MenuRow {
  const row = programMenu.find((each) => each.id === id);
  if (row === undefined) throw new RangeError(`no program ${id} in the menu`);
  return row;
}
