# Kiosk: by face
home-face = Use face scan
home-face-sub = We ask you first

# Before the camera opens
consent-yes-verify = Agree and scan
consent-yes-find = I am 14 or older, or with a guardian: scan
consent-yes-remember = Agree and register for today
consent-read = Read to the last page first
face-use-card = Use ID card
face-use-staff = Ask staff
consent-child = Under 14 a guardian decides

# Under 14
guardian-title = Under 14: a guardian decides
guardian-how = If the guardian agrees to a face scan: the guardian lays their own ID card on the reader. Laying it means to agree.
guardian-none = Otherwise, or without a guardian here, touch Use ID card.

# While the camera is open
face-sub = Look at the camera above, face in the oval
face-too-low = Camera out of reach? You can use the ID card
face-on = Camera is on
face-percent = { $percent }% done
face-private = Checked in this machine, then deleted. No photo is kept
face-cancel = Cancel, camera off
face-limit = Stops after { $seconds } s

# It did not work
face-camera-off = The camera is off
face-again = Try again
face-again-title = We did not see you well
face-again-text = Face the screen, come a little closer and try again. Or simply use your ID card.
face-staff-title = Let staff have a look
face-staff-text = Three tries did not match, which happens. Staff will help you, or simply use your ID card.
face-broken-title = No camera for the moment
face-broken-text = Please use your ID card. You keep the same place in the queue.
face-no-photo-title = Card photo cannot be read
face-no-photo-text = The camera was not opened. Please use your ID card. You keep the same place in the queue.
face-verified = Checked: it is you. Please take your card back now
card-problem-guardian = Please lay the ID card of the guardian, who must be a grown-up.

# Which way by face
ways-title = Face scan: which one?
ways-sub = The camera is off. We ask you again first
ways-find = I registered my face today, no card
ways-verify = I have my ID card: check it is me
ways-forget = Delete my face data

# Whoever was found is asked back
match-asking = One moment…
match-title = Are you { $who }?
match-title-nameless = Is this your booking?
match-or = { " " }or{ " " }
match-booking = Today { $time }, { $item }
match-type = Last 4 characters of your ID number
match-wrong = Not right. { $left ->
    [one] One try
   *[other] { $left } tries
 } left
match-confirm = That is me: check in
match-over-title = Please use your ID card
match-over-text = Three times not right. Nobody was checked in
match-note = Only compared, never shown

# Remembered for the day
mine-face = Check in by face today
mine-face-sub = We ask you first
mine-forget = Delete my face data
mine-forget-sub = You check in all the same
kept-title = Registered
kept-sub = Today you can check in by face at this machine
kept-how = Later: Use face scan, then I registered my face today. Then type the last 4 characters of your ID number.
kept-until = Deleted when you check in, or when today ends. The pictures are deleted already.
kept-back = You may take it back at any time: touch below, and it is deleted at once.

# Taken back
forget-ask-title = Delete my face data
forget-ask-text = Type your booking code (8 digits), or place your ID card on the reader
forget-mine-title = Delete my face data
forget-mine-text = What is stored of your face today and your consent go at once. Your booking stays, and you check in all the same.
forget-busy-title = Deleting…
forget-busy-text = One moment
forget-gone-title = Deleted
forget-gone-text = Your face data is deleted and cannot be restored; your consent is withdrawn. Your booking stays: check in with your ID card or booking code.
forget-nothing-title = No face data of yours
forget-nothing-text = Nothing is stored of that booking. Type the code again, or place your ID card
forget-link-title = Please type the code
forget-link-text = The server cannot be reached, so the card does not help now. Type your booking code (8 digits).
forget-failed-title = Please ask our staff
forget-failed-text = The machine could not confirm that it is deleted. Staff must see to it now.
forget-confirm = Delete
forget-now = Delete now

# When it leads to no number
card-problem-other = This is not the card that you began with. Please lay your own.
