"""``kill -9`` of a server under sixteen clients, and a look at every promise it has made.

::

    Crowd: 16 clients ── HTTP, one key a command, asked until answered ──▶ server ◀── kill -9, start again
      └─ Answered: key, answer ──▶ Proof ◀── plain queries ── database
"""

from hallcall.sim.kill.crowd import Answered, Crowd
from hallcall.sim.kill.killing import TEN, KillReport, admit, kill_server
from hallcall.sim.kill.proof import Proof

__all__ = ["TEN", "Answered", "Crowd", "KillReport", "Proof", "admit", "kill_server"]
