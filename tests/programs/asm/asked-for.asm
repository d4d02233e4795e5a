; Conditions that ask for aliases and packages, and lists whose size differs from that of their directive.
%define target 5
%defalias other target
%ifdefalias other
        db      other
%else
        db      0xff
%endif
%ifndefalias target
        db      1
%endif
%ifusable fp
        db      2
%endif
%ifusable "smartalign"
        db      3
%endif
%ifnusable nothing
        db      4
%endif
%ifusing fp
        db      0xff
%elifnusing fp
        db      5
%endif
%use fp
%ifusing fp
        db      6
%endif
        dd      byte (1, 2), 3
        db      dword (1, 2), 4
        dw      byte (5), qword 6, 2 dup byte (7, 8)
