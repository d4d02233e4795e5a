; A scheduler. Two guests that never end and never ask for
; anything share the processor: the VMX-preemption timer
; counts down while a guest runs, and zero is a VM exit. Each
; guest has a VMCS and a host stack of its own; while it waits
; its registers lie on that stack.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"

HOST_STACK_2    equ 0x13a000
SLICE           equ 4096      ; ticks of the time-stamp counter
SLICES          equ 4

start:
    vmx_enable
    needs_pin PIN_ACTIVATE_VMX_PREEMPTION_TIMER, "VMX-preemption timer"
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed

    ; The timer counts each time that one bit of the
    ; time-stamp counter changes: which one, the processor
    ; says in bits 4:0 of IA32_VMX_MISC.
    mov     ecx, MSR_IA32_VMX_MISC
    rdmsr
    mov     ecx, eax
    and     ecx, 31
    mov     eax, SLICE
    shr     eax, cl
    mov     [timer_value], eax

    xor     ebx, ebx          ; RBX: which guest
    call    make_guest
    inc     ebx
    call    make_guest
    xor     ebx, ebx
    jmp     switch_to

; Fills the VMCS of guest RBX.
make_guest:
    vmx_region [vmcs_pointers + rbx * 8]
    vmclear [vmcs_pointers + rbx * 8]
    must_succeed
    vmptrld [vmcs_pointers + rbx * 8]
    must_succeed
    vmcs_default_controls
    pin_controls PIN_ACTIVATE_VMX_PREEMPTION_TIMER
    ; What is left of a slice is kept when the guest exits for
    ; another reason. Without it such an exit begins a new one.
    exit_controls EXIT_SAVE_VMX_PREEMPTION_TIMER_VALUE
    vmcs_set VMCS_VMX_PREEMPTION_TIMER_VALUE, [timer_value]
    vmcs_default_host vm_exit
    vmcs_set VMCS_HOST_RSP, [host_stacks + rbx * 8]
    vmcs_default_guest first_guest, [guest_stacks + rbx * 8]
    test    ebx, ebx
    jz      .made
    lea     rax, [second_guest]
    vmcs_set VMCS_GUEST_RIP, rax
.made:
    ret

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_VMX_PREEMPTION_TIMER_EXPIRED
    je      .slice_over
    cmp     eax, EXIT_REASON_CPUID
    jne     vmm_failed

    ; The second guest asks now and then. That is not the end
    ; of its slice.
    mov     eax, [guest_rax]
    xor     ecx, ecx
    cpuid
    mov     [guest_rax], rax
    mov     [guest_rbx], rbx
    mov     [guest_rcx], rcx
    mov     [guest_rdx], rdx
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.slice_over:
    mov     ebx, [running]
    lea     eax, [rbx + 'A']
    out     DEBUG_CONSOLE, al
    vmcs_set VMCS_VMX_PREEMPTION_TIMER_VALUE, [timer_value]
    dec     dword [slices]
    jz      all_over
    xor     ebx, 1

; Enters guest RBX: its VMCS, and its registers from its stack.
switch_to:
    mov     [running], ebx
    vmptrld [vmcs_pointers + rbx * 8]
    must_succeed
    mov     rsp, [host_stacks + rbx * 8]
    sub     rsp, 15 * 8       ; below save_guest_registers
    bts     dword [launched], ebx
    jc      .resume
    restore_guest_registers
    vmlaunch
    jmp     vmm_failed
.resume:
    restore_guest_registers
    vmresume
    jmp     vmm_failed

all_over:
    vmclear [vmcs_pointers]
    vmclear [vmcs_pointers + 8]
    vmxoff
    print   10
    cmp     dword [rounds], 0
    je      .starved
    cmp     dword [rounds + 4], 0
    je      .starved
    print   "Both guests got on with their work", 10
    stop
.starved:
    print   "One guest never got anywhere", 10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointers:
    dq      VMCS_REGION, VMCS_REGION_2
guest_stacks:
    dq      GUEST_STACK, GUEST_STACK_2
host_stacks:
    dq      HOST_STACK, HOST_STACK_2
timer_value:
    dq      0
launched:
    dd      0                 ; one bit per guest
running:
    dd      0
slices:
    dd      SLICES
rounds:                       ; what the guests count
    dd      0, 0
