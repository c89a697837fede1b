# Command line: what the manager is told

cli-help-staff = How many counters a queue needs, half hour by half hour.
cli-help-overbook = How many bookings more than there are slots may be accepted.
cli-option-staff-queue = letter of the queue
cli-option-staff-date = the day to come, e.g. 2026-11-23; today by default
cli-option-staff-counters = counters on that day; those that serve the queue by default
cli-option-overbook-slots = visits that can be served in the slot
cli-option-overbook-noshow = share of bookings whose visitors stay away, e.g. .12
cli-option-overbook-risk = most probability that more come than can be served
cli-option-overbook-item = code of the item; those for two people are never overbooked
staff-head = Queue { $queue }, { $day }: { $counters } counters, { $service } min a visit; promised: { $share } wait at most { $within } min
staff-learned = Learned from { $days } past days of the log.
staff-estimated = No past days in the log: the hall's own estimate.
staff-step = { $at }  { $visits } visits  load { $load }  needs { $needed }  in time { $share }  mean wait { $wait } min
staff-unstable = { $at }  { $visits } visits  load { $load }  needs { $needed }  unstable: more comes than { $counters } counters can do, the line grows
staff-closed = Queue { $queue } has no visitors on { $day }: it is closed, or has no estimate of its visits.
overbook-wrong = Slots must not be negative, the share of no-shows lies between 0 and { $most }, the risk from 0 to below 1.
overbook-parties = { $item } takes { $parties } people, who must both come: it is never overbooked.

cli-help-report = What a day was like.
cli-help-report-waits = For how many visitors of a day the promised wait was kept, queue by queue.
cli-help-report-suggestions = When waits grew too long on a day, and which counter would have helped.
cli-help-report-advice = How often kiosks said that a phone would do, and what visitors did then.
cli-help-report-paper = How many slips were printed, printed again and saved on a day.
report-option-day = business day, e.g. 2026-11-23; the newest of the log by default
report-option-within = minutes to compare with, instead of what the hall promises
report-today = today
report-waits-head = { $day }: called within { $within } min of taking the number
report-waits-line = { $name }: share { $share }, { $within } of { $called } called, { $overdue } not called in time; mean { $mean } min, 90% up to { $p90 } min
report-waits-whole = The whole hall
report-alarms-head = { $day }: { $count ->
    [0] no alarm
    [one] one alarm
   *[other] { $count } alarms
}
report-rule-long-wait = Rule: newcomers have been told a wait of more than { $within } min for { $minutes } min.
report-rule-more-counters = Rule: more than { $waiting } have waited, or somebody longer than { $wait } min, for { $minutes } min.
report-alarm-long-wait = { $at }-{ $until }  { $queue }: who comes may wait { $predicted } min, longer than promised ({ $waiting } wait); { $advice }
report-alarm-more-counters = { $at }-{ $until }  { $queue }: { $waiting } wait, the longest for { $longest } min; { $advice }
report-advice-open = open counter { $counter }
report-advice-convert = let counter { $counter }, which queue { $other } can spare, serve this queue for a time
report-advice-resume = end the pause at counter { $counter }
report-advice-none = no counter is left: only fewer visits help

cli-help-hot = What was asked for most in the last days.
report-option-days = days back that count
report-hot-head = Learned from { $days } days; a single rush counts at most twice the mean of the other days, and one.
report-hot-new = Only { $days } days with visitors: the order of the catalogue.
report-hot-line = { $place }. { $code }  { $name }  { $demand }

report-phone-head = { $day }: a phone would do, said { $shown } times; { $phone } used it, { $number } took a number, { $none } left without a word
report-phone-line = { $name }: { $shown }; phone { $phone }, number { $number }, left { $none }
report-paper = { $day }: { $printed } slips printed, { $reprinted } printed again, { $saved } saved
cli-help-cap = Change for today how many numbers a queue gives to visitors without an appointment.
take-wait = Wait about { $low } to { $high } min
cap-option-queue = letter of the queue
cap-option-to = numbers of the whole day; 0 is no cap
cap-option-reason = why; it stands in the log
cap-set = Queue { $queue }: { $cap ->
    [0] no cap today
   *[other] { $cap } numbers today
}
cap-same = Queue { $queue } had that cap already.

cli-help-tidal = Let counters serve another queue for a time.
cli-help-tidal-accept = Do what is suggested for a queue whose line is too long.
cli-help-tidal-back = Let a counter serve its own queues again now.
cli-help-tidal-convert = Let a counter serve another queue; it goes back by itself.
tidal-option-counter = number of the counter
tidal-option-to = letter of the queue that it helps
tidal-option-for = minutes, up to 480; 60 by default
tidal-option-queue = letter of the queue whose line is too long
tidal-converted = Counter { $counter } serves queue { $queue } for { $minutes } min, from its next visitor on.
tidal-back = Counter { $counter } serves its own queues again.
tidal-same = Counter { $counter } serves its own queues.
tidal-nothing = Nothing is suggested for queue { $queue } now.
