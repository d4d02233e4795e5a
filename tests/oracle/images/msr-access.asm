; RDMSR and WRMSR: without bitmap, and by the four quarters of the bitmap. SDM Vol. 3: "MSR-Bitmap Address".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"

bitmap:
    primary PRIMARY_USE_MSR_BITMAPS
    mov     ebx, MSR_BITMAP
    bts     dword [rbx + 0x277 / 8], 0x277 % 8                  ; read IA32_PAT
    bts     dword [rbx + 1024 + 0x80 / 8], 0x80 % 8             ; read IA32_EFER
    bts     dword [rbx + 2048 + 0x174 / 8], 0x174 % 8           ; write IA32_SYSENTER_CS
    bts     dword [rbx + 3072 + 0x82 / 8], 0x82 % 8             ; write IA32_LSTAR
    ret

accesses:
    mov     ecx, 0x277
    rdmsr
    mov     ecx, 0xc0000080
    rdmsr
    mov     ecx, 0x174
    rdmsr
    wrmsr
    mov     ecx, 0xc0000082
    rdmsr
    wrmsr
    mov     ecx, 0x2000
    rdmsr
    mov     ecx, 0x40000000
    rdmsr
    wrmsr
    vmcall

    align   8
cases:
    case    0, accesses, "no MSR bitmap"
    case    bitmap, accesses, "MSR bitmap"
    end_of_cases
