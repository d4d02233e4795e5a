; What may be injected: every type with its rules, and what the guest sees. SDM Vol. 3: "VM-Entry Control Fields"
; (checks on VMX controls), "Vectored-Event Injection".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; inject NAME, INFORMATION, LENGTH, ERROR CODE
%macro inject 2-4 0, 0
%1:
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, %2
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, %3
    set     VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, %4
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
%endmacro
    inject  external_0, 0x80000000
    inject  external_31, 0x8000001f
    inject  external_code, 0x80000820
    inject  nmi_code, 0x80000a02
    inject  hardware_0, 0x80000300
    inject  hardware_3, 0x80000303
    inject  hardware_32, 0x80000320
    inject  hardware_255, 0x800003ff
    inject  double_fault, 0x80000b08
    inject  double_fault_no_code, 0x80000308
    inject  invalid_tss, 0x80000b0a, 0, 0x28
    inject  not_present, 0x80000b0b, 0, 0x28
    inject  stack_fault, 0x80000b0c, 0, 0x28
    inject  protection, 0x80000b0d, 0, 0x28
    inject  page_fault, 0x80000b0e, 0, 7
    inject  page_fault_no_code, 0x8000030e
    inject  alignment, 0x80000b11
    inject  code_with_0, 0x80000b00
    inject  code_too_wide, 0x80000b0d, 0, 0x10028
    inject  software_length_1, 0x80000406, 1
    inject  software_length_15, 0x80000406, 15
    inject  software_length_16, 0x80000406, 16
    inject  software_code, 0x80000c06, 2
    inject  privileged_1, 0x80000501, 1
    inject  privileged_3, 0x80000503, 1
    inject  privileged_code, 0x80000d01, 1
    inject  exception_3, 0x80000603, 1
    inject  exception_4, 0x80000604, 1
    inject  exception_6, 0x80000606, 1
    inject  exception_code, 0x80000e03, 1
    inject  type_1, 0x80000120
    inject  reserved_12, 0x80001306
    inject  reserved_30, 0xc0000306
    inject  not_valid, 0x0000ffff
    inject  not_intercepted, 0x80000306

; an injected exception does not exit, whatever the exception bitmap says
intercepted:
    call    not_intercepted
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret
sti_and_exception:                      ; blocking by STI allows exceptions, not interrupts
    call    not_intercepted
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    ret
sti_and_interrupt:
    call    external_31
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 1
    ret
mov_ss_and_interrupt:
    call    external_31
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret
mov_ss_and_exception:
    call    not_intercepted
    set     VMCS_GUEST_INTERRUPTIBILITY_STATE, 2
    ret
resume_flag:                            ; RF in the image that the handler sees
    call    not_intercepted
    set     VMCS_GUEST_RFLAGS, 0x10002
    ret
valid_bit_is_gone:                      ; a VM exit clears the valid bit, VM entry does not
    call    not_intercepted
    mov     byte [guest_goes_on], 1
    then_call .exit
    ret
.exit:
    text    "   "
    show_field "information=", VMCS_VM_ENTRY_INTERRUPTION_INFORMATION
    line
    clc
    ret

body:
    times   16 nop
    vmcall

    align   8
cases:
    case    external_0, body, "external interrupt 0"
    case    external_31, body, "external interrupt 31"
    case    external_code, body, "external interrupt with an error code"
    case    nmi_code, body, "NMI with an error code"
    case    hardware_0, body, "#DE"
    case    hardware_3, body, "vector 3 as a hardware exception"
    case    hardware_32, body, "hardware exception 32"
    case    hardware_255, body, "hardware exception 255"
    case    double_fault, body, "#DF"
    case    double_fault_no_code, body, "#DF without an error code"
    case    invalid_tss, body, "#TS"
    case    not_present, body, "#NP"
    case    stack_fault, body, "#SS"
    case    protection, body, "#GP"
    case    page_fault, body, "#PF"
    case    page_fault_no_code, body, "#PF without an error code"
    case    alignment, body, "#AC"
    case    code_with_0, body, "#DE with an error code"
    case    code_too_wide, body, "error code of 17 bits"
    case    software_length_1, body, "INT n, length 1"
    case    software_length_15, body, "INT n, length 15"
    case    software_length_16, body, "INT n, length 16"
    case    software_code, body, "INT n with an error code"
    case    privileged_1, body, "INT1"
    case    privileged_3, body, "privileged software exception 3"
    case    privileged_code, body, "INT1 with an error code"
    case    exception_3, body, "INT3"
    case    exception_4, body, "INTO"
    case    exception_6, body, "software exception 6"
    case    exception_code, body, "INT3 with an error code"
    case    type_1, body, "reserved type"
    case    reserved_12, body, "bit 12"
    case    reserved_30, body, "bit 30"
    case    not_valid, body, "not valid"
    case    intercepted, body, "an injected exception does not exit"
    case    sti_and_exception, body, "blocking by STI and an exception"
    case    sti_and_interrupt, body, "blocking by STI and an interrupt"
    case    mov_ss_and_exception, body, "blocking by MOV SS and an exception"
    case    mov_ss_and_interrupt, body, "blocking by MOV SS and an interrupt"
    case    resume_flag, body, "RFLAGS.RF"
    case    valid_bit_is_gone, body, "the valid bit behind a VM exit"
    end_of_cases
