# Kiosk
dock-large = Large text
dock-contrast = Contrast
dock-language = 中文
dock-language-spoken = Chinese
dock-staff = Call staff
dock-staff-asking = Calling…
dock-staff-called = On the way
dock-staff-failed = Go to: { $desk }
dock-aloud = Read aloud
aloud-on = Reading aloud is on. Up and down move from one choice to the next, the round key takes it, the back key goes back
aloud-off = Reading aloud is off
aloud-left = { $seconds } seconds left. Press the round key for more time
aloud-ahead = { $count } people ahead of you
dock-on = On
foot-privacy = Images of your ID are never kept
foot-idle = Returns home after { $seconds } s idle
foot-idle-exit = Ends after { $seconds } s idle
nav-back = Back
nav-home = Home
nav-next = Next
nav-previous = Previous
nav-page = Page { $page } of { $pages }
nav-exit = Exit
exit-note = Nothing of yours stays on this machine
busy = One moment…
offline = Reconnecting; people waiting may be out of date
outdated = Services are being updated; please ask our staff
offline-numbers = Reconnecting; you can still get a number
no-slips = No paper slips here now: the number is shown on the screen

home-title = Get your queue number
home-sub = Place your ID card on the reader, or choose a service first
home-card = Use ID card
home-card-sub = Place it on the card reader
home-card-broken = Card reader under repair
home-card-broken-sub = Touch here to type your ID number
home-hot = Popular services
home-all = All { $count } services

card-title = Place your ID card
card-sub = On the card reader, until this screen tells you
card-sub-item = You then get a number for: { $item }
card-kinds-title = These cards can be read
card-kind-resident = Resident ID card
card-kind-permit = Residence permit for Hong Kong, Macao and Taiwan residents
card-kind-foreigner = Foreign permanent resident ID card
card-passport = Passport or other document: { $desk }
card-none = No card with me
card-none-sub = Type your ID number
card-problem-title = Please try once more
card-problem-removed = The card was lifted too early. Leave it there until this screen tells you.
card-problem-unreadable = It could not be read. Take the card out of its cover and lay it flat.
card-problem-wrong-kind = This card cannot be read here. Use an ID card, or go to the help desk.
card-problem-reader = The card reader does not work now. Type your ID number, or ask staff.
card-reader-broken = Card reader under repair: please type your ID number

typing-title = Type your ID number
typing-sub = Only the last character is shown
typing-count = { $count } of 18 typed
typing-confirm = Done
typing-note = Not checked yet: bring your ID to the counter
number-problem-length = The number has 18 places, as on your card
number-problem-check = This number is not right. Please check it
key-clear = Clear
key-erase = Delete

item-title = { $name }, what do you need today?
item-title-anonymous = What do you need today?
item-card = ID card read. Please take it back now
item-typed = Number taken. Bring your ID to the counter
item-mine = My bookings today
booking-row-time = Booked for { $time }
booking-row-take = Take number
booking-row-early = From { $time }
booking-row-late = Past its time: number as without a booking
booking-row-partner = One is here, one to come
item-hot = Often used
item-search = Search { $count } services
item-search-sub = By first letters
item-departments = By department
item-departments-sub = { $count } departments
tile-line = { $place } · { $rest }
tile-closed = Closed now
tile-closed-until = Opens at { $time }
tile-closed-day = Closed · opens { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
tile-appointment-only = By appointment
result-phone = Also on your phone
name-untranslated = Ask staff

departments-title = Choose a department
departments-sub = Touch one to see its services
department-count = { $count ->
    [1] 1 service
   *[other] { $count } services
}
department-sub = Choose your service

search-title = Choose your service
search-sub = First letters of the words, e.g. food licence → F L
search-found = { $count } found
search-hint = Touch the letters below
search-none = No match. Remove one letter
search-help = Get help

ticket-ok = Done. Please remember your number
ticket-back = You are back in line with your number
ticket-defer = Let { $count } people go first
ticket-deferred = Others go first. Your number stays valid
ticket-held = You hold this number already. It is valid
ticket-offline = Taken offline: your number is valid
ticket-offline-sub = You keep your place in line. Watch the big screen.
ticket-offline-sub-first = You are called sooner. Watch the big screen.
ticket-ahead = Before you
ticket-people = people
ticket-wait = Expected wait
ticket-minutes = min
ticket-unknown = — see the big screen
ticket-soon = Very soon
ticket-other-floor = Please go to floor { $floor }
ticket-call-line = Watch the big screen, counters { $counters }
ticket-call-line-language = Counters { $counters }; nobody there speaks { $language } now
ticket-call-line-screen = Watch the big screen for your number
slip-printing = Printing
slip-printing-sub = Slip comes out below
slip-ready = Please take your slip
slip-ready-sub = From the slot below
slip-again = Print again
slip-again-sub = If the first slip is lost
slip-print = Print a slip
slip-decline = No slip needed
slip-declined = Not printed yet
ticket-qr = On your phone
ticket-qr-sub = Scan to see the queue
ticket-sms = Text me when my turn is near
ticket-sms-sub = To { $phone }, 2 messages, deleted today
ticket-sms-on = On. Touch to cancel
ticket-sms-failed = That did not work. Please touch again
ticket-ok-first = Done. You are called sooner
ticket-first-refuse = No priority
ticket-first-take = With priority
ticket-first-failed = Touch again
ticket-note = No name on slip or message
ticket-return = Home in { $seconds } s

paper-ok = Done. Your number is valid
print-problem-paper-out = No paper: photograph or note the number
print-problem-cover-open = Printer is open: photograph or note the number
print-problem-jam = Paper jam: photograph or note the number
print-problem-other = No slip now: photograph or note the number
paper-staff-told = Staff are informed; you need not wait
paper-staff = Please tell staff
paper-qr = Scan the code to follow on your phone
paper-ahead = { $count ->
    [0] Nobody before you
    [1] 1 person before you
   *[other] { $count } people before you
}
paper-wait = About { $minutes } min
paper-more = More time
paper-done = Noted, finish
paper-note = You are served without the slip

timeout-title = Do you need more time?
timeout-sub = We will then exit and erase your details
timeout-seconds = seconds
timeout-more = I need more time
timeout-staff = Get help
timeout-exit = Exit now
timeout-any = Touching any empty place also means yes

advice-title = You can do this with your phone
advice-text = Scan it and do it now, without waiting
advice-qr = QR code of the online service
advice-wait = Here the wait is { $minutes } now
advice-waiting = { $count } people are waiting here now
advice-phone = I will use my phone
advice-number = Give me a number here
trouble-link-title = No numbers at the moment
trouble-link-text = We are reconnecting. Please try again in a moment, or go to: { $desk }.
trouble-queue-cap-title = No more numbers today
trouble-see-desk-title = Please go to the help desk
trouble-see-desk-text = { $number } was called several times without you. Please go to { $desk }: they put you back in line.
trouble-daily-cap-title = No more numbers today
trouble-daily-cap-text = Each person can take { $cap } numbers a day. Those you hold stay valid. For help: { $desk }.
trouble-appointment-title = By appointment only
trouble-appointment-text = There are no numbers for this here. For help: { $desk }.
trouble-on-the-spot-title = Book a time first today
trouble-on-the-spot-text = Many people are here. Book a time, here or at { $desk }; nobody has to stand in line.
trouble-too-late-title = No more numbers today
trouble-too-late-text = You would not be called before { $closes }. It opens again { $opens }. You can also book a time, here or at { $desk }.
trouble-partner-title = Checked in; waiting for your partner
trouble-partner-text = When the other person is here, please lay their card on the reader. You then get one number for both.
trouble-gone-title = No longer offered here
trouble-gone-text = The services have just changed, so no number was given. Please choose again, or go to: { $desk }.
trouble-closed-title = Not open now
trouble-closed-text = Please come back then. For help: { $desk }.
trouble-number-title = This number is not right
trouble-number-text = Please check your ID number and try again, or go to: { $desk }.
trouble-other-title = Please ask our staff
trouble-other-text = Go to: { $desk }. They will get you a number.
trouble-other-item = Choose something else
trouble-again = Try again

chip-all = All
chip-new = New
chip-change = Change
chip-renew = Renew
chip-cancel = Cancel
chip-replace = Replace

starting-title = Starting, one moment please
starting-text = In a hurry? Staff can get you a number
