# What somebody is told before a camera opens. Its text is hashed: whoever changes a word makes a new version.
face-notice-title = Before the camera: your choice
face-notice-subtitle = The camera is off. Without it you keep the same place in the queue.

face-notice-purpose = What for
face-notice-purpose-one-to-one = To check that you are the holder of the card, for this number only.
face-notice-purpose-one-to-many = To find your own booking of today among those of people who agreed too, and check you in.

face-notice-method = How
face-notice-method-one-to-one = The camera looks at your face from the front; it is compared with the photo on your ID card.
face-notice-method-one-to-many = Your face is compared, as numbers, with those registered today; you may be asked to turn your head. Who is not found is forgotten at once.

face-notice-retention = How long
face-notice-retention-one-to-one = Pictures of your face are deleted after the check, { $seconds } seconds later at most. The record of your number (no face) is kept for { $days } days, that of your consent (no face) for 3 years.
face-notice-retention-one-to-many = Pictures: at most { $seconds } seconds. Registered numbers: encrypted, until you check in by face; today's end destroys their key. Without your face: your number for { $days } days, your consent for 3 years.

face-notice-place = Where
face-notice-place-said = In this machine only. Nothing of your face goes to the server, to the internet, or to anybody else.

face-notice-choice = If you do not want it
face-notice-choice-one-to-one = It only saves you a few seconds. With your ID card or at the desk you get the same number, in the same place.
face-notice-choice-one-to-many = Your card, your booking code or the desk check you in just the same.

face-notice-rights = Your rights
face-notice-rights-one-to-one = You may stop at any time, see what is recorded, and complain. Under 14: please use a document, or come with a parent.
face-notice-rights-one-to-many = Take your consent back at any time, here or at the desk: the numbers are deleted at once. You may see what is recorded, and complain. Under 14: use a document, or come with a parent.

face-notice-handler = Responsible
face-notice-handler-said = { $handler }, { $contact }
