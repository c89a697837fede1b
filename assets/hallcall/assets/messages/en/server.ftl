# Commands of the server
cli-help-server = Run the hall's server, or look after its machines and people
cli-help-server-pair = Make a one-time pairing code
cli-help-server-add-clerk = Add a clerk, or set a new name and password
cli-help-notify = Messages to visitors
cli-help-notify-log = List the newest messages
cli-help-purge = Erase phone numbers and records whose time is over

cli-option-server-data = data folder; by default the environment variable HALLCALL_DATA
cli-option-server-hall = folder of a hall, or name of a sample hall
cli-option-server-host = address to listen on
cli-option-server-port = port to listen on; 0 takes a free one
cli-option-server-clock-offset = seconds to put the clock forward, for demonstrations only
cli-option-server-notices = where messages go: file or console
cli-option-server-verbose = log more
cli-option-server-role = kiosk, display, counter, guide or admin
cli-option-server-device = name of the machine: K1, W1, C12
cli-option-server-clerk = clerk number
cli-option-server-clerk-name = name
cli-option-server-password-file = read the password from a file
cli-option-notify-most = list at most so many
cli-option-purge-now = as if it were then: +31d

server-address-failed = Cannot listen on { $host }:{ $port } ({ $problem }). Choose another port or check the address.
server-in-use = Another server works on the data folder { $data }.
server-pairing-code = Pairing code { $code } for { $device }, valid once and until { $until }.
server-password-ask = Password:{" "}
server-password-again = Once more:{" "}
server-passwords-differ = The two passwords differ.
server-clerk-added = Saved clerk { $clerk } { $name }.
server-purged = Erased: { $phones } phone numbers, { $notices } numbers of messages, { $answers } old answers.

finding-host-all-addresses = All addresses at once are not listened on. Give this machine's address in the hall's network.
