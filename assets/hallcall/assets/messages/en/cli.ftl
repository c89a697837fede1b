# The command line

cli-help = hallcall: a whole public-service hall on one machine. Every command takes --lang zh-CN or --lang en.
cli-help-commands = Commands
cli-help-parameters = Parameters
cli-help-help = Show this help.
cli-help-version = Show the version.
cli-help-bench = Measure how fast this machine is.
cli-help-bench-search = Measure the search over items, as JSON.
cli-help-cal = Opening hours.
cli-help-cal-open = Whether a queue is open at a time. Exit code 0 open, 1 closed, 2 it cannot be said.
cli-help-catalog = The hall's files and its catalogue.
cli-help-catalog-check = Check a hall's files and count what is in them.
cli-help-catalog-export = Write the items as a table (csv) or the whole catalogue (yaml).
cli-help-catalog-gen = Make a large hall by adding synthetic items.
cli-help-catalog-import = Take in a table of items or a catalogue, and say what changes.
cli-help-item = Show the guide of an item.
cli-help-search = Find items by words, pinyin, first letters or English.

cli-option-folder = folder of a hall, or a sample: haibin, street, community
cli-option-hall = folder of a hall, or a sample: haibin, street, community
cli-option-items = how many items in all
cli-option-gen-out = new folder, hall-<items> by default
cli-option-format = csv (items only) or yaml (whole catalogue)
cli-option-export-out = file to write, standard output by default
cli-option-import-file = .csv or .yaml to take in, - is standard input
cli-option-dry-run = say what would change, write nothing
cli-option-words = what to look for
cli-option-letters = first letters only, as on the kiosk's letter pad
cli-option-limit = how many to list at most
cli-option-json = print JSON
cli-option-code = code of the item
cli-option-materials = list only what to bring
cli-option-queue = letter of the queue
cli-option-at = the hall's local time, as 2026-10-01T10:00
cli-option-bench-items = how many items to measure with

cli-interrupted = Interrupted.
cli-usage = The command is not written as it should be.
cli-usage-command = There is no command “{ $word }”.
cli-usage-option = There is no option “{ $word }”.
cli-usage-missing = “{ $word }” is missing.
cli-usage-value = “{ $word }” is not a value that fits here.
cli-usage-help = hallcall --help lists all commands.

cli-gen-too-many = There are not enough synthetic items: { $most } in all at most.
cli-gen-exists = { $path } is there already and was not made by this command. Choose another folder.
cli-gen-done = { $path }: { $items } items, { $made } of them synthetic.
cli-import-sample = A sample hall cannot be changed. Name your hall's folder with --hall, or add --dry-run.
cli-import-done = Written. The folder as it was is kept at { $kept }.
cli-import-changes = { $count } { $count ->
    [one] change
   *[other] changes
}

cli-search-none = Nothing fits “{ $query }”. The nearest are:
cli-search-hit = { $code }  { $name }  floor { $floor } zone { $zone }
cli-item-unknown = There is no item with the code { $code }.
cli-item-no-materials = Nothing to bring.
cli-item-material = { $number }. { $name } ({ $kind }, { $share })
cli-item-department = Department: { $value }
cli-item-conditions = Conditions: { $value }
cli-item-legal = Legal time limit: { $value }
cli-item-promised = Promised time limit: { $value }
cli-item-fee = Fee: { $value }
cli-item-fee-none = none
cli-item-fee-amount = { $amount } yuan
cli-item-place = Where: { $value }
cli-item-place-text = floor { $floor } zone { $zone }, counters { $counters }
cli-item-channels = How: { $value }
cli-item-complaint = Complaints: { $value }
cli-item-note = Note: { $value }
cli-item-materials = What to bring:
cli-material-original = original
cli-material-copy = copy
cli-material-form = form
cli-material-info = information
cli-share-yes = data sharing may stand in for it
cli-share-no = must be handed in
cli-channel-counter = counter
cli-channel-kiosk = self-service kiosk
cli-channel-phone = phone
cli-channel-web = web
cli-channel-post = post
cli-limit-none = none given
cli-limit-at-once = done on the spot
cli-limit-working = { $days } working { $days ->
    [one] day
   *[other] days
}
cli-limit-natural = { $days } { $days ->
    [one] day
   *[other] days
}

cli-queue-unknown = There is no queue “{ $queue }”; there are { $queues }.
cli-at-wrong = “{ $value }” is no time. Write 2026-10-01T10:00.
cli-cal-open = open: { $name } ({ $queue }) { $day } { $spans }, { $reason }
cli-cal-closed = closed: { $name } ({ $queue }) { $day } { $spans }, { $reason }
cli-cal-all-day = closed all day
cli-cal-special = special day { $name }
cli-cal-holiday = public holiday
cli-cal-make-up = make-up working day
cli-cal-week = weekly hours
cli-cal-last-ticket = No more tickets are given.
cli-cal-next = Opens next: { $at }
cli-cal-next-unknown = When it opens next is not known yet.
cli-cal-year-missing = It cannot be said: there is no holiday file for { $year }, and hallcall never guesses. Put holidays/{ $year }.yaml into the hall's folder.
