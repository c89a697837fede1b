# Text messages: why one did not leave, and how the gateway is
error-sms-number = No text message can go to this number. Please check it.
error-sms-refused = The message gateway refuses this message for good. Please watch the screens.
error-sms-text = This text cannot be sent: it is empty, too long, or holds the number of a document.
error-sms-unsure = Nobody knows whether the message has left; it was not sent again. Please watch the screens.
sms-trouble-blacklisted = The holder wants no messages
sms-trouble-content = The text, its template or its signature is not approved
sms-trouble-expired = The network has tried for long enough
sms-trouble-gateway-refused = The gateway refused and did not say why
sms-trouble-no-credit = The message account is empty
sms-trouble-no-signal = There is no mobile network
sms-trouble-number = There is no such number
sms-trouble-throttled = Too many messages in a short time
sms-trouble-unauthorised = The account or its password was refused
sms-trouble-unreachable = The phone is off or out of reach

cli-option-server-machine = file of devices that names the sender of text messages (with --notices device)
doctor-notices = Messages wait to leave; the oldest has waited { $seconds } s.
doctor-notices-none = No message waits to leave.
doctor-subject-notices = messages
finding-machine-sms-sender = exactly one enabled sender of text messages must be in the file
reason-notices-away = No message leaves. It is tried again for ten minutes, then it is past; the record says so. Look at the gateway or the modem.
reason-notices-waiting = A message has waited to leave for more than a minute.
