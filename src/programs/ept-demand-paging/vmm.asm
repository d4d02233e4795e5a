; EPT demand paging. The guest believes in 2 MiB of memory at
; 0x200000. None of it is there: the first access to a page is
; an EPT violation. The VMM takes a frame from its pool, maps
; it, and the guest repeats the access without noticing.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "ept.inc"

FRAMES      equ 0x180000      ; the pool: zeroed frames
FRAME_COUNT equ 4

start:
    vmx_enable
    needs_ept
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
    secondary_controls SECONDARY_ENABLE_EPT
    ept_build                 ; the window at 0x200000 is empty
    vmcs_set VMCS_EPT_POINTER, EPT_POINTER
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_EPT_VIOLATION
    je      .violation
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.violation:
    vmcs_get rbx, VMCS_GUEST_PHYSICAL_ADDRESS
    vmcs_get rsi, VMCS_EXIT_QUALIFICATION
    test    esi, EPT_ALL << 3 ; bits 5:3: what the page allows
    jnz     vmm_failed        ; it is there: another problem
    print   "VMM: no page for the "
    test    esi, 1 << 1       ; bit 1: a write
    jz      .read
    print   "write to "
    jmp     .where
.read:
    print   "read of "
.where:
    print_hex rbx
    mov     rdi, rbx
    sub     rdi, EPT_WINDOW
    cmp     rdi, EPT_WINDOW_SIZE
    jae     vmm_failed        ; no memory was promised there
    mov     rcx, [next_frame]
    cmp     rcx, FRAMES + FRAME_COUNT * 0x1000
    je      .empty
    add     qword [next_frame], 0x1000
    print   ", mapped to frame "
    print_hex rcx
    print   10
    shr     rdi, 12           ; number of the page
    or      rcx, EPT_WRITE_BACK | EPT_ALL
    mov     esi, EPT_PT
    mov     [rsi + rdi * 8], rcx

    ; No INVEPT: nothing is cached of an entry that is not
    ; present. RIP still points to the instruction.
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.empty:
    print   ", and no frame left", 10
.done:
    vmxoff
    print   "VMM: the guest has ended", 10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
next_frame:
    dq      FRAMES
