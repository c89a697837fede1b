# Kiosk: appointments
home-book = Book a time
home-book-sub = Come later, wait less
card-book = Book a time
card-title-partner = Now the second card
card-sub-partner = Lay it on the reader to book { $time }
card-sub-book = Lay it on the reader to book { $time }
card-sub-wait = Lay it on the reader to join the waiting list for { $time }
card-problem-same-person = This is the same person's card. Please lay the other person's card on the reader.
book-title = What do you want to book?
book-sub = Choose a service, then a day and a time
item-book = Book a time
item-all-bookings = Change, cancel
item-my-bookings = My bookings
offer-row-time = Free { $time }
offer-row-until = until { $until }
offer-row-take = Take it

slots-title = Choose a time
slots-title-change = Choose a new time
slots-loading = Looking, one moment…
slots-closed-now = Closed today for now: { $reason }. Choose a later day
slots-closed = No times on the next days. Take a number, or ask our staff
slots-stale = As of { $time }: may have changed, touch one to check
slots-wait = Wait for this day
slots-more-days = More days
slot-day = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $day }
slot-weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
slot-today = Today
slot-day-free = free
slot-day-few = few left
slot-day-full = full
slot-day-unknown = not known
slot-free = free
slot-few = { $count } left
slot-full = full
slot-unknown = to check
slot-next-free = the next free time

lost-title = This time was just taken
lost-sub = Nothing was booked. These times near it are free
lost-none = The times near it are full too. Please look at other days
lost-other = See all times

confirm-title-book = Book this time?
confirm-title-wait = Join the waiting list?
confirm-title-change = Change to this time?
confirm-title-cancel = Cancel this booking?
confirm-text-book = If you cannot come, cancel at least { $minutes } minutes before. Who books and does not come cannot book for some time.
confirm-text-near = This time is near: { $minutes ->
    [0] if you cancel, it counts as a late cancel.
   *[other] after { $minutes } minutes a cancel counts as late.
  } Who books and does not come cannot book for some time.
confirm-text-wait = If somebody gives a place back on that day, you are told in turn. The place is kept for { $minutes } minutes.
confirm-text-change = Your old time, { $time }, goes to somebody else.
confirm-text-cancel = The time goes to somebody else at once. Who cancels often within a month cannot book for some time.
confirm-text-late = The time is near: this counts as a late cancel. Who has several of them cannot book for some time.
confirm-action-book = Book it
confirm-action-wait = Join the list
confirm-action-change = Change it
confirm-action-cancel = Cancel it
confirm-no = Keep it, go back

mine-title = My bookings
mine-sub = You can change or cancel them
mine-change = Change
mine-cancel = Cancel
mine-none = There is no booking to change

booked-title-booked = Booked
booked-title-changed = Changed
booked-title-cancelled = Cancelled
booked-title-waiting = You are on the waiting list
booked-today = today { $time }
booked-day = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
} { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $time }
booked-rule = Check in between { $since } and { $until }
booked-late = Too early? Wait until { $since }. After { $until } you wait like everybody without a booking.
booked-late-rule = Too early? Wait until { $since }. After { $until } you are late, and the hall's rule says where you wait.
booked-rule-cancelled = The time goes to somebody else. To come again, book anew or take a number.
booked-rule-waiting = When a place is free, you get a message if the hall has your phone number. You can also look at a kiosk with your card.
booked-code = Booking code { $code }
booked-code-name = Booking code
booked-place = On { $place }
booked-materials = What to bring
booking-slip-title = Appointment
booking-slip-day = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
} { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
booking-slip-change = If you cannot come, cancel { $minutes } minutes before at a kiosk, or call { $phone }.
booking-slip-made = Booked { $at } · Do not let others photograph this

trouble-book = Book the next time
trouble-times = Choose a time
trouble-number = Take a number now
trouble-booking-link-title = No bookings right now
trouble-booking-link-text = Booking needs the hall's server; it is being reconnected. You can take a number now.
trouble-booking-other-title = Nothing was booked
trouble-booking-other-text = Please go to: { $desk }. Our staff book it for you.
trouble-queue-cap-text = Queue { $queue } has given all { $cap } numbers of today. You can make an appointment for another day. For help: { $desk }.
trouble-full-title = Today and tomorrow are full
trouble-full-text = Look at other days, or join the waiting list at: { $desk }.
trouble-blocked-title = You cannot book for now
trouble-blocked-text = Several bookings were missed or cancelled lately. You can book again from { $until }. You can take a number now; for help go to: { $desk }.
trouble-per-day-title = You have a booking that day
trouble-per-day-text = At most { $most } a person and day. Choose another day, or change or cancel the one you have under “My bookings”.
trouble-item-per-day-title = Booked too often today
trouble-item-per-day-text = One service can be booked { $most } times a day. Try tomorrow, or take a number now.
trouble-past-title = This time cannot be booked
trouble-past-text = It is over, or not offered any more. Please choose another.
trouble-near-title = This time is too near
trouble-near-text = Today's times are given until { $minutes } minutes before. Please choose a later one.
trouble-too-soon-title = This day is too near
trouble-too-soon-text = Bookings begin { $days } days ahead. Choose a later day, or take a number now.
trouble-too-far-title = This day is too far away
trouble-too-far-text = Bookings are taken { $days } working days ahead. Choose an earlier day.
trouble-change-late-title = Too late to change
trouble-change-late-text = Less than { $minutes } minutes are left. Come in time, or cancel and take a number.
trouble-not-offered-title = This needs no booking
trouble-not-offered-text = Just take a number.
trouble-partner-missing-title = Two people must come
trouble-partner-missing-text = Please lay both cards on the reader, one after the other. For help go to: { $desk }.
trouble-booking-gone-title = There is no such booking
trouble-booking-gone-text = It may have been cancelled or used, or it is over. For help go to: { $desk }.
