# Shared by the screens
done = Finish
seconds-left = { $seconds } s
language-name = English
place = F{ $floor } Zone { $zone }
people-waiting = { $count } waiting
people-ahead = { $count ->
    [0] Nobody before you
    [1] 1 person before you
   *[other] { $count } people before you
}
minutes-range = { $low }–{ $high } min
minutes-about = about { $low }–{ $high } min
minutes-soon = very soon
minutes-resume = calls from { $at }
minutes-unknown = — see the big screen
look-reason-identity = Identity check
look-reason-phone = Call by phone
look-reason-correction = Correct an entry
look-reason-complaint = Complaint, dispute
look-reason-request = Visitor asks
look-reason-other = Other
date-line = { $weekday ->
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
