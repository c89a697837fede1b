"""Stands between SQLite and the disk: notes what is written and synced.

Nothing is really synced: what would be on the disk is reckoned afterwards, from the notes.

A virtual file system of SQLite, made of the default one: a copy of its table of functions with another ``xOpen`` and
``xDelete``; a file that it opens gets a copy of its own table with another ``xWrite``, ``xTruncate``, ``xSync`` and
``xClose``. Everything else, locks and shared memory too, goes straight to SQLite's own code.

Source:
    sqlite.org/c3ref/vfs.html, sqlite.org/c3ref/io_methods.html; open flags: sqlite.org/c3ref/c_open_autoproxy.html.
    os_unix.c, unixOpen and unixSync: the folder is synced with the first sync of a journal opened with CREATE.
"""

from __future__ import annotations

import ctypes
import importlib.util
import itertools
from collections.abc import Callable, Generator
from contextlib import contextmanager
from ctypes import POINTER, addressof, c_char_p, c_int, c_int64, c_void_p, cast, string_at
from pathlib import Path
from typing import Any

from hallcall.sim.powercut.trace import Deleted, Made, Shortened, Step, Synced, Written

_OK = 0
_CREATE = 0x4
_JOURNALS = 0x800 | 0x4000 | 0x80000
"""Main journal, super-journal, write-ahead log."""
_number = itertools.count(1)

_Open = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_Delete = ctypes.CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Close = ctypes.CFUNCTYPE(c_int, c_void_p)
_Write = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = ctypes.CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = ctypes.CFUNCTYPE(c_int, c_void_p, c_int)

_VFS_CALLS = (
    "xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep xCurrentTime "
    "xGetLastError xCurrentTimeInt64 xSetSystemCall xGetSystemCall xNextSystemCall"
).split()
_FILE_CALLS = (
    "xClose xRead xWrite xTruncate xSync xFileSize xLock xUnlock xCheckReservedLock xFileControl xSectorSize "
    "xDeviceCharacteristics xShmMap xShmLock xShmBarrier xShmUnmap xFetch xUnfetch"
).split()


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``."""

    _fields_ = (
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", c_void_p),
        ("zName", c_char_p),
        ("pAppData", c_void_p),
        *((name, c_void_p) for name in _VFS_CALLS),
    )


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = (("iVersion", c_int), *((name, c_void_p) for name in _FILE_CALLS))


class _File(ctypes.Structure):
    """The beginning of every ``sqlite3_file``."""

    _fields_ = (("pMethods", c_void_p),)


@contextmanager
def noting(folder: Path, note: Callable[[Step], None]) -> Generator[None]:
    """Tell ``note`` all that SQLite does to the files of ``folder``; connections are opened and closed inside.

    Files that are there and hold something were noted before.
    """
    with _registered(_Shim(folder, note)):
        yield


@contextmanager
def without_syncs(folder: Path) -> Generator[None]:
    """Note nothing: an image of a dead machine needs no second death."""
    with _registered(_Shim(folder, None)):
        yield


@contextmanager
def _registered(shim: _Shim) -> Generator[None]:
    library = _library()
    library.sqlite3_vfs_register(addressof(shim.vfs), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(addressof(shim.real), 1)
        library.sqlite3_vfs_unregister(addressof(shim.vfs))


def _library() -> Any:
    """SQLite as the server's own module carries it."""
    spec = importlib.util.find_spec("pysqlite3._sqlite3")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pysqlite3")
    library = ctypes.CDLL(spec.origin)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    library.sqlite3_vfs_register.argtypes = (c_void_p, c_int)
    library.sqlite3_vfs_unregister.argtypes = (c_void_p,)
    return library


class _Shim:
    """The functions that differ; must live as long as a connection uses them."""

    def __init__(self, folder: Path, note: Callable[[Step], None] | None) -> None:
        self._folder = str(folder.resolve())
        self._note = note
        self.real: _Vfs = _library().sqlite3_vfs_find(None).contents
        self.vfs = _Vfs.from_buffer_copy(self.real)
        self.vfs.pNext = None
        self.vfs.zName = b"hallcall-%d" % next(_number)
        self._real_open = _Open(self.real.xOpen)
        self._real_delete = _Delete(self.real.xDelete)
        self._mine = {"xOpen": _Open(self._open), "xDelete": _Delete(self._delete)}
        for name, function in self._mine.items():
            setattr(self.vfs, name, cast(function, c_void_p))
        self._methods: dict[int, _FileCalls] = {}
        """By the address of the real table: SQLite has one for each kind of file."""
        self.names: dict[int, str] = {}
        """Open files by their address."""
        self.owes_folder: set[int] = set()
        """Journals whose next sync is also one of the folder."""
        self.known = {entry.name for entry in folder.iterdir()} if folder.exists() else set[str]()
        """Files that are in the folder."""

    def tell(self, step: Step) -> None:
        """Note a step."""
        if self._note is not None:
            self._note(step)

    @property
    def is_noting(self) -> bool:
        """Whether somebody wants to know what is written."""
        return self._note is not None

    def _open(self, _: int, path: int | None, file: int, flags: int, out_flags: Any) -> int:
        found = self._real_open(addressof(self.real), path, file, flags, out_flags)
        name = self._name(string_at(path)) if path else None
        if found != _OK or name is None:
            return found
        self.names[file] = name
        if flags & _CREATE and flags & _JOURNALS:
            self.owes_folder.add(file)
        if name not in self.known:
            self.known.add(name)
            self.tell(Made(name))
        head = _File.from_address(file)
        table = head.pMethods or 0
        if table not in self._methods:
            self._methods[table] = _FileCalls(self, _Methods.from_address(table))
        head.pMethods = addressof(self._methods[table].methods)
        return found

    def _delete(self, _: int, path: bytes, with_folder: int) -> int:
        found = self._real_delete(addressof(self.real), path, with_folder)
        name = self._name(path)
        if found == _OK and name is not None:
            self.known.discard(name)
            self.tell(Deleted(name, bool(with_folder)))
        return found

    def _name(self, path: bytes) -> str | None:
        folder, _, name = path.decode().rpartition("/")
        return name if folder == self._folder else None


class _FileCalls:
    """The functions of an open file: those of the real table, four of them watched."""

    def __init__(self, shim: _Shim, real: _Methods) -> None:
        self._shim = shim
        self.methods = _Methods.from_buffer_copy(real)
        self._close, self._write, self._truncate = _Close(real.xClose), _Write(real.xWrite), _Truncate(real.xTruncate)
        self._mine: dict[str, Any] = {"xClose": _Close(self._closed), "xSync": _Sync(self._synced)}
        if shim.is_noting:
            self._mine |= {"xWrite": _Write(self._written), "xTruncate": _Truncate(self._shortened)}
        for name, function in self._mine.items():
            setattr(self.methods, name, cast(function, c_void_p))

    def _closed(self, file: int) -> int:
        self._shim.names.pop(file, None)
        self._shim.owes_folder.discard(file)
        return self._close(file)

    def _written(self, file: int, data: int, length: int, offset: int) -> int:
        self._shim.tell(Written(self._shim.names[file], offset, string_at(data, length)))
        return self._write(file, data, length, offset)

    def _shortened(self, file: int, size: int) -> int:
        self._shim.tell(Shortened(self._shim.names[file], size))
        return self._truncate(file, size)

    def _synced(self, file: int, _: int) -> int:
        with_folder = file in self._shim.owes_folder
        self._shim.owes_folder.discard(file)
        self._shim.tell(Synced(self._shim.names[file], with_folder))
        return _OK
