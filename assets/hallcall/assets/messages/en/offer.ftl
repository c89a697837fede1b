# A place for the waiting list: the page on the phone, and the message
offer-open = A place is kept for you
offer-time = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }, { $time }
offer-take = Take this time
offer-until = Kept until { $time }, then it goes to the next person. If you do not want it, do nothing.
offer-booked = You have a booking
offer-code = Booking code. Check in with your ID card or with this code.
offer-come = Check in between { $since } and { $until }
offer-place = On floor { $floor }, zone { $zone }
offer-refused = No booking was made
offer-gone = This place is not kept any more
offer-gone-why = It may have been taken, the time may have run out, or the address is wrong. A booking you have made stays valid.
notice-offered-page = [{ $hall }] A place is free: { $day } { $time }. Confirm by { $until } here, or with your card at a kiosk: { $url }
