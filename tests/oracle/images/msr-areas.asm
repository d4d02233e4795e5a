; MSR areas: stored at VM exits, loaded at VM exits and VM entries, and the entry failure of a bad entry (reason 34).
; SDM Vol. 3: "Loading MSRs", "Saving MSRs".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

ENTRY_AREA  equ 0x360000
STORE_AREA  equ 0x361000
LOAD_AREA   equ 0x362000
LSTAR       equ 0xc0000082
KERNEL_GS   equ 0xc0000102
FS_BASE     equ 0xc0000100

; entry AREA, NUMBER, MSR, VALUE
%macro entry 4
    mov     ebx, %1 + 16 * %2
    mov     dword [rbx], %3
    mov     dword [rbx + 4], 0
    mov     dword [rbx + 8], %4
    mov     dword [rbx + 12], 0
%endmacro

areas:
    entry   ENTRY_AREA, 0, LSTAR, 0x1111
    entry   ENTRY_AREA, 1, KERNEL_GS, 0x2222
    entry   STORE_AREA, 0, LSTAR, 0
    entry   STORE_AREA, 1, KERNEL_GS, 0
    entry   LOAD_AREA, 0, LSTAR, 0x3333
    set     VMCS_VM_ENTRY_MSR_LOAD_ADDRESS, ENTRY_AREA
    set     VMCS_VM_ENTRY_MSR_LOAD_COUNT, 2
    set     VMCS_VM_EXIT_MSR_STORE_ADDRESS, STORE_AREA
    set     VMCS_VM_EXIT_MSR_STORE_COUNT, 2
    set     VMCS_VM_EXIT_MSR_LOAD_ADDRESS, LOAD_AREA
    set     VMCS_VM_EXIT_MSR_LOAD_COUNT, 1
    primary PRIMARY_USE_MSR_BITMAPS
    lea     rax, [show_areas]
    mov     [on_exit], rax
    ret

show_areas:
    text    "    stored "
    mov     rax, [abs STORE_AREA + 8]
    call    put_hex
    text    " "
    mov     rax, [abs STORE_AREA + 24]
    call    put_hex
    text    " host IA32_LSTAR "
    mov     ecx, LSTAR
    rdmsr
    shl     rdx, 32
    or      rax, rdx
    call    put_hex
    text    10
    clc
    ret

%macro bad_entry 3                      ; name, MSR, value
%1:
    entry   ENTRY_AREA, 0, LSTAR, 0x1111
    entry   ENTRY_AREA, 1, %2, %3
    set     VMCS_VM_ENTRY_MSR_LOAD_ADDRESS, ENTRY_AREA
    set     VMCS_VM_ENTRY_MSR_LOAD_COUNT, 2
    ret
%endmacro
    bad_entry fs_base, FS_BASE, 0
    bad_entry absent, 0x12345678, 0

misaligned_area:
    set     VMCS_VM_ENTRY_MSR_LOAD_ADDRESS, ENTRY_AREA + 8
    set     VMCS_VM_ENTRY_MSR_LOAD_COUNT, 1
    ret

reserved_bits:
    entry   ENTRY_AREA, 0, LSTAR, 0
    mov     dword [abs ENTRY_AREA + 4], 1
    set     VMCS_VM_ENTRY_MSR_LOAD_ADDRESS, ENTRY_AREA
    set     VMCS_VM_ENTRY_MSR_LOAD_COUNT, 1
    ret

show_msrs:
    mov     ecx, LSTAR
    rdmsr
    call    put_hex
    text    " in the guest", 10
    mov     eax, 0x4444
    xor     edx, edx
    mov     ecx, KERNEL_GS
    wrmsr
    cpuid
    vmcall

body:
    vmcall

    align   8
cases:
    case    areas, show_msrs, "loaded and stored"
    case    fs_base, body, "second entry is IA32_FS_BASE"
    case    absent, body, "second entry is no MSR"
    case    misaligned_area, body, "area misaligned"
    case    reserved_bits, body, "reserved bits of an entry"
    end_of_cases
