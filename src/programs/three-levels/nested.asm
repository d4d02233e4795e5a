; L0 in the processor's place: the VMX instructions of L1.
; What L1 does wrong is not answered with an error number
; here, as a whole L0 would: it ends the program.

; VMsucceed: CF, PF, AF, ZF, SF and OF are cleared.
succeed:
    vmcs_get rax, VMCS_GUEST_RFLAGS
    and     rax, ~0x8d5
    vmcs_set VMCS_GUEST_RFLAGS, rax
next_instruction:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

; The pointer lies in memory at a RIP-relative address, which
; is the exit qualification. (With base or index in the
; instruction information it would have to be computed.)
%macro pointer_operand 0
    vmcs_get rsi, VMCS_VM_EXIT_INSTRUCTION_INFORMATION
    and     esi, (1 << 27) | (1 << 22)
    cmp     esi, (1 << 27) | (1 << 22)        ; neither of them
    jne     vmm_failed
    vmcs_get rsi, VMCS_EXIT_QUALIFICATION
    mov     rsi, [rsi]
%endmacro

; L1's region itself is not used: it is L1's memory, and L0
; must not trust it. One VMCS of L1 at a time is enough here.
vmclear_of_l1:
    pointer_operand
    mov     dword [l1_launched], 0
    jmp     succeed

vmptrld_of_l1:
    pointer_operand
    mov     [l1_current], rsi
%if SHADOWING
    vmcs_set VMCS_VMCS_LINK_POINTER, VMCS_12
%endif
    jmp     succeed

; Only without shadowing: each of these is a VM exit.
; RBX = the field's encoding, RDI = where the other register
; operand was saved
%macro field_operands 0
    cmp     qword [l1_current], 0
    je      vmm_failed
    vmcs_get rsi, VMCS_VM_EXIT_INSTRUCTION_INFORMATION
    bt      esi, 10           ; 1: a register, not memory
    jnc     vmm_failed
    mov     eax, esi
    shr     eax, 28           ; bits 31:28: the encoding
    call    vmm_saved_register
    mov     rbx, [rdi]
    mov     eax, esi
    shr     eax, 3            ; bits 6:3: the value
    and     eax, 15
    call    vmm_saved_register
%endmacro

vmread_of_l1:
    inc     qword [vmreads]
    field_operands
    vmptrld [vmcs_12]
    must_succeed
    vmread  [rdi], rbx
    jmp     back_to_vmcs_01

vmwrite_of_l1:
    inc     qword [vmwrites]
    field_operands
    vmptrld [vmcs_12]
    must_succeed
    vmwrite rbx, [rdi]
back_to_vmcs_01:
    must_succeed
    vmptrld [vmcs_01]
    must_succeed
    jmp     succeed

; ---- VMLAUNCH and VMRESUME of L1: L0 enters L2 -------------
; copy_fields LIST, FROM, TO : fields of one VMCS to another,
; which is the current one afterwards
%macro copy_fields 3
    vmptrld [%2]
    must_succeed
    lea     rsi, [%1]
    call    read_fields
    vmptrld [%3]
    must_succeed
    lea     rsi, [%1]
    call    write_fields
%endmacro

entry_of_l1:
    cmp     qword [l1_current], 0
    je      vmm_failed
    ; VMLAUNCH wants a clear VMCS, VMRESUME a launched one.
    xor     ecx, ecx
    cmp     eax, EXIT_REASON_VMRESUME
    sete    cl
    cmp     ecx, [l1_launched]
    jne     vmm_failed
    mov     dword [l1_launched], 1
    advance_guest_rip         ; of L1, for later

    copy_fields entry_fields, vmcs_12, vmcs_02
    copy_fields guest_state, vmcs_12, vmcs_02
    vmclear [vmcs_12]         ; all of it to memory again
    must_succeed
    mov     dword [running], 2
    bts     dword [l2_launched], 0
    jc      .resume
    restore_guest_registers   ; L1's registers are L2's now
    vmlaunch
    jmp     vmm_failed
.resume:
    restore_guest_registers
    vmresume
    jmp     vmm_failed

; ---- A VM exit of L2: L0 lets L1 see it --------------------
exit_of_l2:
    inc     qword [exits_of_l2]
    copy_fields guest_state, vmcs_02, vmcs_12
    copy_fields exit_information, vmcs_02, vmcs_12

    ; The host state that L1 wrote is loaded. Of this L1 the
    ; stack, the page tables and RIP are all that matter.
    vmcs_get rbx, VMCS_HOST_RIP
    vmcs_get rsi, VMCS_HOST_RSP
    vmcs_get rdi, VMCS_HOST_CR3
    vmclear [vmcs_12]
    must_succeed
    vmptrld [vmcs_01]
    must_succeed
    vmcs_set VMCS_GUEST_RIP, rbx
    vmcs_set VMCS_GUEST_RSP, rsi
    vmcs_set VMCS_GUEST_CR3, rdi
    vmcs_set VMCS_GUEST_RFLAGS, 2
    mov     dword [running], 1
    restore_guest_registers   ; L2's registers, as L1 expects
    vmresume
    jmp     vmm_failed

; ---- Lists of fields: first encoding, how many; 0, 0 -------
; Encodings of one group are 2 apart.
entry_fields:
    dw      VMCS_PIN_BASED_CONTROLS, 3        ; and primary, and
    dw      VMCS_VM_ENTRY_CONTROLS, 1         ; exception bitmap
    dw      VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 3
    dw      0, 0
guest_state:
    dw      VMCS_GUEST_ES_SELECTOR, 8
    dw      VMCS_GUEST_IA32_DEBUGCTL, 1
    dw      VMCS_GUEST_ES_LIMIT, 20           ; to activity state
    dw      VMCS_GUEST_IA32_SYSENTER_CS, 1
    dw      VMCS_GUEST_CR0, 20                ; to SYSENTER_EIP
    dw      0, 0
exit_information:
    dw      VMCS_EXIT_REASON, 7
    dw      VMCS_EXIT_QUALIFICATION, 1
    dw      VMCS_GUEST_LINEAR_ADDRESS, 1
    dw      0, 0

; Reads the fields of list RSI of the current VMCS.
read_fields:
    lea     rdi, [field_values]
.range:
    movzx   edx, word [rsi]
    movzx   ecx, word [rsi + 2]
    jecxz   .done
.next:
    vmread  [rdi], rdx
    must_succeed
    add     rdi, 8
    add     edx, 2
    loop    .next
    add     rsi, 4
    jmp     .range
.done:
    ret

; Writes them to the current VMCS. (Exit information is
; read-only on processors before Haswell.)
write_fields:
    lea     rdi, [field_values]
.range:
    movzx   edx, word [rsi]
    movzx   ecx, word [rsi + 2]
    jecxz   .done
.next:
    vmwrite rdx, [rdi]
    must_succeed
    add     rdi, 8
    add     edx, 2
    loop    .next
    add     rsi, 4
    jmp     .range
.done:
    ret

    align   8
field_values:
    times   64 dq 0
l1_current:
    dq      0                 ; the VMCS that L1 made current
l1_launched:
    dd      0                 ; what L1 knows of its VMCS
l2_launched:
    dd      0                 ; what L0 knows of VMCS_02
