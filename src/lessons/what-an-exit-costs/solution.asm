; What an exit costs. The guest prints four lines, and the
; VMM emulates its printer and its clock. It works; but it
; takes more than a hundred VM exits.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; lock: board
PRINTER     equ 0x378         ; a port without a device
CLOCK_AHEAD equ 1 << 36       ; guest clock - host clock
CALL_END    equ 0             ; VMCALL with RAX = 0
CALL_PRINT  equ 1             ; RSI = text, RCX = length

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
; unlock: board

; The guest came from another machine, whose time-stamp
; counter was ahead of ours by CLOCK_AHEAD.
    primary_controls PRIMARY_UNCONDITIONAL_IO_EXITING | \
                     PRIMARY_USE_TSC_OFFSETTING
    vmcs_set VMCS_TSC_OFFSET, CLOCK_AHEAD
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_IO_INSTRUCTION
    je      .io
    cmp     eax, EXIT_REASON_RDTSC
    je      .rdtsc
    cmp     eax, EXIT_REASON_VMCALL
    je      .vmcall
    jmp     vmm_failed

.io:                          ; the printer: one character
    mov     al, [guest_rax]
    out     DEBUG_CONSOLE, al
    jmp     .resume

.rdtsc:                       ; the clock: ours + CLOCK_AHEAD
    rdtsc
    mov     [guest_rax], eax
    add     edx, CLOCK_AHEAD >> 32
    mov     [guest_rdx], edx
    jmp     .resume

.vmcall:
    cmp     qword [guest_rax], CALL_PRINT
    je      .print
    cmp     qword [guest_rax], CALL_END
    jne     vmm_failed
    vmxoff
    stop

.print:                       ; the printer: a whole text
    mov     rsi, [guest_rsi]
    mov     rcx, [guest_rcx]
    mov     dx, DEBUG_CONSOLE
    rep outsb

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

; lock: data
    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
; unlock: data
