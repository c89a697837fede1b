"""Fixtures for tests that need a database: a file, or a PostgreSQL server that is given or started once a session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    # Late: most tests need no database and do not wait for its driver.
    from helpers.postgres import OwnCluster, PostgresServer

GIVEN = "HALLCALL_TEST_POSTGRES"
"""Environment variable: address of a server in which tests may make databases."""


@pytest.fixture(scope="session")
def own_postgres() -> Iterator[OwnCluster]:
    """A server that a test may stop and start."""
    from helpers.postgres import OwnCluster, binaries

    found = binaries()
    if found is None:
        pytest.skip("no PostgreSQL 15 or newer is installed that tests can start (initdb, postgres, setpriv)")
    cluster = OwnCluster(found)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[PostgresServer]:
    """The server in which tests make their databases."""
    from sqlalchemy import make_url

    from helpers.postgres import PostgresServer, binaries

    given = os.environ.get(GIVEN)
    if given is None:
        if binaries() is None:
            pytest.skip(f"no PostgreSQL 15 or newer is installed that tests can start, and {GIVEN} names none")
        yield request.getfixturevalue("own_postgres")
        return
    server = PostgresServer(make_url(given))
    yield server
    server.drop_all()


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A database with the hall's tables."""
    with postgres.borrowed() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a hall's database is: the test runs on both kinds."""
    return tmp_path / "hall.db" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
