; A guest with EPT and a VPID, for the tests of the views of translations. It reads page 0x180000 three times: the
; first time EPT maps it to frame A, then the VMM has changed the entry to frame B without INVEPT, then with it.
; Last it reads a page that EPT does not map.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

EPT_PML4    equ 0x150000
EPT_PDPT    equ 0x151000
EPT_PD      equ 0x152000
EPT_PT      equ 0x153000
EPT_RWX     equ 7
WRITE_BACK  equ 6 << 3
LARGE       equ 1 << 7
EPTP        equ EPT_PML4 | 6 | 3 << 3 | 1 << 6      ; write-back, 4 levels, accessed and dirty flags
PAGE        equ 0x180000
FRAME_B     equ 0x181000
MISSING     equ 0x182000
VPID        equ 7

start:
    vmx_enable
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
    vmcs_set_controls VMCS_SECONDARY_PROCESSOR_BASED_CONTROLS, MSR_IA32_VMX_PROCBASED_CTLS2, SECONDARY_ENABLE_EPT | SECONDARY_ENABLE_VPID
    vmcs_set VMCS_VIRTUAL_PROCESSOR_IDENTIFIER, VPID
    vmcs_set VMCS_EPT_POINTER, EPTP
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry

    ; The first 2 MiB by pages of 4 KiB, the next 2 MiB by one page.
    mov     eax, EPT_PML4
    mov     qword [rax], EPT_PDPT | EPT_RWX
    mov     qword [rax + 0x1000], EPT_PD | EPT_RWX
    mov     qword [rax + 0x2000], EPT_PT | EPT_RWX
    mov     qword [rax + 0x2008], 0x200000 | EPT_RWX | WRITE_BACK | LARGE
    mov     edi, EPT_PT
    mov     eax, EPT_RWX | WRITE_BACK
.page:
    mov     [rdi], rax
    add     edi, 8
    add     eax, 0x1000
    cmp     edi, EPT_PT + 0x1000
    jne     .page
    mov     edi, EPT_PT
    mov     qword [rdi + 8 * (MISSING >> 12)], 0
    mov     byte [abs PAGE], 'A'
    mov     byte [abs FRAME_B], 'B'
launch:
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    jne     violation
    inc     dword [calls]
    cmp     dword [calls], 2
    jb      change
    je      second
    ja      end
change:
    mov     edi, EPT_PT
    mov     qword [rdi + 8 * (PAGE >> 12)], FRAME_B | EPT_RWX | WRITE_BACK
changed:
    jmp     resume
second:
    mov     eax, 1
invalidate:
    invept  rax, [invept_descriptor]
invalidated:
    must_succeed
resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed
violation:
    mov     edi, EPT_PT
    mov     qword [rdi + 8 * (MISSING >> 12)], MISSING | EPT_RWX | WRITE_BACK
    restore_guest_registers
    vmresume
    jmp     vmm_failed
end:
    vmxoff
    stop

guest_entry:
    mov     ebx, PAGE
    mov     al, [rbx]
    vmcall
    mov     al, [rbx]
read_stale:
    vmcall
    mov     al, [rbx]
missing:
    mov     byte [rbx + 0x2000], 'C'
    vmcall

    align   16
invept_descriptor:
    dq      EPTP, 0
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
calls:
    dd      0
