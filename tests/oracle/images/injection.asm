; Event injection by VM entry, and events that meet a fault on their way. SDM Vol. 3: "Event Injection",
; "Information for VM Exits That Occur During Event Delivery".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

%macro inject 1                         ; interruption information
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, %1
%endmacro
%macro setup 2-4 0, 0                   ; name, information, error code, length
%1:
    inject  %2
    set     VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, %3
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, %4
    mov     byte [guest_goes_on], 1
    ret
%endmacro

external:
    inject  0x8000001f
    set     VMCS_GUEST_RFLAGS, 0x202    ; an external interrupt needs IF = 1
    mov     byte [guest_goes_on], 1
    ret
    setup   nmi, 0x80000202
    setup   hardware, 0x80000306
    setup   with_code, 0x80000b0d, 0x1238
    setup   software_interrupt, 0x80000415, 0, 2
    setup   privileged, 0x80000501, 0, 1
    setup   software_exception, 0x80000603, 0, 1

; delivery fails: the IDT is too short, so #GP comes instead, and exits
%macro short_idt 2-4 0, 0
%1:
    set     VMCS_GUEST_IDTR_LIMIT, 16 * 13 - 1
    set     VMCS_GUEST_RFLAGS, 0x202
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    inject  %2
    set     VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, %3
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, %4
    lea     rax, [end_case]
    mov     [on_exit], rax
    ret
%endmacro
    short_idt cut_external, 0x80000000 + 0x1e
    short_idt cut_software, 0x80000414, 0, 2
    short_idt cut_hardware, 0x80000b0d, 0x50
    short_idt cut_page_fault, 0x80000b0e, 2

end_case:
    set     VMCS_GUEST_RIP, only_vmcall
    stc
    ret

no_idt:                                 ; nothing can be delivered and nothing exits: triple fault
    set     VMCS_GUEST_IDTR_LIMIT, 0
    inject  0x80000306
    ret

body:                                   ; returns to +0, +1 or +2 all reach VMCALL
    nop
    nop
only_vmcall:
    vmcall

    align   8
cases:
    case    external, body, "external interrupt"
    case    nmi, body, "NMI"
    case    hardware, body, "hardware exception #UD"
    case    with_code, body, "hardware exception #GP with error code"
    case    software_interrupt, body, "software interrupt"
    case    privileged, body, "privileged software exception"
    case    software_exception, body, "software exception #BP"
    case    cut_external, body, "external interrupt meets #GP"
    case    cut_software, body, "software interrupt meets #GP"
    case    cut_hardware, body, "#GP meets #GP: double fault"
    case    cut_page_fault, body, "#PF meets #GP: double fault"
    case    no_idt, body, "triple fault"
    end_of_cases
