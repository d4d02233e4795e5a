; When entry fails. Three guests, each with a VMCS of its
; own. None of them can be entered: one has a wrong control,
; one a wrong host state, one a wrong guest state.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

; lock: macros
; new_vmcs POINTER : clears the VMCS and makes it current
%macro new_vmcs 1
    vmx_region [%1]
    vmclear [%1]
    must_succeed
    vmptrld [%1]
    must_succeed
%endmacro

; enter NEXT : enters the guest; the VMM goes on at NEXT
%macro enter 1
    lea     rax, [%1]
    mov     [next], rax
    vmlaunch
    jmp     vmlaunch_failed   ; the VM entry did not begin
%endmacro
; unlock: macros

start:
    vmx_enable
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed

; Guest 1. External interrupts are to exit.
    new_vmcs vmcs_1
    vmcs_default_controls
    pin_controls PIN_EXTERNAL_INTERRUPT_EXITING
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_1
    enter   second

; Guest 2. The host's TSS is the lab's.
second:
    new_vmcs vmcs_2
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_set VMCS_HOST_TR_SELECTOR, LAB_TSS
    vmcs_default_guest guest_2
    enter   third

; Guest 3. It starts with interrupts on (RFLAGS bit 9).
third:
    new_vmcs vmcs_3
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_3
    vmcs_set VMCS_GUEST_RFLAGS, 1 << 9 | 1 << 1
    vmcs_set VMCS_VMCS_LINK_POINTER, -1
    enter   all_done

all_done:
    vmxoff
    print   "VMM: all done", 10
    stop

; lock: reports
; VMfailValid: VMLAUNCH has only written the VM-instruction
; error, and the next instruction leads here.
vmlaunch_failed:
    vmcs_get rbx, VMCS_VM_INSTRUCTION_ERROR
    print   "VMM: VMLAUNCH failed, VM-instruction error "
    call    print_number
    jmp     [next]

; A VM exit, or the failure of an entry that had begun: then
; bit 31 of the exit reason is 1.
vm_exit:
    vmcs_get rbx, VMCS_EXIT_REASON
    btr     ebx, 31
    jc      .entry_failure
    cmp     ebx, EXIT_REASON_VMCALL
    jne     vmm_failed
    print   "VMM: the guest calls", 10
    jmp     [next]

.entry_failure:
    print   "VMM: VM-entry failure, exit reason "
    call    print_number
    jmp     [next]

; print_number : prints EBX (0-99) and ends the line
print_number:
    mov     eax, ebx
    xor     edx, edx
    mov     ecx, 10
    div     ecx
    test    eax, eax
    jz      .ones
    add     al, '0'
    out     DEBUG_CONSOLE, al
.ones:
    lea     eax, [rdx + '0']
    out     DEBUG_CONSOLE, al
    mov     al, 10
    out     DEBUG_CONSOLE, al
    ret

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_1:
    dq      VMCS_REGION
vmcs_2:
    dq      VMCS_REGION_2
vmcs_3:
    dq      VMCS_REGION_2 + 0x1000
next:
    dq      0
; unlock: reports
