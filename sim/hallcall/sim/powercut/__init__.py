"""A power cut under the real store: record what it writes and syncs, cut anywhere, open what is left.

::

    server's Store + Writer ── SQLite ── shim ── disk           Disk: keeps what was synced,
                                          └─ trace ──▶ cut ──▶  of the rest a random part ──▶ Store.open, verdict
"""

from hallcall.sim.powercut.cutting import Report, cut_power, try_trace
from hallcall.sim.powercut.disk import Disk, write_files
from hallcall.sim.powercut.load import DATABASE, OPENS, Load, Tuning, record_load, start_writer, street_hall
from hallcall.sim.powercut.trace import Promised
from hallcall.sim.powercut.verdict import Judge, Truth, Verdict, read_truth

__all__ = [
    "DATABASE",
    "OPENS",
    "Disk",
    "Judge",
    "Load",
    "Promised",
    "Report",
    "Truth",
    "Tuning",
    "Verdict",
    "cut_power",
    "read_truth",
    "record_load",
    "start_writer",
    "street_hall",
    "try_trace",
    "write_files",
]
