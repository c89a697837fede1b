"""What the server keeps: the only place that knows SQLAlchemy.

``Connection`` is handed around by the engine but used only by the modules here.
"""

from sqlalchemy import Connection

from hallcall.server.storage import (
    access,
    certificates,
    chain,
    history,
    idempotency,
    log,
    outbox,
    people,
    tickets,
    visits,
)
from hallcall.server.storage.faults import storage_errors
from hallcall.server.storage.idempotency import Once
from hallcall.server.storage.log import Entry
from hallcall.server.storage.store import Store, recall, remember
from hallcall.server.storage.transactions import Savepoint, transaction

__all__ = [
    "Connection",
    "Entry",
    "Once",
    "Savepoint",
    "Store",
    "access",
    "certificates",
    "chain",
    "history",
    "idempotency",
    "log",
    "outbox",
    "people",
    "recall",
    "remember",
    "storage_errors",
    "tickets",
    "transaction",
    "visits",
]
