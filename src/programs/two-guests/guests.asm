; Two endless guests; neither knows of the other.
ping_entry:
    print   "ping "
    vmcall
    jmp     ping_entry

pong_entry:
    print   "pong "
    vmcall
    jmp     pong_entry
