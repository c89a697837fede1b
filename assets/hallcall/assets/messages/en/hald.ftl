# The daemon that owns the devices of a machine, and what hallcall hal says
cli-help-hald = Run the daemon that owns the devices of this machine.
cli-option-hald-socket = Where it listens; the machine's file names it otherwise.
counter-device-idcard = Card reader
counter-device-elsewhere = { $machine } { $device }: { $need }{ $more ->
    [0] {""}
   *[other] {" "}(+{ $more })
  }
cli-option-hald-report = Tell the server how the devices are, as the watcher of this machine (K1, C12).
cli-help-hal-list = The drivers there are, the ports of this machine, and whose they are.
cli-help-hal-status = How every device of this machine is. Exit code 1 when one cannot be used.
cli-help-hal-probe = Ask with every driver whether its device is at a port.
cli-help-hal-test = Have a device do its job once.
cli-help-hal-trace = Show every byte between a driver and its device.
cli-option-seconds = how many seconds
cli-option-port = a serial port, /dev/ttyUSB0
hal-drivers = Drivers: { $drivers }
hal-port-unknown = unknown
hal-device-elsewhere = { $device } ({ $driver }): its port is not here
hal-probe-answered = { $driver }: answers
hal-test-slip = Test slip
hal-test-printed = The slip was printed.
hal-test-lay-card = Please lay a card on the reader.
hal-test-card-read = A card was read: { $kind }
hal-test-no-card = No card was read.
