; Port I/O through the bitmap. The guest believes in a
; keyboard at port 0x60 and a printer at port 0x378; there is
; neither. The VMM sets one bit per port in I/O bitmap A, and
; emulates both. Port 0xE9 stays free: no VM exit there.
%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"

KEYBOARD    equ 0x60
PRINTER     equ 0x378

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
    primary_controls PRIMARY_USE_IO_BITMAPS
    vmcs_set VMCS_IO_BITMAP_A, IO_BITMAP_A  ; 0x0000-0x7fff
    vmcs_set VMCS_IO_BITMAP_B, IO_BITMAP_B  ; 0x8000-0xffff
    mov     ebx, IO_BITMAP_A
    bts     dword [rbx + KEYBOARD / 8], KEYBOARD % 8
    bts     dword [rbx + PRINTER / 8], PRINTER % 8
    vmcs_default_host  vm_exit
    vmcs_default_guest guest_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    vmcs_get rax, VMCS_EXIT_REASON
    cmp     eax, EXIT_REASON_IO_INSTRUCTION
    je      .io
    cmp     eax, EXIT_REASON_VMCALL
    je      .done
    jmp     vmm_failed


; The exit qualification tells port, direction and size.
.io:
    vmcs_get rbx, VMCS_EXIT_QUALIFICATION
    mov     esi, ebx
    shr     esi, 16           ; bits 31:16: the port
    bt      ebx, 3            ; bit 3: 1 = IN
    jc      .in
    cmp     esi, PRINTER
    jne     vmm_failed
    mov     al, [guest_rax]   ; the printer: upper case
    cmp     al, 'a'
    jb      .print
    cmp     al, 'z'
    ja      .print
    sub     al, 'a' - 'A'
.print:
    out     DEBUG_CONSOLE, al
    jmp     .resume

.in:
    cmp     esi, KEYBOARD
    jne     vmm_failed
    mov     rcx, [keys]       ; the keyboard: next character
    mov     al, [rcx]
    mov     [guest_rax], al
    inc     qword [keys]

.resume:
    advance_guest_rip
    restore_guest_registers
    vmresume
    jmp     vmm_failed

.done:
    vmxoff
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_pointer:
    dq      VMCS_REGION
keys:
    dq      typed
typed:
    db      "vmx", 10, 0
