# Pads, pagers, scanners, fingerprints, lockers, counters at doors, payment

error-pager-lost = This pager cannot be reached. Please take another one.
error-code-unreadable = This code cannot be read. Please hold it flat in front of the scanner, or ask our staff.
error-finger-absent = No finger was seen. Please lay it flat on the window.
error-finger-different = These were two different fingers. Please begin again with one.
error-finger-poor = The finger could not be read. Please wipe finger and window, and lay it flat on the middle.

error-locker-both-needed = This document belongs to two people. Please enter both codes.
error-locker-empty = Nothing waits in box { $box }. Please check the number of the box.
error-locker-full = No box is free. Please use another locker.
error-locker-locked = Box { $box } is locked after too many wrong codes. Please ask our staff for a new code.
error-locker-none = Machine { $machine } has no locker.
error-locker-not-closed = Please close the door of box { $box }.
error-locker-not-opened = The door of box { $box } was not opened. Please try again.
error-locker-people = A document can be for { $most } people at most.
error-locker-wrong-code = This code is not right. { $left ->
    [one] One try is left.
   *[other] { $left } tries are left.
}
cli-help-locker = Documents that wait in the locker of this machine.
cli-help-locker-clear = Open a box without a code: what nobody fetched is taken back.
cli-help-locker-get = Open a box with its code, or with both codes of a document for two.
cli-help-locker-list = What waits in which box.
cli-help-locker-put = Put a document into a free box; prints box and codes, which are kept nowhere.
cli-help-locker-renew = New codes for a box.
cli-option-locker-box = Number of the box
cli-option-locker-code = Code; give it twice for a document of two people
cli-option-locker-data = Folder with the locker's own file
cli-option-locker-document = What it is, without a name or number
cli-option-locker-machine = File with the devices of this machine
cli-option-locker-people = How many people must agree, 1 or 2
locker-placed = Box { $box }: the document waits.
locker-code = Code { $person }: { $code }
locker-fetched = Box { $box } is empty and closed.
locker-line = Box { $box }  { $document }  { $state }
locker-nothing = Nothing waits here.
locker-state-filling = look inside: it was not closed in time
locker-state-stored = waits
locker-state-emptying = opened, not yet seen closed
locker-state-locked = locked: issue a new code

error-payment-amount = This amount cannot be paid here.
error-payment-forged = This notice of a payment is not from the gateway.
error-payment-not-paid = This payment was not made, so nothing can be given back.
error-payment-order-reused = This order was asked for with another amount before.
error-payment-over = This order has its end already.
error-payment-refund-reused = This refund was asked for with another amount before.
error-payment-refund-too-much = More than was paid cannot be given back.
error-payment-refused = The payment service does not give this back. Please call the manager.
error-payment-unknown = This order is not known here.
