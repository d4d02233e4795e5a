; Stale translations. The processor keeps the translations
; that it made; it need not look at the tables again. A VMM
; that changes a table must therefore say so: INVEPT for an
; EPT entry, INVVPID for an entry of the guest's page tables.
; Set one of these to 0 and the guest reads memory that it no
; longer has.
USE_INVEPT  equ 1
USE_INVVPID equ 1

%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "ept.inc"

FRAMES      equ 0x180000      ; three frames, which hold A, B, C
GUEST_PT    equ 0x160000      ; a page table of the guest
GUEST_PAGE  equ 0x200000      ; the page that it maps
VPID        equ 1

start:
    vmx_enable
    needs_ept
    needs_secondary SECONDARY_ENABLE_VPID, "enable VPID"
    needs_ept_vpid EPT_VPID_CAP_INVEPT_SINGLE_CONTEXT, "INVEPT of one context"
    needs_ept_vpid EPT_VPID_CAP_INVVPID_INDIVIDUAL_ADDRESS, "INVVPID of one address"
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
    secondary_controls SECONDARY_ENABLE_EPT | SECONDARY_ENABLE_VPID
    vmcs_set VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, VPID

    ; Guest-physical page 0 of the window is frame A, page 1
    ; is frame C. The guest's page table maps page 0.
    mov     eax, FRAMES
    mov     byte [rax], 'A'
    mov     byte [rax + 0x1000], 'B'
    mov     byte [rax + 0x2000], 'C'
    ept_build
    ept_map 0, FRAMES
    ept_map 1, FRAMES + 0x2000
    vmcs_set VMCS_EPT_POINTER, EPT_POINTER
    mov     rax, cr3          ; PML4, PDPT, page directory:
    mov     rax, [rax]
    and     ax, 0xf000
    mov     rax, [rax]
    and     ax, 0xf000
    mov     qword [rax + 8], GUEST_PT | 111b
    mov     eax, GUEST_PT
    mov     qword [rax], EPT_WINDOW | 111b

    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    inc     dword [calls]
    cmp     dword [calls], 2
    je      .guest_table
    ja      .done

    print   "VMM: the EPT entry names frame B now", 10
    ept_map 0, FRAMES + 0x1000
%if USE_INVEPT
    ept_invalidate EPT_POINTER
%endif
    jmp     .resume

.guest_table:
    print   "VMM: the guest's PTE names page 1 now: frame C", 10
    mov     eax, GUEST_PT
    mov     qword [rax], (EPT_WINDOW + 0x1000) | 111b
%if USE_INVVPID
    xor     eax, eax          ; one address of one VPID
    invvpid rax, [invvpid_descriptor]
    must_succeed
%endif

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    cmp     word [seen + 1], "BC"
    jne     .stale
    print   "Right: the guest saw both changes", 10
    stop
.stale:
    print   "Wrong: the guest used a stale translation", 10
    stop

    align   16
invvpid_descriptor:           ; VPID, zeros; linear address
    dq      VPID, GUEST_PAGE
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
calls:
    dd      0
