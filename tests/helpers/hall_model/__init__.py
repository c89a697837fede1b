"""What a hall does, said once more in dictionaries: who waits, who is where, which numbers were given.

It shares no code with the rules it is compared with. Each command has a method that says, before it is sent, how it
must end: with the code of a refusal, or with a change that is made here when the hall has accepted it.
"""

from helpers.hall_model.appointments import Appointments
from helpers.hall_model.calls import Calls
from helpers.hall_model.desks import Desks
from helpers.hall_model.ledger import Expected, Reply
from helpers.hall_model.pagers import Pagers
from helpers.hall_model.reserve import Reserve

__all__ = ["Expected", "HallModel", "Reply"]


class HallModel(Appointments, Calls, Desks, Pagers, Reserve):
    """The whole hall."""
