import type { ErrorTexts } from '../../fact-texts';

const ADDRESS = '操作数必须按 4 KiB 对齐，且不超出物理地址宽度。';
const VMXON_REGION = 'VMXON 区域不是 VMCS：请为 VMCS 另分一页。';
const SMM = '这只涉及系统管理模式 (SMM) 中的监控程序。';
const DUAL_MONITOR = '这只涉及双监控处理 (dual-monitor treatment) 的启用。';

export const errorTexts: ErrorTexts = {
  'vmcall-in-vmx-root-operation': {
    name: '在 VMX 根操作中执行 VMCALL',
    hint: 'VMCALL 供客户机使用；在宿主机中它只通向 SMM 监控程序。',
  },
  'vmclear-with-invalid-physical-address': { name: 'VMCLEAR 的物理地址无效', hint: ADDRESS },
  'vmclear-with-vmxon-pointer': { name: 'VMCLEAR 使用了 VMXON 指针', hint: VMXON_REGION },
  'vmlaunch-with-non-clear-vmcs': {
    name: 'VMLAUNCH 时 VMCS 不是清除状态',
    hint: '已启动的 VMCS 用 VMRESUME 进入；VMCLEAR 使它重新成为清除状态。',
  },
  'vmresume-with-non-launched-vmcs': {
    name: 'VMRESUME 时 VMCS 尚未启动',
    hint: '清除状态的 VMCS 第一次须用 VMLAUNCH 进入。',
  },
  'vmresume-after-vmxoff': {
    name: '在 VMXOFF 之后执行 VMRESUME',
    hint: '在 VMLAUNCH 与 VMRESUME 之间执行过 VMXOFF 和 VMXON：请对该 VMCS 执行 VMCLEAR，再重新启动。',
  },
  'vm-entry-with-invalid-control-fields': {
    name: 'VM 进入时控制字段无效',
    hint: '请将每个控制字段与其能力 MSR 对照；常见的原因是屏蔽之后又置了某一位。',
  },
  'vm-entry-with-invalid-host-state-fields': {
    name: 'VM 进入时宿主机状态字段无效',
    hint: '请检查宿主机的选择子（RPL 和 TI 必须为 0，TR 和 CS 不能为空）、CR0、CR4，以及各基址是否为规范地址。',
  },
  'vmptrld-with-invalid-physical-address': { name: 'VMPTRLD 的物理地址无效', hint: ADDRESS },
  'vmptrld-with-vmxon-pointer': { name: 'VMPTRLD 使用了 VMXON 指针', hint: VMXON_REGION },
  'vmptrld-with-incorrect-vmcs-revision-identifier': {
    name: 'VMPTRLD 时 VMCS 的修订标识符不正确',
    hint: '请在 VMPTRLD 之前把 IA32_VMX_BASIC 的 30:0 位写入该区域的前四个字节。',
  },
  'unsupported-vmcs-component': {
    name: 'VMREAD/VMWRITE 访问不支持的 VMCS 字段',
    hint: '该编码不对应任何字段，或对应的字段此处理器型号没有。',
  },
  'vmwrite-to-read-only-vmcs-component': {
    name: 'VMWRITE 写只读的 VMCS 字段',
    hint: '仅当 IA32_VMX_MISC[29] 为 1 时才能写退出信息字段。',
  },
  'vmxon-in-vmx-root-operation': {
    name: '在 VMX 根操作中执行 VMXON',
    hint: '处理器已处于 VMX 操作中；在 VMXOFF 之前只需一次 VMXON。',
  },
  'vm-entry-with-invalid-executive-vmcs-pointer': { name: 'VM 进入时执行体 VMCS 指针无效', hint: SMM },
  'vm-entry-with-non-launched-executive-vmcs': { name: 'VM 进入时执行体 VMCS 尚未启动', hint: SMM },
  'vm-entry-with-executive-vmcs-pointer-not-vmxon-pointer': {
    name: 'VM 进入时执行体 VMCS 指针不是 VMXON 指针',
    hint: SMM,
  },
  'vmcall-with-non-clear-vmcs': { name: 'VMCALL 时 VMCS 不是清除状态', hint: DUAL_MONITOR },
  'vmcall-with-invalid-vm-exit-control-fields': { name: 'VMCALL 时 VM 退出控制字段无效', hint: DUAL_MONITOR },
  'vmcall-with-incorrect-mseg-revision-identifier': {
    name: 'VMCALL 时 MSEG 修订标识符不正确',
    hint: DUAL_MONITOR,
  },
  'vmxoff-under-dual-monitor-treatment': {
    name: '在 SMI 和 SMM 的双监控处理下执行 VMXOFF',
    hint: '这只涉及有 SMM 监控程序的系统。',
  },
  'vmcall-with-invalid-smm-monitor-features': { name: 'VMCALL 时 SMM 监控程序的功能无效', hint: DUAL_MONITOR },
  'vm-entry-with-invalid-vm-execution-control-fields-in-executive-vmcs': {
    name: 'VM 进入时执行体 VMCS 中的 VM 执行控制字段无效',
    hint: SMM,
  },
  'vm-entry-with-events-blocked-by-mov-ss': {
    name: 'VM 进入时事件被 MOV SS 阻塞',
    hint: 'VMLAUNCH 或 VMRESUME 的前一条指令不能是 MOV SS 或 POP SS。',
  },
  'invalid-operand-to-invept-invvpid': {
    name: 'INVEPT/INVVPID 的操作数无效',
    hint: '请检查寄存器中的类型和描述符的保留位。',
  },
};
