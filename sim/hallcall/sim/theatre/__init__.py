"""The theatre: one page in a browser with every screen of a simulated hall, live, and its devices to be played with.

::

    browser ── page, SSE, presses ── web ── Theatre ─┬─ HallProcesses: server, kiosk, wall, counter, hald
                                                     ├─ Furniture: LED board, glass, message gateway, keepers
                                                     ├─ people: visitors, clerks, scenes
                                                     └─ observer: the hall's own events
"""
