; INVEPT and INVVPID: what is translated anew after them, and their errors. SDM Vol. 3: "VMX Support for Cached
; Translations", "INVEPT—Invalidate Translations Derived from EPT", "INVVPID—Invalidate Translations Based on VPID".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; try "text", INSTRUCTION, TYPE, DESCRIPTOR
%macro try 4
    text    "  ", %1, 10
    mov     rax, %3
    %2      rax, [%4]
    call    report_failure
%endmacro

; move_page : the guest's page TRIAL is another page of the host from now on
move_page:
    mov     dword [abs TRIAL], 0x11
    mov     dword [abs TRIAL + 0x1000], 0x22
    ept_page TRIAL, TRIAL + 0x1000 | EPT_WB | EPT_ALL
    ret

; after NAME, INSTRUCTION, TYPE, DESCRIPTOR : the page is moved at the first exit, then the instruction
%macro after 4
%1:
    use_ept SECONDARY_ENABLE_VPID
    set     VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 1
    mov     dword [abs TRIAL], 0x11
    mov     eax, 2
    invvpid rax, [no_context]
    then_call %%exit
    ret
%%exit:
    text    "   "
    show    "eax=", [saved_rax]
    line
    cmp     dword [exits], 1
    jne     %%end
    call    move_page
    mov     rax, %3
    %2      rax, [%4]
%%end:
    clc
    ret
%endmacro
    after   all_contexts, invept, 2, no_context
    after   one_context, invept, 1, this_eptp

errors_of_invept:
    use_ept
    try     "type 0", invept, 0, no_context
    try     "type 3", invept, 3, no_context
    try     "type 2^32 + 2", invept, 1 << 32 | 2, no_context
    try     "all contexts", invept, 2, no_context
    try     "all contexts, descriptor ignored", invept, 2, bad_eptp
    try     "single context", invept, 1, this_eptp
    try     "single context, with accessed and dirty flags", invept, 1, flags_eptp
    try     "single context, memory type 2", invept, 1, bad_eptp
    try     "single context, walk length 3", invept, 1, short_eptp
    try     "single context, address too wide", invept, 1, wide_eptp
    ret
errors_of_invvpid:
    use_ept
    try     "type 4", invvpid, 4, vpid_1
    try     "an address", invvpid, 0, vpid_1
    try     "an address of VPID 0", invvpid, 0, no_context
    try     "an address that is not canonical", invvpid, 0, not_canonical
    try     "an address, reserved bits", invvpid, 0, vpid_reserved
    try     "single context", invvpid, 1, vpid_1
    try     "single context of VPID 0", invvpid, 1, no_context
    try     "single context, address ignored", invvpid, 1, not_canonical
    try     "all contexts", invvpid, 2, no_context
    try     "all contexts, reserved bits", invvpid, 2, vpid_reserved
    try     "single context retaining globals", invvpid, 3, vpid_1
    try     "single context retaining globals of VPID 0", invvpid, 3, no_context
    ret

; linear NAME, TYPE, DESCRIPTOR : the guest changes its page table at the first exit; the VMM uses INVVPID
%macro linear 3
%1:
    use_ept SECONDARY_ENABLE_VPID
    call    use_guest_tables
    set     VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 1
    mov     eax, 2
    invvpid rax, [no_context]
    mov     dword [abs TRIAL], 0x33
    mov     dword [abs TRIAL + 0x1000], 0x44
    then_call %%exit
    ret
%%exit:
    text    "   "
    show    "eax=", [saved_rax]
    line
    cmp     dword [exits], 1
    jne     %%end
    guest_page TRIAL, TRIAL + 0x1000 | 7
    mov     rax, %2
    invvpid rax, [%3]
%%end:
    clc
    ret
%endmacro
    linear  by_address, 0, vpid_1
    linear  by_context, 1, vpid_1
    linear  by_all, 2, no_context
    linear  by_retaining, 3, vpid_1

without_vpid:                           ; without VPIDs every VM entry and exit invalidates
    use_ept
    call    use_guest_tables
    mov     dword [abs TRIAL], 0x33
    mov     dword [abs TRIAL + 0x1000], 0x44
    then_call .exit
    ret
.exit:
    text    "   "
    show    "eax=", [saved_rax]
    line
    guest_page TRIAL, TRIAL + 0x1000 | 7
    clc
    ret
another_vpid:                           ; from VPID 1 to VPID 2: nothing of VPID 1 is used
    use_ept SECONDARY_ENABLE_VPID
    call    use_guest_tables
    set     VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 1
    mov     eax, 2
    invvpid rax, [no_context]
    mov     dword [abs TRIAL], 0x33
    mov     dword [abs TRIAL + 0x1000], 0x44
    then_call .exit
    ret
.exit:
    text    "   "
    show    "eax=", [saved_rax]
    line
    guest_page TRIAL, TRIAL + 0x1000 | 7
    set     VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, 2
    clc
    ret

reads:
    mov     eax, [abs TRIAL]
    cpuid
    mov     eax, [abs TRIAL]
    cpuid
    vmcall
guest_invlpg:                           ; INVLPG in the guest
    mov     eax, [abs TRIAL]
    mov     ecx, TRIAL + 0x1000 | 7
    mov     [abs GUEST_PT], rcx
    invlpg  [abs TRIAL]
    mov     eax, [abs TRIAL]
    cpuid
    vmcall
guest_cr3:                              ; MOV to CR3 in the guest
    mov     eax, [abs TRIAL]
    mov     ecx, TRIAL + 0x1000 | 7
    mov     [abs GUEST_PT], rcx
    mov     rcx, cr3
    mov     cr3, rcx
    mov     eax, [abs TRIAL]
    cpuid
    vmcall
plain:
    vmcall

    align   16
this_eptp:
    dq      EPTP_PLAIN, 0
flags_eptp:
    dq      EPTP_AD, 0
bad_eptp:
    dq      EPT_ROOT | 3 << 3 | 2, 0
short_eptp:
    dq      EPT_ROOT | 2 << 3 | 6, 0
wide_eptp:
    dq      1 << 60 | EPTP_PLAIN, 0
vpid_1:
    dq      1, TRIAL
not_canonical:
    dq      1, 1 << 60
vpid_reserved:
    dq      1 << 16 | 1, TRIAL
cases:
    case    errors_of_invept, plain, "INVEPT"
    case    errors_of_invvpid, plain, "INVVPID"
    case    all_contexts, reads, "moved page, INVEPT of all contexts"
    case    one_context, reads, "moved page, INVEPT of one context"
    case    by_address, reads, "guest's page table changed, INVVPID of an address"
    case    by_context, reads, "guest's page table changed, INVVPID of one context"
    case    by_all, reads, "guest's page table changed, INVVPID of all contexts"
    case    by_retaining, reads, "guest's page table changed, INVVPID retaining globals"
    case    without_vpid, reads, "guest's page table changed, no VPID"
    case    another_vpid, reads, "guest's page table changed, another VPID"
    case    without_vpid, guest_invlpg, "INVLPG in the guest"
    case    without_vpid, guest_cr3, "MOV to CR3 in the guest"
    end_of_cases
