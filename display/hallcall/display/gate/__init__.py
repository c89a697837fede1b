"""``hallcall gate``: checks in who has a booking, has agreed to it today, and walks through the door."""

from hallcall.display.gate.keeper import GateKeeper, GatePlan
from hallcall.display.gate.settings import GateSettings, load_gate_settings

__all__ = ["GateKeeper", "GatePlan", "GateSettings", "load_gate_settings"]
