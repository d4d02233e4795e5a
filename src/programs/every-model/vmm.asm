; The same work on every model, from the first processor with
; VMX on. The VMM uses nothing that one of them lacks, asks the
; capability MSRs what it may leave to the guest, and emulates
; the rest. Which exits remain, and what they cost, is what
; twenty years have changed.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "guest-registers.inc"

KEYBOARD    equ 0x60
ROUNDS      equ 4

; says "name", BITS : whether RAX has one of the bits
%macro says 2
    print   %1, ": "
    mov     ecx, %2
    call    say_whether
%endmacro

; counted "name", REASON : how many exits for that reason
%macro counted 2
    print   %1, ": "
    print_number qword [counts + EXIT_REASON_%2 * 8]
    print   10
%endmacro

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
    primary_controls PRIMARY_HLT_EXITING | PRIMARY_USE_IO_BITMAPS | PRIMARY_USE_MSR_BITMAPS
    vmcs_set VMCS_IO_BITMAP_A, IO_BITMAP_A
    must_succeed
    vmcs_set VMCS_IO_BITMAP_B, IO_BITMAP_B
    must_succeed
    mov     ebx, IO_BITMAP_A
    bts     dword [rbx + KEYBOARD / 8], KEYBOARD % 8

    ; Where there are no MSR bitmaps the control was masked
    ; away, and the field does not exist: every RDMSR exits.
    call    vmm_primary_allowed
    says    "MSR bitmaps", PRIMARY_USE_MSR_BITMAPS
    test    eax, PRIMARY_USE_MSR_BITMAPS
    jz      .no_bitmaps
    vmcs_set VMCS_MSR_BITMAPS, MSR_BITMAP
    must_succeed
.no_bitmaps:

    ; Before the TRUE capability MSRs some controls had to be
    ; 1, among them those that make MOV CR3 exit.
    mov     ecx, MSR_IA32_VMX_TRUE_PROCBASED_CTLS
    call    vmm_read_capability
    not     eax
    says    "MOV CR3 without exits", PRIMARY_CR3_LOAD_EXITING
    call    vmm_secondary_allowed
    says    "EPT", SECONDARY_ENABLE_EPT

    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    rdtsc
    shl     rdx, 32
    or      rax, rdx
    mov     [begin], rax
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, 63
    ja      vmm_failed        ; a failed VM entry, for one
    lea     rdx, [counts]
    inc     qword [rdx + rax * 8]
    cmp     eax, EXIT_REASON_CPUID
    je      .cpuid
    cmp     eax, EXIT_REASON_IO_INSTRUCTION
    je      .in
    cmp     eax, EXIT_REASON_HLT
    je      .resume           ; there is something to do again
    cmp     eax, EXIT_REASON_RDMSR
    je      .rdmsr
    cmp     eax, EXIT_REASON_CONTROL_REGISTER_ACCESS
    je      .control_register
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed

.cpuid:
    mov     eax, [guest_rax]
    mov     ecx, [guest_rcx]
    cpuid
    mov     [guest_rax], rax
    mov     [guest_rbx], rbx
    mov     [guest_rcx], rcx
    mov     [guest_rdx], rdx
    jmp     .resume

.in:
    mov     byte [guest_rax], '.'
    jmp     .resume

.rdmsr:
    mov     ecx, [guest_rcx]
    rdmsr
    mov     [guest_rax], rax
    mov     [guest_rdx], rdx
    jmp     .resume

; Qualification: bits 3:0 which register, 5:4 to (0) or from
; (1) it, 11:8 the general register
.control_register:
    vmcs_get rbx, VMCS_EXIT_QUALIFICATION
    mov     eax, ebx
    shr     eax, 8
    and     eax, 15
    call    vmm_saved_register
    and     ebx, 0x3f
    cmp     ebx, 0x03
    je      .to_cr3
    cmp     ebx, 0x13
    jne     vmm_failed
    vmcs_get rax, VMCS_GUEST_CR3
    mov     [rdi], rax
    jmp     .resume
.to_cr3:
    vmcs_set VMCS_GUEST_CR3, [rdi]

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    rdtsc
    shl     rdx, 32
    or      rax, rdx
    sub     rax, [begin]
    mov     rbx, rax
    vmxoff
    print   10
    counted "CPUID", CPUID
    counted "IN", IO_INSTRUCTION
    counted "HLT", HLT
    counted "RDMSR", RDMSR
    counted "MOV CR3", CONTROL_REGISTER_ACCESS
    print   "Cycles: "
    print_number rbx
    print   10
    stop

; Prints yes if one of the bits ECX is set in EAX, else no.
say_whether:
    test    eax, ecx
    jz      .no
    print   "yes", 10
    ret
.no:
    print   "no", 10
    ret

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
begin:
    dq      0
counts:                       ; by basic exit reason
    times   64 dq 0
