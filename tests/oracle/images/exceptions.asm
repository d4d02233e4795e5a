; Exceptions through the exception bitmap. SDM Vol. 3: "Exception Bitmap", "Page-Fault Exceptions: Mask and Match",
; "Exit Qualification for Debug Exceptions".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

all:
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret

divide:
    xor     ecx, ecx
    div     ecx
    jmp     short $ + 2
    vmcall
invalid_opcode:
    ud2
    vmcall
breakpoint:
    int3
    int     3                           ; INT n with vector 3 is not INT3
    vmcall
    vmcall
protection:
    mov     rax, 0x8000000000000000
    mov     bl, [rax]
    vmcall
stack:
    mov     rbp, 0x8000000000000000
    mov     bl, [rbp]
    vmcall
selector:
    mov     eax, 0x7f8
    mov     ds, eax
    vmcall
single_step:
    pushfq
    or      qword [rsp], 0x100
    popfq
    nop
    vmcall

skip_one:                               ; the harness steps over UD2, DIV, loads (2 or 3 bytes): end the case instead
    set     VMCS_GUEST_RIP, to_vmcall
    stc
    ret
to_vmcall:
    vmcall

end_after_first:
    lea     rax, [skip_one]
    mov     [on_exit], rax
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    ret

; Page faults: mask and match. Error code of a read of a page that is not present at ring 0: 0; of a write: 2.
pf_exit_equal:                          ; bit 1, code & 2 = 2 exits
    call    end_after_first
    set     VMCS_PAGE_FAULT_ERROR_CODE_MASK, 2
    set     VMCS_PAGE_FAULT_ERROR_CODE_MATCH, 2
    set     VMCS_EXCEPTION_BITMAP, 1 << 14
    ret
pf_exit_differ:                         ; bit 0: exits when they differ
    call    end_after_first
    set     VMCS_PAGE_FAULT_ERROR_CODE_MASK, 2
    set     VMCS_PAGE_FAULT_ERROR_CODE_MATCH, 2
    set     VMCS_EXCEPTION_BITMAP, 0
    ret
read_hole:
    mov     rax, 0x7fffff123
    mov     bl, [rax]
    vmcall
write_hole:
    mov     rax, 0x7fffff123
    mov     [rax], bl
    vmcall

    align   8
cases:
    case    end_after_first, divide, "#DE"
    case    end_after_first, invalid_opcode, "#UD"
    case    all, breakpoint, "#BP by INT3, and INT 3"
    case    end_after_first, protection, "#GP"
    case    end_after_first, stack, "#SS"
    case    end_after_first, selector, "#GP with a selector"
    case    end_after_first, read_hole, "#PF read"
    case    end_after_first, write_hole, "#PF write"
    case    end_after_first, single_step, "#DB by TF"
    case    pf_exit_equal, read_hole, "bit 14 set, mask and match differ"
    case    pf_exit_equal, write_hole, "bit 14 set, mask and match equal"
    case    pf_exit_differ, read_hole, "bit 14 clear, mask and match differ"
    case    pf_exit_differ, write_hole, "bit 14 clear, mask and match equal"
    end_of_cases
