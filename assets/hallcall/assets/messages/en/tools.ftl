# Command line: numbers, devices, demo

cli-help-demo = The demo: twenty visitors of a fictional hall, from the card to the end of their visit.
cli-help-hal = The hall's devices.
cli-help-hal-sim = Read a recorded identity card with the reader's own decoder, as JSON.
cli-help-id = Check the number of an identity document.
cli-help-uscc = Check a unified social credit code.
cli-option-visits = how many visitors
cli-option-demo-out = folder for pictures and timeline; given, no windows open
cli-option-seed = seed of the dice; the same seed is the same day
cli-option-number = the number to check
cli-option-fixture = recorded file, 256 bytes of text and the photo
cli-id-ok = The number is right: { $number }, { $kind } { $birth } { $sex }
cli-uscc-ok = The code is right: { $code }
cli-sex-male = male
cli-sex-female = female
cli-document-resident = resident identity card
cli-document-permit = residence permit of Hong Kong, Macao or Taiwan
cli-document-foreigner-2017 = permanent residence card for foreigners (2017)
cli-document-foreigner-2023 = permanent residence card for foreigners (2023)
cli-option-device = which device
cli-help-kiosk = Run a kiosk.
cli-option-kiosk = id of the kiosk, see kiosks in the hall's files, e.g. K1
cli-option-machine = this machine's file of devices (machine.toml)
cli-option-public-url = address that visitors' phones can open; the server's by default
cli-option-own-data = folder for what this machine does while the server is away; by default beside the token
cli-option-token-file = file of this machine's token; by default among the user's settings
cli-option-code-once = one-time pairing code; the token it gives is written into the token file
