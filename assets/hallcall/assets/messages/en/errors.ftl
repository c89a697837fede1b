# One sentence for each error code. Those of devices are in devices.ftl

# Access
error-access-denied = You may not do this.
error-access-token-unknown = This machine is not paired, or its pairing has ended. Pair it again.
error-access-login-failed = Clerk number or password is wrong. Try again.
error-access-locked = Too many tries. Wait { $wait_s ->
    [one] { $wait_s } second
   *[other] { $wait_s } seconds
} or ask the administrator.
error-access-too-many = Too many requests from here. Try again in { $wait_s ->
    [one] { $wait_s } second
   *[other] { $wait_s } seconds
}.
error-access-certificate-missing = This machine has no certificate. Enrol it.
error-access-certificate-revoked = This machine's certificate was revoked. Ask the administrator for a new code and enrol it again.
error-access-certificate-expired = This machine's certificate has expired. Ask the administrator for a new code and enrol it again.
error-access-certificate-wrong = This certificate belongs to another machine. Enrol this machine again.
error-access-pairing-code-invalid = The pairing code is wrong or has expired. Ask the administrator for a new one.

error-authority-unknown = This hall has no certificates. Pair the machine with a code instead.

# Commands
error-command-key-reused = Two different requests came under one number. Nothing was done; do it again.
error-command-malformed = The request was not understood. Nothing was done.
error-command-unknown = The server cannot do this. Check the versions of both sides.

# Appointments: each sentence says which rule it is
error-booking-blocked = Several bookings were missed or cancelled lately. You can book again from { $until }; you can take a number now.
error-booking-card-needed = Two people are expected. Please lay the card of the one who is here on the reader.
error-booking-ended = This booking { $state ->
    [used] has been used
    [missed] is over
   *[cancelled] was cancelled
}.
error-booking-excuse-whom = Please say whose record, or that of which day.
error-booking-full = This time is fully booked. Please choose another, or join the waiting list.
error-booking-identity = Bookings are made in somebody's name. Please lay your card on the reader.
error-booking-item-per-day = One service can be booked at most { $most ->
    [one] once
   *[other] { $most } times
} a day.
error-booking-no-slot = No time slot begins then. Please choose one from the list.
error-booking-not-offered = Queue { $queue } needs no booking. Please take a number.
error-booking-on-the-spot = Many people are here today: please book a time on the spot first.
error-booking-other-person = This booking was not made with this card.
error-booking-partner-missing = Two people must come for this. Please lay both cards on the reader.
error-booking-partner-not-needed = One person is enough for this.
error-booking-partner-same = Both cards are of one person. Please lay the other person's card on the reader.
error-booking-past = This time has begun or is over. Please choose a later one.
error-booking-per-day = A person can have { $most ->
    [one] one booking
   *[other] { $most } bookings
} a day, and you have one for that day.
error-booking-too-early = Too early to check in. Please come after { $time } on { $day }.
error-booking-too-far = Bookings are taken up to { $days ->
    [one] one working day
   *[other] { $days } working days
} ahead. Please choose an earlier day.
error-booking-too-late = Less than { $minutes } minutes are left, so the time cannot be changed. You can cancel, or come in time.
error-booking-too-near = Today's times are given until { $minutes } minutes before they begin. Please choose a later one.
error-booking-too-soon = Bookings begin { $days ->
    [one] one day
   *[other] { $days } days
} ahead. For today, please take a number.
error-booking-unknown = There is no such booking. Please check the code.
error-booking-wrong-digits = The ID number of this booking ends with other characters.

# Opening hours
error-calendar-closed = Queue { $queue } gives no tickets now. Please come in opening hours.
error-calendar-year-missing = The holidays of { $year } are not known, so it cannot be said whether it is open. Ask the administrator.

# Counters
error-class-booked = Only a booking gives that class.
error-class-other-level = Urgent and pressing have reasons of their own. Please choose another class or reason.
error-class-reason = Only the visitor can say that, at the kiosk.
error-counter-awaited = A number waits that only counter { $counter } may call. Let it be called first.
error-counter-serves-it = Counter { $counter } serves queue { $queue } anyway.
error-counter-unknown = There is no counter { $counter }.
error-counter-not-open = Nobody is signed in at counter { $counter }. Sign in first.
error-counter-occupied = Somebody else is signed in at counter { $counter }. They must sign out first.
error-counter-paused = Counter { $counter } is paused. Resume first.
error-counter-busy = Counter { $counter } still has a visitor. Finish or pass first.
error-counter-idle = Nobody is called at counter { $counter }.
error-clerk-elsewhere = You are signed in at counter { $counter }. Sign out there first.

# Calling
error-call-too-soon = Call again in { $wait_s ->
    [one] { $wait_s } second
   *[other] { $wait_s } seconds
}: give the visitor time to come.
error-call-give-time = Pass in { $wait_s ->
    [one] { $wait_s } second
   *[other] { $wait_s } seconds
}: the visitor may be on the way.
error-call-none = { $number } does not wait, and has not been called that day.
error-call-wrong-state = Not now: the counter is { $state ->
    [calling] calling
    [serving] serving
    [paused] paused
   *[other] free
}.

# Devices and events
error-defer-nobody = Nobody else is waiting who could go first.
error-defer-used = Others can be let go first { $most ->
    [one] only once
   *[other] only { $most } times
}.
error-defer-range = From 1 to { $most } people can be let go first.
error-device-unknown = The hall's files do not name this machine.

# Document numbers
error-identity-agent = Who comes for somebody else must show their own card.
error-identity-length = The document number has the wrong length. Please check it.
error-identity-old-format = Old numbers of 15 digits are no longer valid. Please use the present card.
error-identity-check-digit = The document number is wrong. Please check each digit.
error-identity-birth-date = The birth date in the document number is wrong. Please check it.
error-identity-region = The first digits of the document number are wrong. Please check them.
error-identity-characters = The document number has characters that cannot be in it. Please check it.

# Services
error-item-other-queue = { $item } does not belong to queue { $queue }.
error-item-unknown = There is no such service. Please choose again.
error-item-no-agent = For this the person must come themselves.
error-item-appointment-only = This service needs an appointment. Please ask at the desk.

# Phone
error-lease-expired = This number was kept for another day. Please take a new one.
error-lease-foreign = This machine may not give that number.
error-number-impossible = This number cannot be: { $what }.
error-number-used = The number { $number } is in use already.
error-paper-not-past = Counts are entered for a day that is over.
error-paper-number = No printed sheet has the number { $number }.
error-paper-other-day = The number { $number } was not taken today.
error-passing-not-passed = Number { $number } was not passed.
error-passing-see-desk = { $number } was passed too often. Please go to the help desk.
error-phone-invalid = This is not a mobile number of 11 digits.
error-phone-unknown = No phone number is known, so no messages can be sent.

# Queues
error-queue-daily-cap = Queue { $queue } has given all { $cap } numbers of today. Please make an appointment for another day, or ask at the desk.
error-quantity-range = { $most ->
    [1] This item is one case a number.
   *[other] One number stands for 1 to { $most } cases.
}
error-queue-empty = Nobody is waiting now.
error-queue-unknown = There is no such queue.
error-queue-not-served = This counter does not serve queue { $queue }.
error-note-invalid = The note must be one plain line of at most { $most } characters, and belongs to the reason “Other” only.
error-note-personal = The note holds too many digits. No phone or document number belongs in it.
error-reason-missing = Please give a reason.
error-route-too-many = One number can be for at most { $most } items.
error-task-unknown = This task is gone.

# Tickets
error-ticket-daily-cap = You have taken all { $cap } tickets of today. Please ask at the desk.
error-ticket-too-late = With a number taken now you would not be called before { $closes }. It opens again { $opens }; you can also book a time.
error-ticket-unknown = There is no such number today.
error-ticket-wrong-state = Not possible: this number { $state ->
    [waiting] is waiting
    [called] was called
    [serving] is being served
    [parked] is on hold
    [passed] was passed
    [done] is done
    [transferred] was transferred
    [cancelled] is void
   *[expired] has expired
}.
error-transfer-same-place = The number waits there already. Choose another place.
error-visitor-unknown = Nothing is known of this visitor.

# Link
error-link-down = The server cannot be reached. Please wait, the link comes back by itself.
error-link-timeout = The server did not answer in time. Please wait.
error-link-untrusted = Something else answers in the server's place, so nothing was sent. Check the address and the fingerprint, and tell the administrator.
error-link-server-error = Something is wrong with the server. Tell the administrator.

# The hall's files
error-config-invalid = There are errors in { $file }. Correct them one by one.
error-config-missing = { $file } was not found.
error-config-unreadable = { $file } cannot be read.

# Storage
error-storage-sqlite-too-old = SQLite { $found } can lose confirmed data; { $needed } or newer is needed. The server does not start.
error-storage-disk-full = The disk is full; nothing was saved. Tell the administrator at once.
error-storage-read-only = The data cannot be written; nothing was saved. Tell the administrator at once.
error-storage-corrupt = The data is damaged; nothing was saved. Tell the administrator at once.
error-storage-constraint = This does not match what is saved, so nothing was done. Please start again.
error-storage-failed = Nothing was saved. Try again shortly; if it keeps failing, tell the administrator.
error-storage-unreachable = The database cannot be reached; nothing was saved. Tell the administrator at once.
error-storage-in-use = Another server works with this database. The server does not start.
error-storage-postgres-too-old = PostgreSQL { $found } is too old; { $needed } or newer is needed. The server does not start.
error-storage-not-durable = PostgreSQL can lose confirmed data, because “{ $setting }” is off. Turn it on; the server does not start before.
error-storage-not-utf8 = The database stores text as { $found }; it must be created with UTF8. The server does not start.
error-storage-not-empty = { $database } holds a hall already. Choose an empty database; nothing was copied.
error-storage-other-version = The tables have version { $found }, this program needs { $needed }. Start the server once, then copy again.
error-storage-key-missing = The key of the data is missing, or belongs to other data. Restore the key file from its backup.
error-storage-key-mode = Others can read the key file, which is not safe. The server does not start; set its mode to 0400.
