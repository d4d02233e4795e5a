; VM exits during the delivery of an event: what IDT-vectoring information, error code and length say.
; SDM Vol. 3: "Information for VM Exits That Occur During Event Delivery".
%include "../include/boot.inc"
%include "vmx.inc"
%include "../include/report.inc"
%include "../include/ept.inc"
%include "../include/guest-interrupts.inc"

; stackless NAME : the stack of the delivery is not mapped by EPT
stackless:
    use_ept
    call    use_guest_interrupts
    ept_page TRIAL, 0
    set     VMCS_GUEST_RSP, TRIAL + 0x800
    then_call .exit
    ret
.exit:
    text    "   "
    get     rcx, VMCS_IDT_VECTORING_INFORMATION
    bt      ecx, 31
    jnc     .none
    shr     ecx, 8
    and     ecx, 7
    cmp     ecx, 4
    jb      .none
    show_field "length=", VMCS_VM_EXIT_INSTRUCTION_LENGTH
.none:
    line
    call    show_addresses
    jmp     run_next
; idtless NAME : the IDT is not mapped by EPT
idtless:
    use_ept
    call    use_guest_interrupts
    ept_page GUEST_IDT, 0
    then_call stackless.exit
    ret
; inject NAME, INFORMATION, ERROR CODE, LENGTH
%macro inject 2-4 0, 1
%1:
    call    stackless
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, %2
    set     VMCS_VM_ENTRY_EXCEPTION_ERROR_CODE, %3
    set     VMCS_VM_ENTRY_INSTRUCTION_LENGTH, %4
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
%endmacro
    inject  external, 0x80000041
    inject  nmi, 0x80000202
    inject  undefined, 0x80000306
    inject  protection, 0x80000b0d, 0x1238
    inject  page_fault, 0x80000b0e, 6
    inject  software, 0x80000444, 0, 2
    inject  int1, 0x80000501
    inject  int3, 0x80000603

contributory:                           ; #GP during #GP: the double fault's own stack is missing too
    call    stackless
    set     VMCS_GUEST_IDTR_LIMIT, 16 * 9 - 1
    ret
short_idt:                              ; INT n beyond the IDT: #GP exits
    call    use_guest_interrupts
    set     VMCS_GUEST_IDTR_LIMIT, 16 * 32 - 1
    set     VMCS_EXCEPTION_BITMAP, 0xffffffff
    then_call stackless.exit
    ret
short_idt_injected:
    call    short_idt
    set     VMCS_VM_ENTRY_INTERRUPTION_INFORMATION, 0x80000041
    set     VMCS_GUEST_RFLAGS, 0x202
    ret
absent_gate:                            ; #NP
    call    short_idt
    and     byte [abs GUEST_IDT + 6 * 16 + 5], 0x7f
    ret
double_fault:                           ; #DE at an absent gate: #NP in #DE is a double fault
    call    use_guest_interrupts
    and     byte [abs GUEST_IDT + 0 * 16 + 5], 0x7f
    set     VMCS_EXCEPTION_BITMAP, 1 << 8
    then_call stackless.exit
    ret
second_exits:                           ; #DE at an absent gate, and #NP exits
    call    double_fault
    set     VMCS_EXCEPTION_BITMAP, 1 << 11
    ret
triple:
    call    double_fault
    and     byte [abs GUEST_IDT + 8 * 16 + 5], 0x7f
    set     VMCS_EXCEPTION_BITMAP, 0
    ret
page_fault_twice:                       ; #PF whose delivery meets #PF
    call    use_guest_interrupts
    set     VMCS_GUEST_RSP, 1 << 39
    set     VMCS_EXCEPTION_BITMAP, 1 << 8
    then_call stackless.exit
    ret
page_fault_then_exit:
    call    page_fault_twice
    set     VMCS_EXCEPTION_BITMAP, 1 << 14
    set     VMCS_PAGE_FAULT_ERROR_CODE_MASK, 2
    set     VMCS_PAGE_FAULT_ERROR_CODE_MATCH, 2
    ret

int_66:
    int     0x42
    vmcall
says_6:
    int     6
says_3:
    int3
says_1:
    db      0xf1
undefined_body:
    ud2
divide:
    xor     ecx, ecx
    div     ecx
page:
    mov     eax, [abs TRIAL]
    vmcall
absent_page:
    mov     rax, 1 << 39
    mov     eax, [rax]
    vmcall
protection_body:
    mov     rax, 1 << 60
    mov     eax, [rax]
plain:
    nop
    vmcall

    align   8
cases:
    case    stackless, int_66, "INT n, no stack"
    case    stackless, says_3, "INT3, no stack"
    case    stackless, says_1, "INT1, no stack"
    case    stackless, undefined_body, "#UD, no stack"
    case    stackless, divide, "#DE, no stack"
    case    stackless, absent_page, "#PF, no stack"
    case    stackless, protection_body, "#GP, no stack"
    case    idtless, int_66, "INT n, no IDT"
    case    idtless, undefined_body, "#UD, no IDT"
    case    idtless, absent_page, "#PF, no IDT"
    case    external, plain, "external interrupt, no stack"
    case    nmi, plain, "NMI, no stack"
    case    undefined, plain, "injected #UD, no stack"
    case    protection, plain, "injected #GP, no stack"
    case    page_fault, plain, "injected #PF, no stack"
    case    software, plain, "injected INT n, no stack"
    case    int1, plain, "injected INT1, no stack"
    case    int3, plain, "injected INT3, no stack"
    case    contributory, absent_page, "#PF beyond the IDT: double fault, no stack"
    case    short_idt, int_66, "INT n beyond the IDT"
    case    short_idt_injected, plain, "external interrupt beyond the IDT"
    case    absent_gate, says_6, "INT 6 at an absent gate"
    case    absent_gate, undefined_body, "#UD at an absent gate"
    case    double_fault, divide, "#DE at an absent gate: double fault"
    case    second_exits, divide, "#DE at an absent gate: #NP exits"
    case    triple, divide, "triple fault"
    case    page_fault_twice, absent_page, "#PF in #PF"
    case    page_fault_then_exit, absent_page, "#PF in #PF exits"
    end_of_cases
