; Who decides? Whether RDTSC, OUT and HLT leave the guest is
; decided by bits of the VMCS and of the I/O bitmaps. Here
; each is the wrong way round.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

PRINTER     equ 0x378

; lock: start
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
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
; unlock: start

; Who decides: the primary processor-based controls.
    primary_controls PRIMARY_RDTSC_EXITING | \
                     PRIMARY_UNCONDITIONAL_IO_EXITING

; The I/O bitmaps: one bit for each port, 1 = exit. The
; processor reads them only with "use I/O bitmaps".
    vmcs_set VMCS_IO_BITMAP_A, IO_BITMAP_A  ; 0x0000-0x7fff
    vmcs_set VMCS_IO_BITMAP_B, IO_BITMAP_B  ; 0x8000-0xffff

    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_RDTSC
    je      .rdtsc
    cmp     eax, EXIT_REASON_IO_INSTRUCTION
    je      .io
    cmp     eax, EXIT_REASON_HLT
    je      .hlt
    jmp     vmm_failed

.rdtsc:                       ; read it in the guest's place
    rdtsc
    mov     [guest_rax], eax
    mov     [guest_rdx], edx
    jmp     .resume

; The exit qualification tells port, direction and size.
.io:
    vmcs_get rbx, VMCS_EXIT_QUALIFICATION
    shr     ebx, 16           ; bits 31:16: the port
    mov     al, [guest_rax]
    cmp     ebx, DEBUG_CONSOLE
    je      .print            ; the console: as it is
    cmp     ebx, PRINTER
    jne     vmm_failed
    sub     al, 'a' - 'A'     ; our printer: capitals only
.print:
    out     DEBUG_CONSOLE, al

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.hlt:
    print   10, "VMM: the guest is idle", 10
    vmxoff
    stop

; lock: data
    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
; unlock: data
