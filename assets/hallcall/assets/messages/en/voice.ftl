# Spoken calls
voice-caption-call = { $number }, please go to counter { $counter }
voice-caption-evacuate = Please leave the hall now. Follow the green signs, do not use the lifts. Your number is kept.
voice-caption-drill = Drill: please follow the green signs and leave the hall. Your number is kept.
error-announcer-no-zone = This machine has no loudspeaker for that zone.

cli-help-voice = Speak the calls of zones that want it; without it calls are silent
cli-option-voice = Name of this machine: one of its zones, as it was paired (role display)
voice-no-zone = This machine's file has no loudspeaker (voice.announcer).

cli-help-bench-voice = Work out how long spoken calls wait and how many loudspeakers are needed. Prints JSON.
cli-option-bench-voice-rate = calls a minute in the whole hall; may be given several times
cli-option-bench-voice-minutes = minutes that are played for each case
