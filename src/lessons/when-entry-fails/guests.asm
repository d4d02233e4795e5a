; lock: guests
; Three guests. Each says that it runs, and calls the VMM.
guest_1:
    print   "guest 1 runs", 10
    vmcall

guest_2:
    print   "guest 2 runs", 10
    vmcall

guest_3:
    print   "guest 3 runs", 10
    vmcall
; unlock: guests
