; A page fault. The first address above 512 GiB is a window
; with page tables of its own, and its page table is empty.
; Each access that the tables refuse comes to page_fault
; (handler.asm), which puts that right and returns; then the
; processor repeats the access, and it succeeds.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

WINDOW      equ 1 << 39       ; entry 1 of the PML4
WINDOW_PDPT equ 0x140000
WINDOW_PD   equ 0x141000
WINDOW_PT   equ 0x142000
FRAME       equ 0x143000      ; the page behind the window

PML4        equ 0x1000        ; the lab's top table
IDT         equ 0x8000        ; the lab's gates
PAGE_FAULT  equ 14

; Bits of a paging-structure entry
PRESENT     equ 1 << 0
WRITABLE    equ 1 << 1

start:
    ; Entry 0 of each table leads to the next one.
    mov     ebx, PML4
    mov     qword [rbx + 8], WINDOW_PDPT | PRESENT | WRITABLE
    mov     ebx, WINDOW_PDPT
    mov     qword [rbx], WINDOW_PD | PRESENT | WRITABLE
    mov     ebx, WINDOW_PD
    mov     qword [rbx], WINDOW_PT | PRESENT | WRITABLE
    call    set_gate

    mov     rbx, WINDOW
read_missing:
    mov     rax, [rbx]        ; no entry: error code 0
    print   "program: the page can be read", 10

write_read_only:
    mov     [rbx], rsp        ; present, R/W = 0: error code 3
    print   "program: the page can be written", 10

    ; The entry goes, but the TLB still has the translation.
    mov     edx, WINDOW_PT
    mov     qword [rdx], 0
read_stale:
    mov     rax, [rbx]        ; no fault
    print   "program: unmapped, the TLB still translates", 10

    invlpg  [rbx]             ; now the TLB forgets it
read_again:
    mov     rax, [rbx]        ; error code 0 again
    print   "program: mapped again", 10
    stop
