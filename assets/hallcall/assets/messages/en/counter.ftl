# The counter
counter-window-title = hallcall · Counter { $counter }
counter-brand = 静候
counter-app = Counter
counter-number = Counter { $counter }
counter-number-before = Counter
counter-number-after = { "" }
counter-minutes = { $minutes } min
counter-away = away { $minutes } min
counter-error-other = That did not work ({ $code }). Press again; if it still fails, call the technician

## Sign in
counter-login-title = Sign in
counter-login-clerk = Clerk number
counter-login-password = Password
counter-login-open = Sign in and open
counter-login-paused = Sign in paused
counter-login-fixed = The number belongs to this desk, whoever sits here
counter-login-handover = { $number } is still being served here: sign in to take over
counter-login-incomplete = Enter your clerk number and password
counter-login-offline = The call server cannot be reached, so nobody can sign in. It comes back by itself
counter-login-busy = Signing in
counter-login-caps = Caps Lock is on
counter-login-unknown-counter = This hall has no such counter. Call the technician
counter-signed-out-elsewhere = This counter was signed out elsewhere. Please sign in again
counter-signed-in = Clerk { $clerk } · signed in { $at } · { $count } done

## Devices
counter-devices = This desk
counter-device-server = Call server
counter-device-window = Window display
counter-device-ticket = Ticket printer
counter-device-card = Card reader
counter-device-fine = Working
counter-device-look = Needs a look · you may open
counter-link-fine = Connected
counter-link-connecting = Connecting
counter-link-outdated = Hall data is old: call support
counter-link-lost = No answer for { $seconds } s

## States
counter-status-not-signed-in = Signed out
counter-status-offline = Offline
counter-status-idle = Free
counter-status-calling = Calling
counter-status-serving = Serving
counter-status-paused = Paused
counter-time-idle = { $time }
counter-time-calling = { $time }
counter-time-serving = { $time }
counter-time-paused = { $time }
counter-offline-age = No connection; last update { $seconds } s ago
counter-offline-safe = Nothing is lost; reconnecting by itself
counter-offline-kept = Your last step goes out once it is back
counter-offline-finished = Finished at { $at }; sent when back
counter-finished-late = Finished at { $at }. Kept here; it is sent when the server is back
counter-over-usual = longer than usual
counter-pause-planned = pauses after this
counter-queue-line = { $count } waiting · longest { $minutes } min
counter-queue-empty = Nobody is waiting
counter-queue-empty-more = New numbers appear here at once
counter-next-is = Next { $number } · { $item }
counter-idle-press = Press F2 to call the next visitor
counter-idle-wait = Nobody is waiting. Press F2 when somebody does
counter-paused-from-start = Signed in, not yet open. Press F9 to open
counter-paused-because = Paused: { $reason }
counter-paused-until = Paused: { $reason }, back about { $until }
counter-paused-expected = Back about { $at }. Press F9 to go on
counter-paused-late = Was to be back at { $at }. Press F9 to go on
counter-paused-go-on = Press F9 to go on
counter-my-queues = Queues of this counter
counter-guide-asked = a guide was asked
counter-guide-taken = { $guide } is fetching
counter-guide-late = no guide yet, ask

## Keys
counter-key-next = Call next
counter-key-start = Here, start
counter-key-finish-next = Finish, call next
counter-key-finish-pause = Finish, pause
counter-key-finish = Finish
counter-key-recall = Recall
counter-key-pass = No-show
counter-key-transfer = Transfer
counter-key-park = Park
counter-key-pause = Pause
counter-key-resume = Resume
counter-key-chosen = Call a number
counter-key-reveal = Full name
counter-key-why = Why this order?
counter-why-not-signed-in = Nobody has signed in yet
counter-why-offline = The server cannot be reached; nothing was done. Press again when it is back
counter-why-offline-finish = No calling without the server. F4 still finishes this visit
counter-why-finish-kept = Finished already; it is sent when the server is back
counter-why-offline-short = Server not reachable: recall and no-show wait until it is back
counter-why-nobody = Nobody is called or served now
counter-why-not-started = Not here yet. When they come, press F2 to start
counter-why-started = The visitor is here and being served
counter-why-too-soon = Recall in { $seconds } s: give them time to walk
counter-why-give-time = No-show in { $seconds } s
counter-why-paused = The counter is paused. Press F9 to go on
counter-why-queue-empty = Nobody is waiting
counter-why-busy = Finish the present visitor first
counter-why-finish-first = Press F4 to finish, then call the next

## Menu
counter-menu = Menu
counter-menu-window = Show the whole window
counter-menu-bar = Shrink to the bar
counter-menu-on-top = Always on top
counter-menu-sign-out = Sign out

## The visitor
counter-visitor = Visitor
counter-verified = Verified
counter-not-verified = Not verified
counter-no-name = No document
counter-reveal-hint = F11: full name (logged)
counter-reveal-later = Full name after start
counter-sex-male = Male
counter-sex-female = Female
counter-age = { $age ->
    [one] { $age } year
   *[other] { $age } years
}
counter-row-document = Document
counter-row-principal = Comes for
counter-row-identity = Identity
counter-row-issued = Issued
counter-row-called = Called
counter-row-origin = From
counter-document-resident = ID card
counter-document-permit = Permit
counter-document-foreigner-2017 = PR card
counter-document-foreigner-2023 = PR card
counter-identity-card = Card read at kiosk
counter-identity-typed = No card was read
counter-called-after = { $at } · waited { $minutes } min
counter-origin = Sent on from queue { $queue }
counter-needs = Please consider
counter-need-cannot-see = Cannot see: say it aloud
counter-need-cannot-hear = Hard of hearing: write
counter-need-infant = Small child
counter-need-wheelchair = Wheelchair
counter-note-title = Note from the colleague

## Item and papers
counter-item-code = Item { $code }
counter-limit-at-once = done at once
counter-limit-working = { $days ->
    [one] { $days } working day
   *[other] { $days } working days
}
counter-limit-natural = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
counter-fee-none = no fee
counter-fee = fee CNY { $fee }
counter-papers = Documents
counter-papers-count = { $ready } / { $needed } ready
counter-papers-hint = { $last ->
    [1] Key 1 changes the state
   *[other] Keys 1–{ $last } change the state
}
counter-papers-none = This item needs no documents
counter-papers-open = { $count } not looked at yet
counter-papers-check = Check each one and press its number key
counter-papers-complete = Documents complete
counter-papers-go = Ready to go on
counter-lacking = { $count } missing: needed first
counter-lacking-accept = { $count } missing: can be accepted now
counter-lacking-park = { $papers }. If they fetch it, press F8 to park; no new number is needed
counter-lacking-later = { $papers }. Accept now; it is handed in within the promised time
counter-mark-open = Not checked
counter-mark-ready = Ready
counter-mark-lacking = Missing
counter-mark-not-needed = Not needed
counter-paper-original = Original
counter-paper-copy = Copy
counter-paper-form = Form
counter-paper-info = Information
counter-paper-shareable = digital version accepted

## Time
counter-timer-calling = Calling for
counter-timer-serving = Serving for
counter-since-called = called { $at }
counter-since-started = since { $at }
counter-recall-ready = Press F3 to recall
counter-pass-ready = Nobody came? Press F6 for no-show
counter-usual = Usually { $low }–{ $high } min
counter-usual-fine = Longer is fine and never ranked
counter-usual-over = Over the usual: a supervisor can help

## Queue
counter-next = Next
counter-queue-title = Waiting
counter-parked = { $count } parked: { $numbers }
counter-column-number = Number
counter-column-item = Item
counter-column-waited = Waited
counter-column-kind = Remark
counter-kind-plain = Walk-in
counter-kind-passed = No-show { $count }×
counter-kind-this-counter = For this counter
counter-kind-transferred = Sent on
counter-kind-needs = Please consider
counter-kind-parked = Parked
counter-kind-aside = Passed, aside

## Questions
counter-cancel = Cancel
counter-keys = ↑ ↓ choose　Tab next field
counter-keys-tab = Tab next field　Space selects
counter-reason = Reason
counter-missing-reason = Choose a reason: Alt+1 to Alt+{ $last }
counter-reason-meal = Meal
counter-reason-rest = Short break
counter-reason-meeting = Meeting
counter-reason-handover = Handover
counter-reason-system = System
counter-reason-another-item = Another item
counter-reason-wrong-ticket = Wrong number
counter-reason-not-here = Not done here
counter-reason-came-back = Came back
counter-reason-needs-care = Needs care
counter-reason-colleague = Colleague asks
counter-reason-fetch-papers = Get papers
counter-reason-pay = Pay
counter-reason-fill-in = Fill in a form

## Transfer
counter-transfer-title = Transfer { $number } to…
counter-transfer-keeps = Time waited is kept
counter-transfer-search = Counter number, queue letter, part of a name
counter-transfer-head-to = To
counter-transfer-head-where = Place
counter-transfer-head-place = Would be
counter-transfer-head-wait = Wait
counter-any-counter = { $queue } · any
counter-recommended = Best
counter-place-nth = No. { $place }
counter-wait-unknown = unknown
counter-blocked-paused = Paused
counter-blocked-closed = Not open
counter-blocked-no-counter = None open
counter-transfer-pick = Choose an open place with ↑ ↓
counter-transfer-none = No such counter or queue. Try another word
counter-transfer-gone = This number is no longer at this counter
counter-transfer-tell = Tell the visitor: { $number } waits at { $place }, no new number needed
counter-transfer-to = Transfer to { $place }
counter-note = Note
counter-note-hint = Optional; the colleague there sees it

## Call a certain number
counter-chosen-title = Call a certain number
counter-chosen-search = Number, e.g. A023
counter-chosen-pick = No such number is waiting or parked
counter-chosen-call = Call { $number }
counter-chosen-back = { $number } is back
counter-chosen-returns = Goes back to its place in time; no reason needed
counter-chosen-audit = Calling out of turn is kept with your number, the reason and the time

## The full name
counter-look-title = Full name: why do you look?
counter-look-choose = Hold 1 to { $last } to see it; { $other } for a note first
counter-look-hint = Enter after a note
counter-look-do = Hold to see
counter-look-note-hint = Optional, and nothing of the person
counter-look-kept = Kept with your number, the time, the visit and the reason. No name, phone or document number belongs in the note

## Pause and park
counter-pause-title = Pause the counter
counter-pause-do = Pause
counter-pause-minutes = Back in
counter-pause-unit = minutes
counter-pause-at = about { $at }
counter-pause-open = left empty: “back soon”
counter-pause-now = No more calls from now on; the screens show that the counter is paused
counter-pause-after-visit = Pauses when the present visitor is done
counter-park-title = Park { $number }
counter-park-promise = The visitor comes back soon. Then press F5 and choose the number; it keeps its place in time

## Command line
cli-help-counter = Run the application of one counter
cli-option-counter-number = number of the counter, fixed for this machine
cli-option-counter-mode = bar or window
cli-option-counter-on-top = stay above other windows
cli-option-counter-position = place of the upper left corner on the screen
