; A device in memory. At guest-physical 0xfed40000 the guest
; believes in a multiplier: two factors, a product. EPT maps
; nothing there, so that each access is an EPT violation. The
; VMM reads the guest's instruction and does what the device
; would have done.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "ept.inc"
%include "guest-registers.inc"

DEVICE      equ 0xfed40000
FACTOR_1    equ DEVICE + 0    ; 32 bits each
FACTOR_2    equ DEVICE + 4
PRODUCT     equ DEVICE + 8

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
    ept_build
    vmcs_set VMCS_EPT_POINTER, EPT_POINTER
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_EPT_VIOLATION
    je      .access
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.access:
    vmcs_get rbx, VMCS_GUEST_PHYSICAL_ADDRESS
    mov     ecx, DEVICE
    sub     rbx, rcx          ; which register of the device
    cmp     rbx, PRODUCT - DEVICE
    ja      vmm_failed        ; there is no device
    test    bl, 3
    jnz     vmm_failed        ; in the middle of a register

    ; An EPT violation tells no instruction length and no
    ; operand. The VMM decodes MOV between a 32-bit register
    ; and [RBX] or [RBX + disp8], and nothing else.
    vmcs_get rsi, VMCS_GUEST_RIP
    movzx   eax, byte [rsi + 1]       ; ModRM
    mov     ebp, eax
    and     eax, 111b
    cmp     eax, 3            ; base RBX
    jne     .unknown
    mov     eax, ebp
    shr     ebp, 6            ; mod: 0, or 1 with disp8
    cmp     ebp, 1
    ja      .unknown
    shr     eax, 3
    and     eax, 7            ; the register operand
    call    vmm_saved_register        ; RDI: where it was saved
    lea     rdx, [device]
    add     rdx, rbx
    cmp     byte [rsi], 0x89  ; MOV memory, register
    je      .write
    cmp     byte [rsi], 0x8b  ; MOV register, memory
    jne     .unknown

    mov     eax, [rdx]
    mov     [rdi], rax        ; bits 63:32 become zero
    print   "VMM: read of register "
    jmp     .tell

.write:
    mov     eax, [rdi]
    print   "VMM: write to register "
    cmp     ebx, PRODUCT - DEVICE
    je      .tell             ; read-only: takes no notice
    mov     [rdx], eax
    mov     ecx, [device]     ; the device at work
    imul    ecx, [device + 4]
    mov     [device + 8], ecx
.tell:
    print_number rbx
    print   ": "
    mov     eax, eax
    print_number rax
    print   10

    lea     rsi, [rsi + rbp + 2]      ; opcode, ModRM, disp8
    vmcs_set VMCS_GUEST_RIP, rsi
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.unknown:
    print   "VMM: an instruction that it cannot emulate", 10
.done:
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
device:                       ; what its registers hold
    dd      0, 0, 0
