; Adds 3 + 2 + 1, then clears three bytes.
guest_entry:
    xor     eax, eax
    mov     ecx, 3
.add:
    add     eax, ecx
    loop    .add

    mov     cl, 3
    lea     rdi, [bytes]
    rep stosb                 ; each iteration is a step
    vmcall

bytes:
    db      1, 2, 3
