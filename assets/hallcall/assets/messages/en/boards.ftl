# Boards that switch glass and light up windows
device-reason-no-lease = The board would not let go by itself, so this glass stays private: use a board with a timer
error-glass-no-room = This machine switches no glass of that name.
finding-machine-board = This board's table is not right: { $problem }

finding-section-glass = room of glass
cli-help-glass = Keep the hall's smart glass as its rules say
cli-option-glass = Name of this machine: one of its rooms, as it was paired (role display)
glass-now-private = { $room }: private ({ $why })
glass-now-clear = { $room }: clear ({ $why })
glass-why-emergency = emergency
glass-why-unheard = server not heard
glass-why-visitor = a visitor is served
glass-why-no-calendar = opening hours not known
glass-why-open = open
glass-why-closed = closed
glass-no-board = This machine's file has no smart glass.
cli-help-emergency-off = End an emergency: the hall goes on
cli-help-emergency-on = Have everybody leave the building
emergency-option-end-reason = Why it is over
emergency-option-reason = What has happened; not needed
emergency-is-off = The emergency is over. Numbers are kept.
emergency-is-on = Emergency: glass goes to its agreed state; numbers are kept.
