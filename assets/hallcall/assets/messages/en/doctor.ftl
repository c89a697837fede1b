# Health: what the server finds wrong with itself, and what hallcall doctor says
cli-help-doctor = Look at server, devices, disk, clock, backup and certificates. Exit code 1 on a fault.
cli-option-doctor-server = address of the server, to look from another machine, as http://192.168.8.2:8750

doctor-ok = ok
doctor-warning = look
doctor-fault = FAULT

doctor-subject-server = server
doctor-subject-device = device
doctor-subject-disk = disk
doctor-subject-clock = clock
doctor-subject-backup = backup
doctor-subject-database = database
doctor-subject-certificate = certificate
doctor-subject-sqlite = SQLite
doctor-subject-key = key file
doctor-subject-door = door

doctor-summary = { $ok } ok, { $warning } to look at, { $fault } at fault.
doctor-server-none = No server works on { $data }. Start it with hallcall server.
doctor-server-silent = The server at { $url } does not answer.
doctor-server-ready = The server at { $url } takes requests.
doctor-device = { $device }: { $how }
doctor-devices-none = No device has reported yet.
doctor-devices-unknown = The server did not say how the devices are.
doctor-data-missing = There is no data folder { $path }.
doctor-disk = { $free } GB free of { $total } GB ({ $share }%).
doctor-clock-kept = A time service keeps this machine's clock right.
doctor-clock-alone = No time service keeps this machine's clock right. Turn NTP on.
doctor-clock-unknown = This machine does not say whether its clock is kept right.
doctor-skew = The server's clock is { $seconds } s ahead of this machine's (behind when negative). Set both by a time service.
doctor-skew-none = Server and machine agree on the time.
doctor-backup = The newest backup is { $minutes } minutes old.
doctor-backup-none = There is no backup in { $folder } yet.
doctor-database = { $kind }, { $place }, version { $found }.
doctor-database-none = There is no database at { $place } yet.
doctor-database-version = { $place } has version { $found }; the program needs { $needed } and brings it there at its next start.
doctor-database-silent = The database cannot be opened.
doctor-certificate = The first certificate to end is that of { $name }, in { $days } days.
doctor-certificate-over = The certificate of { $name } has ended. Pair the machine again.
doctor-certificate-none = No machine holds a certificate.
doctor-door-plain = The server speaks plain HTTP at { $url }: tokens and visitors' facts can be read on the way. See "hallcall ca init".
doctor-sqlite = Version { $found }; at least { $needed } is needed.
doctor-key = { $path }, mode { $mode }.
doctor-key-missing = There is no { $path }.

reason-backup-old = The newest backup is old: two in a row were missed. Look at the backups.
reason-clock-jumped = Somebody has set this machine's clock. Look at the time service.
reason-disk-full = The disk is full and numbers cannot be kept. Make room at once.
reason-disk-low = The disk is nearly full. Make room, or put in a larger one.
reason-revision-files = The hall's files were touched after the server was started. Check them with "hallcall catalog check", then start the server again to work by them.
reason-revision-machines = Some machines work by other hall data than the server. "hallcall catalog rev" names them; bring their program up to date.
reason-storage-checking = The data is being checked. Wait a moment.
reason-storage-unreadable = The database cannot be read. Look at the disk.
reason-writer-silent = The server no longer does what it is asked. Start it again.

# Privacy: hallcall doctor --privacy
cli-option-doctor-privacy = look for faces instead: pictures, templates, vectors in database, data folder, temporary files, logs, crash dumps
cli-option-doctor-machine = with --privacy: the file of a machine with a camera, whose [face] folder is looked through too
doctor-subject-privacy = faces
doctor-privacy-looked = { $place ->
    [database] database
    [data] data folder
    [temporary] temporary files
    [logs] logs
    [faces] folder of faces
   *[dumps] crash dumps
} { $where }: { $count } looked through, { $mb } MB in { $seconds } s.
doctor-privacy-looking = Looking through { $where }: { $count } files, { $mb } MB
doctor-privacy-elsewhere = { $where } is another file system; it was not looked through.
doctor-privacy-picture = There is a picture in { $where }.
doctor-privacy-template = There is a face template in { $where }.
doctor-privacy-vector = There are numbers that may be a face in { $where }.
doctor-privacy-column = A column is named after a face or a picture: { $where }.
doctor-privacy-dump = { $where } is the memory of a program that crashed; a face may be in it. Delete it, and turn crash dumps off.
doctor-privacy-over = { $where } is of a day that is over and should be gone. Run hallcall face gallery.
doctor-privacy-unreadable = { $where } cannot be read. Run this as an administrator.
