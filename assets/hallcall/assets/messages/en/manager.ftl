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
