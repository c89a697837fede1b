# The page on the visitor's phone
page-other-language = 中文
page-ahead = Before you
page-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
page-wait = About
page-minutes = { $low }–{ $high } min
page-called = Please go to Counter { $counter }
page-serving = Being served at Counter { $counter }
page-parked = On hold. Come back to the counter with your papers; you need no new number
page-passed = You missed your call. Lay your card on a kiosk, or ask our staff, to be called again
page-gone = This number is no longer valid
page-gone-why = It was served or cancelled, or it is from another day. If in doubt, please ask our staff.
page-told = As of { $time }; refreshes every 15 seconds
page-place = Wait on Floor { $floor }, Zone { $zone }
page-counters = Counters { $counters }
page-materials = What to bring
page-silent = Calls are silent: please watch the big screen.
page-issued = Issued { $time }, valid today.
page-here = The counters are on Floor { $floor }, Zone { $zone }
page-here-counter = Counter { $counter } is on Floor { $floor }, Zone { $zone }
page-resumes = Nobody calls at the moment; calling goes on at { $at }
