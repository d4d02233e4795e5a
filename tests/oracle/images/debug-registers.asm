; Breakpoints of the debug registers, single step, general detect and INT1 without VMX: where #DB comes, what it pushes, what
; DR6 says. SDM Vol. 3: "Debug Registers", "Debug Exceptions".
%include "../include/boot.inc"
%include "../include/cases64.inc"

LIMIT   equ 12                          ; exceptions of one case

; notes every #DB and goes on; RF is set so that an instruction breakpoint lets its instruction pass
note:
    push    rax
    push    rbx
    text    "    #DB rip=+"
    mov     rax, [rsp + 16]
    sub     rax, [case_base]
    call    put_hex
    mov     rax, dr6
    and     eax, 0xe00f
    show    "dr6", rax
    mov     rax, [rsp + 32]
    and     eax, 0x10100
    show    "flags", rax
    mov     rax, dr7
    and     eax, 0x2000
    show    "gd", rax
    line
    mov     eax, 0xffff0ff0
    mov     dr6, rax
    or      dword [rsp + 32], 0x10000
    inc     dword [count]
    cmp     dword [count], LIMIT
    jb      .return
    and     dword [rsp + 32], ~0x100
.return:
    pop     rbx
    pop     rax
    iretq
count:
    dd      0

%macro watch 3                          ; number, address, DR7
    mov     rax, %2
    mov     dr%1, rax
    mov     eax, %3
    mov     dr7, rax
%endmacro
%macro start 0
    gate    1, CODE64, note, 0x8e00
    mov     dword [count], 0
    mov     eax, 0xffff0ff0
    mov     dr6, rax
    mov     rdi, SCRATCH
%endmacro
%macro end_case 0
    mov     eax, 0x400
    mov     dr7, rax
    ret
%endmacro

; DR7: enable n at 2n, condition at 16 + 4n, length at 18 + 4n
%define dr7_0(condition, length) (0x401 | ((condition) << 16) | ((length) << 18))

execute:
    start
    lea     rdx, [.here]
    watch   0, rdx, dr7_0(0, 0)
    mov     ecx, 2
.here:
    dec     ecx
    jnz     .here
    end_case
two_at_once:
    start
    lea     rdx, [.here]
    mov     dr1, rdx
    mov     dr2, rdx
    mov     eax, 0x400 | 1 << 2 | 1 << 5
    mov     dr7, rax
.here:
    nop
    end_case
repeated:
    start
    lea     rdx, [.here]
    watch   0, rdx, dr7_0(0, 0)
    mov     ecx, 3
    xor     eax, eax
.here:
    rep stosb
    end_case
after_mov_ss:
    start
    lea     rdx, [.here]
    watch   0, rdx, dr7_0(0, 0)
    mov     ecx, ss
    mov     ss, ecx
.here:
    nop
    end_case
execute_fault:
    start
    lea     rdx, [.here]
    watch   0, rdx, dr7_0(0, 0)
.here:
    ud2
write:
    start
    watch   0, SCRATCH + 8, dr7_0(1, 3)
    mov     [rdi + 8], eax
    mov     ebx, [rdi + 8]
    mov     [rdi + 11], al
    mov     [rdi + 12], al
    mov     [rdi + 5], eax
    mov     [rdi + 4], eax
    end_case
read_or_write:
    start
    watch   0, SCRATCH + 8, dr7_0(3, 1)
    mov     ebx, [rdi + 8]
    mov     [rdi + 9], al
    mov     bl, [rdi + 10]
    inc     byte [rdi + 9]
    end_case
eight:
    start
    watch   0, SCRATCH + 8, dr7_0(1, 2)
    mov     [rdi + 15], al
    mov     [rdi + 16], al
    mov     [rdi + 8], rax
    end_case
unaligned:                              ; the length aligns the address
    start
    watch   0, SCRATCH + 10, dr7_0(1, 3)
    mov     [rdi + 8], al
    mov     [rdi + 12], al
    end_case
stack:
    start
    lea     rdx, [rsp - 8]
    watch   0, rdx, dr7_0(1, 2)
    push    rax
    pop     rax
    end_case
string:
    start
    watch   0, SCRATCH + 2, dr7_0(1, 0)
    mov     ecx, 4
    xor     eax, eax
    rep stosb
    end_case
mov_ss_data:
    start
    mov     dword [rdi + 8], DATA0
    watch   0, SCRATCH + 8, dr7_0(3, 1)
    mov     ss, [rdi + 8]
    nop
    nop
    end_case
mov_ss_int3:
    start
    gate    3, CODE64, .breakpoint, 0x8e00
    mov     dword [rdi + 8], DATA0
    watch   0, SCRATCH + 8, dr7_0(3, 1)
    mov     ss, [rdi + 8]
    int3
    end_case
.breakpoint:
    iretq
port:
    start
    mov     rax, cr4
    or      eax, 8
    mov     cr4, rax
    watch   0, 0x80, dr7_0(2, 1)
    out     0x80, al
    out     0x81, al
    out     0x82, al
    mov     rax, cr4
    and     eax, ~8
    mov     cr4, rax
    end_case
single_step:
    start
    pushfq
    or      dword [rsp], 0x100
    popfq
    nop
    nop
    pushfq
    and     dword [rsp], ~0x100
    popfq
    nop
    end_case
step_and_data:
    start
    watch   1, SCRATCH, 0x400 | 1 << 2 | 1 << 20
    pushfq
    or      dword [rsp], 0x100
    popfq
    mov     [rdi], al
    pushfq
    and     dword [rsp], ~0x100
    popfq
    end_case
step_over_int:
    start
    gate    0x30, CODE64, .handler, 0x8e00
    pushfq
    or      dword [rsp], 0x100
    popfq
    int     0x30
    nop
    pushfq
    and     dword [rsp], ~0x100
    popfq
    end_case
.handler:
    nop
    iretq
step_mov_ss:
    start
    mov     ecx, ss
    pushfq
    or      dword [rsp], 0x100
    popfq
    mov     ss, ecx
    nop
    nop
    pushfq
    and     dword [rsp], ~0x100
    popfq
    end_case
step_repeated:
    start
    mov     ecx, 3
    xor     eax, eax
    pushfq
    or      dword [rsp], 0x100
    popfq
    rep stosb
    pushfq
    and     dword [rsp], ~0x100
    popfq
    end_case
step_branches:
    start
    mov     ecx, 0x1d9
    mov     eax, 2
    xor     edx, edx
    wrmsr
    pushfq
    or      dword [rsp], 0x100
    popfq
    nop
    nop
    jmp     .there
    nop
.there:
    nop
    pushfq
    and     dword [rsp], ~0x100
    popfq
    mov     ecx, 0x1d9
    rdmsr
    text    "   "
    show    "debugctl", rax
    line
    xor     eax, eax
    wrmsr
    end_case
icebp:
    start
    int1
    nop
    end_case
general_detect:
    start
    mov     eax, 0x2400
    mov     dr7, rax
    mov     rbx, dr0
    mov     rbx, dr0
    end_case
not_enabled:
    start
    watch   0, SCRATCH, 0x400 | 1 << 16
    mov     [rdi], al
    end_case
reserved_dr7:
    start
    mov     rax, 0x100000400
    mov     dr7, rax
reserved_dr6:
    mov     rax, 0x1ffff0ff0
    mov     dr6, rax
alias:
    mov     rax, cr4
    or      eax, 8
    mov     cr4, rax
    goes_on_at .end
    db      0x0f, 0x21, 0xe0            ; mov rax, dr4
.end:
    mov     rax, cr4
    and     eax, ~8
    mov     cr4, rax
    db      0x0f, 0x21, 0xe0
    text    "   "
    show    "dr6", rax
    line
    jmp     run_next
ring3:
    start
    to_ring3 .user
.user:
    mov     rax, dr0

    align   8
cases:
    case    execute, "instruction breakpoint"
    case    two_at_once, "two at one address"
    case    repeated, "at a repeated instruction"
    case    after_mov_ss, "behind MOV SS"
    case    execute_fault, "at an instruction that faults"
    case    write, "four bytes, write"
    case    read_or_write, "two bytes, read or write"
    case    eight, "eight bytes, write"
    case    unaligned, "an address that the length aligns"
    case    stack, "a push"
    case    string, "in a repeated instruction"
    case    mov_ss_data, "MOV SS meets one"
    case    mov_ss_int3, "MOV SS meets one before INT3"
    case    port, "I/O"
    case    single_step, "single step"
    case    step_and_data, "single step and data together"
    case    step_over_int, "single step over INT"
    case    step_mov_ss, "single step over MOV SS"
    case    step_repeated, "single step of a repeated instruction"
    case    step_branches, "single step of branches"
    case    icebp, "INT1"
    case    general_detect, "general detect"
    case    not_enabled, "a breakpoint that is not enabled"
    case    reserved_dr7, "upper half of DR7"
    case    reserved_dr6, "upper half of DR6"
    case    alias, "DR4 and DR5"
    case    ring3, "MOV from DR at ring 3"
    end_of_cases
