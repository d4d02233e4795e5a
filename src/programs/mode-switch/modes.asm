; A mode switch: from 64-bit mode down to real-address mode
; and back, with a word from each mode on the way. A few bits
; make the mode: open Registers, Mode, and step.
%include "lab.inc"

; The GDT below: the lab's entries, then three more.
CODE_32     equ 0x28
CODE_16     equ 0x30
DATA_16     equ 0x38
CR0_PE      equ 1 << 0        ; protection enable
CR0_PG      equ 1 << 31       ; paging

%macro data_segments 1
    mov     ax, %1
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
%endmacro

; ---- 64-bit mode: IA32_EFER.LMA = 1, CS.L = 1
start:
    sgdt    [lab_table]
    mov     rsi, [lab_table + 2]
    lea     rdi, [gdt]
    mov     ecx, LAB_ENTRIES
    rep movsq
    lgdt    [gdtr]
    sidt    [lab_table]
    mov     esi, low_image    ; for 16-bit code
    mov     edi, LOW_CODE
    mov     ecx, LOW_BYTES
    rep movsb
    lea     rsi, [in_64]
    call    print
    jmp     far dword [to_compat]

; ---- Compatibility mode: LMA = 1, CS.L = 0
    bits    32
compat:
    mov     esi, in_compat
    call    print
    mov     eax, cr0          ; pages map this code to
    and     eax, ~CR0_PG      ; itself: it goes on without
    mov     cr0, eax          ; them, and LMA becomes 0

; ---- Protected mode, 32-bit, no paging: CR0.PE = 1
; The IDT is still one of 64-bit gates, of no use here.
    mov     esi, in_32
    call    print
    jmp     CODE_16:protected_16

; ---- On the way up
back:
    data_segments LAB_DATA
    lidt    [lab_table]
    mov     eax, cr0          ; CR3, CR4.PAE and LME have
    or      eax, CR0_PG       ; stayed: paging makes LMA 1
    mov     cr0, eax
    jmp     LAB_CODE:home

    bits    64
home:
    lea     rsi, [in_64]
    call    print
.stop:
    hlt
    jmp     .stop

    align   8
LAB_ENTRIES equ 5             ; the TSS takes two
gdt:
    times LAB_ENTRIES dq 0
    dq      0x00cf9b000000ffff  ; code, 32-bit, 4 GiB
    dq      0x00009b000000ffff  ; code, 16-bit, 64 KiB
    dq      0x000093000000ffff  ; data, 64 KiB
gdtr:
    dw      gdtr - gdt - 1
    dq      gdt
lab_table:
    times 10 db 0
to_compat:
    dd      compat
    dw      CODE_32
in_64:
    db      "64-bit mode", 10, 0
in_compat:
    db      "compatibility mode", 10, 0
in_32:
    db      "protected mode, 32-bit", 10, 0
