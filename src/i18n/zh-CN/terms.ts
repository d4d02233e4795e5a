import type { terms as source } from '../en/terms';
import type { Translated } from '../messages';

export const terms: Translated<typeof source> = {
  vmxRoot: {
    name: 'VMX 根操作 (VMX root operation)',
    text: 'VMXON 与 VMXOFF 之间 VMM 运行的模式。处理器照常工作，并且可以使用 VMX 指令。',
    section: 'Introduction to VMX Operation',
  },
  vmxNonRoot: {
    name: 'VMX 非根操作 (VMX non-root operation)',
    text: '客户机运行的模式。某些指令和事件不完成平常的工作，而是引起 VM 退出离开客户机。',
    section: 'Introduction to VMX Operation',
  },
  vmm: {
    name: 'VMM（虚拟机监控器）',
    text: '在 VMX 根操作中运行的软件，掌握处理器的控制权并为客户机服务。',
    section: 'Virtual Machine Architecture',
  },
  vmcs: {
    name: 'VMCS（虚拟机控制结构）',
    text: '决定 VM 进入、VM 退出以及客户机能做什么的数据结构，用 VMREAD 和 VMWRITE 访问。',
    section: 'Virtual Machine Control Structures',
  },
  currentVmcs: {
    name: '当前 VMCS (current VMCS)',
    text: 'VMREAD、VMWRITE、VMLAUNCH 和 VMRESUME 所操作的那一个 VMCS，由 VMPTRLD 选定。',
    section: 'Virtual Machine Control Structures',
  },
  launchState: {
    name: '启动状态 (launch state)',
    text: '清除 (clear) 或已启动 (launched)。VMCLEAR 使其为清除；VMLAUNCH 要求清除并使其变为已启动；VMRESUME 要求已启动。',
    section: 'Virtual Machine Control Structures',
  },
  vmEntry: {
    name: 'VM 进入 (VM entry)',
    text: '由 VMLAUNCH 或 VMRESUME 从 VMM 转到客户机：先检查 VMCS，再从中装入客户机状态。',
    section: 'VM Entries',
  },
  vmExit: {
    name: 'VM 退出 (VM exit)',
    text: '从客户机转到 VMM：保存客户机状态，装入宿主机状态，并记录原因。',
    section: 'VM Exits',
  },
  exitReason: {
    name: '退出原因 (exit reason)',
    text: 'VMCS 字段：15:0 位说明 VM 退出的原因，31 位表示 VM 进入失败。',
    section: 'Basic VM-Exit Information',
  },
  exitQualification: {
    name: '退出限定信息 (exit qualification)',
    text: '关于原因的更多信息；每种退出原因各有自己的格式。',
    section: 'Basic VM-Exit Information',
  },
  vmFail: {
    name: 'VMfail',
    text: 'VMX 指令没有执行，并用标志位说明：没有当前 VMCS 时置 CF；否则置 ZF，错误号在 VM 指令错误字段中。',
    section: 'Conventions',
  },
  controls: {
    name: 'VM 执行控制 (VM-execution controls)',
    text: 'VMCS 中的若干控制位，决定哪些指令和事件引起 VM 退出。',
    section: 'VM-Execution Control Fields',
  },
};
