; Two guests, two VMCSs, taking turns. Each VMCALL is a guest
; that gives up the processor; VMPTRLD makes the other VMCS
; current. A VMCS that was launched once must be entered by
; VMRESUME, so the VMM remembers.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed
    vmx_region VMCS_REGION
    vmx_region VMCS_REGION_2

    vmclear [vmcs_pointers]   ; the first guest
    must_succeed
    vmptrld [vmcs_pointers]
    must_succeed
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_default_guest ping_entry, GUEST_STACK

    ; The second guest. The first VMCS stays active, but is no
    ; longer current.
    vmclear [vmcs_pointers + 8]
    must_succeed
    vmptrld [vmcs_pointers + 8]
    must_succeed
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_default_guest pong_entry, GUEST_STACK_2

    xor     ebx, ebx          ; RBX: which guest runs
enter_next:
    lea     rsi, [vmcs_pointers]
    vmptrld [rsi + rbx * 8]
    must_succeed
    lea     rdi, [launched]
    bts     dword [rdi], ebx
    jc      .resume
    vmlaunch
    jmp     vmm_failed
.resume:
    vmresume
    jmp     vmm_failed

; The guests keep nothing in registers across VMCALL.
vm_exit:
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    advance_guest_rip
    dec     dword [turns]
    jz      .done
    mov     ebx, [running]
    xor     ebx, 1
    mov     [running], ebx
    jmp     enter_next

.done:
    vmclear [vmcs_pointers]
    vmclear [vmcs_pointers + 8]
    vmxoff
    print   10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointers:
    dq      VMCS_REGION, VMCS_REGION_2
launched:
    dd      0                 ; one bit per guest
running:
    dd      0
turns:
    dd      6
