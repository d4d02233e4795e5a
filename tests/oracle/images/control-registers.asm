; Control registers: masks, shadows, CR3-target values, CLTS and LMSW. SDM Vol. 3: "Guest/Host Masks and Read Shadows for CR0 and CR4",
; "Changes to Instruction Behavior in VMX Non-Root Operation".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

masks:
    set     VMCS_CR0_GUEST_HOST_MASK, 0x80000009            ; PG, TS, PE
    set     VMCS_CR0_READ_SHADOW, 0x80000001
    set     VMCS_CR4_GUEST_HOST_MASK, 0x2000                ; VMXE
    set     VMCS_CR4_READ_SHADOW, 0
    ret

shadow_ts:
    set     VMCS_CR0_GUEST_HOST_MASK, 8
    set     VMCS_CR0_READ_SHADOW, 8
    ret

cr3_exits:
    primary PRIMARY_CR3_LOAD_EXITING | PRIMARY_CR3_STORE_EXITING
    set     VMCS_CR3_TARGET_VALUE_0, PAGE_TABLES
    set     VMCS_CR3_TARGET_VALUE_1, PAGE_TABLES + 8
    set     VMCS_CR3_TARGET_COUNT, 1
    ret

cr8_exits:
    primary PRIMARY_CR8_LOAD_EXITING | PRIMARY_CR8_STORE_EXITING
    ret

show_rax:                                  ; RAX to the console, from the guest
    call    put_hex
    text    10
    ret

masked:
    mov     rax, cr0
    call    show_rax
    mov     rax, cr4
    call    show_rax
    smsw    eax
    call    show_rax
    mov     rax, cr0
    or      rax, 2                      ; MP: not masked
    mov     cr0, rax
    mov     rax, cr0
    call    show_rax
    or      rax, 8                      ; TS differs from the shadow
    mov     cr0, rax
    mov     rax, 0x80000031
    mov     cr0, rax
    mov     rbx, cr4
    or      rbx, 0x80                   ; PGE: not masked
    mov     cr4, rbx
    or      rbx, 0x2000
    mov     cr4, rbx
    clts
    mov     ax, 1
    lmsw    ax
    mov     ax, 9
    lmsw    ax
    mov     word [abs SCRATCH], 0xf
    lmsw    [abs SCRATCH]
    vmcall

task_switched:
    clts
    mov     rax, cr0
    call    show_rax
    vmcall

cr3_body:
    mov     rax, cr3
    mov     eax, PAGE_TABLES
    mov     cr3, rax                    ; equal to a target value: no exit
    mov     r9d, PAGE_TABLES + 8
    mov     cr3, r9                     ; not among the first count values
    vmcall

cr8_body:
    mov     rax, cr8
    mov     r10d, 5
    mov     cr8, r10
    vmcall

    align   8
cases:
    case    masks, masked, "CR0 and CR4 masks"
    case    shadow_ts, task_switched, "CLTS with TS owned by the host and 1 in the shadow"
    case    cr3_exits, cr3_body, "CR3"
    case    cr8_exits, cr8_body, "CR8"
    end_of_cases
