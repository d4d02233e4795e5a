import type { CheckTexts } from '../../fact-texts';

const CLEAR_FLAGS = '若客户机启动时各标志均为 0，请写入 2。';

/** Checks on the guest's control registers, MSRs, descriptor tables, RIP and RFLAGS. */
export const guestRegisterCheckTexts = {
  'guest-cr-must-be-one': {
    message: '客户机的 CR{cr} 为 {value}；VMX 操作要求{bits}为 1。',
    suggestion: '将该值与 IA32_VMX_CR{cr}_FIXED0 进行“或”运算。',
  },
  'guest-cr-may-be-one': {
    message: '客户机的 CR{cr} 为 {value}；VMX 操作不允许{bits}为 1。',
    suggestion: '将该值与 IA32_VMX_CR{cr}_FIXED1 进行“与”运算。',
  },
  'guest-ia32-debugctl-reserved-bits': {
    message: '客户机的 IA32_DEBUGCTL 为 {value}；保留的{bits}必须为 0。',
    suggestion: '若客户机不使用最近分支记录或按分支单步，请写入 0。',
  },
  'guest-ia-32e-cr0-pg': {
    message: '客户机的 CR0 为 {value}：IA-32e 模式客户机的 PG（第 31 位）必须为 1。',
    suggestion: '将 CR0.PG 置 1，或清除“IA-32e mode guest”。',
  },
  'guest-ia-32e-cr4-pae': {
    message: '客户机的 CR4 为 {value}：IA-32e 模式客户机的 PAE（第 5 位）必须为 1。',
    suggestion: '将 CR4.PAE 置 1，或清除“IA-32e mode guest”。',
  },
  'guest-legacy-cr4-pcide': {
    message: '客户机的 CR4 为 {value}：在 IA-32e 模式之外，PCIDE（第 17 位）必须为 0。',
    suggestion: '清除 CR4.PCIDE，或将“IA-32e mode guest”置 1。',
  },
  'guest-cr3-width': {
    message: '客户机的 CR3 为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: '写入客户机顶级分页结构的物理地址。',
  },
  'guest-dr7-upper-bits': {
    message: '客户机的 DR7 为 {value}；其 63:32 位必须为 0。',
    suggestion: '若客户机不使用断点，请写入复位值 0x400。',
  },
  'guest-register-canonical': {
    message: '客户机的 {register} 为 {value}，不是规范地址 (canonical address)。',
    suggestion: '若客户机不使用 SYSENTER，请写入 0。',
  },
  'guest-ia32-perf-global-ctrl-reserved-bits': {
    message: '客户机的 IA32_PERF_GLOBAL_CTRL 为 {value}；保留的{bits}必须为 0。',
    suggestion: '只用 CPUID 叶 0xA 报告的计数器，或写入 0。',
  },
  'guest-ia32-pkrs-upper-bits': {
    message: '客户机的 IA32_PKRS 为 {value}；其 63:32 位必须为 0。',
    suggestion: '若客户机不使用管理态页的保护键，请写入 0。',
  },
  'guest-ia32-spec-ctrl-reserved-bits': {
    message: '客户机的 IA32_SPEC_CTRL 为 {value}；保留的{bits}必须为 0。',
    suggestion: '只使用 IBRS、STIBP 和 SSBD（2:0 位），或写入 0。',
  },
  'guest-ia32-pat-types': {
    message: '客户机的 IA32_PAT 为 {value}；每个字节只能是 0、1、4、5、6 或 7。',
    suggestion: '写入复位值 0x0007040600070406，或清除 VM 进入控制字段中的“Load IA32_PAT”。',
  },
  'guest-ia32-efer-reserved-bits': {
    message: '客户机的 IA32_EFER 为 {value}；保留的{bits}必须为 0。',
    suggestion: '只使用 SCE (0)、LME (8)、LMA (10) 和 NXE (11)。',
  },
  'guest-ia32-efer-lma': {
    message: '客户机的 IA32_EFER 为 {value}：LMA（第 10 位）必须与“IA-32e mode guest”相等，后者为 {control}。',
    suggestion: '64 位客户机应将 LMA、LME 和“IA-32e mode guest”都置 1。',
  },
  'guest-ia32-efer-lme': {
    message: '客户机的 IA32_EFER 为 {value}：CR0.PG 为 1 时，LME（第 8 位）必须与 LMA（第 10 位）相等。',
    suggestion: '64 位客户机应将 LMA 和 LME 都置 1，否则两者都为 0。',
  },
  'guest-descriptor-table-base-canonical': {
    message: '客户机的 {table} 基址为 {value}，不是规范地址 (canonical address)。',
    suggestion: '写入该表的线性地址。',
  },
  'guest-descriptor-table-limit-upper-bits': {
    message: '客户机的 {table} 界限为 {value}；其 31:16 位必须为 0。',
    suggestion: '写入该表的字节数减 1。',
  },
  'guest-rip-upper-bits': {
    message: '客户机的 RIP 为 {value}；在 64 位模式之外，其 63:32 位必须为 0。',
    suggestion: '写入 32 位地址，或让客户机以 64 位模式启动。',
  },
  'guest-rip-identical-upper-bits': {
    message: '客户机的 RIP 为 {value}；其 63:{width} 位必须全部相同。',
    suggestion: '写入客户机第一条指令的地址。',
  },
  'guest-rflags-reserved-zero': {
    message: '客户机的 RFLAGS 为 {value}；保留的{bits}必须为 0。',
    suggestion: CLEAR_FLAGS,
  },
  'guest-rflags-reserved-one': { message: '客户机的 RFLAGS 为 {value}；第 1 位必须为 1。', suggestion: CLEAR_FLAGS },
  'guest-rflags-vm': {
    message: '客户机的 RFLAGS 为 {value}：IA-32e 模式客户机的 VM（第 17 位）必须为 0。',
    suggestion: '清除 VM，或清除“IA-32e mode guest”。',
  },
  'guest-rflags-if-external-interrupt': {
    message: '要注入外部中断 {vector}，但客户机 RFLAGS（{value}）的 IF（第 9 位）为 0。',
    suggestion: '用“Interrupt-window exiting”等到客户机可以接受中断时再注入。',
  },
} as const satisfies Partial<CheckTexts>;
