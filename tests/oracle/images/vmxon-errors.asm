; VMX operation from outside: VMXON with all its conditions, VMX instructions without VMX operation, the fixed bits of CR0
; and CR4, and the error numbers of VMPTRLD, VMCLEAR and VMXOFF. SDM Vol. 3: "VMX Instructions",
; "VM Instruction Error Numbers".
%include "../include/boot.inc"
%include "vmx.inc"
%define RANDOM_CASES
%include "../include/report.inc"

; try "text", INSTRUCTION : flags, or the exception it raises
%macro try 2+
    text    %1, 10
    lea     rax, [%%next]
    mov     [resume], rax
    mov     [resume_stack], rsp
    mov     rax, [register]
    test    rsp, rsp                    ; CF = 0, ZF = 0
    %2
    call    report_failure              ; behind MOV and WRMSR too: their flags say VMsucceed
%%next:
%endmacro
fault:                                  ; every exception of the VMM comes here
    mov     rsp, [resume_stack]
    jmp     [resume]
; the vector is told by its stub
make_gates:
    mov     ebx, HOST_IDT
    lea     rax, [fault_stubs]
    mov     ecx, 32
.gate:
    mov     [rbx], ax
    mov     rdx, rax
    shr     rdx, 16
    mov     [rbx + 6], dx
    add     rax, 16
    add     ebx, 16
    loop    .gate
    ret
    align   16
fault_stubs:
%assign vector 0
%rep 32
    align   16
    push    strict dword vector
    jmp     strict near named
%assign vector vector + 1
%endrep
named:
    text    "    exception "
    mov     rax, [rsp]
    call    put_hex
    cmp     dword [rsp], 13
    jne     .end
    text    " code="
    mov     rax, [rsp + 8]
    call    put_hex
.end:
    line
    jmp     fault
run_next:
    jmp     finish

main:
    call    make_gates
    mov     al, 0xff
    out     0x21, al
    out     0xa1, al
    try     "VMXON without CR4.VMXE", vmxon [vmxon_pointer]
    try     "VMXOFF without CR4.VMXE", vmxoff
    try     "VMREAD without CR4.VMXE", vmread rax, rcx
    mov     rax, cr4
    or      eax, 1 << 13
    mov     cr4, rax
    try     "VMXOFF outside VMX operation", vmxoff
    try     "VMREAD outside VMX operation", vmread rax, rcx
    try     "VMCALL outside VMX operation", vmcall
    try     "VMLAUNCH outside VMX operation", vmlaunch
    try     "VMPTRLD outside VMX operation", vmptrld [vmcs_pointer]
    try     "INVEPT outside VMX operation", invept rax, [vmcs_pointer]
    try     "INVVPID outside VMX operation", invvpid rax, [vmcs_pointer]
    try     "VMFUNC outside VMX operation", vmfunc
    mov     ecx, MSR_IA32_FEATURE_CONTROL
    rdmsr
    test    eax, 1
    jnz     .locked
    try     "VMXON while the feature control is not locked", vmxon [vmxon_pointer]
    mov     ecx, MSR_IA32_FEATURE_CONTROL
    mov     eax, 5
    xor     edx, edx
    wrmsr
    jmp     .on
.locked:
    text    "VMXON while the feature control is not locked", 10, "    exception 0xd code=0x0", 10
.on:
    mov     ecx, MSR_IA32_FEATURE_CONTROL
    try     "WRMSR of the locked feature control", wrmsr
    mov     rax, cr0
    and     eax, ~0x20
    mov     cr0, rax
    try     "VMXON with CR0.NE 0", vmxon [vmxon_pointer]
    mov     rax, cr0
    or      eax, 0x20
    mov     cr0, rax
    mov     ecx, MSR_IA32_VMX_BASIC
    rdmsr
    and     eax, 0x7fffffff
    mov     [abs VMXON_REGION], eax
    mov     [abs VMCS_REGION], eax
    mov     [abs OTHER_REGION], eax
    try     "VMXON, misaligned", vmxon [misaligned]
    try     "VMXON, too wide", vmxon [too_wide]
    xor     dword [abs VMXON_REGION], 1
    try     "VMXON, another revision", vmxon [vmxon_pointer]
    xor     dword [abs VMXON_REGION], 1
    or      dword [abs VMXON_REGION], 0x80000000
    try     "VMXON, a shadow VMCS", vmxon [vmxon_pointer]
    and     dword [abs VMXON_REGION], 0x7fffffff
    mov     rbx, 1 << 60
    try     "VMXON, operand not canonical", vmxon [rbx]
    try     "VMXON", vmxon [vmxon_pointer]
    try     "no current VMCS: VMXON", vmxon [vmxon_pointer]
    try     "no current VMCS: VMPTRLD of the VMXON region", vmptrld [vmxon_pointer]
    try     "no current VMCS: VMREAD", vmread rax, rcx
    try     "no current VMCS: VMRESUME", vmresume
    try     "no current VMCS: VMCALL", vmcall
    try     "no current VMCS: INVEPT type 9", invept rbx, [vmcs_pointer]
    try     "VMFUNC in root operation", vmfunc
    try     "VMCLEAR", vmclear [vmcs_pointer]
    try     "VMPTRLD", vmptrld [vmcs_pointer]
    try     "VMXON in root operation", vmxon [misaligned]
    try     "VMXON in root operation, operand not canonical", vmxon [rbx]
    try     "VMPTRLD, misaligned", vmptrld [misaligned]
    try     "VMPTRLD, too wide", vmptrld [too_wide]
    try     "VMPTRLD of the VMXON region", vmptrld [vmxon_pointer]
    xor     dword [abs OTHER_REGION], 1
    try     "VMPTRLD, another revision", vmptrld [other_pointer]
    xor     dword [abs OTHER_REGION], 1
    try     "VMCLEAR, misaligned", vmclear [misaligned]
    try     "VMCLEAR, too wide", vmclear [too_wide]
    try     "VMCLEAR of the VMXON region", vmclear [vmxon_pointer]
    try     "VMCLEAR of another one", vmclear [other_pointer]
    try     "VMRESUME of a clear one", vmresume
    mov     ecx, 0x6c20
    try     "VMREAD of no field", vmread rax, rcx
    try     "VMWRITE of no field", vmwrite rcx, rax
    mov     rcx, 1 << 32 | VMCS_GUEST_RIP
    try     "VMREAD, bit 32 of the encoding", vmread rax, rcx
    mov     ecx, VMCS_GUEST_RIP | 1
    try     "VMREAD, the high half of a natural-width field", vmread rax, rcx
    mov     ecx, VMCS_TSC_OFFSET | 1
    try     "VMREAD, the high half of a 64-bit field", vmread rax, rcx
    mov     ecx, VMCS_GUEST_ES_SELECTOR | 1
    try     "VMREAD, the high half of a 16-bit field", vmread rax, rcx
    mov     ecx, VMCS_EXCEPTION_BITMAP | 1
    try     "VMREAD, the high half of a 32-bit field", vmread rax, rcx
    try     "VMWRITE, operand not canonical", vmwrite rcx, [rbx]
    try     "VMPTRST, operand not canonical", vmptrst [rbx]
    mov     rax, cr4
    and     eax, ~(1 << 13)
    mov     [register], rax
    try     "CR4.VMXE 0 in VMX operation", mov cr4, rax
    mov     rax, cr0
    and     eax, ~0x20
    mov     [register], rax
    try     "CR0.NE 0 in VMX operation", mov cr0, rax
    mov     rax, cr0
    btr     rax, 31
    mov     [register], rax
    try     "CR0.PG 0 in VMX operation", mov cr0, rax
    try     "VMXOFF", vmxoff
    try     "VMREAD behind VMXOFF", vmread rax, rcx
    mov     rax, cr0
    and     eax, ~0x20
    mov     [register], rax
    try     "CR0.NE 0 behind VMXOFF", mov cr0, rax
    jmp     finish

    align   8
resume:
    dq      0
register:                           ; RAX of the next one
    dq      0
resume_stack:
    dq      0
misaligned:
    dq      OTHER_REGION + 0x10
too_wide:
    dq      1 << 52
