; Compatibility mode: 32-bit and 16-bit code under a 64-bit system, at rings 0 and 3: far transfers, faults, interrupts, call
; gates, segment limits. SDM Vol. 3: "Compatibility Mode", "64-Bit Mode".
%include "../include/boot.inc"
%include "../include/cases64.inc"

; to_32 LABEL : goes on there as 32-bit code at ring 0; `back` is the way to 64-bit code
%macro to_32 1
    push    CODE32
    lea     rax, [%1]
    push    rax
    o64 retf
    bits    32
%endmacro
%macro user_32 1                        ; at ring 3, IOPL 3
    push    USER_DATA
    push    USER_STACK
    push    0x3002
    push    USER_CODE32
    lea     rax, [%1]
    push    rax
    iretq
    bits    32
%endmacro

; shows EAX and goes on with the next case, from 64-bit code
report:
    mov     eax, eax
    mov     rsp, BOOT_STACK
    text    "   "
    show    "eax", rax
    line
    jmp     run_next

far_return:
    mov     rax, -1
    to_32   .code
.code:
    mov     eax, cs
    jmp     CODE64:report
    bits    64
registers:                              ; the upper halves stay, 0x48 is DEC EAX
    mov     rbx, -1
    to_32   .code
.code:
    mov     eax, 5
    db      0x48
    inc     ebx
    jmp     CODE64:.back
    bits    64
.back:
    text    "   "
    show    "rax", rax
    show    "rbx", rbx
    line
    jmp     run_next
null_data:
    to_32   .code
.code:
    xor     eax, eax
    mov     es, eax
    mov     eax, [es:SCRATCH]
    bits    64
limit:
    describe FREE, 0x0000000f, 0x00409334
    to_32   .code
.code:
    mov     eax, FREE
    mov     es, eax
    mov     eax, [es:0xd]
    bits    64
base:                                   ; segment bases count again
    mov     dword [abs SCRATCH + 8], 0x1234
    describe FREE, 0x000000ff, 0x00409334
    to_32   .code
.code:
    mov     eax, FREE
    mov     es, eax
    mov     eax, [es:8]
    jmp     CODE64:report
    bits    64
wrap:                                   ; addresses wrap at 4 GiB
    to_32   .code
.code:
    mov     ebx, 0xfffffff0
    mov     dword [ebx + SCRATCH + 0x20], 0x5678
    mov     eax, [SCRATCH + 0x10]
    jmp     CODE64:report
    bits    64
undefined:
    to_32   .code
.code:
    ud2
    bits    64
into_32:
    to_32   .code
.code:
    mov     al, 0x7f
    add     al, 1
    into
    bits    64
bound_32:
    to_32   .code
.code:
    mov     eax, 9
    mov     dword [SCRATCH], 1
    mov     dword [SCRATCH + 4], 3
    bound   eax, [SCRATCH]
    bits    64
aam_zero:
    to_32   .code
.code:
    db      0xd4, 0
    bits    64
decimal:
    to_32   .code
.code:
    mov     eax, 0x38
    add     al, 0x45
    daa
    jmp     CODE64:report
    bits    64
ring3:
    user_32 .code
.code:
    mov     eax, cs
    mov     ebx, ss
    int3
    bits    64
ring3_fault:
    user_32 .code
.code:
    mov     eax, [0]
    hlt
    bits    64
ring3_page_fault:
    mov     rax, [abs PAGE_TABLES + 0x2000 + 8 * 200]
    push    rax
    mov     byte [abs PAGE_TABLES + 0x2000 + 8 * 200], 0x83
    mov     rax, cr3
    mov     cr3, rax
    goes_on_at .end
    user_32 .code
.code:
    mov     eax, [200 << 21]
    bits    64
.end:
    mov     byte [abs PAGE_TABLES + 0x2000 + 8 * 200], 0x87
    mov     rax, cr3
    mov     cr3, rax
    jmp     run_next
call_gate:                              ; a 64-bit call gate of 16 bytes
    lea     rax, [.inner]
    mov     [abs OWN_GDT + FREE], ax
    mov     word [abs OWN_GDT + FREE + 2], CODE64
    mov     word [abs OWN_GDT + FREE + 4], 0xec00
    shr     rax, 16
    mov     [abs OWN_GDT + FREE + 6], ax
    mov     qword [abs OWN_GDT + FREE + 8], 0
    user_32 .code
.code:
    call    FREE | 3:0
    bits    64
.inner:
    text    "    inner"
    mov     eax, cs
    show    "cs", rax
    mov     eax, ss
    show    "ss", rax
    show    "rsp", rsp
    mov     rax, [rsp]
    sub     rax, [case_base]
    show    "rip", rax
    mov     rax, [rsp + 8]
    show    "cs", rax
    mov     rax, [rsp + 16]
    show    "rsp", rax
    mov     rax, [rsp + 24]
    show    "ss", rax
    line
    lea     rax, [.outer]
    mov     [rsp], rax
    o64 retf
    bits    32
.outer:
    int3
    bits    64
call_gate_ring0:
    describe FREE, 0, 0
    lea     rax, [.inner]
    mov     [abs OWN_GDT + FREE], ax
    mov     word [abs OWN_GDT + FREE + 2], CODE64
    mov     word [abs OWN_GDT + FREE + 4], 0x8c00
    shr     rax, 16
    mov     [abs OWN_GDT + FREE + 6], ax
    mov     qword [abs OWN_GDT + FREE + 8], 0
    mov     dword [abs SCRATCH], 0
    mov     word [abs SCRATCH + 4], FREE
    call    dword far [abs SCRATCH]
    text    "    back", 10
    ret
.inner:
    text    "    inner", 10
    o64 retf
call_gate_bad_upper:                    ; the type field of the upper half must be 0
    mov     word [abs OWN_GDT + FREE + 12], 0x1f00
    mov     dword [abs SCRATCH], 0
    mov     word [abs SCRATCH + 4], FREE
    goes_on_at .end
    call    dword far [abs SCRATCH]
.end:
    mov     qword [abs OWN_GDT + FREE + 8], 0
    jmp     run_next
call_gate_to_32:
    mov     word [abs OWN_GDT + FREE + 2], CODE32
    mov     dword [abs SCRATCH], 0
    mov     word [abs SCRATCH + 4], FREE
    call    dword far [abs SCRATCH]
far_jump_tss:
    mov     dword [abs SCRATCH], 0
    mov     word [abs SCRATCH + 4], OWN_TSS_SEL
    jmp     dword far [abs SCRATCH]
long_and_default:                       ; L and D both set
    describe FREE, 0x0000ffff, 0x00ef9b00
    mov     dword [abs SCRATCH], 0
    mov     word [abs SCRATCH + 4], FREE
    jmp     dword far [abs SCRATCH]
code_16:
    describe FREE, 0x0000ffff, 0x00009b10          ; 16-bit code at 0x100000
    describe FREE + 8, 0, 0
    push    FREE
    mov     eax, .code - 0x100000
    push    rax
    o64 retf
    bits    16
.code:
    mov     ax, 0x1234
    add     ax, ax
    jmp     dword CODE64:report
    bits    64
segment_loads_64:                       ; bases of ES, SS and DS are ignored in 64-bit mode
    mov     dword [abs SCRATCH + 8], 0x4321
    describe FREE, 0x0000000f, 0x00409330
    mov     eax, FREE
    mov     es, eax
    mov     eax, [es:abs SCRATCH + 8]
    jmp     report
fs_base:
    mov     dword [abs SCRATCH + 8], 0x9876
    describe FREE, 0x0000000f, 0x00409334
    mov     eax, FREE
    mov     fs, eax
    mov     eax, [fs:abs 8]
    jmp     report
arpl_is_movsxd:
    mov     eax, 0x80000000
    movsxd  rax, eax
    text    "   "
    show    "rax", rax
    line
    ret

    align   8
cases:
    case    far_return, "far RET to 32-bit code and far JMP back"
    case    registers, "DEC instead of REX; upper halves"
    case    null_data, "access through a null ES"
    case    limit, "limit of a data segment"
    case    base, "base of a data segment"
    case    wrap, "addresses wrap"
    case    undefined, "UD2"
    case    into_32, "INTO"
    case    bound_32, "BOUND"
    case    aam_zero, "AAM with 0"
    case    decimal, "DAA"
    case    ring3, "INT3 at ring 3"
    case    ring3_fault, "HLT at ring 3"
    case    ring3_page_fault, "#PF at ring 3"
    case    call_gate, "call gate from 32-bit code at ring 3"
    case    call_gate_ring0, "call gate at ring 0"
    case    call_gate_bad_upper, "call gate with a type in its upper half"
    case    call_gate_to_32, "call gate to 32-bit code"
    case    far_jump_tss, "far JMP to a TSS"
    case    long_and_default, "code segment with L and D"
    case    code_16, "16-bit code"
    case    segment_loads_64, "base of ES in 64-bit mode"
    case    fs_base, "base of FS in 64-bit mode"
    case    arpl_is_movsxd, "MOVSXD"
    end_of_cases
