; A guest whose memory comes page by page, at its first touch; and large pages that lie elsewhere.
; SDM Vol. 3: "EPT Violations", "EPT Translation Mechanism".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

on_demand:
    use_ept
    mov     edi, EPT_PT + (TRIAL >> 12) * 8
    mov     ecx, 512
    xor     eax, eax
    rep stosq
    then_call show_and_map
    ret
moved_large:                            ; a 2 MiB page of the guest lies 4 MiB higher
    use_ept
    ept_entry EPT_PD + (LARGE >> 21) * 8, LARGE + 0x400000 | EPT_LEAF | EPT_WB | EPT_ALL
    mov     dword [abs LARGE + 0x400123], 0x11223344
    mov     dword [abs LARGE + 0x123], 0x55667788
    then_call show_rax
    ret
moved_huge:                             ; the second GiB of the guest is the first GiB of the host
    use_ept
    ept_entry EPT_PDPT + 8, EPT_LEAF | EPT_WB | EPT_ALL
    mov     dword [abs LARGE + 0x123], 0x99aabbcc
    then_call show_rax
    ret
exchanged:                              ; two pages change places
    use_ept
    ept_page TRIAL, TRIAL + 0x1000 | EPT_WB | EPT_ALL
    ept_page TRIAL + 0x1000, TRIAL | EPT_WB | EPT_ALL
    mov     dword [abs TRIAL], 1
    mov     dword [abs TRIAL + 0x1000], 2
    then_call show_rax
    ret
shared:                                 ; both guest pages are one page of the host
    use_ept
    ept_page TRIAL + 0x1000, TRIAL | EPT_WB | EPT_ALL
    mov     dword [abs TRIAL], 3
    mov     dword [abs TRIAL + 0x1000], 4
    then_call show_rax
    ret
copy_on_write:                          ; a write gets a page of its own
    use_ept
    ept_page TRIAL, TRIAL | EPT_WB | 5
    mov     dword [abs TRIAL], 5
    mov     dword [abs TRIAL + 4], 6
    then_call copy
    ret
copy:
    cmp     ebx, EXIT_REASON_EPT_VIOLATION
    jne     show_rax
    call    show_addresses
    mov     rax, [abs TRIAL]
    mov     [abs TRIAL + 0x2000], rax
    ept_page TRIAL, TRIAL + 0x2000 | EPT_WB | EPT_ALL
    call    forget_translations
    stc
    ret
show_rax:
    text    "   "
    show    "eax=", [saved_rax]
    show    "original=", [abs TRIAL]
    line
    clc
    ret

touch:                                  ; every 64 KiB, then again, and a stack
    mov     ebx, TRIAL + 0x33
    mov     ecx, 6
.next:
    mov     [rbx], ecx
    add     ebx, 0x10000
    loop    .next
    mov     eax, [abs TRIAL + 0x10040]
    mov     esp, TRIAL + 0x80800
    push    rax
    pop     rax
    mov     edi, TRIAL + 0x90ff8
    mov     ecx, 3
    rep stosq
    vmcall
read_large:
    mov     eax, [abs LARGE + 0x123]
    cpuid
    vmcall
read_huge:
    mov     ebx, HUGE + LARGE + 0x123
    mov     eax, [rbx]
    cpuid
    vmcall
write_both:
    mov     eax, [abs TRIAL]
    cpuid
    mov     eax, [abs TRIAL + 0x1000]
    cpuid
    mov     dword [abs TRIAL], 7
    mov     eax, [abs TRIAL + 0x1000]
    cpuid
    vmcall
write_one:
    mov     dword [abs TRIAL], 8
    mov     eax, [abs TRIAL]
    cpuid
    mov     eax, [abs TRIAL + 4]
    cpuid
    vmcall

    align   8
cases:
    case    on_demand, touch, "pages on demand"
    case    moved_large, read_large, "a 2 MiB page elsewhere"
    case    moved_huge, read_huge, "a 1 GiB page elsewhere"
    case    exchanged, write_both, "two pages exchanged"
    case    shared, write_both, "two pages are one"
    case    copy_on_write, write_one, "copy on write"
    end_of_cases
