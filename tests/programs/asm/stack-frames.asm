; %arg, %local, %stacksize.
bits 32
%push procedure
%stacksize flat
%assign %$localsize 0
%arg first:dword, second:word, third:byte, fourth:qword
%local one:dword, two:byte, three:qword
 enter %$localsize, 0
 mov eax, [first]
 mov ax, [second]
 mov al, [third]
 lea eax, [fourth]
 mov [one], eax
 mov [two], al
 lea ecx, [three]
 leave
 ret
%pop
bits 64
%push procedure
%stacksize flat64
%assign %$localsize 0
%arg first:qword, second:dword
%local one:qword, two:dword
 enter %$localsize, 0
 mov rax, [first]
 mov eax, [second]
 mov [one], rax
 mov [two], eax
 leave
 ret
%pop
bits 16
%push procedure
%stacksize large
%assign %$localsize 0
%arg first:word, second:dword
%local one:word
 enter %$localsize, 0
 mov ax, [first]
 mov eax, [second]
 mov [one], ax
 leave
 ret
%pop
%push procedure
%stacksize small
%arg first:word
 mov ax, [first]
%pop
