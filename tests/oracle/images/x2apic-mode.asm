; "Virtualize x2APIC mode": which MSRs of the x2APIC are virtual, which exit, which reach the APIC.
; SDM Vol. 3: "Virtualizing MSR-Based APIC Accesses".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/guest-interrupts.inc"

shadow:
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE, PRIMARY_USE_MSR_BITMAPS, 0
    jmp     numbered
registers:
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_APIC_REGISTER_VIRTUALIZATION, PRIMARY_USE_MSR_BITMAPS, 0
    jmp     numbered
delivery:
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_VIRTUAL_INTERRUPT_DELIVERY, PRIMARY_USE_MSR_BITMAPS, PIN_EXTERNAL_INTERRUPT_EXITING
    jmp     numbered
bitmap_exits:                           ; the MSR bitmap comes first
    call    registers
    mov     qword [abs MSR_BITMAP + 0x100], -1
    mov     qword [abs MSR_BITMAP + 0x900], -1
    ret
no_bitmap:
    use_virtual_apic SECONDARY_VIRTUALIZE_X2APIC_MODE | SECONDARY_APIC_REGISTER_VIRTUALIZATION, 0, 0
numbered:                               ; every register of the page holds its own offset
    mov     qword [abs MSR_BITMAP + 0x100], 0
    mov     qword [abs MSR_BITMAP + 0x900], 0
    xor     eax, eax
.next:
    mov     edi, eax
    or      edi, 0x5a000000
    mov     [abs VIRTUAL_APIC + rax], edi
    mov     dword [abs VIRTUAL_APIC + rax + 4], 0
    add     eax, 16
    cmp     eax, 0x400
    jne     .next
    mov     dword [abs VTPR], 0x20
    set     VMCS_EXCEPTION_BITMAP, 1 << 13
    then_call show_value
    ret
show_value:
    text    "   "
    show    "rcx=", [saved_rcx]
    mov     eax, [saved_rax]
    text    " eax="
    call    put_hex
    mov     eax, [abs VTPR]
    text    " vtpr="
    call    put_hex
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    cmp     ebx, EXIT_REASON_APIC_WRITE
    je      .on
    cmp     ebx, EXIT_REASON_VIRTUALIZED_EOI
    je      .on
    clc
    ret
.on:
    stc
    ret

; readers NAME, MSR… : each is read; then exits
%macro readers 2-*
%1:
%rotate 1
%rep %0 - 1
    mov     ecx, %1
    xor     eax, eax
    rdmsr
    mov     ecx, %1
    cpuid
%rotate 1
%endrep
    vmcall
%endmacro
    readers tpr, 0x808
    readers several, 0x802, 0x803, 0x808, 0x80a, 0x80d, 0x80f, 0x810, 0x827
    readers more, 0x828, 0x830, 0x832, 0x837, 0x838, 0x83e
    readers eoi, 0x80b
    readers outside, 0x8ff
writes_tpr:
    mov     ecx, 0x808
    xor     edx, edx
    mov     eax, 0x8d
    wrmsr
    cpuid
    mov     ecx, 0x808
    rdmsr
    cpuid
    vmcall
writes_tpr_reserved:
    mov     ecx, 0x808
    xor     edx, edx
    mov     eax, 0x100
    wrmsr
    vmcall
writes_tpr_high:
    mov     ecx, 0x808
    mov     edx, 1
    xor     eax, eax
    wrmsr
    vmcall

    align   8
cases:
    case    shadow, tpr, "TPR shadow: the TPR is read"
    case    shadow, writes_tpr, "TPR shadow: the TPR is written"
    case    shadow, writes_tpr_reserved, "TPR shadow: bit 8 of the TPR"
    case    shadow, writes_tpr_high, "TPR shadow: bit 32 of the TPR"
    case    registers, several, "APIC registers are read"
    case    registers, more, "more APIC registers are read"
    case    registers, eoi, "EOI is read"
    case    registers, outside, "an MSR of the range that is no register"
    case    registers, writes_tpr, "APIC registers: the TPR is written"
    case    delivery, tpr, "virtual interrupts: the TPR is read"
    case    bitmap_exits, tpr, "MSR bitmap: the TPR is read"
    case    bitmap_exits, writes_tpr, "MSR bitmap: the TPR is written"
    case    no_bitmap, tpr, "no MSR bitmap: the TPR is read"
    end_of_cases
