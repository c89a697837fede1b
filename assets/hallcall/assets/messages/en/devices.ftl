# Devices: what visitors and clerks are told when something goes wrong, and why a device is as it is

error-card-removed = The ID card was taken away too early. Please put it back and wait for the signal.
error-card-unreadable = This card cannot be read. Please put it down again in another position, or ask our staff.
error-card-wrong-kind = This card cannot be used here. Please use a resident ID card, a residence permit for Hong Kong, Macao or Taiwan residents, or a foreign permanent resident ID card.
error-device-absent = This device is not connected. Please ask our staff.
error-device-bad-frame = The device could not be understood. Please try again, or ask our staff.
error-device-busy = This device is in use. Please wait a moment and try again.
error-device-refused = The device did not accept this step. Please try again, or ask our staff.
error-device-timeout = The device did not answer. Please try again, or ask our staff.
error-device-unexpected = The device gave a wrong answer. Please ask our staff.
error-device-fault = This device needs our staff. Please ask them.
error-device-interrupted = Nobody knows whether this was done. Please have a look, and try again if it was not.
error-device-too-late = The device was busy for too long. Please try again.
error-device-unsupported = This device cannot do that. Please ask our staff.
error-device-unplugged = The device has lost its cable. Please ask our staff.
error-printer-cover-open = The printer cover is open, so no slip was printed. Your number is valid all the same.
error-printer-cutter-jam = The slip is stuck in the printer. Your number is valid all the same.
error-printer-error = The printer has a fault, so no slip was printed. Your number is valid all the same.
error-printer-offline = The printer is not ready, so no slip was printed. Your number is valid all the same.
error-printer-paper-out = The printer is out of paper, so no slip was printed. Your number is valid all the same.
error-reader-self-test = The card reader is not ready. Please use another machine or ask our staff.
error-reader-unauthorised = The card reader cannot read ID cards now. Please use another machine or ask our staff.

device-reason-bad-frames = Poor signal: check the cable
device-reason-busy = Another program is using the device
device-reason-cover-open = The cover is open
device-reason-cutter-jam = The cutter is stuck: clear the paper
device-reason-internal = Program error: call support
device-reason-no-heartbeat = The device program does not react: call support
device-reason-no-response = No answer: check the power
device-reason-not-found = Device not found: check the cable
device-reason-paper-low = Paper is running low: have a new roll ready
device-reason-paper-out = No paper: put in a new roll
device-reason-printer-error = Printer fault: switch it off and on, then call support
device-reason-printer-offline = The printer is switched off line: press its online button
device-reason-sam-unauthorised = The card reader is not authorised: call the vendor
device-reason-self-test = The card reader failed its own test: switch it off and on
device-reason-unplugged = The cable is out: plug it in

device-health-starting = Starting
device-health-online = Working
device-health-degraded = Working, needs a look
device-health-offline = Cannot be reached
device-health-fault = Needs a person
device-health-disabled = Switched off

# Findings in the file of the machine's devices
finding-machine-syntax = This is not valid TOML; what follows was not checked.
finding-machine-missing = This must be given: { $allowed }
finding-machine-type = This should be { $allowed }
finding-machine-value = Not allowed here. Possible: { $allowed }
finding-machine-unknown-key = Unknown key. Possible here: { $allowed }
finding-machine-duplicate = Another device has this name already: { $allowed }
finding-machine-one-of = Give exactly one of these: { $allowed }
finding-machine-line-taken = Another device is at this port already, and they cannot share it: { $allowed }
finding-machine-address-taken = Another device on the same line has this address: { $allowed }
