; VMFUNC and EPTP switching. SDM Vol. 3: "VM Functions", "EPTP Switching".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

LIST        equ 0x393000
SECOND_ROOT equ 0x40c000            ; a PML4 that leads to the same tables but for TRIAL
SECOND_PDPT equ 0x40d000
SECOND_PD   equ 0x40e000
SECOND_PT   equ 0x40f000

; copy FROM, TO : a table
%macro copy 2
    mov     esi, %1
    mov     edi, %2
    mov     ecx, 512
    rep movsq
%endmacro

switching:
    use_ept SECONDARY_ENABLE_VM_FUNCTIONS
    copy    EPT_ROOT, SECOND_ROOT
    copy    EPT_PDPT, SECOND_PDPT
    copy    EPT_PD, SECOND_PD
    copy    EPT_PT + (TRIAL >> 21) * 0x1000, SECOND_PT
    ept_entry SECOND_ROOT, SECOND_PDPT | 7
    ept_entry SECOND_PDPT, SECOND_PD | 7
    ept_entry SECOND_PD + (TRIAL >> 21) * 8, SECOND_PT | 7
    ept_entry SECOND_PT, TRIAL + 0x1000 | EPT_WB | 7
    mov     dword [abs TRIAL], 0x11
    mov     dword [abs TRIAL + 0x1000], 0x22
    mov     edi, LIST
    xor     eax, eax
    mov     ecx, 512
    rep stosq
    ept_entry LIST, EPTP_PLAIN
    ept_entry LIST + 8, SECOND_ROOT | 3 << 3 | 6
    ept_entry LIST + 16, SECOND_ROOT | 3 << 3 | 2
    ept_entry LIST + 24, SECOND_ROOT | 2 << 3 | 6
    ept_entry LIST + 32, SECOND_ROOT | 3 << 3 | 6 | 1 << 6
    ept_entry LIST + 511 * 8, SECOND_ROOT | 3 << 3 | 6
    set     VMCS_EPTP_LIST_ADDRESS, LIST
    set     VMCS_VM_FUNCTION_CONTROLS, 1
    set     VMCS_EXCEPTION_BITMAP, 1 << 6
    then_call .exit
    ret
.exit:
    text    "   "
    show_field "eptp=", VMCS_EPT_POINTER
    show    "rbx=", [saved_rbx]
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    je      run_next
    clc
    ret
disabled:                               ; VM functions, but not this one
    call    switching
    set     VMCS_VM_FUNCTION_CONTROLS, 0
    ret
no_functions:
    call    switching
    secondary SECONDARY_ENABLE_EPT
    ret

; function NAME, EAX, ECX
%macro function 3
%1:
    mov     eax, %2
    mov     ecx, %3
    mov     ebx, [abs TRIAL]
    vmfunc
    mov     ebx, [abs TRIAL]
    cpuid
    vmcall
%endmacro
    function second, 0, 1
    function first, 0, 0
    function last, 0, 511
    function too_large, 0, 512
    function huge_index, 0, 0xffffffff
    function empty, 0, 5
    function bad_type, 0, 2
    function bad_length, 0, 3
    function with_flags, 0, 4
    function function_1, 1, 0
    function function_63, 63, 0
    function function_64, 64, 0
there_and_back:
    mov     ebp, 2
.again:
    xor     eax, eax
    mov     ecx, 1
    vmfunc
    mov     ebx, [abs TRIAL]
    cpuid
    xor     eax, eax
    xor     ecx, ecx
    vmfunc
    mov     ebx, [abs TRIAL]
    cpuid
    dec     ebp
    jnz     .again
    vmcall

    align   8
cases:
    case    switching, second, "to the second"
    case    switching, first, "to the one that is there"
    case    switching, last, "the last of the list"
    case    switching, too_large, "index 512"
    case    switching, huge_index, "index 2^32 - 1"
    case    switching, empty, "an empty entry"
    case    switching, bad_type, "memory type 2"
    case    switching, bad_length, "3 levels"
    case    switching, with_flags, "accessed and dirty flags"
    case    switching, function_1, "function 1"
    case    switching, function_63, "function 63"
    case    switching, function_64, "function 64"
    case    disabled, second, "function 0 not enabled"
    case    no_functions, second, "VM functions not enabled"
    case    switching, there_and_back, "there and back"
    end_of_cases
