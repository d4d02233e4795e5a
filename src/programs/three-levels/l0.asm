; Three levels. L0, the only VMM that the processor knows of,
; runs L1 as a guest; L1 is a VMM too, and runs L2. Every VMX
; instruction of L1 exits to L0, which does in its place what
; the instruction says (nested.asm).
;
; Most of them are VMREAD and VMWRITE. With VMCS shadowing L0
; gives L1 a shadow VMCS that they reach without a VM exit.
; Set this to 0 and compare what is printed at the end.
SHADOWING   equ 1

%include "lab.inc"
%include "vmx.inc"
%include "vmm.inc"
%include "needs.inc"
%include "numbers.inc"
%include "guest-registers.inc"

; Three VMCSs: by VMCS_01 L0 runs L1, VMCS_12 is what L1 wrote
; for L2, by VMCS_02 L0 runs L2 in L1's place.
VMCS_01         equ VMCS_REGION
VMCS_02         equ VMCS_REGION_2
VMCS_12         equ 0x168000
VMREAD_BITMAP   equ 0x164000  ; one bit per field; all are 0:
VMWRITE_BITMAP  equ 0x165000  ; no exit
SHADOW          equ 1 << 31   ; the region is a shadow VMCS's

; on REASON, LABEL : EAX is the exit reason
%macro on 2
    cmp     eax, EXIT_REASON_%1
    je      %2
%endmacro

start:
    vmx_enable
    needs_secondary SECONDARY_VMCS_SHADOWING, "VMCS shadowing"
    needs_misc 1 << 29, "VMWRITE to any field"
    vmx_region VMXON_REGION
    vmxon   [vmxon_pointer]
    must_succeed

    vmx_region VMCS_12
%if SHADOWING
    mov     eax, VMCS_12
    or      dword [rax], SHADOW
%endif
    vmclear [vmcs_12]
    must_succeed

    ; Of VMCS_02 only the host part is L0's.
    vmx_region VMCS_02
    vmclear [vmcs_02]
    must_succeed
    vmptrld [vmcs_02]
    must_succeed
    vmcs_default_controls
    vmcs_default_host  vm_exit
    vmcs_set VMCS_VMCS_LINK_POINTER, -1

    vmx_region VMCS_01
    vmclear [vmcs_01]
    must_succeed
    vmptrld [vmcs_01]
    must_succeed
    vmcs_default_controls
    vmcs_set VMCS_MSR_BITMAPS, MSR_BITMAP     ; no MSR exits
%if SHADOWING
    primary_controls PRIMARY_USE_MSR_BITMAPS | PRIMARY_ACTIVATE_SECONDARY_CONTROLS
    secondary_controls SECONDARY_VMCS_SHADOWING
    vmcs_set VMCS_VMREAD_BITMAP_ADDRESS, VMREAD_BITMAP
    vmcs_set VMCS_VMWRITE_BITMAP_ADDRESS, VMWRITE_BITMAP
%else
    primary_controls PRIMARY_USE_MSR_BITMAPS
%endif
    vmcs_default_host  vm_exit
    vmcs_default_guest l1_entry
    vmlaunch
    jmp     vmm_failed

vm_exit:
    save_guest_registers
    cmp     dword [running], 2
    je      exit_of_l2
    vmcs_get rax, VMCS_EXIT_REASON
    on      VMREAD,   vmread_of_l1
    on      VMWRITE,  vmwrite_of_l1
    inc     qword [others]
    on      VMXON,    succeed
    on      VMXOFF,   succeed
    on      VMCLEAR,  vmclear_of_l1
    on      VMPTRLD,  vmptrld_of_l1
    on      VMLAUNCH, entry_of_l1
    on      VMRESUME, entry_of_l1
    on      CPUID,    cpuid_of_l1
    on      VMCALL,   end_of_l1
    jmp     vmm_failed

cpuid_of_l1:                  ; what the processor says
    mov     eax, [guest_rax]
    mov     ecx, [guest_rcx]
    cpuid
    mov     [guest_rax], rax
    mov     [guest_rbx], rbx
    mov     [guest_rcx], rcx
    mov     [guest_rdx], rdx
    jmp     next_instruction

end_of_l1:
    vmxoff
    print   "L0: exits for VMREAD: "
    print_number qword [vmreads]
    print   ", VMWRITE: "
    print_number qword [vmwrites]
    print   ", others of L1: "
    print_number qword [others]
    print   ", of L2: "
    print_number qword [exits_of_l2]
    print   10
    stop

    align   8
vmxon_pointer:
    dq      VMXON_REGION
vmcs_01:
    dq      VMCS_01
vmcs_02:
    dq      VMCS_02
vmcs_12:
    dq      VMCS_12
vmreads:
    dq      0
vmwrites:
    dq      0
others:
    dq      0
exits_of_l2:
    dq      0
running:
    dd      1                 ; the level that L0 entered last
