# Wall display
display-silent = Silent calling: watch the screens
display-silent-short = Silent calling
display-floor = Floor { $floors }
display-zones = { $count ->
    [1] Zone { $zones }
   *[other] Zones { $zones }
}
display-counters = { $count ->
    [1] Counter { $counters }
   *[other] Counters { $counters }
}
display-place = Floor { $floor }, Zone { $zone }
display-place-short = F{ $floor } { $zone }
display-counter-word = Counter
display-ticket = Ticket
display-counter-heading = Counter
display-moved-row = Floor { $floor } { $zone }
# The large number
display-hero-amber = Now calling
display-hero-live = Now calling
display-hero-past = Last call
display-hero-moved = Moved
display-hero-second-amber = Now calling
display-hero-second-live = Now calling
display-hero-second-past = Last call
display-hero-second-moved = Moved to another zone
display-hero-before = Counter
display-hero-second-counter = Counter
display-hero-after = Floor { $floor }
display-hero-below = Zone { $zone }
display-hero-moved-before = Go to
display-hero-empty = No calls yet
display-hero-empty-hint = Take a number, then watch here
display-recent-empty = No other recent calls
# Many at once
display-calling = { $count } calling
display-burst = { $count } calls at once. Each stays at least 45 seconds.
display-board = { $count ->
    [1] 1 call. It stays at least 45 seconds.
   *[other] { $count } calls. Each stays at least 45 seconds.
}
display-board-none = No calls right now
display-new = New
display-new-time = within 10 s
display-page = Page { $page } of { $pages }
display-carried = { $zones }: see the zone displays
display-carried-zone = { $count } more in Zone { $zone }
display-carried-separator = {", "}
# Waiting
display-waiting = Waiting
display-waiting-none = Nobody is waiting
display-people = { $count } waiting
display-minutes = { $low }–{ $high } min
display-waits-hidden = Waiting times are not shown
# Old data
display-updated = Updated { $time }
display-outdated = Hall details being updated
display-stale = Call information stopped at { $time } ({ $minutes } min ago)
display-stale-hint = Watch the displays above the counters or ask the staff. Your place in line is kept.
display-stale-list = Calls at { $time }
display-stale-none = No calls at { $time }
display-stale-second = No news since { $time }: watch the displays above the counters
display-help = Need help: { $place }
display-phone = Phone { $phone }
display-attempts = Reconnecting · try { $count }
display-connecting = No call information yet
display-connecting-hint = Watch the displays above the counters or ask the staff. Your place in line is kept.
# Command line
display-cli-calling = Calling
display-cli-waiting = Waiting
cli-help-display = Open a wall display
cli-help-show = See how the hall is now
cli-help-show-board = Print the calls and the people waiting as a wall shows them
cli-option-server = Address of the server
cli-option-wall = Id of the wall, see walls in the hall's files
cli-option-floor = Only this floor; may repeat
cli-option-zone = Only this zone; may repeat
cli-option-width = Width of the window in pixels
cli-option-height = Height of the window in pixels
cli-option-fullscreen = Full screen without a pointer
cli-option-gpu = Paint with the graphics processor
cli-option-reduced-motion = No pulses: a new call only changes colour
