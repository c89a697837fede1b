# Whom a camera may know today: the command line
cli-help-face-consent = Read the notice to somebody who has a booking today, and record whether they agree to be known by today's cameras.
cli-help-face-enroll = Let today's cameras know somebody who has a booking and has agreed. The picture is not copied.
cli-help-face-gallery = How many people today's cameras know; no names, no faces. Ends the days that are over. Exit code 1 when the site must file.
cli-help-face-withdraw = Delete somebody's face at once, and record that they no longer agree.
cli-option-face-guardian = document number of the parent or guardian who agrees; "ask" asks for it
cli-option-face-operator = who of the staff helps
face-consent-ask = Do they agree? Type "yes":{" "}
face-consent-yes = yes
face-consent-refused = Nothing was recorded. They check in with their card, their booking code or at the desk.
face-consent-given = Consent for booking { $booking } is recorded for today.
face-enrolled = Today's cameras know booking { $booking } until the day ends. Delete { $picture }: nothing else was kept of it.
face-withdrawn = The face of booking { $booking } is deleted.
face-withdrawn-nothing = Nothing was stored for booking { $booking }.
face-gallery = { $day }: people known { $today }, who agree { $consenting }; stored on this machine { $stored }.
face-gallery-ended = { $day } is over: its key is destroyed and its faces are deleted.
face-gallery-warning = { $stored } people are stored. From { $warning } on prepare to file; at { $filing } file with the provincial office within 30 working days.
