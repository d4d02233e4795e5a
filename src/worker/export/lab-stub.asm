; lab-stub.asm - builds what a lab program expects, from where a Multiboot loader leaves off, and jumps to the program.
; Assembled behind the constants of machine/boot/lab-layout.table.ts and STUB, STUB_END, PROGRAM_ENTRY.
    bits    32
    org     STUB

TAIL        equ 0xf000          ; the part that erases the rest of the stub
IA32_FEATURE_CONTROL equ 0x3a
IA32_EFER   equ 0xc0000080
MAP_PAGE    equ 0x87            ; present, writable, user, 2 MiB
MAP_TABLE   equ 7               ; present, writable, user

stub:
    cli
    cld
    mov     esp, LAB_STACK
    mov     al, 0xff            ; no interrupts from the firmware's timer and keyboard
    out     0x21, al
    out     0xa1, al
    xor     eax, eax            ; the pages below LAB_RING0_STACK hold the lab's tables
    mov     edi, LAB_PML4
    mov     ecx, (LAB_RING0_STACK - LAB_PML4) / 4
    rep     stosd

; ---- 4 GiB mapped one to one by 2-MiB pages -----------------------------------------------------------
    mov     dword [LAB_PML4], LAB_PDPT + MAP_TABLE
    mov     dword [LAB_PDPT], LAB_PAGE_DIRECTORIES + MAP_TABLE
    mov     dword [LAB_PDPT + 8], LAB_PAGE_DIRECTORIES + 0x1000 + MAP_TABLE
    mov     dword [LAB_PDPT + 16], LAB_PAGE_DIRECTORIES + 0x2000 + MAP_TABLE
    mov     dword [LAB_PDPT + 24], LAB_PAGE_DIRECTORIES + 0x3000 + MAP_TABLE
    mov     edi, LAB_PAGE_DIRECTORIES
    mov     eax, MAP_PAGE
.map:
    mov     [edi], eax
    add     edi, 8
    add     eax, 0x200000
    jnc     .map

; ---- GDT, TSS, IDT, and a handler per vector that halts ------------------------------------------------
    mov     esi, gdt
    mov     edi, LAB_GDT
    mov     ecx, (LAB_GDT_LIMIT + 1) / 4
    rep     movsd
    mov     dword [LAB_TSS + 4], LAB_RING0_STACK
    mov     dword [LAB_TSS + 0x24], LAB_DOUBLE_FAULT_STACK
    mov     byte [LAB_TSS + 0x66], LAB_TSS_LIMIT + 1
    mov     edi, LAB_IDT
    mov     esi, LAB_HANDLERS
.gate:
    mov     [edi], si
    mov     word [edi + 2], LAB_CODE_SELECTOR
    mov     word [edi + 4], 0x8e00
    mov     dword [esi], 0xfdebf4           ; hlt, and a jump back to it
    add     edi, 16
    add     esi, LAB_HANDLER_BYTES
    cmp     edi, LAB_IDT + 0x1000
    jne     .gate
    mov     byte [LAB_IDT + 3 * 16 + 5], 0xee   ; ring 3 may use INT3 and INTO
    mov     byte [LAB_IDT + 4 * 16 + 5], 0xee
    mov     byte [LAB_IDT + 8 * 16 + 4], 1      ; #DF has a stack of its own
    lidt    [idt_register]

    mov     esi, tail
    mov     edi, TAIL
    mov     ecx, tail_end - tail
    rep     movsb

; ---- VMX is allowed where the processor has it; then 64-bit mode ---------------------------------------
    mov     eax, 1
    cpuid
    test    ecx, 1 << 5
    jz      .no_vmx
    mov     ecx, IA32_FEATURE_CONTROL
    rdmsr
    test    eax, 1
    jnz     .no_vmx
    mov     eax, LAB_FEATURE_CONTROL
    xor     edx, edx
    wrmsr
.no_vmx:
    mov     eax, LAB_CR4
    mov     cr4, eax
    mov     eax, LAB_PML4
    mov     cr3, eax
    mov     ecx, IA32_EFER
    xor     edx, edx
    mov     eax, LAB_EFER & ~(1 << 10)      ; the processor sets LMA itself
    wrmsr
    mov     eax, LAB_CR0
    mov     cr0, eax
    lgdt    [gdt_register]
    jmp     LAB_CODE_SELECTOR:TAIL

    align   8
gdt:
    dq      0
    dq      LAB_GDT_CODE
    dq      LAB_GDT_DATA
    dd      LAB_TSS << 16 | LAB_TSS_LIMIT, 0x8900
    dq      0
    dq      LAB_GDT_DATA_3
    dq      LAB_GDT_CODE_3
gdt_register:
    dw      LAB_GDT_LIMIT
    dd      LAB_GDT
idt_register:
    dw      0xfff
    dd      LAB_IDT

; ---- Runs at TAIL: segments, no trace of the stub, every register as the lab leaves it ------------------
    bits    64
tail:
    mov     eax, LAB_DATA_SELECTOR
    mov     ds, eax
    mov     es, eax
    mov     ss, eax
    mov     fs, eax
    mov     gs, eax
    mov     eax, LAB_TSS_SELECTOR
    ltr     ax
    xor     eax, eax
    lldt    ax
    mov     edi, STUB
    mov     ecx, (STUB_END - STUB) / 4
    rep     stosd
    mov     esp, LAB_STACK
    push    byte 2
    popfq
    mov     qword [abs LAB_STACK - 8], 0
    mov     ecx, 0
    mov     edx, 0
    mov     ebx, 0
    mov     ebp, 0
    mov     esi, 0
    mov     edi, 0
    jmp     [abs TAIL + (.entry - tail)]
    align   8
.entry:
    dq      PROGRAM_ENTRY
tail_end:
    align   4, db 0
