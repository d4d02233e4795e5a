; The page-modification log. A VMM that moves a guest to
; another machine copies its memory while it runs, and must
; know which pages changed meanwhile. The processor writes
; down each page whose EPT dirty flag it sets.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "ept.inc"

FRAMES      equ 0x180000
PAGES       equ 6
LOG         equ 0x161000      ; 512 entries, filled downwards
FIRST_ENTRY equ 3             ; full after 4, not after 512

; What the guest asks for by VMCALL, in RAX
REPORT      equ 1
END         equ 2

TABLES      equ EPT_POINTER | EPTP_ACCESSED_DIRTY

start:
    vmx_enable
    needs_ept
    needs_secondary SECONDARY_ENABLE_PML, "enable PML"
    needs_ept_vpid EPT_VPID_CAP_ACCESSED_DIRTY, "accessed and dirty flags for EPT"
    needs_ept_vpid EPT_VPID_CAP_INVEPT_SINGLE_CONTEXT, "INVEPT of one context"
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmclear [vmcs_pointer]
    must_succeed
    vmptrld [vmcs_pointer]
    must_succeed
    vmcs_default_controls
    primary_controls PRIMARY_ACTIVATE_SECONDARY_CONTROLS
    secondary_controls SECONDARY_ENABLE_EPT | SECONDARY_ENABLE_PML
    ept_build
%assign page 0
%rep PAGES
    ept_map page, FRAMES + page * 0x1000
%assign page page + 1
%endrep
    ; A page that is dirty already is not logged: not wanted
    ; here are the guest's stack and page tables.
    mov     eax, EPT_PD
    or      dword [rax], EPT_ACCESSED | EPT_DIRTY
    vmcs_set VMCS_EPT_POINTER, TABLES
    vmcs_set VMCS_PML_ADDRESS, LOG
    vmcs_set VMCS_PML_INDEX, FIRST_ENTRY
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_PAGE_MODIFICATION_LOG_FULL
    je      .full
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    cmp     qword [guest_rax], END
    je      .done
    print   "VMM: written since the last report:"
    call    read_log
    advance_guest_rip
    jmp     .resume

.full:                        ; the write did not happen yet
    print   "VMM: the log is full:"
    call    read_log
.resume:
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    stop

; Prints the log and empties it. The pages' dirty flags are
; cleared, so that the next write to them is logged again;
; INVEPT, because the processor may know them as dirty.
read_log:
    vmcs_get rcx, VMCS_PML_INDEX      ; the next entry to write
    mov     esi, LOG
    mov     edi, EPT_PT
    mov     ebx, FIRST_ENTRY
.next:
    cmp     bx, cx                    ; 0xffff when it is full
    je      .read
    mov     rax, [rsi + rbx * 8]
    print   " "
    print_hex rax
    sub     rax, EPT_WINDOW
    cmp     rax, EPT_WINDOW_SIZE
    jae     .outside
    shr     rax, 12
    and     dword [rdi + rax * 8], ~EPT_DIRTY
.outside:
    dec     ebx
    jmp     .next
.read:
    print   10
    ept_invalidate TABLES
    vmcs_set VMCS_PML_INDEX, FIRST_ENTRY
    ret

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
