; EPT violations by the kind of access and by the rights of every level. SDM Vol. 3: "EPT Violations",
; "Exit Qualification for EPT Violations".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"

; page NAME, RIGHTS : the page TRIAL has these rights
%macro page 2
%1:
    use_ept
    ept_page TRIAL, TRIAL | EPT_WB | (%2)
    mov     dword [abs TRIAL], 0x0190c390            ; NOP, RET, NOP
    then_call show_and_end
    ret
%endmacro
    page    nothing, 0
    page    read_only, 1
    page    read_write, 3
    page    execute_only, 4
    page    read_execute, 5

; level NAME, ENTRY, RIGHTS : the entry of a higher level has these rights, the page has all
%macro level 3
%1:
    use_ept
    mov     dword [abs TRIAL], 0x0190c390
    and     qword [abs %2], ~7
    or      qword [abs %2], %3
    then_call show_and_end
    ret
%endmacro
    level   directory_nothing, EPT_PD + (TRIAL >> 21) * 8, 0
    level   directory_read, EPT_PD + (TRIAL >> 21) * 8, 1
    level   directory_read_write, EPT_PD + (TRIAL >> 21) * 8, 3
    level   huge_nothing, EPT_PDPT + 8, 0
    level   huge_read, EPT_PDPT + 8, 1
    level   large_nothing, EPT_PD + (LARGE >> 21) * 8, 0
    level   large_read, EPT_PD + (LARGE >> 21) * 8, 1

crossing:                               ; the second of two pages is not there
    use_ept
    ept_page TRIAL + 0x1000, 0
    mov     dword [abs TRIAL + 0x1008], 0xc1010f    ; VMCALL
    then_call show_and_map
    ret

read:
    mov     eax, [abs TRIAL + 0x124]
    vmcall
write:
    mov     [abs TRIAL + 0x124], eax
    vmcall
both:
    inc     dword [abs TRIAL + 0x124]
    vmcall
fetch:
    mov     eax, TRIAL
    jmp     rax
pushing:
    mov     esp, TRIAL + 0x800
    push    rax
    vmcall
calling:
    mov     eax, TRIAL
    call    rax
    vmcall
strings:
    mov     esi, TRIAL + 0x10
    mov     edi, TRIAL + 0x20
    movsb
    vmcall
read_huge:
    mov     eax, HUGE + 0x678
    mov     ebx, [rax]
    vmcall
write_huge:
    mov     eax, HUGE + 0x678
    mov     [rax], ebx
    vmcall
read_large:
    mov     eax, [abs LARGE + 0x12345]
    vmcall
write_large:
    mov     [abs LARGE + 0x12345], eax
    vmcall
across:                                 ; four bytes on each page
    mov     qword [abs TRIAL + 0xffc], 0x12345678
    mov     rax, [abs TRIAL + 0xffc]
    vmcall
across_read:
    mov     rax, [abs TRIAL + 0xffc]
    vmcall
across_code:                            ; an instruction whose last bytes lie on the missing page
    mov     word [abs TRIAL + 0xffe], 0xb848        ; MOV RAX, a number
    mov     eax, TRIAL + 0xffe
    jmp     rax
inout:
    mov     edx, 0xed
    mov     esi, TRIAL
    outsb
    vmcall

    align   8
cases:
    case    nothing, read, "read, nothing allowed"
    case    nothing, write, "write, nothing allowed"
    case    nothing, both, "read-modify-write, nothing allowed"
    case    nothing, fetch, "fetch, nothing allowed"
    case    nothing, pushing, "PUSH, nothing allowed"
    case    nothing, strings, "MOVS, nothing allowed"
    case    nothing, inout, "OUTS, nothing allowed"
    case    read_only, read, "read, read allowed"
    case    read_only, write, "write, read allowed"
    case    read_only, both, "read-modify-write, read allowed"
    case    read_only, fetch, "fetch, read allowed"
    case    read_only, calling, "CALL, read allowed"
    case    read_only, strings, "MOVS, read allowed"
    case    read_write, write, "write, read and write allowed"
    case    read_write, fetch, "fetch, read and write allowed"
    case    execute_only, read, "read, execute allowed"
    case    execute_only, write, "write, execute allowed"
    case    execute_only, calling, "CALL, execute allowed"
    case    read_execute, write, "write, read and execute allowed"
    case    read_execute, calling, "CALL, read and execute allowed"
    case    directory_nothing, read, "read, directory allows nothing"
    case    directory_read, write, "write, directory allows reads"
    case    directory_read, fetch, "fetch, directory allows reads"
    case    directory_read_write, fetch, "fetch, directory allows reads and writes"
    case    huge_nothing, read_huge, "read, 1 GiB page allows nothing"
    case    huge_read, write_huge, "write, 1 GiB page allows reads"
    case    large_nothing, read_large, "read, 2 MiB page allows nothing"
    case    large_read, write_large, "write, 2 MiB page allows reads"
    case    crossing, across, "write that crosses"
    case    crossing, across_read, "read that crosses"
    case    crossing, across_code, "fetch that crosses"
    end_of_cases
