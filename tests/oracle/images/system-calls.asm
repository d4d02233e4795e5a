; SYSCALL, SYSRET, SYSENTER, SYSEXIT and SWAPGS in 64-bit mode. SDM Vol. 2: each instruction's entry; Vol. 3: "Fast System
; Calls in 64-Bit Mode".
%include "../include/boot.inc"
%include "../include/cases64.inc"

%macro msr 3                            ; index, high, low
    mov     ecx, %1
    mov     eax, %3
    mov     edx, %2
    wrmsr
%endmacro
; STAR: SYSCALL takes CS 0x08 and SS 0x10, SYSRET CS 0x33 (64-bit) or 0x23 (32-bit) and SS 0x2b
%macro prepare 1                        ; IA32_FMASK
    msr     0xc0000081, 0x00230008, 0
    lea     rax, [kernel]
    mov     rdx, rax
    shr     rdx, 32
    mov     ecx, 0xc0000082
    wrmsr
    msr     0xc0000084, 0, %1
    msr     0xc0000080, 0, 0x501
%endmacro

; what SYSCALL did; then the next case
kernel:
    mov     rbp, rsp
    mov     rsp, BOOT_STACK
    pushfq
    text    "    kernel"
    mov     eax, cs
    show    "cs", rax
    mov     eax, ss
    show    "ss", rax
    show    "rsp", rbp
    mov     rax, rcx
    sub     rax, [case_base]
    show    "rcx", rax
    mov     rax, r11
    and     eax, SHOWN_FLAGS
    show    "r11", rax
    mov     rax, [rsp]
    and     eax, SHOWN_FLAGS
    show    "flags", rax
    line
    jmp     run_next

call_ring3:
    prepare 0
    to_ring3 .user
.user:
    syscall
call_masked:
    prepare 0x3200
    push    USER_DATA
    push    USER_STACK
    push    0x3202
    push    USER_CODE64
    lea     rax, [.user]
    push    rax
    iretq
.user:
    syscall
call_ring0:
    prepare 0
    syscall
call_sce_off:
    prepare 0
    msr     0xc0000080, 0, 0x500
    syscall
return_64:
    prepare 0
    lea     rcx, [.user]
    mov     r11d, 0x3202
    o64 sysret
.user:
    jmp     ring3_state
return_32:
    prepare 0
    lea     rcx, [.user]
    mov     r11d, 0x3202
    sysret
    bits    32
.user:
    int3
    bits    64
return_non_canonical:
    prepare 0
    mov     rcx, 0x800000000000
    mov     r11d, 2
    o64 sysret
return_ring3:
    prepare 0
    to_ring3 .user
.user:
    sysret
return_flags:                           ; RF and VM are not taken
    prepare 0
    lea     rcx, [.user]
    mov     r11, 0xffffffff00037002
    o64 sysret
.user:
    jmp     ring3_state

ring3_state:
    mov     rbp, rsp
    mov     rsp, USER_STACK
    pushfq
    text    "    ring 3"
    mov     eax, cs
    show    "cs", rax
    mov     eax, ss
    show    "ss", rax
    mov     rax, [rsp]
    and     eax, SHOWN_FLAGS
    show    "flags", rax
    line
    int3

%macro prepare_sysenter 1
    msr     0x174, 0, %1
    msr     0x175, 0, RING0_STACK
    lea     rax, [entered]
    mov     rdx, rax
    shr     rdx, 32
    mov     ecx, 0x176
    wrmsr
%endmacro
entered:
    pushfq
    text    "    entered"
    mov     eax, cs
    show    "cs", rax
    mov     eax, ss
    show    "ss", rax
    show    "rsp", rsp
    mov     rax, [rsp]
    and     eax, SHOWN_FLAGS
    show    "flags", rax
    line
    jmp     run_next
sysenter_ring3:
    prepare_sysenter 8
    push    USER_DATA
    push    USER_STACK
    push    0x3202
    push    USER_CODE64
    lea     rax, [.user]
    push    rax
    iretq
.user:
    sysenter
sysenter_null:
    prepare_sysenter 0
    sysenter
sysexit_64:
    prepare_sysenter 8
    msr     0x174, 0, 0x10              ; CS = 0x33, SS = 0x3b
    lea     rdx, [.user]
    mov     ecx, USER_STACK
    push    0x3002
    popfq
    o64 sysexit
.user:
    mov     eax, cs
    mov     ebx, ss
    text    "   "
    show    "cs", rax
    show    "ss", rbx
    line
    int3
sysexit_ring3:
    prepare_sysenter 8
    to_ring3 .user
.user:
    o64 sysexit
sysexit_non_canonical:
    prepare_sysenter 8
    mov     rdx, 0x800000000000
    xor     ecx, ecx
    o64 sysexit
swap:
    msr     0xc0000101, 1, 2
    msr     0xc0000102, 3, 4
    swapgs
    mov     ecx, 0xc0000101
    rdmsr
    shl     rdx, 32
    or      rax, rdx
    text    "   "
    show    "gs", rax
    mov     ecx, 0xc0000102
    rdmsr
    shl     rdx, 32
    or      rax, rdx
    show    "kernel", rax
    line
    ret
swap_ring3:
    to_ring3 .user
.user:
    swapgs
base_non_canonical:
    msr     0xc0000101, 0x80000000, 0
target_non_canonical:
    msr     0xc0000082, 0x80000000, 0
efer_reserved:
    msr     0xc0000080, 0, 0x502
efer_lme_with_paging:
    msr     0xc0000080, 0, 0x401

    align   8
cases:
    case    call_ring3, "SYSCALL"
    case    call_masked, "SYSCALL with a mask"
    case    call_ring0, "SYSCALL at ring 0"
    case    call_sce_off, "SYSCALL without SCE"
    case    return_64, "SYSRET to 64-bit code"
    case    return_32, "SYSRET to 32-bit code"
    case    return_non_canonical, "SYSRET to an address that is not canonical"
    case    return_ring3, "SYSRET at ring 3"
    case    return_flags, "SYSRET and RFLAGS"
    case    sysenter_ring3, "SYSENTER"
    case    sysenter_null, "SYSENTER with a null CS"
    case    sysexit_64, "SYSEXIT to 64-bit code"
    case    sysexit_ring3, "SYSEXIT at ring 3"
    case    sysexit_non_canonical, "SYSEXIT to an address that is not canonical"
    case    swap, "SWAPGS"
    case    swap_ring3, "SWAPGS at ring 3"
    case    base_non_canonical, "IA32_GS_BASE that is not canonical"
    case    target_non_canonical, "IA32_LSTAR that is not canonical"
    case    efer_reserved, "reserved bit of IA32_EFER"
    case    efer_lme_with_paging, "clearing LME while paging is on"
    end_of_cases
