"""What a server on SQLite does not wait for when it starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
import hallcall.server.app
from hallcall.server.storage import Store
Store(Path(sys.argv[1])).open()
print(*sorted({"psycopg", "sqlalchemy.dialects.postgresql", "alembic"} & set(sys.modules)))
"""


def loaded(path: Path) -> set[str]:
    """What opening a database loads."""
    said = subprocess.run([sys.executable, "-c", SCRIPT, path], capture_output=True, text=True, check=True)
    return set(said.stdout.split())


def test_neither_postgresql_nor_the_migrations_are_loaded_for_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    assert "alembic" in loaded(path)
    assert loaded(path) == set()


def test_a_server_loads_nothing_that_only_a_later_request_or_another_command_needs() -> None:
    """Texts with values, pages, metrics, the hall's files, certificates."""
    late = {"fluent", "babel", "jinja2", "prometheus_client", "alembic", "httpx", "rapidfuzz"}
    script = "import sys, hallcall.cli.commands, hallcall.cli.server, hallcall.server.app; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert late.isdisjoint({name.split(".")[0] for name in said})
    assert {"cryptography.x509", "hallcall.server.security.authority", "hallcall.config.document"}.isdisjoint(said)
