; The TPR shadow: MOV to and from CR8, and the TPR threshold. SDM Vol. 3: "TPR Virtualization", "VM Exits Induced by the TPR Threshold".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/guest-interrupts.inc"

shadow:
    use_virtual_apic 0, 0, 0
    mov     dword [abs VTPR], 0x11223344
    then_call show_tpr
    ret
show_tpr:
    text    "   "
    mov     eax, [abs VTPR]
    text    " vtpr="
    call    put_hex
    show    "rax=", [saved_rax]
    line
    cmp     ebx, EXIT_REASON_TPR_BELOW_THRESHOLD
    jne     .other
    set     VMCS_TPR_THRESHOLD, 0
    stc
    ret
.other:
    clc
    ret
; threshold NAME, THRESHOLD, VTPR
%macro threshold 3
%1:
    call    shadow
    mov     dword [abs VTPR], %3
    set     VMCS_TPR_THRESHOLD, %2
    ret
%endmacro
    threshold four, 4, 0x80
    threshold equal, 4, 0x40
    threshold with_low_bits, 4, 0x4f
    threshold above, 5, 0x40
    threshold reserved, 0x14, 0xf0
no_shadow:                              ; MOV to CR8 reaches the real one
    primary 0
    then_call show_rax
    ret
show_rax:
    text    "   "
    show    "rax=", [saved_rax]
    line
    clc
    ret
load_exits:
    call    shadow
    secondary 0, PRIMARY_USE_TPR_SHADOW | PRIMARY_CR8_LOAD_EXITING
    ret
store_exits:
    call    shadow
    secondary 0, PRIMARY_USE_TPR_SHADOW | PRIMARY_CR8_STORE_EXITING
    ret
at_entry:                               ; with "virtualize APIC accesses" the entry looks at VTPR and exits at once
    use_virtual_apic SECONDARY_VIRTUALIZE_APIC_ACCESSES, 0, 0
    mov     dword [abs VTPR], 0x30
    set     VMCS_TPR_THRESHOLD, 5
    then_call show_tpr
    ret
at_entry_injecting:
    call    at_entry
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000306
    ret

reads:
    mov     rax, cr8
    cpuid
    mov     eax, 0xb
    mov     cr8, rax
    cpuid
    mov     rcx, cr8
    mov     rax, rcx
    cpuid
    vmcall
lowers:
    mov     eax, 5
    mov     cr8, rax
    mov     eax, 4
    mov     cr8, rax
    mov     eax, 3
    mov     cr8, rax
    nop
    vmcall
too_large:
    mov     eax, 0x10
    mov     cr8, rax
    vmcall
plain:
    nop
    vmcall

    align   8
cases:
    case    shadow, reads, "CR8 is the shadow"
    case    no_shadow, reads, "CR8 without the shadow"
    case    load_exits, reads, "loads exit"
    case    store_exits, reads, "stores exit"
    case    shadow, too_large, "a reserved bit of CR8"
    case    four, lowers, "threshold 4"
    case    equal, lowers, "threshold 4, VTPR 4"
    case    with_low_bits, plain, "threshold 4, VTPR 0x4f"
    case    above, plain, "threshold above VTPR"
    case    reserved, plain, "threshold with a reserved bit"
    case    at_entry, plain, "exit at the entry"
    case    at_entry_injecting, plain, "exit at the entry that injects"
    end_of_cases
