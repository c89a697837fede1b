# The demo
demo-start = Opening a fictional hall: a server, { $kiosks } kiosk(s), { $walls } wall(s), { $counters } counters …
demo-open = The hall is open, it is { $time }; its data lie in { $folder }
demo-issued = issued: { $item }, kiosk { $kiosk }, { $seconds } s from card to number
demo-printed = slip printed
demo-no-slip = no slip, the number is on the screen
demo-called = called silently to counter { $counter }
demo-recalled = call number { $call }
demo-wall = on the wall { $ms } ms after the call
demo-started = service started
demo-finished = served
demo-passed = passed
demo-done = Done: all { $visits } visitors were served.
demo-pictures = Pictures and timeline lie in { $folder }
demo-window = The three windows stay until you close one.
demo-failed = The demo did not finish: { $why }
demo-summary = Median from card to number { $card } s; median from call to wall { $wall } ms.
