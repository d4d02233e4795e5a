; The same instruction twice, and two different ends.
guest_entry:
    hlt                       ; exits: HLT exiting is 1
    print   "guest: back from the first HLT", 10
    hlt                       ; no exit: sleeps in the guest
    print   "guest: nobody comes here without an interrupt", 10
    vmcall
