; Two VMCSs: current, active, clear and launched. SDM Vol. 3: "Software Use of the VMCS and Related Structures".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

%macro expect_current 0
    vmptrst [abs SCRATCH]
    text    "  current="
    mov     rax, [abs SCRATCH]
    call    put_hex
    text    10
%endmacro

exchange:
    expect_current
    vmclear [other_pointer]
    call    report_failure
    expect_current
    vmptrld [other_pointer]
    call    report_failure
    expect_current
    mov     rcx, [guest_base]
    call    write_defaults
    set     VMCS_GUEST_RSP, 0x1234
    vmptrld [vmcs_pointer]
    get     rax, VMCS_GUEST_RSP
    text    "  RSP of the first="
    call    put_hex
    text    10
    vmptrld [other_pointer]
    get     rax, VMCS_GUEST_RSP
    text    "  RSP of the second="
    call    put_hex
    text    10
    text    "  VMCLEAR of the one that is not current", 10
    vmclear [vmcs_pointer]
    call    report_failure
    expect_current
    text    "  VMCLEAR of the current one", 10
    vmclear [other_pointer]
    call    report_failure
    expect_current
    vmptrld [other_pointer]
    get     rax, VMCS_GUEST_RSP
    text    "  RSP after VMCLEAR and VMPTRLD="
    call    put_hex
    text    10
    vmclear [other_pointer]
    vmptrld [vmcs_pointer]
    ret

read_only:                              ; VMWRITE to an information field
    text    "  VMWRITE of the exit reason", 10
    mov     ecx, MSR_IA32_VMX_MISC
    rdmsr
    bt      eax, 29
    jnc     .no
    set     VMCS_EXIT_REASON, 0x1234
    call    report_failure
    get     rax, VMCS_EXIT_REASON
    call    put_hex
    text    10
.no:
    ret

widths:                                 ; what each width keeps
    set     VMCS_GUEST_ES_SELECTOR, 0x123456789abcdef0
    get     rax, VMCS_GUEST_ES_SELECTOR
    call    put_hex
    text    10
    set     VMCS_EXCEPTION_BITMAP, 0x123456789abcdef0
    get     rax, VMCS_EXCEPTION_BITMAP
    call    put_hex
    text    10
    set     VMCS_TSC_OFFSET, 0x123456789abcdef0
    get     rax, VMCS_TSC_OFFSET
    call    put_hex
    text    10
    get     rax, VMCS_TSC_OFFSET + 1
    call    put_hex
    text    10
    set     VMCS_TSC_OFFSET + 1, 0x11223344
    get     rax, VMCS_TSC_OFFSET
    call    put_hex
    text    10
    set     VMCS_TSC_OFFSET, 0
    set     VMCS_GUEST_ES_SELECTOR, DATA
    set     VMCS_EXCEPTION_BITMAP, 0
    ret

body:
    cpuid
    vmcall

    align   8
cases:
    case    exchange, body, "VMPTRLD and VMCLEAR"
    case    read_only, body, "information fields"
    case    widths, body, "widths"
    end_of_cases
