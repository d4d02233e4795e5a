; Instructions that secondary controls decide on: exits with their instruction information, #UD, and neither.
; SDM Vol. 3: "Instructions That Cause VM Exits Conditionally", "Changes to Instruction Behavior in VMX Non-Root Operation".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

; secondaries NAME, SECONDARY, PRIMARY
%macro secondaries 2-3 0
%1:
    secondary %2, %3
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    set     VMCS_XSS_EXITING_BITMAP, 0
    set     VMCS_TSC_MULTIPLIER, 1 << 48
    mov     byte [report_information], 1
    then_call .exit
    ret
.exit:
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
%endmacro
    secondaries none, 0
    secondaries wbinvd_exits, SECONDARY_WBINVD_EXITING
    secondaries rdrand_exits, SECONDARY_RDRAND_EXITING
    secondaries rdseed_exits, SECONDARY_RDSEED_EXITING
    secondaries rdtscp_allowed, SECONDARY_ENABLE_RDTSCP
    secondaries rdtscp_exits, SECONDARY_ENABLE_RDTSCP, PRIMARY_RDTSC_EXITING
    secondaries rdtsc_exits, 0, PRIMARY_RDTSC_EXITING
    secondaries invpcid_allowed, SECONDARY_ENABLE_INVPCID
    secondaries invpcid_exits, SECONDARY_ENABLE_INVPCID, PRIMARY_INVLPG_EXITING
    secondaries invlpg_exits, 0, PRIMARY_INVLPG_EXITING
    secondaries xsaves_allowed, SECONDARY_ENABLE_XSAVES_XRSTORS
    secondaries pause_exits, 0, PRIMARY_PAUSE_EXITING
    secondaries all_of_them, SECONDARY_WBINVD_EXITING | SECONDARY_RDRAND_EXITING | SECONDARY_RDSEED_EXITING | SECONDARY_ENABLE_RDTSCP | SECONDARY_ENABLE_INVPCID

xsaves_exits:                           ; the bitmap's bit of the x87 state, which is no supervisor state: no exit
    call    xsaves_allowed
    set     VMCS_XSS_EXITING_BITMAP, 1 << 8
    ret

writes_back:
    wbinvd
    invd
    vmcall
randoms:
    rdrand  eax
    rdrand  r9
    rdrand  bx
    vmcall
seeds:
    rdseed  esi
    rdseed  r15
    rdseed  dx
    vmcall
stamps:
    rdtscp
    vmcall
plain_stamps:
    rdtsc
    vmcall
invalidates:
    xor     eax, eax
    mov     ebx, SCRATCH
    mov     qword [rbx], 0
    mov     qword [rbx + 8], 0
    invpcid rax, [rbx]
    invpcid r10, [rbx + rax * 4 + 0x10]
    vmcall
invalidates_page:
    invlpg  [abs SCRATCH]
    vmcall
bad_type:                               ; a #GP of INVPCID comes behind its VM exit
    mov     eax, 9
    invpcid rax, [abs SCRATCH]
    vmcall
saves:
    mov     edi, SCRATCH
    mov     eax, 1
    xor     edx, edx
    xsaves  [rdi]
    xrstors [rdi]
    vmcall
saves_misaligned:
    mov     edi, SCRATCH + 8
    xsaves  [rdi]
    vmcall
pauses:
    pause
    pause
    vmcall
translations:                           ; INVEPT and INVVPID exit whatever the controls say
    mov     eax, 7
    invept  rax, [abs SCRATCH]
    invvpid rcx, [rdi + rbx * 2 + 0x12345678]
    invept  r12, [rsp + 8]
    vmcall

    align   8
cases:
    case    none, writes_back, "WBINVD, INVD"
    case    wbinvd_exits, writes_back, "WBINVD exits, INVD"
    case    rdrand_exits, randoms, "RDRAND exits"
    case    rdseed_exits, seeds, "RDSEED exits"
    case    none, stamps, "RDTSCP not enabled"
    case    rdtscp_allowed, stamps, "RDTSCP enabled"
    case    rdtscp_exits, stamps, "RDTSCP exits"
    case    rdtsc_exits, stamps, "RDTSCP not enabled, RDTSC exits"
    case    rdtsc_exits, plain_stamps, "RDTSC exits"
    case    none, invalidates, "INVPCID not enabled"
    case    invpcid_allowed, invalidates, "INVPCID enabled"
    case    invpcid_exits, invalidates, "INVPCID exits"
    case    invlpg_exits, invalidates, "INVPCID not enabled, INVLPG exits"
    case    invlpg_exits, invalidates_page, "INVLPG exits"
    case    invpcid_allowed, bad_type, "INVPCID with a bad type"
    case    invpcid_exits, bad_type, "INVPCID with a bad type exits"
    case    none, saves, "XSAVES not enabled"
    case    xsaves_allowed, saves, "XSAVES enabled"
    case    xsaves_exits, saves, "XSAVES, a bit of the bitmap that IA32_XSS lacks"
    case    xsaves_allowed, saves_misaligned, "XSAVES misaligned"
    case    none, pauses, "PAUSE"
    case    pause_exits, pauses, "PAUSE exits"
    case    all_of_them, randoms, "everything: RDRAND"
    case    all_of_them, seeds, "everything: RDSEED"
    case    all_of_them, writes_back, "everything: WBINVD"
    case    none, translations, "INVEPT, INVVPID"
    end_of_cases
