; The APIC-access page: exits by the kind of access, and what the TPR shadow, APIC-register virtualization and
; virtual-interrupt delivery virtualize instead. SDM Vol. 3: "Virtualizing Memory-Mapped APIC Accesses", "APIC-Write Emulation".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"
%include "../include/guest-interrupts.inc"

plainly:
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES, 0, 0
    primary PRIMARY_ACTIVATE_SECONDARY_CONTROLS
    then_call show_access
    ret
with_shadow:
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES, 0, 0
    then_call show_access
    ret
with_registers:
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES | SECONDARY_APIC_REGISTER_VIRTUALIZATION, 0, 0
    then_call show_access
    ret
with_delivery:
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY, 0, PIN_EXTERNAL_INTERRUPT_EXITING
    then_call show_access
    ret
with_all:
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY | SECONDARY_APIC_REGISTER_VIRTUALIZATION, 0, PIN_EXTERNAL_INTERRUPT_EXITING
    then_call show_access
    ret
under_ept:                              ; the guest-physical address is another one
    call    make_ept
    call    clear_virtual_apic
    secondary SECONDARY_ENABLE_EPT | SECONDARY_VIRTUALIZE_APIC_ACCESSES, PRIMARY_USE_TPR_SHADOW
    set     VMCS_EPT_POINTER, EPTP_PLAIN
    ept_page TRIAL, APIC_ACCESS | EPT_WB | 7
    call    forget_translations
    then_call show_access
    ret
show_access:
    text    "   "
    show    "rax=", [saved_rax]
    mov     eax, [abs VTPR]
    text    " vtpr="
    call    put_hex
    mov     eax, [abs APIC_ACCESS + 0x80]
    text    " behind="
    call    put_hex
    line
    cmp     ebx, EXIT_REASON_APIC_WRITE
    je      .on
    cmp     ebx, EXIT_REASON_TPR_BELOW_THRESHOLD
    je      .on
    cmp     ebx, EXIT_REASON_VIRTUALIZED_EOI
    je      .on
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
.on:
    stc
    ret
stack_on_the_page:
    call    plainly
    set     VMCS_GUEST_RSP, APIC_ACCESS + 0x800
    ret
idt_on_the_page:
    call    plainly
    set     VMCS_GUEST_IDTR_BASE, APIC_ACCESS
    then_call .exit
    ret
.exit:
    call    show_access
    jmp     run_next

all_kinds:
    mov     eax, [abs APIC_ACCESS + 0x300]
    mov     [abs APIC_ACCESS + 0x310], eax
    inc     dword [abs APIC_ACCESS + 0x80]
    mov     al, [abs APIC_ACCESS + 0xfff]
    mov     rax, [abs APIC_ACCESS + 0x20]
    push    qword [abs APIC_ACCESS + 8]
    invlpg  [abs APIC_ACCESS]
    clflush [abs APIC_ACCESS + 0x40]
    bt      dword [abs APIC_ACCESS + 0x90], 3
    vmcall
says_6:
    int     6
    vmcall
pushing:
    push    rax
    add     esp, 8
    vmcall
tpr:
    mov     eax, [abs APIC_ACCESS + 0x80]
    mov     dword [abs APIC_ACCESS + 0x80], 0x5a
    mov     eax, [abs APIC_ACCESS + 0x80]
    cpuid
    mov     al, [abs APIC_ACCESS + 0x80]
    mov     byte [abs APIC_ACCESS + 0x80], 0x6b
    cpuid
    mov     rax, [abs APIC_ACCESS + 0x80]
    mov     ax, [abs APIC_ACCESS + 0x82]
    mov     eax, [abs APIC_ACCESS + 0x84]
    or      dword [abs APIC_ACCESS + 0x80], 4
    mov     eax, [abs APIC_ACCESS + 0x80]
    cpuid
    vmcall
tpr_exchange:
    mov     eax, 0x21
    xchg    [abs APIC_ACCESS + 0x80], eax
    cpuid
    vmcall
tpr_elsewhere:
    mov     dword [abs TRIAL + 0x80], 0x3c
    mov     eax, [abs TRIAL + 0x80]
    cpuid
    mov     eax, [abs TRIAL + 0x20]
    vmcall
; read OFFSETS… : a dword of each
%macro reads 1-*
%rep %0
    xor     eax, eax
    mov     eax, [abs APIC_ACCESS + %1]
    cpuid
%rotate 1
%endrep
    vmcall
%endmacro
read_registers:
    reads   0x20, 0x30, 0x80, 0x90, 0xa0, 0xb0, 0xd0, 0xe0, 0xf0, 0x100, 0x270
read_more:
    reads   0x280, 0x300, 0x310, 0x320, 0x370, 0x380, 0x390, 0x3e0, 0x3f0, 0x34, 0
%macro writes 1-*
%rep %0
    mov     dword [abs APIC_ACCESS + %1], 0x10
%rotate 1
%endrep
    vmcall
%endmacro
write_registers:
    writes  0x20, 0x30, 0x80, 0x90, 0xb0, 0xd0, 0xe0, 0xf0, 0x100
write_more:
    writes  0x280, 0x300, 0x310, 0x320, 0x370, 0x380, 0x390, 0x3e0, 0x3f0
write_unusual:
    mov     byte [abs APIC_ACCESS + 0xf0], 1
    mov     qword [abs APIC_ACCESS + 0xf0], 1
    mov     word [abs APIC_ACCESS + 0xf2], 1
    mov     dword [abs APIC_ACCESS + 0xf4], 1
    vmcall
deliver:
    mov     dword [abs APIC_ACCESS + 0xb0], 0
    mov     dword [abs APIC_ACCESS + 0x300], 0x40055
    mov     dword [abs APIC_ACCESS + 0x300], 0x55
    mov     dword [abs APIC_ACCESS + 0x310], 0x1000000
    mov     eax, [abs APIC_ACCESS + 0x310]
    cpuid
    vmcall

    align   8
cases:
    case    plainly, all_kinds, "reads and writes"
    case    stack_on_the_page, pushing, "PUSH"
    case    stack_on_the_page, says_6, "INT n pushes"
    case    idt_on_the_page, says_6, "INT n reads the IDT"
    case    plainly, tpr, "TPR without the shadow"
    case    with_shadow, tpr, "TPR with the shadow"
    case    with_shadow, tpr_exchange, "XCHG with the TPR"
    case    with_shadow, read_registers, "registers with the shadow"
    case    under_ept, tpr_elsewhere, "under EPT"
    case    with_registers, read_registers, "APIC registers: reads"
    case    with_registers, read_more, "APIC registers: more reads"
    case    with_registers, write_registers, "APIC registers: writes"
    case    with_registers, write_more, "APIC registers: more writes"
    case    with_registers, write_unusual, "APIC registers: unusual writes"
    case    with_delivery, write_registers, "virtual interrupts: writes"
    case    with_delivery, deliver, "virtual interrupts: EOI and ICR"
    case    with_all, deliver, "both: EOI and ICR"
    case    with_all, tpr, "both: TPR"
    end_of_cases
