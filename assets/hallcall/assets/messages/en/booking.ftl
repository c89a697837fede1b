# The command line: appointments at the help desk
cli-help-slots = How full the slots of a queue are on a day, and why they have so many places.
cli-help-book = Book a slot for somebody, or with --now the next one that is free today or on the next open day.
cli-help-rebook = Move a booking to another slot.
cli-help-cancel = Give a booking up; its place is free at once. Shortly before the slot it counts as a late cancel.
cli-help-checkin = Somebody with a booking is here, by code, card number or both: give the number.
cli-help-strikes = What is held against somebody who booked and did not come; --excuse takes it back.

booking-option-id = document number; ask asks for it
booking-option-queue = letter of the queue
booking-option-date = day, as 2026-11-23; without it the next one that can be booked
booking-option-item = code of the item
booking-option-slot = beginning of the slot in the hall's time, as 2026-11-23T09:30
booking-option-now = the next slot that is free
booking-option-partner = document number of the second person, where both must come
booking-option-phone = mobile number for messages
booking-option-wait = when everything is full, put them on the waiting list
booking-option-code = code of the booking
booking-option-by-hall = the hall cannot keep it: nothing is held against the visitor
booking-option-override = why they count as in time, such as a long line at the kiosk; it is kept
booking-option-excuse = take the record back, for this reason; it is kept
booking-id-ask = Document number:{" "}

booking-time = “{ $value }” is no time or day.
booking-slot-or-now = Give either --slot or --now.
booking-queue-closed = Queue { $queue } is closed for now: { $reason }. Nothing can be booked for today.
booking-no-slots = Queue { $queue } has no slots on { $day }.
booking-capacity = { $queue } { $day }: { $counters } counters x { $slot } min / { $mean } min a visit x { $share } for bookings{ $kind ->
    [ordinary] {""}
   *[festival] {" "}x { $factor } (festival)
} = { $places } a slot
booking-slot = { $start }-{ $end }  { $fill ->
    [free] free
    [part] part
   *[full] FULL
}  { $free } of { $places } left
booking-made = Booked. Code { $code }, { $start }. Check-in from { $since } to { $until }.
booking-waits = Everything is full. They are on the waiting list and get a message when a place is free.
booking-cancelled = Cancelled: { $code }, { $start }.
booking-partner = Checked in; waiting for partner.
booking-number = Number { $number }{ $kind ->
    [booked] , booked
   *[walk_in] {" "}as without a booking: too late
}.
booking-strike = { $day }  { $kind ->
    [missed] missed
    [late_cancel] cancelled late
   *[cancel] cancelled
}  { $code }
booking-blocked = { $count } on record; no bookings until { $until }. Numbers can still be taken.
booking-not-blocked = { $count } on record; may book.
