; An unrestricted guest in real-address mode: exits, interrupts, exceptions, and its way to protected mode.
; SDM Vol. 3: "Unrestricted Guests".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"
%include "../include/real-guest.inc"

real:
    call    use_real_mode
    ret
segments:
    call    use_real_mode
    then_call show_segments
    ret
intercepting:                           ; every exception exits and ends the case
    call    use_real_mode
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
port_exits:
    call    use_real_mode
    secondary SECONDARY_ENABLE_EPT | SECONDARY_UNRESTRICTED_GUEST, PRIMARY_UNCONDITIONAL_IO_EXITING
    mov     byte [report_information], 1
    ret
hlt_exits:
    call    use_real_mode
    secondary SECONDARY_ENABLE_EPT | SECONDARY_UNRESTRICTED_GUEST, PRIMARY_HLT_EXITING
    ret
injected:                               ; an external interrupt, vector 0x20
    call    segments
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000020
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
injected_software:                      ; INT 0x21 of two bytes
    call    segments
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000421
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, 2
    ret
injected_with_code:                     ; in real-address mode no error code is delivered
    call    use_real_mode
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000b0d
    ret
injected_exception:
    call    segments
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x8000030d
    ret
in_long_mode:                           ; protected mode and paging: an exception with an error code must have it
    secondary 0
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x8000030d
    ret
masked:                                 ; CR0.PE belongs to the VMM
    call    use_real_mode
    set     VMCS_CR0_GUEST_HOST_MASK, 1
    set     VMCS_CR0_READ_SHADOW, 0
    ret

    bits    16
all_exits:
    cpuid
    xor     ecx, ecx
    mov     ecx, 0x174
    rdmsr
    wbinvd
    mov     eax, cr3
    invd
    vmcall
ports:
    in      al, 0x80
    out     0x80, ax
    mov     dx, 0x234
    in      eax, dx
    mov     cx, 3
    mov     si, 0x10
    rep outsb
    mov     cx, 1
    es rep outsw
    mov     di, 0x20
    insb
    a32 insd
    vmcall
halts:
    hlt
    vmcall
loads:
    mov     ax, 0x1234
    mov     ds, ax
    cpuid
    jmp     REAL_CODE / 16 - 1:.far - loads + 16
.far:
    cpuid
    vmcall
interrupt:
    int     0x30
    vmcall
divides:
    xor     cx, cx
    div     cx
    vmcall
beyond:                                 ; a word at the end of the segment
    mov     bx, 0xffff
    mov     ax, [bx]
    vmcall
stack_beyond:
    mov     sp, 1
    push    ax
    vmcall
undefined:
    ud2
breakpoint:
    int3
%macro vmx_in_real 2
%1:
    %2
    vmcall
%endmacro
    vmx_in_real does_vmxoff, vmxoff
    vmx_in_real does_vmlaunch, vmlaunch
    vmx_in_real does_vmptrst, vmptrst [bx]
    vmx_in_real does_vmxon, vmxon [bx]
    vmx_in_real does_lldt, lldt ax
    vmx_in_real does_str, str ax
    vmx_in_real does_lar, {lar ax, bx}
protected:
    lgdt    [.register - protected]
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    cpuid
    jmp     dword 8:.low - protected + REAL_CODE
    bits    32
.low:
    cpuid
    mov     eax, 0x10
    mov     ds, eax
    cpuid
    jmp     0x18:.half - protected
    bits    16
.half:
    mov     eax, cr0
    and     al, 0xfe
    mov     cr0, eax
    cpuid
    jmp     REAL_CODE / 16:.back - protected
.back:
    cpuid
    vmcall
    align   8
.register:
    dw      31
    dd      .table - protected + REAL_CODE
    align   8
.table:
    dq      0
    dq      0x00cf9b000000ffff
    dq      0x00cf93000000ffff
    dq      0x00009b008000ffff
nothing:
    nop
    vmcall
sets_pe:
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    lmsw    ax
    smsw    bx
    vmcall
    bits    64

    align   8
cases:
    case    real, all_exits, "exits"
    case    port_exits, ports, "ports"
    case    hlt_exits, halts, "HLT"
    case    segments, loads, "segments"
    case    segments, interrupt, "INT"
    case    segments, divides, "divide error"
    case    intercepting, divides, "divide error exits"
    case    intercepting, beyond, "word at the end of the segment"
    case    intercepting, stack_beyond, "PUSH at the end of the stack segment"
    case    intercepting, undefined, "UD2"
    case    intercepting, breakpoint, "INT3"
    case    intercepting, does_vmxoff, "VMXOFF"
    case    intercepting, does_vmlaunch, "VMLAUNCH"
    case    intercepting, does_vmptrst, "VMPTRST"
    case    intercepting, does_vmxon, "VMXON"
    case    intercepting, does_lldt, "LLDT"
    case    intercepting, does_str, "STR"
    case    intercepting, does_lar, "LAR"
    case    segments, protected, "to protected mode and back"
    case    masked, sets_pe, "CR0.PE belongs to the VMM"
    case    injected, nothing, "injected external interrupt"
    case    injected_software, nothing, "injected INT n"
    case    injected_exception, nothing, "injected #GP without an error code"
    case    injected_with_code, nothing, "injected #GP with an error code"
    case    in_long_mode, nothing, "injected #GP without an error code, protected mode"
    end_of_cases
