"""A process that sends messages by the device of a machine's file until each has its receipt: ``... FILE MESSAGES``.

It is killed again and again, and begins from the first message each time: what has left must not leave again.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

from hallcall.core.errors import DeviceError
from hallcall.hal import Hal, load_machine
from hallcall.hal.ports.sms import SendSms

if __name__ == "__main__":
    machine = load_machine(Path(sys.argv[1]))
    (device,) = machine.devices
    tries = itertools.count()
    with Hal(machine) as hal:
        for number in range(int(sys.argv[2])):
            message = SendSms(number=f"138123456{number:02}", text=f"A{number:03}", message_id=f"E-{number}")
            while True:
                try:
                    hal.do(device.id, message, f"try-{next(tries)}").result(30)
                except DeviceError:
                    time.sleep(0.05)
                else:
                    break
