"""The drivers: one module a kind of device, each with its ``SPEC``. A new one is one module and one line here."""

from __future__ import annotations

from collections.abc import Mapping

BUILT_IN: Mapping[str, str] = {
    "camera.cv": "hallcall.hal.drivers.camera_cv",
    "contact.modbus": "hallcall.hal.drivers.contact_modbus",
    "fingerprint.r307": "hallcall.hal.drivers.fingerprint_r307",
    "glass.lcus": "hallcall.hal.drivers.glass_lcus",
    "glass.modbus": "hallcall.hal.drivers.glass_modbus",
    "idcard.sdt": "hallcall.hal.drivers.idcard_sdt",
    "keypad.frames": "hallcall.hal.drivers.keypad_frames",
    "led.generic": "hallcall.hal.drivers.led_generic",
    "locker.lock8a": "hallcall.hal.drivers.locker_lock8a",
    "pager.frames": "hallcall.hal.drivers.pager_frames",
    "payment.gateway": "hallcall.hal.drivers.payment_gateway",
    "people.beam": "hallcall.hal.drivers.people_beam",
    "printer.escpos": "hallcall.hal.drivers.printer_escpos",
    "printer.ipp": "hallcall.hal.drivers.printer_ipp",
    "rating.frames": "hallcall.hal.drivers.rating_frames",
    "scanner.evdev": "hallcall.hal.drivers.scanner_evdev",
    "scanner.serial": "hallcall.hal.drivers.scanner_serial",
    "sms.at": "hallcall.hal.drivers.sms_at",
    "sms.cmpp": "hallcall.hal.drivers.sms_cmpp",
    "sms.http": "hallcall.hal.drivers.sms_http",
    "voice.announcer": "hallcall.hal.drivers.voice_announcer",
}
"""Name of a driver in the machine's file, and its module; loaded only where a machine has such a device."""
