# Faces: what goes wrong with pictures, templates and models

error-face-assessment-missing = Searching among many people needs an impact assessment. Write its number in impact_assessment under [face].
error-face-booking-not-today = This person has no booking { $booking } today.
error-face-consent-damaged = The records of consent are damaged: { $file }, line { $line }. Nobody is taken to have agreed.
error-face-consent-missing = Nobody has agreed to use their face for booking { $booking } today.
error-face-day-ended = The faces of { $day } are gone: the key of that day has been destroyed.
error-face-engine-missing = Face engine “{ $engine }” is not installed on this machine. Install hallcall with its extra “{ $extra }”.
error-face-engine-unknown = There is no face engine “{ $engine }”. Possible: { $known }
error-face-folder-missing = There are no pictures of people in { $folder }. Each person has a folder of that name in it.
error-face-folder-pairs = { $file }, line { $line }: this is not written as it should be.
error-face-guardian-needed = Under { $under }, a parent or guardian must agree. Please use a document, or come with a parent.
error-face-hall-missing = Write in hall under [face] which hall this is.
error-face-key-changed = The key { $file } is damaged, or belongs to another hall or machine.
error-face-key-open = Others may read the key { $file } (mode { $mode }). Set it to 0400.
error-face-model-licence = Face engine “{ $engine }” uses the site's own model. Write in model_licence under which licence the site uses it.
error-face-none = No face was found in the picture.
error-face-notice-incomplete = This site has not said who is responsible for faces. Missing in [face]: { $missing }. Without it no camera opens.
error-face-off = This machine does not compare faces.
error-face-one-to-many = Face engine “{ $engine }” takes too many people for each other to search with it. It only compares one face with one.
error-face-other-day = This face template is of { $stored }, not of { $present }.
error-face-other-engine = This face template was made by another engine ({ $stored }) than this one ({ $present }). It cannot be compared; the face must be taken again.
error-face-other-hall = This face template is of hall { $stored }, not of { $present }.
error-face-pad-missing = { $file } is a single picture, which a challenge cannot judge. Name a check with pad in [face], or record frames.
error-face-pad-unknown = There is no liveness check “{ $pad }”. Possible: { $known }
error-face-picture-too-large = The picture is too large. At most { $most } million pixels.
error-face-picture-too-small = The picture is too small. At least { $least } pixels a side.
error-face-picture-unreadable = This is no picture, or it is damaged: { $file }
error-face-several = { $count } faces were found. Only one person may be in the picture.
error-face-store-failed = The folder { $folder } cannot be used: { $why }
error-face-template-changed = This face template has been changed. The face must be taken again.
error-face-too-few-looks = Too few pictures of the face. At least { $least } are needed.
error-face-vector = This face template is damaged. The face must be taken again.
error-face-weights-changed = The face model { $file } is not what it should be. Install it again.
error-face-weights-missing = The face model { $file } is missing. Install it again.

# What helps while somebody stands before the camera
face-guide-good = Good, hold still
face-guide-nobody = Look at the camera
face-guide-one-person = One person only, please
face-guide-closer = Come a little closer
face-guide-straight = Face the screen
face-guide-more-light = Too dark, one moment
face-guide-less-light = Too bright, turn a little
face-guide-hold-still = Hold still

# Said to who chooses an engine
face-warning-dlib = dlib takes many East Asian people for each other (38 % of random pairs at its usual threshold). hallcall uses it for one face against one only, at a much stricter threshold. Better: sface.
face-warning-own-model = The thresholds were measured with another model. Measure this one: hallcall bench face --lfw.

# The command line
cli-help-face = Faces: compare pictures, look at the engines.
cli-help-face-compare = Compare the faces in two pictures and print the score. Exit code 0 one person, 1 not or not sure.
cli-help-face-engines = Which face engines can be used on this machine, and under which licence.
cli-help-face-pad-evaluate = From presentations that the site has recorded: how many attacks pass, by kind, and how many people are turned away.
cli-option-face-presentations = folder with bona-fide/ and attacks/KIND/, or with results.csv
cli-help-bench-face = Measure the face engines on this machine, and with --lfw how right they are, as JSON.
cli-option-face-one = picture of one person
cli-option-face-other = another picture
cli-option-face-engine = face engine, that of the machine's file or sface by default
cli-option-face-engines = face engine, may be given more than once; all by default
cli-option-face-card = the first picture is the small photo of an ID card
cli-option-face-machine = the machine's file with its table [face]
cli-option-face-lfw = folder with pictures of people, laid out as Labeled Faces in the Wild
cli-option-face-groups = table (CSV) of name and group
cli-option-face-no-speed = leave out the speed
face-compared = Score { $score }. From { $accept } on the two are taken for one person: { $verdict ->
    [yes] one person
    [unsure] not sure, staff should look
   *[no] not one person
}.
face-engine = { $name } ({ $id }): { $detector }, { $recogniser }; { $dim } numbers; licence { $licence }; { $many ->
    [yes] 1:1 and 1:N
   *[no] 1:1 only
}
face-engine-off = { $name }: { $why }

# Liveness: what to do, what went wrong, what it does not stop
liveness-ask-straight = Look straight ahead
liveness-ask-wait = Keep looking straight ahead
liveness-ask-turn-left = Turn slowly to your left
liveness-ask-turn-right = Turn slowly to your right
liveness-ask-blink = Close your eyes, then open them
liveness-failed-too-late = That took too long. Try again, or ask our staff.
liveness-failed-lost = Your face was not seen for a moment. Try again.
liveness-failed-several = One person only, please. Try again.
liveness-failed-jumped = The picture leapt. Please move slowly, and try again.
liveness-failed-wrong-way = That was the other side. Try again.
liveness-failed-too-early = Please wait until you are asked. Try again.
liveness-failed-other-person = This is not the same person. Please ask our staff.
liveness-failed-not-live = Please ask our staff.
liveness-limits = This check stops a printed photo, a photo that is moved, and most recorded films. It does not stop a face that is computed while it is asked, nor a mask that somebody wears. It is not certified under ISO/IEC 30107-3. Where that matters, add a camera module with infra-red or depth, and keep staff in view of the kiosk.
