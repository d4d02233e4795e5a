; A mode switch. The processor goes down from 64-bit mode
; to real-address mode and comes back, one mode at a time,
; and says a word in each. Nothing but a few bits tells it
; which mode it is in: open Registers, Mode beside this.
%include "lab.inc"

; The GDT below: the lab's entries first, then three more.
CODE_32     equ 0x28
CODE_16     equ 0x30
DATA_16     equ 0x38

CR0_PE      equ 1 << 0        ; protection enable
CR0_PG      equ 1 << 31       ; paging

STACK       equ 0x90000       ; the lab's
LOW_STACK   equ 0xf000        ; one that 16 bits reach

; ---- 64-bit mode: IA32_EFER.LMA = 1, CS.L = 1 ---------
start:
    sgdt    [lab_gdtr]        ; keep what is there
    sidt    [lab_idtr]
    mov     rsi, [lab_gdtr + 2]
    lea     rdi, [gdt]
    mov     ecx, LAB_ENTRIES
    rep movsq
    lgdt    [gdtr]
    mov     esi, low_image    ; real mode needs low memory
    mov     edi, LOW_CODE
    mov     ecx, LOW_BYTES
    rep movsb
    lea     rsi, [in_64_bit]
    call    print
    jmp     far dword [to_compatibility]

; ---- Compatibility mode: LMA = 1, CS.L = 0 ------------
    bits    32
compatibility:
    mov     esi, in_compatibility
    call    print
    mov     eax, cr0          ; the pages map this code to
    and     eax, ~CR0_PG      ; itself, so it goes on when
    mov     cr0, eax          ; they go; LMA becomes 0

; ---- Protected mode, 32-bit, no paging: CR0.PE = 1 ----
; The IDT still has 64-bit gates: an exception now would
; find no handler. None comes, and interrupts are off.
protected_32:
    mov     esi, in_protected_32
    call    print
    jmp     CODE_16:protected_16

; ---- The way back -------------------------------------
protected_again:
    mov     eax, LAB_DATA
    mov     ds, eax
    mov     es, eax
    mov     fs, eax
    mov     gs, eax
    mov     ss, eax
    mov     esp, STACK
    mov     esi, back_in_protected
    call    print
    lidt    [lab_idtr]
    mov     eax, cr0          ; CR3, CR4.PAE and LME are
    or      eax, CR0_PG       ; as they were: paging makes
    mov     cr0, eax          ; LMA 1: compatibility mode
    jmp     LAB_CODE:long_again

    bits    64
long_again:
    lea     rsi, [back_in_64_bit]
    call    print
.stop:
    hlt
    jmp     .stop

; ---- Tables and texts ---------------------------------
    align   8
LAB_ENTRIES equ 5             ; null, code, data, TSS (2)
gdt:
    times LAB_ENTRIES dq 0
    dq      0x00cf9b000000ffff  ; code, 32-bit, 4 GiB
    dq      0x00009b000000ffff  ; code, 16-bit, 64 KiB
    dq      0x000093000000ffff  ; data, 16-bit, 64 KiB
gdt_end:
gdtr:
    dw      gdt_end - gdt - 1
    dq      gdt
lab_gdtr:
    dw      0
    dq      0
lab_idtr:
    dw      0
    dq      0
to_compatibility:
    dd      compatibility
    dw      CODE_32

in_64_bit:
    db      "64-bit mode", 10, 0
in_compatibility:
    db      "compatibility mode", 10, 0
in_protected_32:
    db      "protected mode, 32-bit", 10, 0
back_in_protected:
    db      "back in protected mode, 32-bit", 10, 0
back_in_64_bit:
    db      "back in 64-bit mode", 10, 0
