import type { SourceFile } from '../../src/asm/program';

/** Small deterministic numbers from a seed. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e37_79b1) ^ 0x5bd1_e995) | 1;
  }

  /** 0 ≤ result < limit. */
  below(limit: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const REGISTERS = ['rax', 'rbx', 'rcx', 'rdx', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11'] as const;

/** One thing that a program does, as lines of source. Every instruction that faults has two bytes: the handler skips them. */
const makers: readonly ((dice: Dice, n: number) => string)[] = [
  (d) => `mov ${d.pick(REGISTERS)}, ${d.below(1 << 30)}`,
  (d) => `${d.pick(['add', 'sub', 'xor', 'and', 'or', 'cmp', 'imul'])} ${d.pick(REGISTERS)}, ${d.pick(REGISTERS)}`,
  (d) => `${d.pick(['inc', 'dec', 'neg', 'not'])} qword [buffer + ${8 * d.below(60)}]`,
  (d) => `mov r8d, eax\nand r8d, 0x3f8\nmov [buffer + r8], ${d.pick(['rax', 'rbx', 'r9', 'r10'])}`,
  (d) => `mov ${d.pick(REGISTERS)}, [buffer + ${d.below(400)}]`,
  (d) => `lea rdi, [buffer + ${d.below(300)}]\nmov ecx, ${1 + d.below(40)}\nrep stosb`,
  (d) => `lea rsi, [buffer + ${d.below(300)}]\nlea rdi, [buffer + ${d.below(300)}]\nmov ecx, ${d.below(7)}\nrep movsw`,
  (d) => `mov al, ${d.below(256)}\nout 0xe9, al`,
  (d) => `lea rsi, [buffer + ${d.below(300)}]\nmov dx, 0xe9\nmov ecx, ${1 + d.below(5)}\nrep outsb`,
  () => 'in al, 0xe9',
  () => 'mov dx, 0x3fd\nin al, dx',
  (d) => `rdrand ${d.pick(REGISTERS)}`,
  (d) => `rdseed e${d.pick(['ax', 'bx', 'si'])}`,
  () => 'rdtsc',
  () => 'cpuid',
  () => 'ud2',
  () => 'xor ecx, ecx\ndiv cl',
  () => 'mov rbx, 1 << 40\nmov al, [rbx]',
  () => 'int3',
  (d) => `int ${0x40 + d.below(8)}`,
  (d) => `push ${d.pick(REGISTERS)}\npop ${d.pick(REGISTERS)}`,
  () => 'call procedure',
  () => 'pushfq\npopfq',
  () => 'mov ecx, 0xc0000080\nrdmsr\nwrmsr',
  (d, n) => `mov byte [.patched${n} + 1], ${d.below(256)}\n.patched${n}: mov al, 0`,
  () => 'pause',
];

/** A few random instructions; `label` makes their own labels local to it. */
function body(dice: Dice, label: string, count: number): string {
  const lines = Array.from({ length: count }, (_, n) => dice.pick(makers)(dice, n));
  return `${label}:\n${lines.join('\n')}`;
}

/**
 * A random program: a VMM that does random things, enters a guest that does random things, and handles its exits, up to
 * a dozen; with handlers for every exception and interrupt, which go on behind what faulted.
 */
export function randomProgram(seed: number): SourceFile[] {
  const dice = new Dice(seed);
  const hltExiting = dice.below(2) === 0;
  const controls = ['PRIMARY_UNCONDITIONAL_IO_EXITING', 'PRIMARY_RDTSC_EXITING', 'PRIMARY_HLT_EXITING'].filter(
    () => dice.below(2) === 0,
  );
  const text = `
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%macro gate 1
    dw (%1 - $$ + 0x100000) & 0xffff, 8, 0x8e00, ((%1 - $$ + 0x100000) >> 16) & 0xffff
    dq 0
%endmacro
start:
    lidt [idtr]
    sti
${body(dice, 'host_work', 3 + dice.below(8))}
    vmx_enable
    vmx_region VMXON_REGION
    vmxon [vmxon_pointer]
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    vmptrld [vmcs_pointer]
    vmcs_default_controls
    primary_controls ${[...controls, '0'].join(' | ')}
    vmcs_set VMCS_EXCEPTION_BITMAP, ${dice.pick(['0', '1 << 6', '1 << 3 | 1', '1 << 14'])}
    vmcs_default_host vm_exit
    vmcs_default_guest guest_entry
    vmcs_set VMCS_GUEST_RFLAGS, ${dice.pick(['0x202', '2'])}
    ${dice.below(8) === 0 ? 'vmcs_set VMCS_GUEST_CR4, 0' : ''}
    vmlaunch
    jmp finish
vm_exit:
    save_guest_registers
    inc dword [exits]
    cmp dword [exits], ${2 + dice.below(10)}
    ja finish
    vmcs_get rax, VMCS_EXIT_REASON
    test eax, eax
    jz .exception
    cmp eax, EXIT_REASON_EXTERNAL_INTERRUPT
    je .again
    advance_guest_rip
    jmp .work
.exception:
    vmcs_get rax, VMCS_GUEST_RIP
    add rax, 2
    mov edx, VMCS_GUEST_RIP
    vmwrite rdx, rax
.work:
${body(dice, 'host_handler', 1 + dice.below(4))}
host_resume:
    restore_guest_registers
    vmresume
    jmp finish
vm_exit.again:
    jmp host_resume
finish:
    vmxoff
    cli
    hlt
    jmp $
guest_entry:
${body(dice, 'guest_work', 5 + dice.below(12))}
    ${hltExiting ? 'nop' : 'pause'}
    vmcall
    jmp guest_work
procedure:
    push rbx
    inc qword [buffer + 8]
    pop rbx
    ret
error_handler:
    add rsp, 8
fault_handler:
    add qword [rsp], 2
handler:
    inc qword [handled]
    iretq
align 16
idt:
%assign vector 0
%rep 80
%if vector == 0 || vector == 6
    gate fault_handler
%elif vector == 8 || (vector >= 10 && vector <= 14)
    gate error_handler
%else
    gate handler
%endif
%assign vector vector + 1
%endrep
idtr: dw 80 * 16 - 1
    dq idt
exits: dq 0
handled: dq 0
vmxon_pointer: dq VMXON_REGION
vmcs_pointer: dq VMCS_REGION
align 64
buffer: times 1100 db 0
`;
  return [{ name: 'random.asm', text }];
}
