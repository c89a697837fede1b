"""Messages to visitors: composed with the event, sent from an outbox, each exactly once and with the event's id."""

from hallcall.server.notices.compose import Composer
from hallcall.server.notices.drivers import ConsoleDriver, DeliveryReport, FileDriver, Notice, NoticeDriver
from hallcall.server.notices.worker import Sender

__all__ = ["Composer", "ConsoleDriver", "DeliveryReport", "FileDriver", "Notice", "NoticeDriver", "Sender"]
