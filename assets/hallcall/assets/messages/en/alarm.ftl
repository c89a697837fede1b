# A fire panel's contact, or a key on the wall
cli-help-alarm = Have people leave when a fire panel's contact or a key on the wall says so
cli-option-alarm = Name of this machine: alarm, or alarm- and a word, as it was paired (role device)
alarm-no-contact = This machine has no board with contacts (driver contact.modbus).
alarm-begun = People must leave: { $contacts }
alarm-at-rest = At rest again: { $contacts }
