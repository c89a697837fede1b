# The command line: what clerks do, and the revision of the hall's files
cli-help-next = Call the next number, chosen by the rules among the queues of the counter. Exit code 0 called, 1 refused, 2 it cannot be done.
cli-help-recall = Call the present number once more.
cli-help-start = The visitor is there: begin to serve.
cli-help-finish = The visit is done.
cli-help-pass = Nobody came: pass the number.
cli-help-sign-out = Close the counter and sign out.
cli-help-catalog-rev = The revision of the hall's files: of a folder, the server and each connected machine. Exit code 0 all the same, 1 not.

desk-option-counter = number of the counter
desk-option-clerk = clerk number; asked for when it is not given
desk-option-password-file = read the password from a file; asked for when it is not given
desk-clerk-ask = Clerk number:{" "}
desk-sign-in-needed = Nobody is signed in. Run this at a terminal, give --clerk and --password-file, or set HALLCALL_SESSION.
desk-session-over = The session is over. Please sign in again.
desk-signed-out = Counter { $counter } is signed out.
desk-nobody-signed-in = Nobody is signed in at counter { $counter } from the command line.
desk-called = Counter { $counter } calls { $number }  { $item }
desk-recalled = Counter { $counter } recalls { $number }  { $item }
desk-started = Counter { $counter } serves { $number }  { $item }
desk-finished = Counter { $counter } has finished { $number }  { $item }
desk-passed = Counter { $counter } passed { $number }  { $item }

catalog-rev-folder = folder  { $revision }  { $folder }
catalog-rev-server = server  { $revision }  { $url }
catalog-rev-no-server = No server works on { $data }.
catalog-rev-machine = { $role } { $device }  { $revision }  { $standing ->
    [same] the same
    [untold] does not say
   *[other] OTHER
}
catalog-rev-same = All work by the same hall data.
catalog-rev-differ = { $count } { $count ->
    [one] differs
   *[other] differ
} from the server.
