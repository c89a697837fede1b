"""What a database raises, in the house's own words."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeAlias

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hallcall.core.errors import StorageError

Reading: TypeAlias = Callable[[BaseException], tuple[str, BaseException]]
"""Of an error of a driver: the code it means, and what of it may stand in a log."""

_DRIVERS: dict[type[Exception], Reading] = {}


def understand(base: type[Exception], reading: Reading) -> None:
    """From now on ``storage_errors`` knows the errors of one more driver, all derived from ``base``."""
    _DRIVERS[base] = reading


@contextmanager
def storage_errors() -> Generator[None]:
    """Turn what the database raises into the house's own errors."""
    try:
        yield
    except DBAPIError as error:
        code, cause = _read(error.orig or error)
        raise StorageError(code) from cause
    except tuple(_DRIVERS) as error:
        code, cause = _read(error)
        raise StorageError(code) from cause
    except SQLAlchemyError as error:
        raise StorageError("storage.failed") from error


def _read(error: BaseException) -> tuple[str, BaseException]:
    for base, reading in _DRIVERS.items():
        if isinstance(error, base):
            return reading(error)
    return "storage.failed", error
