# hallcall sim: simulated days

cli-help-sim = Let simulated days pass through the hall's own rules: what would visitors meet if something changed?
cli-option-sim-days = how many days
cli-option-sim-policy = order of the calls: accumulating (or apq), fcfs, quota, strict; given several times, all are compared
cli-option-sim-rates = rates of normal, booked and elder visitors for accumulating priority, as 1:2:4
cli-option-sim-load = factor on the number of visits, 1.0 is a full day
cli-option-sim-counters = counters of a queue, as B=21; several times for several queues
cli-option-sim-staff = share of the counters that are open, as 0.8; given several times, all are compared
cli-option-sim-hours = opening hours, as 08:30-12:00; several times for several spans
cli-option-sim-pooling = own, departments (a queue for each department) or all (every counter serves every queue)
cli-option-sim-passing = rule for numbers that do not answer: void, defer, tail or session_end
cli-option-sim-late-mode = rule for late booked visitors: normal, insert, slot_end or half_day_end; given several times, all are compared
cli-option-sim-no-show = share of the booked who do not come, as 0.1
cli-option-sim-rule = rule for further counters, people:minutes:for-minutes as 20:30:5, or own for the hall's; compared with nobody following it
cli-option-sim-express = a lane of their own for items that take less than so many minutes on average
cli-option-sim-express-every = with --express: no counters of their own, but one of so many calls of the queue's counters
cli-option-sim-profile = file of your own hall's visitors (TOML; fields of DayProfile, see docs/reference/simulator.md)
cli-option-sim-processes = in how many processes; by default as many as there are processors
cli-option-sim-json = write the figures to this file, - for standard output
cli-option-sim-html = write a page with charts to this file

sim-value-wrong = “{ $value }” is not understood here.
sim-profile-wrong = { $file } is not understood: { $detail }
sim-too-few-counters = There are more queues than counters.
sim-no-visits = This hall's files do not say how many visits a day its queues have (daily_weight).

sim-title = Simulated days
sim-head = { $hall }: { $days ->
    [one] 1 day
   *[other] { $days } days
} with { $visits } visits a day on average, load { $load }, seed { $seed }
sim-took = { $seconds } s for { $visits } visits
sim-change-none = as it is
sim-change-hours = open { $value }
sim-change-counters = counters { $value }
sim-change-staff = { $value } of the counters
sim-change-express-every = express queue by turns, { $value }
sim-change-express = express lane below { $value } min
sim-change-pooling-own = counters as they are
sim-change-pooling-departments = { $value } single queues, one a department
sim-change-pooling-all = every counter for every queue
sim-change-passing-void = passed numbers are void
sim-change-passing-defer = passed numbers wait behind the next few
sim-change-passing-tail = passed numbers go to the end
sim-change-passing-session-end = passed numbers wait for the end of the session
sim-change-late-normal = late booked visitors as everybody
sim-change-late-insert = late booked visitors between others
sim-change-late-slot-end = late booked visitors last of their slot
sim-change-late-half-day-end = late booked visitors last of the half day
sim-change-tidal = further counters by the rule { $value }
sim-change-policy-accumulating = accumulating priority { $value }
sim-change-policy-fcfs = first come, first served
sim-change-policy-quota = quota
sim-change-policy-strict = strict priority
sim-counters = { $count } counters

sim-class-all = all
sim-class-normal = normal
sim-class-booked = booked
sim-class-elder = elder
sim-class-disabled = disabled
sim-class-infant = with infant
sim-class-pressing = pressing
sim-class-urgent = urgent
sim-lane-short = short jobs
sim-lane-long = other jobs
sim-column-visitors = visitors
sim-column-a-day = a day
sim-column-mean = mean
sim-column-p50 = p50
sim-column-p90 = p90
sim-column-p95 = p95
sim-column-longest = longest
sim-column-within = ≤ 15 min
sim-column-overtaken = overtaken
sim-column-queue = queue
sim-waits-unit = Waits in minutes, from the number to the first call.
sim-endings = A day: { $came } came, { $served } were served, { $left } did not answer, { $expired } waited in vain, { $away } came too late
sim-bookings = Bookings a day: { $late } came late, { $missed } did not come
sim-on-time = Booked visitors in time who were called within 10 minutes of their slot, or of their coming: { $share }
sim-staff = Counter hours a day: { $hours }
sim-staff-tidal = {"; "}by the alarms { $opened } counters were opened and { $converted } served another queue

sim-page-lead = Every visitor and every clerk here is simulated; who is called next is decided by the same rules as in the hall. All halls below had the same visitors.
sim-page-waits = Mean wait by the time the number was taken
sim-page-waits-unit = minutes
sim-page-waiting = People who wait
sim-page-waiting-unit = people
sim-page-within = Called within 15 minutes
sim-page-within-unit = % of visitors who took their number then
sim-fact-mean = Mean wait
sim-fact-p90 = 9 of 10 wait at most
sim-fact-elder = Mean wait of elders
sim-page-queues = Waits by queue
sim-page-assumptions = What is assumed
sim-page-assumptions-text = Visits by half hour, service times and shares of classes are estimates until a hall puts those of its own log in their place: { $elder } elder, { $booked } booked, { $absent } do not answer their first call, of whom { $back } come back; { $walk } s from the call to the counter.
sim-page-made = Made by hallcall { $version }
