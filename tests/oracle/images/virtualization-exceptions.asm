; Virtualization exceptions: EPT violations that become #VE, and those that do not. SDM Vol. 3: "Virtualization Exceptions".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

INFORMATION equ 0x396000
SUPPRESS    equ 1 << 63

converting:
    use_ept SECONDARY_EPT_VIOLATION_VE | SECONDARY_ENABLE_VM_FUNCTIONS
    call    use_guest_tables
    set     VMCS_VIRTUALIZATION_EXCEPTION_INFORMATION_ADDRESS, INFORMATION
    set     VMCS_EPTP_INDEX, 0x1ee
    set     VMCS_VM_FUNCTION_CONTROLS, 0
    mov     edi, INFORMATION
    mov     ecx, 512
    mov     rax, 0x5555555555555555
    rep stosq
    mov     dword [abs INFORMATION + 4], 0
    ept_page TRIAL, 0
    then_call show_information
    ret
show_information:
    call    show_addresses
    text    "   "
    mov     eax, [abs INFORMATION]
    text    " reason="
    call    put_hex
    mov     eax, [abs INFORMATION + 4]
    text    " busy="
    call    put_hex
    mov     rax, [abs INFORMATION + 8]
    cmp     dword [abs INFORMATION], EXIT_REASON_EPT_VIOLATION
    jne     .untouched
    and     rax, ~0xe00                 ; the advanced information
.untouched:
    show    "qualification=", rax
    show    "linear=", [abs INFORMATION + 16]
    show    "gpa=", [abs INFORMATION + 24]
    movzx   eax, word [abs INFORMATION + 32]
    text    " index="
    call    put_hex
    line
    cmp     ebx, EXIT_REASON_EPT_VIOLATION
    je      run_next
    cmp     ebx, EXIT_REASON_EPT_MISCONFIGURATION
    je      run_next
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
suppressed:
    call    converting
    ept_page TRIAL, SUPPRESS
    ret
suppressed_present:
    call    converting
    ept_page TRIAL, SUPPRESS | TRIAL | EPT_WB | 1
    ret
read_only:
    call    converting
    ept_page TRIAL, TRIAL | EPT_WB | 1
    ret
directory_absent:
    call    converting
    ept_entry EPT_PD + (TRIAL >> 21) * 8, 0
    ret
directory_suppressed:
    call    converting
    ept_entry EPT_PD + (TRIAL >> 21) * 8, SUPPRESS
    ret
busy:
    call    converting
    mov     dword [abs INFORMATION + 4], 1
    ret
misconfigured:
    call    converting
    ept_page TRIAL, TRIAL | EPT_WB | 2
    ret
intercepted:                            ; #VE is an exception: bit 20 of the exception bitmap
    call    converting
    set     VMCS_EXCEPTION_BITMAP, 1 << 20
    ret
tables_absent:
    call    converting
    ept_page GUEST_PT, 0
    ret
not_enabled:
    call    converting
    secondary SECONDARY_ENABLE_EPT
    ret
during_delivery:                        ; the stack of INT n's delivery is not there
    call    converting
    set     VMCS_GUEST_RSP, TRIAL + 0x800
    ret

read:
    mov     eax, [abs TRIAL + 0x18]
    vmcall
write:
    mov     [abs TRIAL + 0x18], eax
    vmcall
fetch:
    mov     eax, TRIAL
    jmp     rax
interrupt:
    int     6
    vmcall

    align   8
cases:
    case    converting, read, "a read"
    case    converting, write, "a write"
    case    converting, fetch, "a fetch"
    case    suppressed, read, "suppressed, not present"
    case    suppressed_present, write, "suppressed, present"
    case    read_only, write, "a write, read only"
    case    directory_absent, read, "directory absent"
    case    directory_suppressed, read, "directory absent and suppressed"
    case    busy, read, "information is in use"
    case    misconfigured, read, "a misconfiguration"
    case    intercepted, read, "#VE exits"
    case    tables_absent, read, "the guest's page table"
    case    not_enabled, read, "not enabled"
    case    during_delivery, interrupt, "during the delivery of INT n"
    end_of_cases
