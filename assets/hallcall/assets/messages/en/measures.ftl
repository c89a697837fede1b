# Measuring
cli-help-bench-hall = Press all counters and kiosks at once, and look whether a number is given or called twice. Prints JSON.
cli-help-loadtest = Let a day of visitors pass in minutes, and look whether anybody is lost. Prints JSON.

cli-option-bench-counters = how many counters
cli-option-bench-kiosks = how many kiosks
cli-option-bench-seconds = how many seconds to press
cli-option-bench-stored = tickets that are stored before
cli-option-bench-folder = folder for the temporary data, which decides what disk is measured
cli-option-loadtest-visits = visits of the day
cli-option-loadtest-speed = how many times faster than real
cli-option-loadtest-data = data folder of a running server for tests; real machines lose their pairing, so never that of a hall at work. Without it a server of its own is started
