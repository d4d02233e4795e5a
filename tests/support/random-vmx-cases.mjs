/**
 * Random cases of VMX non-root operation: one guest instruction each under random controls, bitmaps, masks and guest state.
 * A batch is the source of a Multiboot image (tests/oracle/include/random-cases.inc runs it); it depends on its number alone,
 * so that Bochs's answers can be recorded. Left out is what neither the manual nor VMXray's models decide alike: the values of
 * counters, of devices and of random numbers are not reported, HLT and MWAIT never wait.
 */
export const randomBatchCount = 22;
export const randomBatchSize = 50;

/** Numbers below 2^32 from a seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** What the generator of one case asks for. */
function chooser(next) {
  const below = (limit) => next() % limit;
  const chance = (percent) => below(100) < percent;
  const one = (list) => list[below(list.length)];
  const some = (list, percent) => list.filter(() => chance(percent));
  return { chance, one, some };
}

const PRIMARY = [
  'HLT_EXITING',
  'INVLPG_EXITING',
  'MWAIT_EXITING',
  'RDPMC_EXITING',
  'RDTSC_EXITING',
  'CR3_LOAD_EXITING',
  'CR3_STORE_EXITING',
  'CR8_LOAD_EXITING',
  'CR8_STORE_EXITING',
  'USE_TPR_SHADOW',
  'MOV_DR_EXITING',
  'UNCONDITIONAL_IO_EXITING',
  'USE_IO_BITMAPS',
  'USE_MSR_BITMAPS',
  'MONITOR_EXITING',
  'PAUSE_EXITING',
  'USE_TSC_OFFSETTING',
]; // prettier-ignore
const SECONDARY = [
  'ENABLE_EPT',
  'DESCRIPTOR_TABLE_EXITING',
  'ENABLE_RDTSCP',
  'ENABLE_VPID',
  'WBINVD_EXITING',
  'RDRAND_EXITING',
  'ENABLE_INVPCID',
  'ENABLE_VM_FUNCTIONS',
  'VMCS_SHADOWING',
  'RDSEED_EXITING',
  'ENABLE_XSAVES_XRSTORS',
  'USE_TSC_SCALING',
]; // prettier-ignore
const RARE_SECONDARY = [
  'VIRTUALIZE_APIC_ACCESSES',
  'VIRTUALIZE_X2APIC_MODE',
  'UNRESTRICTED_GUEST',
  'APIC_REGISTER_VIRTUALIZATION',
]; // prettier-ignore

const FORMS = [
  '[rbx]',
  '[rbx + 8]',
  '[rbx + rsi * 2]',
  '[rsi + rbx + 0x40]',
  '[abs SCRATCH]',
  '[fs:rbx + 0x10]',
  '[gs:rbx]',
  '[ebx + 4]',
  '[rsp - 0x20]',
  '[rdi + 0x100]',
  '[SCRATCH + rsi * 8]',
]; // prettier-ignore
const PLACES = [
  'SCRATCH',
  'SCRATCH',
  'SCRATCH',
  'SCRATCH',
  'SCRATCH',
  'APIC_ACCESS + 0x80',
  'APIC_ACCESS + 0x300',
  '1 << 39',
  '1 << 62',
];
const PORTS = ['0x80', '0x81', '0x83', '0xed', '0x234', '0x7fff', '0x8000', '0xfffe'];
const MSRS = ['0x174', '0x175', '0x176', '0x10', '0xc0000081', '0xc0000082', '0xc0000084', '0xc0000102'];
const GENERAL = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
];
const CR0_VALUES = [
  '0x80000031',
  '0x80010031',
  '0x80000039',
  '0x80000011',
  '0x31',
  '0xe0000031',
  '0xa0000031',
  '1 << 32 | 0x80000031',
  '0x80000035',
  '0x80050033',
];
const CR4_VALUES = [
  '0x42020',
  '0x420a0',
  '0x2020',
  '0x42000',
  '0x40020',
  '0x42620',
  '0x42024',
  '0x42028',
  '1 << 31 | 0x42020',
];
const LOADED = GENERAL.slice(0, 4).concat('rsi', 'rdi');

/** Instructions: a name, the text, and what the registers and controls must hold for it. */
const INSTRUCTIONS = [
  ...[
    'cpuid',
    'invd',
    'wbinvd',
    'pause',
    'clts',
    'vmcall',
    'vmlaunch',
    'vmresume',
    'vmxoff',
    'getsec',
    'ud2',
    'int3',
    'db 0xf1',
    'cli',
    'sti',
    'nop',
    'swapgs',
    'sysenter',
    'syscall',
    'rsm',
    'rdtsc',
    'rdtscp',
    'rdpmc',
    'div cl',
    'int 6',
    'int 13',
    'int 0x80',
    'int 3',
  ].map((text) => () => text),
  () => 'hlt',
  () => 'mwait',
  () => 'monitor',
  ({ one }) => one(['rdmsr', 'wrmsr']),
  ({ one }) => one(['rdmsr', 'wrmsr']),
  ({ one }) => one(['rdmsr', 'wrmsr']),
  ({ one }) => `${one(['in al, dx', 'in ax, dx', 'in eax, dx', 'out dx, al', 'out dx, ax', 'out dx, eax'])}`,
  ({ one }) => `${one(['in al', 'in ax', 'in eax'])}, ${one(['0x80', '0x81', '0x83', '0xed'])}`,
  ({ one }) => `out ${one(['0x80', '0x7f', '0x82'])}, ${one(['al', 'ax', 'eax'])}`,
  ({ one }) => `${one(['', 'rep ', 'fs '])}${one(['outsb', 'outsw', 'outsd'])}`,
  ({ one }) => `${one(['', 'rep '])}${one(['insb', 'insw', 'insd'])}`,
  ({ one }) => `mov cr0, ${one(LOADED)}`,
  ({ one }) => `mov cr0, ${one(LOADED)}`,
  ({ one }) => `mov cr4, ${one(LOADED)}`,
  ({ one }) => `mov cr4, ${one(LOADED)}`,
  ({ one }) => `mov cr3, ${one(LOADED)}`,
  ({ one }) => `mov cr8, ${one(LOADED)}`,
  ({ one }) => `mov ${one(GENERAL)}, ${one(['cr0', 'cr2', 'cr3', 'cr4', 'cr8'])}`,
  ({ one }) => `mov ${one(GENERAL)}, ${one(['dr0', 'dr3', 'dr4', 'dr6', 'dr7'])}`,
  ({ one }) => `mov ${one(['dr0', 'dr1', 'dr2', 'dr3', 'dr6'])}, ${one(LOADED)}`,
  ({ one }) => `lmsw ${one(['ax', 'cx', ...FORMS])}`,
  ({ one }) => `smsw ${one(['rax', 'ecx', 'dx', ...FORMS])}`,
  ({ one }) => `invlpg ${one(FORMS)}`,
  ({ one }) => `${one(['sgdt', 'sidt', 'lgdt', 'lidt'])} ${one(FORMS)}`,
  ({ one }) => `${one(['sgdt', 'sidt', 'lgdt', 'lidt'])} ${one(FORMS)}`,
  ({ one }) => `${one(['sldt', 'str'])} ${one(['ax', 'ecx', 'r9', 'word [rbx]', 'word [rsp - 8]'])}`,
  ({ one }) => `${one(['lldt', 'ltr'])} ${one(['ax', 'cx', 'word [rbx]', 'word [rsp - 8]'])}`,
  ({ one }) => `${one(['vmptrld', 'vmptrst', 'vmclear', 'vmxon'])} ${one(FORMS)}`,
  ({ one }) => `vmread ${one([...GENERAL, ...FORMS])}, ${one(GENERAL)}`,
  ({ one }) => `vmwrite ${one(GENERAL)}, ${one([...GENERAL, ...FORMS])}`,
  ({ one }) => `${one(['invept', 'invvpid', 'invpcid'])} ${one(GENERAL)}, ${one(FORMS)}`,
  ({ one }) => `invpcid ${one(GENERAL)}, ${one(FORMS)}`,
  ({ one }) => `${one(['rdrand', 'rdseed'])} ${one(['eax', 'ecx', 'r10d', 'rdx', 'r15'])}`,
  () => 'xsetbv',
  () => 'xgetbv',
  () => 'vmfunc',
  ({ one }) => `${one(['xsaves', 'xrstors'])} [abs SCRATCH]`,
  ({ one }) => `mov ${one(['al', 'ax', 'eax', 'rax'])}, ${one(FORMS)}`,
  ({ one }) => `mov ${one(FORMS)}, ${one(['al', 'ax', 'eax', 'rax'])}`,
  ({ one }) => `inc dword ${one(FORMS)}`,
  ({ one }) => `push qword ${one(FORMS)}`,
  ({ one }) => `mov ${one(['ds', 'es', 'fs', 'ss'])}, ${one(['eax', 'ecx'])}`,
];

/** The registers of a case, in the table's order: RAX, RBX, RCX, RDX, RSI, RDI. */
function registersOf(text, { one }) {
  const mnemonic = text.replace(/^(rep|fs) /, '').split(' ')[0];
  const registers = {
    rax: one(['0', '1', '2', '0x10', '0x18', '5', '0x39', '64', 'SCRATCH']),
    rbx: one(PLACES),
    rcx: one(['0', '1', '0x31', '7', '0x8000000a']),
    rdx: '0',
    rsi: one(['0', '8', '0x20']),
    rdi: 'SCRATCH + 0x200',
  };
  if (mnemonic === 'rdmsr' || mnemonic === 'wrmsr') {
    registers.rcx = one([...MSRS, '0x808', '0x80b', '0x2000', '0xc0002000']);
    registers.rax = one(['0', '0x10', '0x200']);
  }
  if (/^(in|out|ins.|outs.)$/.test(mnemonic)) registers.rdx = one(PORTS);
  if (/^(ins.|outs.)$/.test(mnemonic))
    Object.assign(registers, { rsi: one(PLACES), rdi: one(PLACES), rcx: one(['0', '1', '3']) });
  if (mnemonic === 'monitor') Object.assign(registers, { rax: one(PLACES), rcx: one(['0', '0', '0', '1']) });
  if (mnemonic === 'mwait' || mnemonic === 'xsetbv' || mnemonic === 'xgetbv') registers.rcx = one(['0', '0', '1', '5']);
  if (mnemonic === 'xsetbv') registers.rax = one(['1', '3', '7', '0', '4']);
  if (mnemonic === 'rdpmc') registers.rcx = '0';
  if (mnemonic === 'div') registers.rcx = '0';
  const control = /^mov (cr\d), (\w+)$/.exec(text);
  if (control?.[1] === 'cr0') registers[control[2]] = one(CR0_VALUES);
  if (control?.[1] === 'cr4') registers[control[2]] = one(CR4_VALUES);
  if (control?.[1] === 'cr3')
    registers[control[2]] = one(['PAGE_TABLES', 'PAGE_TABLES | 8', 'PAGE_TABLES | 0x18', '1 << 60 | PAGE_TABLES']);
  if (control?.[1] === 'cr8') registers[control[2]] = one(['0', '3', '8', '15', '16']);
  if (/^mov dr/.test(text)) registers[text.split(', ')[1]] = one(['0', '0x1234', '1 << 32']);
  return registers;
}

/** The controls' names of a case. Contradictions are left in a few of them: VM entry is to refuse those. */
function controlsOf(text, choose) {
  const { chance, some } = choose;
  const pin = new Set(
    some(['EXTERNAL_INTERRUPT_EXITING', 'NMI_EXITING', 'VIRTUAL_NMIS', 'ACTIVATE_VMX_PREEMPTION_TIMER'], 20),
  );
  const primary = new Set(some(PRIMARY, 30));
  const secondary = new Set([...some(SECONDARY, 30), ...some(RARE_SECONDARY, 8)]);
  if (chance(3)) primary.add('INTERRUPT_WINDOW_EXITING');
  if (chance(3)) primary.add('NMI_WINDOW_EXITING');
  if (chance(80)) primary.add('ACTIVATE_SECONDARY_CONTROLS');
  if (text === 'hlt') primary.add('HLT_EXITING');
  if (text === 'mwait') primary.add('MWAIT_EXITING');
  if (chance(90)) {
    if (secondary.has('VIRTUALIZE_X2APIC_MODE') || secondary.has('APIC_REGISTER_VIRTUALIZATION'))
      primary.add('USE_TPR_SHADOW');
    if (secondary.has('VIRTUALIZE_X2APIC_MODE')) secondary.delete('VIRTUALIZE_APIC_ACCESSES');
    if (secondary.has('UNRESTRICTED_GUEST')) secondary.add('ENABLE_EPT');
    if (primary.has('NMI_WINDOW_EXITING')) pin.add('VIRTUAL_NMIS');
    if (pin.has('VIRTUAL_NMIS')) pin.add('NMI_EXITING');
  }
  return { pin, primary, secondary };
}

/** Fields that differ from the harness's VMCS, as [name, value]. */
function fieldsOf({ chance, one, some }) {
  const fields = [
    ['GUEST_RFLAGS', ['2', ...some(['1', '0x40', '0x200', '0x3000', '0x400', '0x40000'], 25)].join(' | ')],
    ['EXCEPTION_BITMAP', one(['0', '0xffffffff', '1 << 13', '1 << 6', '1 << 14', '1 << 1 | 1 << 3', '0x00042060'])],
  ];
  if (chance(40)) fields.push(['CR0_GUEST_HOST_MASK', one(['8', '6', '1', '0x60000000', '0xffffffff', '0x10020'])]);
  if (chance(40)) fields.push(['CR0_READ_SHADOW', one(['8', '0x39', '0x80000031', '0x80000039', '6', '0xffffffff'])]);
  if (chance(40))
    fields.push(['CR4_GUEST_HOST_MASK', one(['0x80', '0x2000', '0x20', '0x600', '0xffffffff', '0x40000'])]);
  if (chance(40)) fields.push(['CR4_READ_SHADOW', one(['0x80', '0x2000', '0x42020', '0x20', '0x600'])]);
  if (chance(20)) {
    fields.push(
      ['PAGE_FAULT_ERROR_CODE_MASK', one(['0', '2', '5'])],
      ['PAGE_FAULT_ERROR_CODE_MATCH', one(['0', '2', '1'])],
    );
  }
  if (chance(30)) {
    fields.push(['CR3_TARGET_COUNT', one(['0', '1', '2', '5'])]);
    fields.push(['CR3_TARGET_VALUE_0', 'PAGE_TABLES'], ['CR3_TARGET_VALUE_1', 'PAGE_TABLES | 8']);
  }
  if (chance(15)) fields.push(['TPR_THRESHOLD', one(['0', '3', '8', '0x10'])]);
  return fields;
}

/** Bits of the I/O and MSR bitmaps, counted from the start of I/O bitmap A. */
function bitsOf({ chance, some }) {
  const msr = (number, write) =>
    0x1_0000 + (write ? 0x4000 : 0) + (number >= 0xc000_0000 ? 0x2000 : 0) + (number & 0x1fff);
  const ports = some(PORTS, 30).map(Number);
  const msrs = MSRS.concat('0x808', '0x80b').map(Number);
  return [
    ...ports,
    ...msrs.filter(() => chance(30)).map((number) => msr(number, false)),
    ...msrs.filter(() => chance(30)).map((number) => msr(number, true)),
  ];
}

const masks = (prefix, names) => (names.size === 0 ? '0' : [...names].map((name) => `${prefix}_${name}`).join(' | '));

function caseText(choose, number) {
  const { chance, one } = choose;
  const text = one(INSTRUCTIONS)(choose);
  const registers = registersOf(text, choose);
  const { pin, primary, secondary } = controlsOf(text, choose);
  const fields = fieldsOf(choose);
  const bits = bitsOf(choose);
  const lines = [
    `case_${number}: ; ${text}`,
    `    dq case_${number + 1}, ${['rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi'].map((name) => registers[name]).join(', ')}`,
    `    dd ${masks('PIN', pin)}`,
    `    dd ${masks('PRIMARY', primary)}`,
    `    dd ${masks('SECONDARY', secondary)}`,
    `    dd ${chance(20) ? 3 : 0}, ${one(['0', '0x20', '0x80', '0xf0'])}, ${fields.length}`,
    ...fields.flatMap(([name, value]) => [`    dd VMCS_${name}`, `    dq ${value}`]),
    `    dd ${[bits.length, ...bits].join(', ')}`,
    '    dd .end - .code',
    '.code:',
    `    ${text}`,
    '.end:',
  ];
  return lines.join('\n');
}

export function randomBatch(index) {
  const choose = chooser(generator(0x5eed_0000 + index));
  const cases = Array.from({ length: randomBatchSize }, (_, number) => caseText(choose, number));
  return [
    '%include "../include/boot.inc"',
    '%include "vmx.inc"',
    '%define RANDOM_CASES',
    '%include "../include/report.inc"',
    '%include "../include/ept.inc"',
    '%include "../include/guest-interrupts.inc"',
    '%include "../include/random-cases.inc"',
    'cases:',
    'batch:',
    ...cases,
    `case_${randomBatchSize}:`,
    '    dq 0',
    '',
  ].join('\n');
}
