; What VM entry and VM exit load and save by their controls: IA32_EFER, IA32_PAT, debug controls, SYSENTER, segments, and the
; state of the host behind a VM exit. SDM Vol. 3: "Loading Guest State", "Saving Guest State", "Loading Host State".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; msr_of "name=", NUMBER : an MSR of the host
%macro msr_of 2
    mov     ecx, %2
    rdmsr
    shl     rdx, 32
    or      rax, rdx
    mov     r15, rax
    show    %1, r15
%endmacro
show_host:
    text    "   "
    msr_of  "efer=", 0xc0000080
    msr_of  "pat=", 0x277
    msr_of  "sysenter-cs=", 0x174
    msr_of  "esp=", 0x175
    msr_of  "eip=", 0x176
    msr_of  "fs=", 0xc0000100
    msr_of  "gs=", 0xc0000101
    line
    text    "   "
    mov     rax, dr7
    text    " dr7="
    call    put_hex
    mov     eax, ss
    text    " ss="
    call    put_hex
    mov     eax, fs
    text    " fs="
    call    put_hex
    str     eax
    text    " tr="
    call    put_hex
    sldt    eax
    text    " ldtr="
    call    put_hex
    sgdt    [abs SCRATCH + 0x100]
    movzx   eax, word [abs SCRATCH + 0x100]
    text    " gdt-limit="
    call    put_hex
    sidt    [abs SCRATCH + 0x100]
    movzx   eax, word [abs SCRATCH + 0x100]
    text    " idt-limit="
    call    put_hex
    pushfq
    pop     rax
    text    " rflags="
    call    put_hex
    line
    lidt    [idt_register]
    lgdt    [gdt_register]
    text    "   "
    show_field "guest-efer=", VMCS_GUEST_IA32_EFER
    show_field "guest-pat=", VMCS_GUEST_IA32_PAT
    show_field "guest-dr7=", VMCS_GUEST_DR7
    show_field "guest-fs=", VMCS_GUEST_FS_BASE
    show_field "guest-sysenter-eip=", VMCS_GUEST_IA32_SYSENTER_EIP
    show_field "guest-ds=", VMCS_GUEST_DS_ACCESS_RIGHTS
    line
    clc
    ret

; words NAME, ENTRY CONTROLS, EXIT CONTROLS
%macro words 3
%1:
    controls VMCS_VM_ENTRY_CONTROLS, MSR_IA32_VMX_TRUE_ENTRY_CTLS, ENTRY_IA_32E_MODE_GUEST | %2
    controls VMCS_VM_EXIT_CONTROLS, MSR_IA32_VMX_TRUE_EXIT_CTLS, EXIT_HOST_ADDRESS_SPACE_SIZE | %3
    jmp     fields
%endmacro
    words   nothing, 0, 0
    words   efer, ENTRY_LOAD_IA32_EFER, EXIT_SAVE_IA32_EFER | EXIT_LOAD_IA32_EFER
    words   efer_in, ENTRY_LOAD_IA32_EFER, 0
    words   efer_saved, 0, EXIT_SAVE_IA32_EFER
    words   pat, ENTRY_LOAD_IA32_PAT, EXIT_SAVE_IA32_PAT | EXIT_LOAD_IA32_PAT
    words   pat_out, 0, EXIT_LOAD_IA32_PAT
    words   debug, ENTRY_LOAD_DEBUG_CONTROLS, EXIT_SAVE_DEBUG_CONTROLS
    words   debug_in, ENTRY_LOAD_DEBUG_CONTROLS, 0
fields:
    mov     ecx, 0x277                  ; as after reset, and the host's EFER without SCE
    mov     eax, 0x00070406
    mov     edx, eax
    wrmsr
    mov     ecx, 0xc0000080
    rdmsr
    and     eax, ~1
    wrmsr
    xor     eax, eax
    mov     dr7, rax
    set     VMCS_GUEST_IA32_EFER, 0x501
    set     VMCS_HOST_IA32_EFER, 0x500
    set     VMCS_GUEST_IA32_PAT, 0x0606060606060606
    set     VMCS_HOST_IA32_PAT, 0x0000000600000006
    set     VMCS_GUEST_DR7, 0x401
    set     VMCS_GUEST_FS_BASE, 0x123456789000
    set     VMCS_HOST_FS_BASE, 0x7fff00001000
    set     VMCS_HOST_GS_BASE, 0x7fff00002000
    set     VMCS_HOST_IA32_SYSENTER_CS, 0x18
    set     VMCS_HOST_IA32_SYSENTER_ESP, 0x111111111000
    set     VMCS_HOST_IA32_SYSENTER_EIP, 0x222222222000
    set     VMCS_GUEST_IA32_SYSENTER_EIP, 0x3333
    primary PRIMARY_USE_MSR_BITMAPS
    then_call show_host
    ret
segments:
    call    nothing
    set     VMCS_HOST_DS_SELECTOR, 0
    set     VMCS_HOST_FS_SELECTOR, DATA
    set     VMCS_GUEST_DS_ACCESS_RIGHTS, 0x10000
    ret

plain:
    cpuid
    vmcall
writes:                                 ; the bitmap lets every MSR through
    mov     ecx, 0xc0000080
    rdmsr
    or      eax, 1
    wrmsr
    mov     ecx, 0x277
    mov     eax, 0x05050505
    mov     edx, eax
    wrmsr
    mov     ecx, 0x176
    mov     eax, 0x4444
    xor     edx, edx
    wrmsr
    mov     eax, 0x402
    mov     dr7, rax
    cpuid
    vmcall

    align   8
cases:
    case    nothing, plain, "no controls"
    case    efer, plain, "IA32_EFER"
    case    efer_in, plain, "IA32_EFER at VM entry"
    case    efer_saved, plain, "IA32_EFER saved"
    case    pat, plain, "IA32_PAT"
    case    pat_out, plain, "IA32_PAT at VM exit"
    case    debug, plain, "debug controls"
    case    debug_in, plain, "debug controls at VM entry"
    case    segments, plain, "segments"
    case    nothing, writes, "written, no controls"
    end_of_cases
