; Contents of other files, as bytes and as source.
 incbin "bytes.bin"
 db 0xff
 incbin 'bytes.bin', 3
 db 0xff
 incbin "bytes.bin", 2, 4
 incbin "bytes.bin", 250, 100
whole: incbin "bytes.bin", 0, 2
 dw $ - whole
%define FILE "bytes.bin"
 incbin FILE, 1, 1
%include "constants.inc"
%include 'more.inc'
