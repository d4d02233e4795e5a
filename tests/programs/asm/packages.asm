; %use altreg, and what changes only how NASM speaks.
bits 64
%use altreg
%use "altreg"
 mov r0, r1
 mov r2d, r3d
 mov r4w, r5w
 mov r6b, r7b
 mov r0l, r3l
 mov r0h, r3h
 lea r7, [r6 + r5 * 4]
 push r4
cpu 386
cpu x64
%pragma limit eval 1000
%pragma
%depend "some.inc"
%line 100+2 other.asm
 dw __LINE__

 dw __LINE__
 db __FILE__
%line 7
 db __LINE__
[warning -all]
[warning *all]
[list -]
[list +]
[debug something]
[map all]
float near
global start
extern never_used
required never_used
static hidden
start:
hidden:
 nop
default rel
 mov rax, [start]
default abs
 mov rax, [start]
default rel, nobnd
[default abs]
[bits 32]
 mov eax, 1
[bits 64]
use16
 mov eax, 1
use32
 mov eax, 1
%warning this is only a warning
