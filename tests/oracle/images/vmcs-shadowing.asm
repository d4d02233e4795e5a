; VMCS shadowing: VMREAD and VMWRITE of a guest by the bitmaps and the VMCS link pointer. SDM Vol. 3: "VMCS Shadowing",
; "Virtual-Machine Control Structure Shadowing".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

READ_BITMAP     equ 0x394000
WRITE_BITMAP    equ 0x395000

shadowing:
    mov     edi, READ_BITMAP
    mov     ecx, 0x2000 / 8
    xor     eax, eax
    rep stosq
    mov     ecx, MSR_IA32_VMX_BASIC     ; the other VMCS becomes a shadow VMCS
    rdmsr
    and     eax, 0x7fffffff
    mov     [abs OTHER_REGION], eax
    vmclear [other_pointer]
    or      dword [abs OTHER_REGION], 0x80000000
    vmptrld [other_pointer]
    set     VMCS_GUEST_RIP, 0x1122334455667788
    set     VMCS_GUEST_RSP, 0x99aa
    set     VMCS_GUEST_ES_SELECTOR, 0x1234
    set     VMCS_EXCEPTION_BITMAP, 0xabcd
    set     VMCS_TSC_OFFSET, 0x123456789abcdef
    vmclear [other_pointer]
    vmptrld [vmcs_pointer]
    secondary SECONDARY_VMCS_SHADOWING
    set     VMCS_VMREAD_BITMAP_ADDRESS, READ_BITMAP
    set     VMCS_VMWRITE_BITMAP_ADDRESS, WRITE_BITMAP
    set     VMCS_VMCS_LINK_POINTER, OTHER_REGION
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    mov     byte [report_information], 1
    then_call .exit
    ret
.exit:
    text    "   "
    show    "rcx=", [saved_rcx]
    show    "rax=", [saved_rax]
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
; bit_of BITMAP, ENCODING
%macro bit_of 2
    bts     dword [abs %1 + ((%2) & 0x7fff) / 32 * 4], (%2) & 31
%endmacro
reads_exit:
    call    shadowing
    bit_of  READ_BITMAP, VMCS_GUEST_RIP
    bit_of  READ_BITMAP, VMCS_TSC_OFFSET
    ret
writes_exit:
    call    shadowing
    bit_of  WRITE_BITMAP, VMCS_GUEST_RIP
    bit_of  WRITE_BITMAP, VMCS_GUEST_ES_SELECTOR
    ret
no_link:
    call    shadowing
    set     VMCS_VMCS_LINK_POINTER, -1
    ret
not_enabled:
    call    shadowing
    primary 0
    set     VMCS_VMCS_LINK_POINTER, -1
    ret
link_not_shadow:                        ; the link pointer leads to an ordinary VMCS: entry failure, qualification 4
    call    shadowing
    and     dword [abs OTHER_REGION], 0x7fffffff
    ret
link_revision:
    call    shadowing
    xor     dword [abs OTHER_REGION], 2
    ret
link_without_shadowing:                 ; a shadow VMCS at the link, but no VMCS shadowing
    call    shadowing
    primary 0
    ret
roots:                                  ; what root operation may do with a shadow VMCS
    call    shadowing
    text    "  VMPTRLD of a shadow VMCS", 10
    vmptrld [other_pointer]
    call    report_failure
    text    "  VMREAD", 10
    get     rax, VMCS_GUEST_RSP
    call    report_failure
    text    "  VMLAUNCH", 10
    vmlaunch
    call    report_failure
    text    "  VMRESUME", 10
    vmresume
    call    report_failure
    vmptrld [vmcs_pointer]
    ret

reads:
    mov     edx, VMCS_GUEST_RIP
    vmread  rcx, rdx
    mov     edx, VMCS_GUEST_ES_SELECTOR
    vmread  rax, rdx
    cpuid
    mov     edx, VMCS_EXCEPTION_BITMAP
    vmread  [abs SCRATCH], rdx
    mov     rcx, [abs SCRATCH]
    mov     edx, VMCS_TSC_OFFSET + 1
    vmread  rax, rdx
    cpuid
    vmcall
writes:
    mov     edx, VMCS_GUEST_RIP
    mov     eax, 0x77
    vmwrite rdx, rax
    vmread  rcx, rdx
    mov     edx, VMCS_GUEST_ES_SELECTOR
    mov     eax, 0x12345
    vmwrite rdx, rax
    vmread  rax, rdx
    cpuid
    mov     edx, VMCS_EXCEPTION_BITMAP
    mov     qword [abs SCRATCH], 0x55
    vmwrite rdx, [abs SCRATCH]
    vmread  rax, rdx
    cpuid
    vmcall
%macro flags_to_rax 0                   ; CF and ZF
    pushfq
    pop     rax
    and     eax, 0x41
%endmacro
unknown_field:
    mov     edx, 0x6ffe
    vmread  rcx, rdx
    flags_to_rax
    cpuid
    mov     edx, VMCS_VM_INSTRUCTION_ERROR
    vmread  rcx, rdx
    cpuid
    vmcall
read_only_field:
    mov     edx, VMCS_EXIT_REASON
    mov     eax, 0x33
    vmwrite rdx, rax
    flags_to_rax
    vmread  rcx, rdx
    cpuid
    vmcall
wide_encoding:                          ; bits above 14 of the encoding: always an exit
    mov     edx, 0x8000 | VMCS_GUEST_RIP
    vmread  rcx, rdx
    mov     rdx, 1 << 32 | VMCS_GUEST_RIP
    vmread  rcx, rdx
    vmwrite rdx, rcx
    vmcall
others:                                 ; the other VMX instructions exit as ever
    vmptrst [abs SCRATCH]
    vmclear [abs SCRATCH]
    vmptrld [rsp + 0x40]
    vmlaunch
    vmresume
    vmxoff
    vmxon   [abs SCRATCH]
    vmcall
page_fault:
    mov     edx, VMCS_GUEST_RIP
    mov     rbx, 1 << 39
    vmread  [rbx], rdx
    vmcall
not_canonical:
    mov     edx, VMCS_GUEST_RIP
    mov     rbx, 1 << 62
    vmwrite rdx, [rbx]
    vmcall

    align   8
cases:
    case    shadowing, reads, "VMREAD"
    case    shadowing, writes, "VMWRITE"
    case    reads_exit, reads, "VMREAD exits by its bitmap"
    case    writes_exit, writes, "VMWRITE exits by its bitmap"
    case    no_link, reads, "VMREAD without a shadow VMCS"
    case    no_link, unknown_field, "VMREAD of an unknown field without a shadow VMCS"
    case    not_enabled, reads, "VMREAD without VMCS shadowing"
    case    not_enabled, writes, "VMWRITE without VMCS shadowing"
    case    shadowing, unknown_field, "VMREAD of an unknown field"
    case    shadowing, read_only_field, "VMWRITE of a read-only field"
    case    shadowing, wide_encoding, "encodings above bit 14"
    case    shadowing, others, "other VMX instructions"
    case    shadowing, page_fault, "VMREAD meets a page fault"
    case    shadowing, not_canonical, "VMWRITE of an address that is not canonical"
    case    link_not_shadow, reads, "the link leads to an ordinary VMCS"
    case    link_revision, reads, "the link leads to another revision"
    case    link_without_shadowing, reads, "a shadow VMCS without VMCS shadowing"
    case    roots, reads, "root operation"
    end_of_cases
