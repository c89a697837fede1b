"""What care of the data costs, as JSON: ``python bench/care.py [--events 800000]``.

A database of a year of past days: how long a backup takes, how long looking over the file and through the log, how long
what a server does before its first request, and what erasing the oldest half does.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from hallcall.config import load_hall, sample_hall_path
from hallcall.server.care import backup
from hallcall.server.care.auditing import verify_log
from hallcall.server.care.boot import check_last_day
from hallcall.server.care.signing import Signer
from hallcall.server.purge import Days, Purge
from hallcall.server.settings import ServerSettings
from hallcall.server.storage import Store, copies, heads, log
from hallcall.sim.history import fill_data_folder

_Result = TypeVar("_Result")


def measure(folder: Path, events: int) -> dict[str, object]:
    """All figures of one database."""
    now = datetime.now(UTC)
    settings = ServerSettings(data=folder / "data")
    made = fill_data_folder(settings.data, load_hall(sample_hall_path("haibin")), events=events, before=now.date())
    signer = Signer.open(settings.audit_key, settings.audit_public)
    store = Store(settings.database)
    store.open()
    try:
        store.write(lambda connection: heads.add_key(connection, signer.public))
        store.write(lambda connection: heads.sign(connection, signer.sign, now))
        with store.reading() as connection:
            verified, good = timed(lambda: verify_log(connection).is_good)
            boot, _ = timed(lambda: check_last_day(connection))
            fold, _ = timed(lambda: log.rebuild(connection))
        taken, copy = timed(lambda: backup.take(settings.database, folder / "backups", now, backup.Occasion.BY_HAND))
        quick, _ = timed(lambda: copies.check(settings.database))
        thorough, _ = timed(lambda: copies.check(settings.database, thorough=True))
        purge = Purge(Days(events=180, tickets=180), signer.sign)
        purged, done = timed(lambda: store.write(lambda connection: purge(connection, now, today=now)))
        again, _ = timed(lambda: store.write(lambda connection: purge(connection, now, today=now + timedelta(days=1))))
    finally:
        store.close()
    return {
        "what": "care of the data",
        "events": made.events,
        "megabytes": round(copy.manifest.size / 1e6, 1),
        "verify_s": verified,
        "verified": good,
        "verify_must_s": 15.0,
        "before_the_first_request_s": round(boot + fold, 3),
        "backup_s": taken,
        "quick_check_s": quick,
        "integrity_check_s": thorough,
        "purge_half_s": purged,
        "purge_half_rows": sum(done.rows.values()),
        "purge_again_s": again,
    }


def timed(work: Callable[[], _Result]) -> tuple[float, _Result]:
    """Seconds it took, and what came out."""
    begin = time.perf_counter()
    result = work()
    return round(time.perf_counter() - begin, 3), result


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=800_000)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hallcall-care-") as place:
        print(json.dumps(measure(Path(place), asked.events), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
