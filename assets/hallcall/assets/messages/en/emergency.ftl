# Emergency: numbers on paper
sheet-place = Floor { $floor }, Zone { $zone }
sheet-day = Date
sheet-taken = Taken at
sheet-listen = Staff call these numbers aloud. Valid today.
sheet-item = Item
sheet-counter = Counter
sheet-started = Start
sheet-finished = End

cli-help-emergency = What to do without power or network.
cli-help-emergency-paper = Write the paper numbers of a queue as a PDF, to be printed in advance.
cli-help-emergency-enter = Enter what was given and served on paper.
cli-option-emergency-queue = letter of the queue, e.g. A
cli-option-emergency-from = the first one, counted from 1
cli-option-emergency-to = the last one
cli-option-emergency-out = the PDF file to write
cli-option-emergency-day = date printed on the numbers, e.g. 2026-11-23; left out, there is a line to write it on
cli-option-emergency-file = table (CSV): number,item,taken_at,counter,started_at,finished_at; times as 09:30 or 2026-11-23 09:30

emergency-no-queue = There is no queue “{ $queue }”.
emergency-range = There are paper numbers 1 to { $most }.
emergency-written = { $file }: { $first } to { $last }, { $pages } pages. These numbers are kept for paper and are never given otherwise.
emergency-columns = The columns must be: { $columns }
emergency-row = Line { $line }: { $problem }
emergency-no-number = No printed sheet has the number “{ $number }”.
emergency-other-queue = Item { $item } is not of queue { $queue }.
emergency-time = “{ $value }” is no time; write 09:30 or 2026-11-23 09:30.
emergency-served = Write counter, start and end, or none of the three.
emergency-nothing-entered = Nothing was entered. Correct the table and try again.
emergency-entered = Entered for today: { $waiting } waiting, { $served } served.
emergency-day-entered = { $day }, queue { $queue }: { $issued } given, { $served } served; written in the log.
