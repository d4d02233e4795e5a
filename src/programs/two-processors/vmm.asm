; Two processors, one memory. Processor 0 wakes processor 1,
; both count in one place, and then each has its own VMX
; operation, its own VMCS and its own guest. EBP holds the
; number of the processor that runs the code.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

VMXON_REGION_2  equ 0x123000
ROUNDS          equ 500

; say "text", 10 : print, one processor at a time
%macro say 1+
    call    take_console
    print   %1
    mov     dword [console_taken], 0
%endmacro

start:
    xor     ebp, ebp
    mov     eax, 1
    call    start_processor   ; INIT, SIPI, SIPI
    jc      .alone
    say     "CPU 0: processor 1 is awake", 10
    call    count
    call    run_guest
.wait:                        ; for the other one
    pause
    cmp     dword [finished], 2
    jne     .wait
    cmp     dword [counter], 2 * ROUNDS
    jne     .lost
    say     "CPU 0: no round was lost", 10
    stop
.lost:
    say     "CPU 0: some rounds were lost", 10
    stop
.alone:
    say     "No processor 1: choose 2 in the Model menu", 10
    stop

    startup_code processor_1

processor_1:
    say     "CPU 1: in 64-bit mode", 10
    call    count
    call    run_guest
    stop

; LOCK: between XADD's read and its write nobody else touches
; the counter.
count:
    mov     ecx, ROUNDS
.round:
    mov     eax, 1
    lock xadd [counter], eax
    loop    .round
    ret

; VMX operation, the current VMCS and the mode belong to one
; processor: the other one changes none of it.
run_guest:
    vmx_enable
    vmx_region [vmxon_pointers + rbp * 8]
    vmxon   [vmxon_pointers + rbp * 8]
    must_succeed
    vmx_region [vmcs_pointers + rbp * 8]
    vmclear [vmcs_pointers + rbp * 8]
    must_succeed
    vmptrld [vmcs_pointers + rbp * 8]
    must_succeed
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_set VMCS_HOST_RSP, rsp       ; the stack of now
    vmcs_default_guest guest_entry, [guest_stacks + rbp * 8]
    vmlaunch
    jmp     vmm_failed

vm_exit:
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMCALL
    jne     vmm_failed
    vmclear [vmcs_pointers + rbp * 8]
    vmxoff
    lock inc dword [finished]
    ret                       ; from run_guest

; A spin lock: one processor alone finds the bit clear.
take_console:
    lock bts dword [console_taken], 0
    jnc     .mine
    pause
    jmp     take_console
.mine:
    ret

    align   8
vmxon_pointers:
    dq      VMXON_REGION, VMXON_REGION_2
vmcs_pointers:
    dq      VMCS_REGION, VMCS_REGION_2
guest_stacks:
    dq      GUEST_STACK, GUEST_STACK_2
counter:
    dd      0
finished:
    dd      0
console_taken:
    dd      0
