"""What the counter knows and does, without a widget: tested by pressing keys that have no picture."""

from hallcall.counter.model.call_pad import CallPad
from hallcall.counter.model.checklist import Checklist, Mark
from hallcall.counter.model.chosen import ChosenTickets
from hallcall.counter.model.desk import Desk
from hallcall.counter.model.keys import BAR_KEYS, FUNCTION_KEYS, Key, KeyState, key_states
from hallcall.counter.model.late import LateFinishes
from hallcall.counter.model.login import Login
from hallcall.counter.model.papers import Papers
from hallcall.counter.model.port import Server
from hallcall.counter.model.queue_table import QueueTable
from hallcall.counter.model.status import DeskStatus
from hallcall.counter.model.transfer import Target, TransferTargets
from hallcall.counter.model.visitor import Visitor
from hallcall.counter.model.why import Why

__all__ = [
    "BAR_KEYS",
    "FUNCTION_KEYS",
    "CallPad",
    "Checklist",
    "ChosenTickets",
    "Desk",
    "DeskStatus",
    "Key",
    "KeyState",
    "LateFinishes",
    "Login",
    "Mark",
    "Papers",
    "QueueTable",
    "Server",
    "Target",
    "TransferTargets",
    "Visitor",
    "Why",
    "key_states",
]
