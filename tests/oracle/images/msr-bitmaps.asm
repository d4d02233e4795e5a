; The four MSR bitmaps: low and high MSRs, reads and writes, and everything outside. SDM Vol. 3: "MSR-Bitmap Address".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

READ_LOW    equ MSR_BITMAP
READ_HIGH   equ MSR_BITMAP + 0x400
WRITE_LOW   equ MSR_BITMAP + 0x800
WRITE_HIGH  equ MSR_BITMAP + 0xc00

; bitmaps NAME, BITMAP, MSR : one bit is 1
%macro bitmaps 3
%1:
    call    clear_bitmap
    bts     dword [abs %2 + ((%3) & 0x1fff) / 32 * 4], (%3) & 31
    ret
%endmacro
clear_bitmap:
    mov     edi, MSR_BITMAP
    mov     ecx, 0x1000 / 8
    xor     eax, eax
    rep stosq
    primary PRIMARY_USE_MSR_BITMAPS
    set     VMCS_EXCEPTION_BITMAP, 1 << 13
    then_call show_value
    ret
show_value:
    text    "   "
    mov     eax, [saved_rax]
    text    " eax="
    call    put_hex
    line
    cmp     ebx, EXIT_REASON_EXCEPTION_OR_NMI
    jne     .on
    get     rax, VMCS_GUEST_RIP         ; over the two bytes of RDMSR or WRMSR
    add     rax, 2
    mov     edx, VMCS_GUEST_RIP
    vmwrite rdx, rax
    stc
    ret
.on:
    clc
    ret
    bitmaps sysenter_read, READ_LOW, 0x174
    bitmaps sysenter_write, WRITE_LOW, 0x174
    bitmaps star_read, READ_HIGH, 0xc0000081
    bitmaps star_write, WRITE_HIGH, 0xc0000081
no_bitmaps:
    call    clear_bitmap
    primary 0
    ret
all_ones:
    call    clear_bitmap
    mov     edi, MSR_BITMAP
    mov     ecx, 0x1000 / 8
    mov     rax, -1
    rep stosq
    ret
ring_3:                                 ; #GP in ring 3 before any exit
    call    all_ones
    set     VMCS_GUEST_CS_SELECTOR, 0x2b
    set     VMCS_GUEST_CS_ACCESS_RIGHTS, 0xa0fb
    set     VMCS_GUEST_SS_SELECTOR, 0x33
    set     VMCS_GUEST_SS_ACCESS_RIGHTS, 0xc0f3
    ret

; msr NUMBER : read it, then write what was read
%macro msr 1
    mov     ecx, %1
    xor     eax, eax
    xor     edx, edx
    rdmsr
    wrmsr
%endmacro
some:
    msr     0x174
    msr     0xc0000081
    msr     0x175
    msr     0xc0000082
    vmcall
edges:
    xor     ecx, ecx
    rdmsr
    mov     ecx, 0x1fff
    rdmsr
    mov     ecx, 0x2000
    rdmsr
    mov     ecx, 0xbfffffff
    rdmsr
    mov     ecx, 0xc0000000
    wrmsr
    mov     ecx, 0xc0001fff
    rdmsr
    mov     ecx, 0xc0002000
    rdmsr
    mov     ecx, 0xffffffff
    wrmsr
    vmcall
wide_rcx:                               ; only ECX counts
    mov     rcx, 1 << 40 | 0x174
    rdmsr
    wrmsr
    vmcall
faults_later:                           ; a value that WRMSR refuses: the exit comes first
    mov     ecx, 0xc0000080
    mov     eax, -1
    mov     edx, -1
    wrmsr
    vmcall
user:
    mov     ecx, 0x174
    rdmsr
    wrmsr
    vmcall

    align   8
cases:
    case    no_bitmaps, some, "no bitmaps"
    case    clear_bitmap, some, "nothing exits"
    case    all_ones, some, "everything exits"
    case    sysenter_read, some, "reads of 0x174"
    case    sysenter_write, some, "writes of 0x174"
    case    star_read, some, "reads of 0xc0000081"
    case    star_write, some, "writes of 0xc0000081"
    case    all_ones, edges, "the ends of the ranges"
    case    sysenter_read, wide_rcx, "the upper half of RCX, reads"
    case    sysenter_write, wide_rcx, "the upper half of RCX, writes"
    case    all_ones, faults_later, "a value that cannot be written"
    case    clear_bitmap, faults_later, "a value that cannot be written, no exit"
    case    ring_3, user, "ring 3"
    end_of_cases
