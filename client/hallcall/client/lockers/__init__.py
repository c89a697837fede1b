"""A locker from which visitors fetch documents: what it holds, on its own disk, and what a clerk or visitor does there.

The locker's own file is the one truth: it works without the server, and after a power cut it knows what it knew.
"""

from hallcall.client.lockers.cabinet import Cabinet, Doors, Placed
from hallcall.client.lockers.doors import HalDoors
from hallcall.client.lockers.store import FILE, LockerStore

__all__ = ["FILE", "Cabinet", "Doors", "HalDoors", "LockerStore", "Placed"]
