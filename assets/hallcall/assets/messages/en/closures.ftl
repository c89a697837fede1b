# Queues that are closed for now
closure-reason = { $reason ->
    [system] a system is down
    [staff] no staff at the moment
    [premises] the place cannot be used
    [full] today is full
   *[other] a passing reason
}
error-closure-past = It can only be expected to go on later than now.
error-queue-closed = Queue { $queue } is closed for now: { $reason ->
    [system] a system is down
    [staff] no staff at the moment
    [premises] the place cannot be used
    [full] today is full
   *[other] a passing reason
}. All numbers are kept.
trouble-queue-closed-title = Closed for now
trouble-queue-closed-text = No numbers at the moment: { $reason ->
    [system] a system is down
    [staff] no staff at the moment
    [premises] the place cannot be used
    [full] today is full
   *[other] a passing reason
}. You can make an appointment for another day. For help: { $desk }.
tile-queue-closed = Closed for now
tile-queue-closed-until = Closed until about { $time }
display-queue-closed = Closed for now
display-queue-closed-until = On again { $at }
page-closed = Your queue is closed for now: { $why }
page-closed-until = It should go on at { $at }
page-closed-kept = Your number and your waiting time are kept. Calling goes on when it opens again.
page-closed-options = You can
page-closed-wait = wait in the hall: the big screen and a message will tell you
page-closed-desk = go to { $desk } for another counter or another matter
page-closed-book = book another day at a kiosk, or call { $phone }
counter-queue-closed = Queue { $queue } is closed for now: { $why }. { $waiting ->
    [0] Nobody waits
    [one] 1 number is kept
   *[other] { $waiting } numbers are kept
}
cli-help-queue = Close a queue for now, or let it go on
cli-help-queue-close = Close a queue for now: whoever waits keeps their number and is told
cli-help-queue-open = Let a closed queue go on
closure-option-queue = Letter of the queue
closure-option-reason = Why, as visitors are told
closure-option-note = More, for those who work here
closure-option-until = When it should go on, today, as 14:30
closure-closed = Queue { $queue } is closed. { $waiting } wait and keep their numbers; { $told } messages were written.
closure-same = Queue { $queue } is as it was.
closure-opened = Queue { $queue } goes on. { $waiting } wait; { $told } messages were written.
closure-until-wrong = Write the time as 14:30.
counter-blocked-queue = closed for now
