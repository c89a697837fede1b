# Displays over counters: the longest that fits is shown, within 16 characters
window-calling = { $number } come to { $counter }
window-closed = Counter closed
window-closed-short = Closed
window-drill = Fire drill
window-evacuate = Leave now
window-evacuate-short = LEAVE
window-free = Take a number
window-free-short = Free
window-moved = { $number }: Zone { $zone }
window-number = { $number }
window-paused = Short break
window-paused-short = Break
window-paused-until = Back at { $time }
window-serving = Serving { $number }
window-unheard = Staff call you
window-unheard-short = Ask staff
cli-help-led = Keep the boards of light over the counters
cli-option-led = Name of this machine: C12, as it was paired (role display)
led-no-board = This machine's file has no board whose name ends with the number of a counter, as in window-12.

# The screen over a counter
cli-help-window = Open the display over a counter
window-plate = Counter
window-come-before = { "" }
window-come = Please come here
window-now-serving = Now serving
window-people =
    { $count ->
        [one] 1 person waits
       *[other] { $count } people wait
    }
window-paused-title = Closed for now
window-because-meal = Meal
window-because-rest = Rest
window-because-meeting = Meeting
window-because-handover = Handover
window-because-system = System maintenance
window-back-at = Back about { $time }
window-back-soon = Back soon
window-instead = Please go to
window-counters =
    { $count ->
        [one] Counter { $counters }
       *[other] Counters { $counters }
    }
window-and = { ", " }
window-go-on = Zone { $zone }, floor { $floor }
window-title-free = Take a number first
window-title-closed = Counter closed
window-title-unheard = Staff will call you
