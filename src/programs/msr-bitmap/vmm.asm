; The MSR bitmap: 4 KiB, one bit per MSR and direction. The
; VMM lets the guest use most MSRs itself, keeps IA32_EFER
; from it for reading, and IA32_LSTAR for writing.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; Where the bits lie: reads of MSRs 0-0x1fff, reads of
; 0xc0000000-0xc0001fff, then the same two for writes
READ_HIGH   equ MSR_BITMAP + 1024
WRITE_HIGH  equ MSR_BITMAP + 3072

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
    primary_controls PRIMARY_USE_MSR_BITMAPS
    vmcs_set VMCS_MSR_BITMAPS, MSR_BITMAP
    mov     ebx, READ_HIGH
    mov     ecx, MSR_IA32_EFER & 0x1fff
    bts     [rbx], ecx
    mov     ebx, WRITE_HIGH
    mov     ecx, MSR_IA32_LSTAR & 0x1fff
    bts     [rbx], ecx
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_RDMSR
    je      .rdmsr
    cmp     eax, EXIT_REASON_WRMSR
    je      .wrmsr
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.rdmsr:                       ; the guest's RCX says which MSR
    cmp     dword [guest_rcx], MSR_IA32_EFER
    jne     .unknown
    ; What the guest is to see: LMA, LME and SCE
    mov     dword [guest_rax], 0x501
    mov     dword [guest_rdx], 0
    print   "VMM: answered RDMSR of IA32_EFER", 10
    jmp     .resume

.unknown:                     ; beyond the bitmap: always exits
    print   "VMM: an MSR that the bitmap does not cover", 10
    mov     dword [guest_rax], 0
    mov     dword [guest_rdx], 0
    jmp     .resume

.wrmsr:
    print   "VMM: refused WRMSR of IA32_LSTAR", 10

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
