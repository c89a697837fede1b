# The hall's authority, enrolled and lost machines
cli-help-ca = The hall's own authority for certificates
cli-help-ca-init = Make the authority; from the next start on the server speaks TLS
cli-help-ca-show = Print the authority's fingerprint
cli-help-enrol = Enrol this machine: a token and a certificate for a one-time code
cli-help-server-devices = List the machines that were paired
cli-help-server-revoke = A machine was lost: it may do nothing from now on

cli-option-ca-name = name by which machines call the server; may repeat
cli-option-ca-address = address by which machines call the server; may repeat
cli-option-enrol-url = address of the server, https://...
cli-option-enrol-dir = folder for token and certificate; by default the user's settings
cli-option-fingerprint = fingerprint of the hall's authority, printed with the code
cli-option-server-plain-http = speak without TLS, also beyond this machine

ca-made = The authority is in { $data }. Keep ca.key there as safe as the data's key; start the server again.
ca-exists = { $data } has an authority already. With another one, every machine would have to be enrolled again.
ca-fingerprint = Fingerprint { $fingerprint }
enrol-done = This machine is { $role } { $device }. Its token is in { $file }.
server-pairing-fingerprint = Enrol with: hallcall enrol { $url } --code { $code } --fingerprint { $fingerprint }
server-device = { $role } { $device }, { $standing ->
    [revoked] revoked
   *[paired] paired on { $day }
}{ $until ->
    [none] {""}
   *[other] , certificate until { $until }
}
server-revoked = { $role } { $device } is revoked: token and certificates are worth nothing now.
