# Care of the data: backups, the log as evidence, upgrades, the end of the day
cli-help-backup = Back up the hall's data; the hall goes on meanwhile
cli-help-restore = Put a backup in the place of the hall's data; no server may run
cli-help-audit = The log as evidence
cli-help-audit-verify = Check that nobody changed the log. Exit code 0 all is well, 1 it was changed, 2 it cannot be said.
cli-help-audit-looks = List who looked at visitors' personal data, when, why and for which visit; never the data
cli-help-audit-heads = Take the signed ends of the log off the machine, as onto a memory stick
cli-help-audit-export = Write one day of the log into a file
cli-help-replay = Play an exported day again
cli-help-day = The business day
cli-help-day-close = Void the numbers that are left and tell their visitors; a second time changes nothing
cli-help-db-rollback = Put the database of before the last upgrade back; no server may run
cli-help-purge-hold = Keep everything for a time, as for a court, or erase again
cli-option-purge-reason = why; it stands in the log
cli-option-purge-until = until when: an instant, or +90d
cli-option-purge-lift = erase again from now on

cli-option-care-backups = folder of the backups; by default backups in the data folder
cli-option-care-file = backup to restore, a .db file with its .json
cli-option-care-list = list the backups
cli-option-audit-backup = check this backup instead
cli-option-audit-jsonl = check this exported day instead
cli-option-audit-key = believe only this public key, a copy of audit.pub kept elsewhere
cli-option-audit-heads = also hold the log against the heads in this file, taken by hallcall audit heads
cli-option-audit-restored = event at which the log says it was restored, when you know that to be true
cli-option-audit-clerk = looks of this clerk only
cli-option-audit-heads-out = file, or folder for heads.jsonl; what is in it is kept and added to
cli-option-audit-day = business day, as 2026-11-21
cli-option-audit-out = file to write; by default <day>.jsonl
cli-option-replay-file = file made by hallcall audit export
cli-option-replay-check = exit with 1 when the day ends in another state than it did
cli-option-care-lose-events = go back also when the hall has worked since, and lose that
cli-option-server-migrate-now = upgrade older data also while the hall is open

care-backed-up = Backed up to { $file }: { $size_mb } MB, up to event { $seq }. The key files are not in it: keep copies of them elsewhere.
care-no-backups = There are no backups in { $folder }.
care-restore-which = Say which backup. hallcall restore --list shows them.
care-restored = Restored the backup of { $taken }, up to event { $seq }.
care-restored-kept = The data that was there is now { $file }.
care-restored-lost = { $count ->
    [0] Nothing is missing.
    [one] One event after the backup is not in it.
   *[other] { $count } events after the backup are not in it.
}
care-restored-lost-unknown = What happened after the backup is not in it. Each queue will go on at a higher number, so that none is given twice.
care-restored-next = Start the server. Revoke again the machines that were revoked since the backup, and ask visitors with numbers from after it to take a new one.
care-day-closed = { $count ->
    [0] No number was left; nothing changed.
    [one] One number became void.
   *[other] { $count } numbers became void.
}
care-rolled-back = The database is of version { $schema } again; start the older hallcall with it. The newer one is now { $file }.
care-rolled-back-lost = { $count ->
    [one] One event is not in it.
   *[other] { $count } events are not in it.
} Numbers given since the upgrade may be given again today: collect the slips.

purge-held = A legal hold keeps everything until { $until }.
purge-hold-lifted = The legal hold is lifted.
purge-all-gone = Looked again: nothing is left that should be gone.
purge-left = Looked again: still there, though its time is over: { $tables }.

audit-good = Good: { $events } events up to { $last }, none changed. Hash { $head }
audit-signed = { $signatures } signatures, the last at event { $signed }.
audit-changed = Changed: event { $seq } is not what was written. Up to { $last } all is well.
audit-missing = Missing: event { $seq } is not there, or something was put in. Up to { $last } all is well.
audit-rewritten = Rewritten: at event { $seq } something else was signed. The change is there or before it.
audit-cut = Cut off: the log was signed beyond its present end; event { $seq } is missing.
audit-signature = A signature at event { $seq } is not of the hall's key.
audit-exported = Wrote { $events } events to { $file }. The file opens visitors' pages: treat it as confidential.

audit-look = { $at }  event { $seq }  clerk { $clerk }  counter { $counter }  visit { $ticket }  { $reason }
audit-look-unasked = no reason (before reasons were asked for)
audit-looks = { $day }: { $count ->
    [0] nobody looked at personal data.
    [one] one look at personal data.
   *[other] { $count } looks at personal data.
}
audit-heads-written = { $count ->
    [0] Nothing new for { $file }; it ends at event { $last }.
    [one] One head added to { $file }, which now ends at event { $last }.
   *[other] { $count } heads added to { $file }, which now ends at event { $last }.
}
audit-heads-agree = The heads of { $file }, up to event { $last }, are true of it.
audit-heads-restored = The log says at event { $seq } that it was restored from a backup on { $at }. If you know that to be true, check again with --restored { $seq }.

replay-day = { $day }: { $events } events, { $numbers } numbers.
replay-hash = State { $hash }
replay-same = The same state as then.
replay-other = Another state than then: { $hash }, made by hallcall { $version }.

reason-storage-missing = The hall's database was deleted or replaced. Stop the server and restore what was rescued, or a backup.
reason-backup-no-space = There is no room for backups. Make room, or put them on another disk.
reason-backup-failed = The last backup failed. See the log.

error-backup-by-pg-dump = The data is in PostgreSQL. Back it up with pg_dump, and restore it with pg_restore.
error-backup-unknown = { $file } is no backup, or the .json file beside it is missing.
error-backup-damaged = The backup { $file } is damaged. Take another one.
error-backup-no-space = A backup needs { $needed_mb } MB free, and there are { $free_mb }. Make room, or put the backups on another disk.
error-storage-missing = The hall's database { $path } is gone. Restore a backup: hallcall restore --list.
error-heads-format = { $file } is no file of signed heads, or it was spoilt.
error-heads-other = The heads in { $file } are not of this log: at event { $seq } it has another past. Nothing was written. If another hall's heads are in it, or the hall was restored from a backup, take another file; check with hallcall audit verify --heads { $file }.
error-day-unknown = The log has no day { $day }.
error-replay-format = This is no complete file of hallcall audit export.
error-replay-event-unknown = Event { $seq }, “{ $type }”, is not known to this version. Play the file with a newer hallcall.
error-upgrade-nothing-kept = There is no database of before the upgrade to go back to.
error-upgrade-opening-hours = The data must be brought to the new version, which waits until the hall closes at { $until }. Start the old version until then, or say --migrate-now.
error-upgrade-would-lose = { $count } events since the upgrade would be lost. Say --lose-events if that is wanted.
