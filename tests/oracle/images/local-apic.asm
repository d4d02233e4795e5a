; The local APIC in xAPIC and x2APIC mode: self IPIs, priorities, EOI, the timer, errors. What is reported does not depend on how
; fast the timer runs. SDM Vol. 3: "Advanced Programmable Interrupt Controller (APIC)".
%include "../include/boot.inc"
%include "../include/cases64.inc"

APIC    equ 0xfee00000
TPR     equ 0x80
PPR     equ 0xa0
EOI     equ 0xb0
SVR     equ 0xf0
ISR     equ 0x100
IRR     equ 0x200
ESR     equ 0x280
ICR     equ 0x300
TIMER   equ 0x320
LINT0   equ 0x350
INITIAL equ 0x380
CURRENT equ 0x390
DIVIDE  equ 0x3e0

LOW     equ 0x25                        ; two vectors of different priority
HIGH    equ 0x31

%macro apic_write 2
    mov     dword [r15 + %1], %2
%endmacro
%macro start 0
    mov     r15d, APIC
    apic_write SVR, 0x13f
    apic_write TPR, 0
    apic_write TIMER, 0x10000
    gate    LOW, CODE64, low_handler, 0x8e00
    gate    HIGH, CODE64, high_handler, 0x8e00
    gate    0x3f, CODE64, spurious_handler, 0x8e00
%endmacro
; self VECTOR : a fixed interrupt to oneself; done when the ICR is idle and the IRR has it
%macro self 1
    apic_write ICR, 0x40000 | (%1)
%endmacro

low_handler:
    text    "    low"
    call    state
    mov     dword [r15 + EOI], 0
    iretq
high_handler:
    text    "    high"
    call    state
    mov     dword [r15 + EOI], 0
    iretq
spurious_handler:
    text    "    spurious", 10
    iretq

; state : PPR, and the words of ISR and IRR that hold LOW and HIGH
state:
    push    rax
    mov     eax, [r15 + PPR]
    show    "ppr", rax
    mov     eax, [r15 + ISR + 0x10]
    show    "isr", rax
    mov     eax, [r15 + IRR + 0x10]
    show    "irr", rax
    line
    pop     rax
    ret

self_low:
    start
    sti
    self    LOW
    times   20 nop
    cli
    text    "    after"
    jmp     state
both:                                   ; requested while IF is clear: the higher one is first
    start
    self    LOW
    self    HIGH
    times   20 nop
    text    "    waiting"
    call    state
    sti
    times   20 nop
    cli
    ret
task_priority:
    start
    apic_write TPR, 0x20
    self    LOW
    self    HIGH
    sti
    times   20 nop
    text    "    held"
    call    state
    apic_write TPR, 0
    times   20 nop
    cli
    text    "    after"
    jmp     state
cr8_is_tpr:
    start
    mov     eax, 3
    mov     cr8, rax
    mov     ebx, [r15 + TPR]
    text    "   "
    show    "tpr", rbx
    apic_write TPR, 0x57
    mov     rbx, cr8
    show    "cr8", rbx
    line
    xor     eax, eax
    mov     cr8, rax
    mov     ebx, [r15 + TPR]
    text    "   "
    show    "tpr", rbx
    line
    ret
nested:                                 ; the high one interrupts the handler of the low one
    start
    gate    LOW, CODE64, .low, 0x8e00
    sti
    self    LOW
    times   20 nop
    cli
    ret
.low:
    text    "    low begins"
    call    state
    mov     dword [r15 + ICR], 0x40000 | HIGH
    sti
    times   20 nop
    cli
    text    "    low ends"
    call    state
    mov     dword [r15 + EOI], 0
    iretq
not_nested:                             ; one of the same class waits for the EOI
    start
    gate    LOW, CODE64, .low, 0x8e00
    gate    LOW + 1, CODE64, .same, 0x8e00
    sti
    self    LOW
    times   20 nop
    cli
    ret
.low:
    mov     dword [r15 + ICR], 0x40000 | (LOW + 1)
    sti
    times   20 nop
    cli
    text    "    low ends"
    call    state
    mov     dword [r15 + EOI], 0
    iretq
.same:
    text    "    same class"
    call    state
    mov     dword [r15 + EOI], 0
    iretq
without_eoi:
    start
    gate    LOW, CODE64, .low, 0x8e00
    sti
    self    LOW
    times   20 nop
    self    LOW
    times   20 nop
    cli
    text    "    no EOI yet"
    call    state
    apic_write EOI, 0
    sti
    times   20 nop
    cli
    apic_write EOI, 0
    text    "    after"
    jmp     state
.low:
    text    "    low", 10
    iretq
timer:
    start
    gate    LOW, CODE64, .tick, 0x8e00
    mov     dword [abs SCRATCH], 0
    apic_write DIVIDE, 0xb
    apic_write TIMER, LOW
    apic_write INITIAL, 20000
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 0
    je      .wait
    mov     ecx, 400000
.more:
    dec     ecx
    jnz     .more
    cli
    mov     ebx, [abs SCRATCH]
    mov     ecx, [r15 + CURRENT]
    text    "   "
    show    "ticks", rbx
    show    "count", rcx
    line
    ret
.tick:
    inc     dword [abs SCRATCH]
    mov     dword [r15 + EOI], 0
    iretq
timer_periodic:
    start
    gate    LOW, CODE64, timer.tick, 0x8e00
    mov     dword [abs SCRATCH], 0
    apic_write DIVIDE, 0xb
    apic_write TIMER, 0x20000 | LOW
    apic_write INITIAL, 20000
    sti
.wait:
    pause
    cmp     dword [abs SCRATCH], 3
    jb      .wait
    cli
    apic_write INITIAL, 0
    mov     ecx, [r15 + CURRENT]
    text    "    three ticks"
    show    "count", rcx
    line
    ret
timer_masked:
    start
    apic_write DIVIDE, 0xb
    apic_write TIMER, 0x10000 | LOW
    apic_write INITIAL, 1000
    mov     ecx, 400000
.more:
    dec     ecx
    jnz     .more
    mov     ecx, [r15 + CURRENT]
    text    "   "
    show    "count", rcx
    call    state
    ret
halted:                                 ; the timer wakes HLT
    start
    gate    LOW, CODE64, timer.tick, 0x8e00
    mov     dword [abs SCRATCH], 0
    apic_write DIVIDE, 0xb
    apic_write TIMER, LOW
    apic_write INITIAL, 20000
    sti
    hlt
    cli
    mov     ebx, [abs SCRATCH]
    text    "   "
    show    "ticks", rbx
    line
    ret
illegal_vector:
    start
    apic_write ESR, 0
    self    5
    times   20 nop
    apic_write ESR, 0
    mov     ebx, [r15 + ESR]
    and     ebx, 0x60
    text    "   "
    show    "esr", rbx
    line
    ret
nmi_self:                               ; no self shorthand for NMI: by destination
    start
    mov     eax, [r15 + 0x20]
    mov     [r15 + ICR + 0x10], eax
    gate    2, CODE64, .nmi, 0x8e00
    apic_write ICR, 0x400
    times   20 nop
    text    "    after", 10
    gate    2, CODE64, case_stubs + 16, 0x8e00
    ret
.nmi:
    text    "    NMI", 10
    iretq
logical:
    start
    mov     dword [r15 + 0xe0], -1      ; flat model
    mov     dword [r15 + 0xd0], 0x2000000
    mov     dword [r15 + ICR + 0x10], 0x3000000
    sti
    apic_write ICR, 0x800 | LOW
    times   20 nop
    mov     dword [r15 + ICR + 0x10], 0x5000000
    apic_write ICR, 0x800 | HIGH
    times   20 nop
    cli
    text    "    after"
    jmp     state
software_disabled:                      ; LVT entries are masked and stay so
    start
    apic_write LINT0, LOW
    apic_write SVR, 0x3f
    mov     ebx, [r15 + LINT0]
    apic_write SVR, 0x13f
    mov     ecx, [r15 + LINT0]
    text    "   "
    show    "disabled", rbx
    show    "enabled", rcx
    line
    apic_write LINT0, 0x10700
    ret
x2apic:
    start
    mov     ecx, 0x1b
    rdmsr
    or      eax, 0x400
    wrmsr
    mov     ecx, 0x808                  ; TPR
    xor     edx, edx
    mov     eax, 0x20
    wrmsr
    mov     rbx, cr8
    text    "   "
    show    "cr8", rbx
    line
    xor     eax, eax
    wrmsr
    gate    LOW, CODE64, .low, 0x8e00
    sti
    mov     ecx, 0x83f                  ; self IPI
    mov     eax, LOW
    wrmsr
    times   20 nop
    cli
    ret
.low:
    text    "    low"
    mov     ecx, 0x811
    rdmsr
    show    "isr", rax
    line
    mov     ecx, 0x80b
    xor     eax, eax
    xor     edx, edx
    wrmsr
    iretq
x2apic_eoi_value:
    mov     ecx, 0x80b
    mov     eax, 1
    xor     edx, edx
    wrmsr
x2apic_read_only:
    mov     ecx, 0x802
    xor     eax, eax
    xor     edx, edx
    wrmsr
x2apic_back:                            ; from x2APIC straight to xAPIC mode
    mov     ecx, 0x1b
    rdmsr
    and     eax, ~0x400
    wrmsr

    align   8
cases:
    case    self_low, "self IPI"
    case    both, "two at once"
    case    task_priority, "task priority"
    case    cr8_is_tpr, "CR8 and TPR"
    case    nested, "a higher class interrupts"
    case    not_nested, "the same class waits"
    case    without_eoi, "without EOI"
    case    timer, "timer, one shot"
    case    timer_periodic, "timer, periodic"
    case    timer_masked, "timer, masked"
    case    halted, "timer and HLT"
    case    illegal_vector, "illegal vector"
    case    nmi_self, "NMI"
    case    logical, "logical destination"
    case    software_disabled, "disabled by software"
    case    x2apic, "x2APIC mode"
    case    x2apic_eoi_value, "x2APIC: EOI with a value"
    case    x2apic_read_only, "x2APIC: write to the ID"
    case    x2apic_back, "x2APIC mode to xAPIC mode"
    end_of_cases
