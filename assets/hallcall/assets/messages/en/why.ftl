# Why a number is next, or was called, and not another; classes of visitors

class-normal = regular
class-booked = booked
class-elder = elder
class-disabled = disabled
class-infant = with a small child
class-pressing = pressing
class-urgent = urgent

why-within = { $other } was overtaken { $other_overtaken } times before; at most { $most_overtaken } are allowed.

why-title-next = Why is { $number } next, and not { $other }?
why-title-next-alone = Why is { $number } next?
why-title-called = Why was { $number } called, and not { $other }?
why-title-called-alone = Why was { $number } called?

why-only = Nobody but { $number } waited for counter { $counter }.
why-longest = { $number } had waited longer: { $minutes } min. { $other } had waited { $other_minutes } min.
why-longest-alone = { $number } had waited longest: { $minutes } min.
why-claim = Who waits gains a claim, some faster than others. { $number } ({ $kind }): { $minutes } min × { $rate } = { $claim }. { $other } ({ $other_kind }): { $other_minutes } min × { $other_rate } = { $other_claim }. The greater claim is called. { $within }
why-class = { $number } ({ $kind }) goes before { $other } ({ $other_kind }) in this hall. { $within }
why-turn = It was the turn of { $number } ({ $kind }): visitors with and without a class are called in turn. { $within }
why-express = Queues { $home } and { $express } take turns at this counter: one of { $every } calls goes to the express queue { $express }, the others to { $home }. It was the turn of queue { $queue }, in which { $number } is next.
why-overtaken = { $number } had been overtaken { $overtaken } times by visitors who came later. More is not allowed, so it goes before { $other }.
why-overtaken-alone = { $number } had been overtaken { $overtaken } times by visitors who came later. More is not allowed.
why-beyond-turn = { $number } had been the longest waiting of its queue for { $most_minutes } minutes. Longer is not allowed, so it goes before { $other }.
why-beyond-turn-alone = { $number } had been the longest waiting of its queue for { $most_minutes } minutes. Longer is not allowed.
why-before-due = Somebody of this queue may not be overtaken any more, and { $number } had waited longer still.
why-nobody-else = { $number } did not answer before and would have let others go first, but nobody else was there.
why-lets-others = { $other } did not answer its call and lets others go first. { $number } is the next of those.
why-early = The booked time of { $other } has not come yet. { $number } is here in its own time.
why-on-the-way = The visitor of { $other } is still on the way to this floor. { $number } is the next of those who are here.
why-elsewhere = Counter { $counter } may not call { $other }: it waits elsewhere. { $number } is the next of those it may call.
why-language = { $other } waits for a counter that speaks its visitor's language, and one is on duty. { $number } is the next of the others.
why-queue-closed = The queue of { $other } is closed for now. { $number } is the next of the others.
why-reason = { $reason ->
    [came_back] came back
    [needs_care] needs care
    [colleague] a colleague asks
   *[other] { $reason }
}
why-out-of-turn = Clerk { $clerk } called { $number } out of turn: { $reason }. By the rules { $other } would have been next.
why-out-of-turn-alone = Clerk { $clerk } called { $number } by hand: { $reason }. By the rules it would have been next as well.
why-rules-changed = The hall's rules have been changed since this call. By the present ones { $other } would have been next.
why-rules-changed-alone = The hall's rules have been changed since this call. By the present ones nobody would have been next.

why-standing-claim = { $kind }: { $minutes } × { $rate } = { $claim }
why-standing-plain = { $kind }
why-standing-due = may not be overtaken any more
why-standing-early = booked, too early
why-standing-lets = lets { $count } others go first
why-standing-end = lets all others go first
why-standing-elsewhere = not for this counter now

why-rule-passed = Who did not answer lets others go first
why-rule-overtaken = Who was overtaken { $most } times goes before all who came later
why-rule-beyond-turn = Who has been first in their queue for { $minutes } min is called next
why-rule-express = Of { $every } calls from queues { $home } and { $express }, one goes to the express queue { $express }
why-rule-fcfs = Whoever has waited longest
why-rule-accumulating = The greatest claim: minutes waited × { $normal }; booked × { $booked }, elder × { $elder }, disabled × { $disabled }, with a small child × { $infant }, pressing × { $pressing }, urgent × { $urgent }
why-rule-strict = The greatest number first, then the time waited: regular { $normal }, booked { $booked }, elder { $elder }, disabled { $disabled }, with a small child { $infant }, pressing { $pressing }, urgent { $urgent }
why-rule-quota = In turn: { $favoured } with a class, { $ordinary } without; each time the longest waiting

why-rules-title = Rules, asked from top to bottom
why-unused-title = Not used
why-unused-person = Names, faces, phones, where somebody lives
why-unused-clerk = What a clerk likes
why-unused-score = Any model that scores people

why-column-number = Number
why-column-came = Came
why-column-waited = Waited
why-column-standing = By the rules
why-column-result = Result
why-result-first = Next
why-result-called = Called
why-result-place = { $place ->
    [0] –
   *[other] No. { $place }
}
why-minutes = { $minutes } min
why-at = As at { $time } · counter { $counter } · { $count } waiting
why-understood = Understood
why-turn-next = Why the next one
why-turn-here = Why { $number }
why-call-another = Call another…

cli-help-why = Say why a number was called, or why it is not next: a sentence and the comparison
cli-option-why-number = the number, as E012
cli-option-why-counter = ask for this counter; by default the first open one that serves the number's queue
cli-option-why-day = business day of the call, as 2026-11-21; by default today

class-reason-lost-document = lost a document
class-reason-travel = travels today
class-reason-ill = ill, or expects a child
class-reason-exam = sits an examination
class-reason-school = enrols at a school
class-reason-job = begins to work or to serve
class-reason-care = elder, disabled or with a small child
class-reason-correction = correction
class-reason-declined = wants no priority, or wants it back

cli-help-report-urgent = List who made a visitor urgent or pressing, when and why
cli-option-urgent-day = business day, as 2026-11-21; by default the newest
cli-option-urgent-all = also every other class that was given by hand
urgent-line = { $at }  { $ticket }  { $before } → { $now }  { $reason }  by { $by }
urgent-count = { $day }: made urgent { $urgent } times, pressing { $pressing } times
urgent-by-visitor = the visitor

language-zh = Mandarin
language-en = English
language-yue = Cantonese
language-hak = Hakka
language-nan = Southern Min (Teochew)

cli-help-take = Give a number by hand, as for somebody who cannot use a kiosk
cli-option-take-items = code of the item, or of several, parted by commas
cli-option-take-id = number of the visitor's card, as typed
cli-option-take-for = the visitor comes for this person or company: number of their card, or credit code
cli-option-take-class = another class than that of the card; needs a reason
cli-option-take-reason = why that class
cli-option-take-note = what the list of reasons does not say; nothing of the person
cli-option-take-qty = cases that the visitor brings, 1 to 20
cli-option-take-speak = language in which the visitor wants to be served
take-done = { $number } ({ $kind })
take-held = { $number } ({ $kind }): the visitor holds it already
take-ahead = { $count } before it
take-not-spoken = Nobody is on duty who speaks { $language }. The number is called in order until somebody is.
