# The command line: what is done for a visitor

cli-help-recall-me = Let a visitor back into the line whose number was passed. Exit code 0 they wait, 1 refused, 2 it cannot be done.

visits-option-number = the number on the slip

visits-back = { $number } is back in line, { $ahead } before it.
visits-waits = { $number } waits in line already, { $ahead } before it.
