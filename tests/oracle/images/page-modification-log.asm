; The page-modification log. SDM Vol. 3: "Page-Modification Logging".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

LOG_PAGE    equ 0x392000

; log NAME, INDEX, EPTP
%macro logging 3
%1:
    use_ept SECONDARY_ENABLE_PML, 0, %3
    call    use_guest_tables
    or      qword [abs GUEST_PT], 0x20
    mov     edi, LOG_PAGE
    mov     ecx, 512
    xor     eax, eax
    rep stosq
    set     VMCS_PML_ADDRESS, LOG_PAGE
    set     VMCS_PML_INDEX, %2
    then_call show_log
    ret
%endmacro
    logging from_the_top, 511, EPTP_AD
    logging last, 0, EPTP_AD
    logging full, 0xffff, EPTP_AD
    logging beyond, 512, EPTP_AD
    logging no_flags, 511, EPTP_PLAIN

show_log:
    text    "   "
    show_field "index=", VMCS_PML_INDEX
    mov     edi, LOG_PAGE + 0xff8
.next:
    mov     rax, [rdi]
    test    rax, rax
    jz      .end
    show    "", [rdi]
    sub     edi, 8
    jmp     .next
.end:
    show    "first=", [abs LOG_PAGE]
    line
    cmp     ebx, EXIT_REASON_PAGE_MODIFICATION_LOG_FULL
    je      run_next
    clc
    ret

writes:
    mov     [abs TRIAL + 0x123], eax
    cpuid
    mov     [abs TRIAL + 0x456], eax
    mov     [abs TRIAL + 0x3456], eax
    mov     eax, [abs TRIAL + 0x4000]
    cpuid
    mov     [abs LARGE + 0x3456], eax
    mov     [abs TRIAL + 0x4ffe], eax
    cpuid
    vmcall

    align   8
cases:
    case    from_the_top, writes, "index 511"
    case    last, writes, "index 0"
    case    full, writes, "index 65535"
    case    beyond, writes, "index 512"
    case    no_flags, writes, "without accessed and dirty flags"
    end_of_cases
