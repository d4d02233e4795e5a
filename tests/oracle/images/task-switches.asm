; Task switches of a 32-bit guest: JMP, CALL, IRET and task gates exit. SDM Vol. 3: "Exit Qualification for Task Switches",
; "Task Switches" (other causes of VM exits).
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

GUEST_GDT   equ 0x380000
SWITCH_IDT  equ 0x381000
NEW_TSS     equ 0x382000
CODE_32     equ 0x08
DATA_32     equ 0x10
OLD         equ 0x18
NEW         equ 0x20                ; a TSS that is available
GATE        equ 0x28                ; a task gate to it
BUSY        equ 0x30
ABSENT      equ 0x38
SMALL       equ 0x40

; a 32-bit guest with PAE paging: the harness's page directories, one PDPT of four entries
tasks:
    mov     edi, GUEST_GDT
    mov     ecx, 0x3000 / 8
    xor     eax, eax
    rep stosq
    ept_entry GUEST_GDT + CODE_32, 0x00cf9b000000ffff
    ept_entry GUEST_GDT + DATA_32, 0x00cf93000000ffff
    ept_entry GUEST_GDT + OLD, 0x00008b3830000067
    ept_entry GUEST_GDT + NEW, 0x0000893820000067
    ept_entry GUEST_GDT + GATE, 0x0000850000200000
    ept_entry GUEST_GDT + BUSY, 0x00008b3820000067
    ept_entry GUEST_GDT + ABSENT, 0x0000093820000067
    ept_entry GUEST_GDT + SMALL, 0x0000893820000020
    ept_entry SWITCH_IDT + 6 * 8, 0x0000850000200000
    ept_entry SWITCH_IDT + 3 * 8, 0x0000e50000200000
    ept_entry SWITCH_IDT + 0x20 * 8, 0x0000850000200000
    ept_entry SWITCH_IDT + 13 * 8, 0x0000850000200000
    ept_entry SWITCH_IDT + 2 * 8, 0x0000850000200000
    ept_entry 0x384000, PAGE_TABLES + 0x2000 | 1
    ept_entry 0x384008, PAGE_TABLES + 0x3000 | 1
    set     VMCS_GUEST_CR3, 0x384000
    set     VMCS_GUEST_GDTR_BASE, GUEST_GDT
    set     VMCS_GUEST_GDTR_LIMIT, 0x47
    set     VMCS_GUEST_IDTR_BASE, SWITCH_IDT
    set     VMCS_GUEST_IDTR_LIMIT, 8 * 64 - 1
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xc09b
    set     VMCS_GUEST_TR_SELECTOR, OLD
    set     VMCS_GUEST_TR_BASE, 0x383000
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, 0
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff & ~(1 << 6 | 1 << 3 | 1 << 13)
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_TASK_SWITCH
    jne     .end
    text    "   "
    show_field "length=", VMCS_VM_EXIT_INSTRUCTION_LENGTH
    show_field "tr=", VMCS_GUEST_TR_SELECTOR
    mov     rax, [abs GUEST_GDT + NEW]
    shr     rax, 40
    and     eax, 0xff
    text    " new-type="
    call    put_hex
    line
.end:
    jmp     run_next
; without the length, which an event has not
events:
    call    tasks
    then_call .exit
    ret
.exit:
    jmp     run_next
protection_exits:
    call    events
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret
nested:                                 ; IRET with NT
    call    tasks
    mov     word [abs 0x383000], BUSY
    set     VMCS_GUEST_RFLAGS, 0x4002
    ret
nested_wrong:                           ; the link is to a task that is not busy
    call    protection_exits
    mov     word [abs 0x383000], NEW
    set     VMCS_GUEST_RFLAGS, 0x4002
    ret
; injected NAME, INFORMATION
%macro injected 2-3 0
%1:
    call    events
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, %2
    set     VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, %3
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, 2
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
%endmacro
    injected external, 0x80000020
    injected nmi, 0x80000202
    injected hardware, 0x80000306
    injected with_code, 0x80000b0d, 0x1238
    injected software, 0x80000420
in_ring_3:
    call    protection_exits
    set     VMCS_GUEST_CS_SELECTOR, CODE_32 | 3
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xc0fb
    set     VMCS_GUEST_SS_SELECTOR, DATA_32 | 3
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    ret

    bits    32
jumps:
    jmp     NEW:0x1234
calls:
    nop
    call    NEW:0x5678
jumps_gate:
    jmp     GATE:0
calls_gate:
    call    GATE:0
says_3:
    int3
says_int_3:
    int     3
says_32:
    int     0x20
undefined:
    ud2
protection:
    mov     eax, 0x1004
    mov     ds, eax
returns:
    iretd
jumps_busy:
    jmp     BUSY:0
jumps_absent:
    jmp     ABSENT:0
jumps_short:
    jmp     SMALL:0
jumps_beyond:
    jmp     0x50:0
plain:
    vmcall
    bits    64

    align   8
cases:
    case    nested_wrong, returns, "IRET to a TSS that is not busy"
    case    tasks, jumps, "JMP"
    case    tasks, calls, "CALL"
    case    tasks, jumps_gate, "JMP to a task gate"
    case    tasks, calls_gate, "CALL of a task gate"
    case    tasks, says_3, "INT3"
    case    tasks, says_int_3, "INT 3"
    case    tasks, says_32, "INT 32"
    case    nested, returns, "IRET"
    case    events, undefined, "#UD"
    case    events, protection, "#GP"
    case    protection_exits, protection, "#GP exits"
    case    external, plain, "an injected external interrupt"
    case    nmi, plain, "an injected NMI"
    case    hardware, plain, "an injected #UD"
    case    with_code, plain, "an injected #GP"
    case    software, plain, "an injected INT n"
    case    protection_exits, jumps_busy, "JMP to a busy TSS"
    case    protection_exits, jumps_absent, "JMP to an absent TSS"
    case    protection_exits, jumps_short, "JMP to a short TSS"
    case    protection_exits, jumps_beyond, "JMP beyond the GDT"
    case    in_ring_3, says_32, "ring 3: INT 32"
    case    in_ring_3, jumps, "ring 3: JMP"
    end_of_cases
