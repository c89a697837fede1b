"""What an application does while the server is away, kept on its own disk until the server has heard of it.

::

    kiosk    visitor confirms ── OfflineNumbers.take ──▶ number of a leased block + entry of the outbox, one COMMIT
    counter  clerk ends a visit ──────────────────────▶ entry of the outbox, one COMMIT
                                     link is back ────▶ Uploads: each entry with the key it had from the start

No Qt. Everything may be called from any thread.
"""

from hallcall.client.offline.leases import LeaseBook
from hallcall.client.offline.numbers import OfflineNumbers
from hallcall.client.offline.outbox import Outbox, Pending
from hallcall.client.offline.store import OfflineStore
from hallcall.client.offline.uploads import Uploads

__all__ = ["LeaseBook", "OfflineNumbers", "OfflineStore", "Outbox", "Pending", "Uploads"]
