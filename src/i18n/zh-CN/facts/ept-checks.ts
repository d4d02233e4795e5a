import type { CheckTexts } from '../../fact-texts';

const EXISTING_ADDRESS = '请写入存在的物理地址。';
const ALIGN = (what: string): string => `为${what}单独分配一页，按 4 KiB 对齐。`;
const NEEDS_EPT = (control: string) => ({
  message: `“${control}”为 1，而“Enable EPT”为 0。`,
  suggestion: `同时设置“Enable EPT”，或清除“${control}”。`,
});

/** Checks that EPT, VPIDs and unrestricted guests bring. */
export const eptCheckTexts = {
  'vpid-not-zero': {
    message: '“Enable VPID”为 1，但 VPID 为 0，那是宿主机的 VPID。',
    suggestion: '给该虚拟处理器一个自己的 VPID，从 1 到 0xffff。',
  },
  'ept-pointer-memory-type': {
    message: 'EPT 指针为 {value}：此处理器不支持内存类型 {type}（2:0 位）。',
    suggestion: '在 2:0 位写入 6（write-back）。',
  },
  'ept-pointer-walk-length': {
    message: 'EPT 指针为 {value}：此处理器没有长度为 {length} 的 EPT 页表遍历（5:3 位加 1）。',
    suggestion: '在 5:3 位写入 3，即四级遍历。',
  },
  'ept-pointer-accessed-dirty': {
    message: 'EPT 指针为 {value}：此处理器没有 EPT 的访问与脏标志（第 6 位）。',
    suggestion: '清除第 6 位。',
  },
  'ept-pointer-reserved-bits': {
    message: 'EPT 指针为 {value}；保留的{bits}必须为 0。',
    suggestion: '将 EPT 的顶层表按 4 KiB 对齐，并清除 11:7 位。',
  },
  'ept-pointer-width': {
    message: 'EPT 指针为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'unrestricted-guest-needs-ept': NEEDS_EPT('Unrestricted guest'),
  'mode-based-execute-control-needs-ept': NEEDS_EPT('Mode-based execute control for EPT'),
  'sub-page-write-permissions-needs-ept': NEEDS_EPT('Sub-page write permissions for EPT'),
  'sub-page-permission-table-pointer-aligned': {
    message: '子页权限表的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: ALIGN('子页权限表'),
  },
  'sub-page-permission-table-pointer-width': {
    message: '子页权限表的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'tertiary-control-needs-ept': NEEDS_EPT('{control}'),
  'hlat-pointer-reserved-bits': {
    message: 'HLAT 指针为 {value}；保留的{bits}必须为 0。',
    suggestion: '将顶层表按 4 KiB 对齐；第 12 位以下只有第 3、4 位（PWT、PCD）可以为 1。',
  },
  'hlat-pointer-width': {
    message: 'HLAT 指针为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'hlat-prefix-size': {
    message: 'HLAT 前缀长度为 {size}；此处理器支持的长度最大为 {limit}。',
    suggestion: '写入 0（所有线性地址）或 1（第 63 位为 1 的线性地址）。',
  },
  'pml-needs-ept': NEEDS_EPT('Enable PML'),
  'pml-address-aligned': {
    message: 'PML 地址为 {value}；其 11:0 位必须为 0。',
    suggestion: ALIGN('页修改日志'),
  },
  'pml-address-width': {
    message: 'PML 地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'vm-function-controls-may-be-one': {
    message: 'VM 函数控制为 {value}；此处理器没有{bits}对应的函数。',
    suggestion: '将该值与 IA32_VMX_VMFUNC 进行“与”运算。',
  },
  've-information-address-aligned': {
    message: '虚拟化异常信息区的地址为 {value}；其 11:0 位必须为 0。',
    suggestion: ALIGN('信息区'),
  },
  've-information-address-width': {
    message: '虚拟化异常信息区的地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'eptp-switching-needs-ept': {
    message: '启用了 VM 函数“EPTP switching”，而“Enable EPT”为 0。',
    suggestion: '同时设置“Enable EPT”，或清除 VM 函数控制的第 0 位。',
  },
  'eptp-list-address-aligned': {
    message: 'EPTP 列表地址为 {value}；其 11:0 位必须为 0。',
    suggestion: ALIGN(' EPTP 列表'),
  },
  'eptp-list-address-width': {
    message: 'EPTP 列表地址为 {value}，超出了 {width} 位的物理地址宽度。',
    suggestion: EXISTING_ADDRESS,
  },
  'guest-cr0-pg-without-pe': {
    message: '客户机的 CR0 为 {value}：PG（第 31 位）为 1，而 PE（第 0 位）为 0。',
    suggestion: '同时设置 CR0.PE：分页需要保护模式。',
  },
  'guest-rflags-vm-without-protection': {
    message: '客户机的 RFLAGS 为 {value}：CR0.PE 为 0 时 VM（第 17 位）必须为 0。',
    suggestion: '清除 VM，或设置 CR0.PE。',
  },
  'guest-cs-dpl-data-segment': {
    message: '客户机 {segment} 的访问权限为 {access}：CS 中的数据段，其 DPL 必须为 0。',
    suggestion: '清除 6:5 位，或改用代码段。',
  },
  'guest-ss-dpl-without-protection': {
    message: '客户机 SS 的 DPL 为 {dpl}；CR0.PE 为 0，或 CS 是数据段（类型 3）时，它必须为 0。',
    suggestion: '清除 SS 访问权限的 6:5 位。',
  },
  'guest-pdpte-field-reserved-bits': {
    message: '客户机使用 PAE 分页，其 PDPTE{number} 为 {value}：该项存在，但其保留的{bits}必须为 0。',
    suggestion: '清除这些位：启用 EPT 时，客户机的 PDPTE 来自 VMCS。',
  },
} satisfies Partial<CheckTexts>;
