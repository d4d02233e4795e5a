; Guest/host masks and read shadows of CR0 and CR4, CR3-target values, CLTS, LMSW and SMSW.
; SDM Vol. 3: "Guest/Host Masks and Read Shadows for CR0 and CR4", "Changes to Instruction Behavior in VMX Non-Root Operation".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; masks NAME, CR0 MASK, CR0 SHADOW, CR4 MASK, CR4 SHADOW
%macro masks 5
%1:
    set     VMCS_CR0_GUEST_HOST_MASK, %2
    set     VMCS_CR0_READ_SHADOW, %3
    set     VMCS_CR4_GUEST_HOST_MASK, %4
    set     VMCS_CR4_READ_SHADOW, %5
    set     VMCS_EXCEPTION_BITMAP, 1 << 13
    then_call show_registers
    ret
%endmacro
    masks   none, 0, 0, 0, 0
    masks   ts_guest_0, 8, 0, 0, 0
    masks   ts_guest_1, 8, 8, 0, 0
    masks   em_mp, 6, 2, 0, 0
    masks   pe, 1, 0, 0, 0
    masks   pe_1, 1, 1, 0, 0
    masks   wp, 0x10000, 0x10000, 0, 0
    masks   all_cr0, 0xffffffff, 0x80000039, 0, 0
    masks   pge, 0, 0, 0x80, 0
    masks   vmxe, 0, 0, 0x2000, 0
    masks   all_cr4, 0, 0, 0xffffffff, 0x20
; The bits that VMX operation may leave to a guest are those that both sides know.
show_registers:
    text    "   "
    show_field "cr0=", VMCS_GUEST_CR0
    show_field "cr4=", VMCS_GUEST_CR4
    show_field "cr3=", VMCS_GUEST_CR3
    show    "rax=", [saved_rax]
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
targets:
    call    none
    primary PRIMARY_CR3_LOAD_EXITING | PRIMARY_CR3_STORE_EXITING
    set     VMCS_CR3_TARGET_COUNT, 2
    set     VMCS_CR3_TARGET_VALUE_0, PAGE_TABLES
    set     VMCS_CR3_TARGET_VALUE_1, PAGE_TABLES | 0x18
    set     VMCS_CR3_TARGET_VALUE_2, PAGE_TABLES | 8
    ret
cr8_exits:
    call    none
    primary PRIMARY_CR8_LOAD_EXITING | PRIMARY_CR8_STORE_EXITING
    ret

reads:
    mov     rax, cr0
    cpuid
    mov     rax, cr4
    cpuid
    smsw    ax
    cpuid
    smsw    rax
    cpuid
    mov     rcx, rsp
    smsw    [abs SCRATCH]
    vmcall
writes_ts:
    mov     rax, cr0
    or      eax, 8
    mov     cr0, rax
    mov     rax, cr0
    and     eax, ~8
    mov     cr0, rax
    clts
    mov     eax, 0x39
    lmsw    ax
    clts
    cpuid
    vmcall
load_word:
    mov     eax, 0x30
    lmsw    ax
    mov     eax, 0x3f
    lmsw    ax
    mov     dword [abs SCRATCH], 0x38
    lmsw    [abs SCRATCH]
    mov     ebx, SCRATCH
    lmsw    [rbx]
    cpuid
    vmcall
writes_wp:
    mov     rbp, cr0
    or      ebp, 0x10000
    mov     cr0, rbp
    and     ebp, ~0x10000
    mov     cr0, rbp
    mov     r9, cr0
    mov     cr0, r9
    vmcall
writes_cr4:
    mov     rax, cr4
    or      eax, 0x80
    mov     cr4, rax
    mov     rbx, cr4
    and     ebx, ~0x80
    mov     cr4, rbx
    mov     rsi, cr4
    and     esi, ~0x2000
    mov     cr4, rsi
    cpuid
    vmcall
clears_vmxe:
    mov     rsi, cr4
    and     esi, ~0x2000
    mov     cr4, rsi
    vmcall
clears_ne:
    mov     rsi, cr0
    and     esi, ~0x20
    mov     cr0, rsi
    vmcall
clears_pg:
    mov     rsi, cr0
    btr     rsi, 31
    mov     cr0, rsi
    vmcall
sets_reserved:
    mov     rax, 1 << 32
    mov     cr0, rax
    vmcall
loads_cr3:
    mov     eax, PAGE_TABLES
    mov     cr3, rax
    mov     r11, cr3
    or      eax, 8
    mov     cr3, rax
    or      eax, 0x18
    mov     cr3, rax
    mov     r12, rax
    mov     cr3, r12
    cpuid
    vmcall
uses_cr8:
    mov     eax, 5
    mov     cr8, rax
    mov     rdi, cr8
    mov     cr8, r15
    vmcall

    align   8
cases:
    case    none, reads, "nothing masked: reads"
    case    all_cr0, reads, "all of CR0: reads"
    case    all_cr4, reads, "all of CR4: reads"
    case    em_mp, reads, "EM and MP: reads"
    case    none, writes_ts, "nothing masked: TS"
    case    ts_guest_0, writes_ts, "TS masked, shadow 0"
    case    ts_guest_1, writes_ts, "TS masked, shadow 1"
    case    none, load_word, "nothing masked: LMSW"
    case    pe, load_word, "PE masked, shadow 0: LMSW"
    case    pe_1, load_word, "PE masked, shadow 1: LMSW"
    case    em_mp, load_word, "EM and MP masked: LMSW"
    case    wp, writes_wp, "WP masked"
    case    pge, writes_cr4, "CR4.PGE masked"
    case    vmxe, writes_cr4, "CR4.VMXE masked"
    case    none, clears_vmxe, "CR4.VMXE is fixed"
    case    none, clears_ne, "CR0.NE is fixed"
    case    none, clears_pg, "CR0.PG is fixed"
    case    none, sets_reserved, "a reserved bit of CR0"
    case    targets, loads_cr3, "CR3-target values"
    case    cr8_exits, uses_cr8, "CR8"
    end_of_cases
