"""The way from each version of the tables to the next, run by Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from hallcall.core.errors import StorageError


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version; the caller commits.

    Raises:
        StorageError: the tables were written by a newer hallcall.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        # A version we do not know.
        raise StorageError("storage.failed", detail="schema") from error
