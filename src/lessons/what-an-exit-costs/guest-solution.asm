; lock: guest
; The guest. It prints four lines, and looks at the clock
; before each of them.
guest_entry:
    lea     rbx, [lines]
.next:
    rdtsc
    cmp     edx, CLOCK_AHEAD >> 32  ; its own clock?
    jne     .wrong
    mov     rsi, [rbx]
    mov     rcx, [rbx + 8]
    call    put_text
    add     rbx, 16
    cmp     rbx, lines_end
    jb      .next
.end:
    mov     eax, CALL_END
    vmcall
.wrong:
    lea     rsi, [wrong]
    mov     ecx, wrong_end - wrong
    call    put_text
    jmp     .end

wrong:
    db      "the clock jumped", 10
wrong_end:

line_1:
    db      "exit:  the guest state is saved", 10
line_2:
    db      "       the host state is loaded", 10
line_3:
    db      "entry: the VMCS is checked", 10
line_4:
    db      "       the guest state is loaded", 10
line_end:

    align   8
lines:
    dq      line_1, line_2 - line_1
    dq      line_2, line_3 - line_2
    dq      line_3, line_4 - line_3
    dq      line_4, line_end - line_4
lines_end:
; unlock: guest

; put_text : the guest's driver of the printer.
; RSI = address of the text, RCX = number of characters
put_text:
    mov     eax, CALL_PRINT   ; one VM exit per text
    vmcall
    ret
