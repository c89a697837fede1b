# Check-in at the door: the command line, and the sign that hangs there
cli-help-gate = The camera at the door: checks in people with a booking who have agreed to it today, and nobody else. Off by default.
cli-help-face-sign = Print the sign for the door; hang it where people read it before the camera sees them
cli-option-gate = name of the door among the hall's places, as E1
gate-off = Check-in at the door is off: it begins with enabled = true in [gate] of this machine's file.
gate-no-camera = This machine has no camera (driver camera.cv), or not the one that camera in [gate] names.
gate-sign = Check-in by face at this door
    There is a camera ahead. It checks in people with a booking who have agreed to it for today, and does nothing else.
    Nobody else is recognised, recorded or counted; pictures are deleted from memory within { $seconds } seconds.
    Faces stay in this machine: nothing goes to the server or the internet, and all of it is destroyed when the day ends.
    If you do not want to pass the camera, use the door beside it. With your ID card, booking code or at the desk you get the same number, in the same place.
    To take your consent back, ask or complain: { $handler }, { $contact }
