"""The record of messages, as lines for people: when, which event, what, to whom (masked), and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from hallcall.core.errors import StorageError
from hallcall.core.masking import mask_phone
from hallcall.server.notices.compose import TABLE
from hallcall.server.security.vault import Vault
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, outbox


def read_record(settings: ServerSettings, most: int) -> Iterator[str]:
    """The newest messages, oldest of them first; also while the server runs.

    Raises:
        StorageError: there is no database, or it cannot be read.
    """
    vault = Vault.open(settings.vault_key, may_create=False)
    store = Store(settings.store_target())
    try:
        if not store.exists():
            raise StorageError("storage.failed", detail=store.backend.shown)
        with store.reading() as connection:
            rows = outbox.newest(connection, most)
    finally:
        store.close()
    for row in reversed(rows):
        to = mask_phone(vault.unseal(row.to_ct, TABLE, "to", row.event_id)) if row.to_ct is not None else "-"
        when = row.at.astimezone().isoformat(timespec="seconds")
        yield f"{when}  {row.event_id}  {row.channel}  {row.template}  {to}  {row.state.value}  {row.attempts}"
