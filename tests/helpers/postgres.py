"""A PostgreSQL server for tests: one that is there, or our own while the session lasts.

Every test gets a database of its own, copied from one that has the tables already.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from hallcall.server.storage import Store
from hallcall.server.storage.schema import metadata
from hallcall.server.storage.store import HEAD

NEEDED = 15
_READY_S = 30.0
_PAUSE_S = 0.02


class PostgresServer:
    """A server in which tests may make databases."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._names = (f"hallcall_test_{os.getpid()}_{number}" for number in count(1))
        self._template = ""
        self._made: list[str] = []
        self._clean: list[str] = []
        """Databases with tables and without rows."""

    def url(self, name: str) -> str:
        """The address of a database."""
        return self._url.set(database=name).render_as_string(hide_password=False)

    def tell(self, *statements: sql.Composable | str, database: str | None = None) -> list[Any]:
        """Run statements outside a transaction; the rows of the last one."""
        target = self._url.set(database=database or self._url.database).render_as_string(hide_password=False)
        rows: list[Any] = []
        with psycopg.connect(target, autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement)  # type: ignore[arg-type]
                rows = done.fetchall() if done.description else []
        return rows

    def database(self, *, tables: bool = True) -> str:
        """The address of a new database, with the hall's tables in it or empty."""
        if tables and not self._template:
            self._template = self._create(sql.SQL("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'und'"))
            store = Store(self.url(self._template))
            store.open()
            store.write(lambda connection: connection.exec_driver_sql("DELETE FROM meta"))
            store.close()
        return self.url(
            self._create(
                sql.SQL("TEMPLATE {}").format(sql.Identifier(self._template if tables else "template0")),
            )
        )

    @contextlib.contextmanager
    def borrowed(self) -> Iterator[str]:
        """The address of a database with the hall's tables and no rows, for one test: to make one takes longer."""
        url = self._clean.pop() if self._clean else self.database()
        yield url
        self.end_sessions(url, "hallcall%")
        name = make_url(url).database
        if self.tell("SELECT version_num FROM alembic_version", database=name) == [(HEAD,)]:
            tables = [sql.Identifier(table.name) for table in reversed(metadata.sorted_tables)]
            self.tell(*(sql.SQL("DELETE FROM {}").format(table) for table in tables), database=name)
            self._clean.append(url)

    def end_sessions(self, url: str, name: str = "hallcall writer") -> int:
        """End what is connected to a database under such a name, as an administrator would; how many."""
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {} AND application_name LIKE {}"
        return len(self.tell(sql.SQL(ended).format(sql.Literal(make_url(url).database), sql.Literal(name))))

    def drop_all(self) -> None:
        """Remove every database that was made."""
        for name in self._made:
            self.tell(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, how: sql.Composable) -> str:
        name = next(self._names)
        self.tell(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), how))
        self._made.append(name)
        return name


class OwnCluster(PostgresServer):
    """A server of our own, on a socket in a folder of its own; it dies with the process that started it."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._folder = Path(tempfile.mkdtemp(prefix="hallcall-pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        super().__init__(
            URL.create("postgresql", username="hallcall", database="postgres", query={"host": str(self._folder)})
        )
        as_account = _as_account(self._folder)
        data = self._folder / "data"
        options = "-U hallcall -A trust -E UTF8 --locale=C --no-sync --no-instructions".split()
        initdb = [*as_account, binaries / "initdb", "-D", data, *options]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/")
        settings = {"listen_addresses": "", "unix_socket_directories": self._folder, "max_connections": 60}
        self._command = [*as_account, "setpriv", "--pdeathsig", "INT", binaries / "postgres", "-D", data]
        self._command += [f"--{name}={value}" for name, value in settings.items()]

    def start(self, *settings: str) -> None:
        """Start, and wait until it answers; settings as ``fsync=off``."""
        log = (self._folder / "log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*self._command, *(f"--{setting}" for setting in settings)], stdout=log, stderr=log, cwd="/"
            )
        deadline = time.monotonic() + _READY_S
        while True:
            try:
                self.tell("SELECT 1")
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(_PAUSE_S)
            else:
                return

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT breaks off what is under way, SIGQUIT is a power cut for all but the disk."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=_READY_S)
            self._process = None

    def remove(self) -> None:
        """Leave nothing behind."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._folder)


def _as_account(folder: Path) -> list[str]:
    """PostgreSQL refuses to be root: how to be somebody else, who then owns ``folder``."""
    if os.getuid() != 0:
        return []
    account = next(found for name in ("postgres", "nobody") if (found := _account(name)) is not None)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _account(name: str) -> pwd.struct_passwd | None:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(name)
    return None


def binaries() -> Path | None:
    """Where the newest PostgreSQL lies that is new enough; None when there is none that tests can start."""
    folders = {path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    if (found := shutil.which("initdb")) is not None:
        folders.add(Path(found).resolve().parent)
    if (asked := shutil.which("pg_config")) is not None:
        folders.add(Path(subprocess.check_output([asked, "--bindir"], text=True).strip()))
    complete = [folder for folder in folders if all((folder / name).exists() for name in ("initdb", "postgres"))]
    newest = max(complete, key=_version, default=None)
    is_usable = newest is not None and _version(newest) >= NEEDED and shutil.which("setpriv") is not None
    return newest if is_usable else None


def _version(folder: Path) -> int:
    said = subprocess.check_output([folder / "postgres", "--version"], text=True)
    found = re.search(r"\d+", said)
    return int(found[0]) if found is not None else 0
