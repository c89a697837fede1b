# Evacuation: walls, kiosks, counters
error-emergency-running = The hall is being evacuated: no calls, no new numbers. All numbers are kept.
cli-help-emergency-drill = Begin an evacuation drill: every screen says that it is one
cli-help-emergency-status = Whether the hall is being evacuated; exit code 3 if it is
emergency-is-drill = The evacuation drill has begun. All numbers are kept.
emergency-none = All is well: nobody has to leave the hall.
emergency-since = The hall is being evacuated since { $since }.
emergency-drill-since = An evacuation drill is running since { $since }.

evacuate-headline = Leave the building now
evacuate-real = This is not a drill
evacuate-drill = Fire drill
evacuate-drill-headline = Drill: leave the building
evacuate-metres = { $metres } m
evacuate-step-free = No steps
evacuate-signs = Follow the green exit signs
evacuate-lifts = Do not use lifts
evacuate-belongings = Leave belongings
evacuate-staff = Follow staff
evacuate-kept = Your place in line is kept. No new number needed.

counter-status-evacuate = Evacuation
counter-why-evacuate = People are leaving: no calls now
counter-evacuate-do = Guide people out. No lifts.
counter-evacuate-drill = Fire drill: guide people out
counter-evacuate-kept = All numbers are kept; go on afterwards
