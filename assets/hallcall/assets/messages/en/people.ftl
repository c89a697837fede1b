# People in the hall
cli-help-people = Tell the server what the counters at the doors count
cli-help-report-people = How many came and went on a day, by the hour, and how full the hall was
cli-option-doors = Name of this machine, as doors
people-no-door = This machine has no counter of people (driver people.beam).
people-head = { $day }: { $entered } came, { $left } left, { $most } inside at most
people-line = { $hour }:00 in { $entered } out { $left } most { $most }
people-drift = Drift: { $inside } still counted inside at the end; { $unseen } left without having been seen coming
