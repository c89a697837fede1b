# Slip
slip-copy = Copy { $copy }
slip-offline = Taken offline
slip-offline-valid = Valid. You keep your place in line: see the big screen.
slip-offline-valid-first = Valid. You are called sooner: see the big screen.
slip-go = Please go to
slip-place = Level { $floor }, Zone { $zone }
slip-counters = Counters { $counters }
slip-ahead = People ahead
slip-people = {" "}people
slip-wait = Wait
slip-minutes = {" "}min
slip-wait-unknown = — see the big screen
slip-silent = Calls are silent. Watch the screens or your phone.
slip-pass-title = If you miss your call
slip-pass-when = Called { $calls } times without you: the call is missed.
slip-pass-defer = Come back within { $minutes } min and tell the counter: you are called after the next { $places }.
slip-pass-aside = From missed call { $from_pass } on you are called again only after you lay your card on a kiosk or tell our staff.
slip-pass-tail = Come back within { $minutes } min and tell the counter: you go to the end of the line.
slip-pass-session-end = Come back within { $minutes } min and tell the counter: you are called when the line is empty.
slip-pass-return = Missed your call? Be back within { $minutes } min.
slip-pass-void = Missed your call? Please take a new number.
slip-pass-limit = After { $passes } missed calls the number is void.
slip-scan = Scan: live place in line
slip-materials = Please bring
slip-materials-more = { $name } and more, { $count } in all
slip-document = ID { $number }
slip-document-typed = ID { $number } (not checked)
slip-document-none = No document shown
slip-time = Taken { $time }
slip-day = { $date } { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
slip-serial = No. { $serial }
slip-foot = Valid today · Do not let others photograph it
