"""``hallcall doctor --privacy`` finds whatever of a face lies where none may be, and nothing in a clean hall."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table

from hallcall.cli import main
from hallcall.core.booking.rules import BookingRules
from hallcall.face import Template
from hallcall.face.vault import Enrolled, FaceVault, Sealed
from hallcall.server.ops import privacy
from hallcall.server.ops.files import Looking, files_below
from hallcall.server.ops.lines import State
from hallcall.server.ops.privacy import FacesPlace, Places, inspect_privacy
from hallcall.server.ops.traces import Trace, traces_in
from hallcall.server.settings import ServerSettings
from hallcall.server.storage.store import Store
from helpers.booking_hall import TUESDAY, at, booking_hall
from helpers.live_server import CARD, HandClock, LiveServer

if TYPE_CHECKING:
    from helpers.postgres import PostgresServer

Captured = pytest.CaptureFixture[str]
pytestmark = [pytest.mark.feature("F031"), pytest.mark.feature("F236")]


def picture(kind: str) -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (48, 48, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(noise).save(out, kind)
    return out.getvalue()


def numbers(count: int = 128) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    vector = np.random.default_rng(2).standard_normal(count).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


def sealed(folder: Path) -> bytes:
    bound = Sealed(subject="5f", day=date(2026, 11, 27), engine_id="0123456789ab")
    enrolled = Enrolled(booking="B7K2", template=Template(bound.engine_id, numbers()))
    return FaceVault(folder / "days", bytes(32), "haibin").seal(bound, enrolled)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A hall in which somebody has booked, with folders of its own for everything."""
    kept = tmp_path / "data"
    places = Places(
        data=kept,
        temporary=(tmp_path / "temporary",),
        logs=(tmp_path / "logs",),
        dumps=(tmp_path / "dumps",),
    )
    for folder in (*places.temporary, *places.logs, *places.dumps):
        folder.mkdir()
    with LiveServer(kept, booking_hall(BookingRules()), HandClock()) as server:
        kiosk = server.pair("kiosk", "K1")
        kiosk.do("booking.make", item="a1", slot=at("09:00", TUESDAY).isoformat(), document=CARD, phone="13800138000")
    (places.logs[0] / "hallcall.log").write_text('{"event":"ticket.taken","number":"A001"}\n' * 500, encoding="utf-8")
    (places.temporary[0] / "rule").write_text("=" * 4000, encoding="utf-8")

    def own_places(data: Path | None, faces: FacesPlace | None) -> Places:
        assert data in {places.data, None}
        return replace(places, data=data, faces=faces)

    monkeypatch.setattr(privacy, "Places", own_places)
    return places


def doctor(places: Places, capsys: Captured) -> tuple[int, list[str]]:
    """Exit code, and the sentences about faults."""
    code = main(["doctor", "--privacy", "--json", "--lang", "en", "--data", str(places.data)])
    lines = json.loads(capsys.readouterr().out)
    return code, [line["text"] for line in lines if line["state"] == "fault"]


def test_a_clean_hall_passes_and_it_is_said_what_was_looked_at(hall: Places, capsys: Captured) -> None:
    assert doctor(hall, capsys) == (0, [])
    assert main(["doctor", "--privacy", "--lang", "en", "--data", str(hall.data)]) == 0
    said = capsys.readouterr().out
    for place in ("database", "data folder", "temporary files", "logs", "crash dumps"):
        assert place in said


def test_what_goes_or_lets_nobody_in_while_it_is_looked_at_is_passed_over_or_told(
    hall: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Programs make and delete temporary folders all the time; one that is shut is not clean."""
    (temporary,) = hall.temporary
    for name in ("gone", "shut"):
        (temporary / name).mkdir()
        (temporary / name / "note").write_text("nothing")
    look = os.scandir

    def scandir(path: str) -> object:
        match Path(path).name:
            case "gone":
                raise FileNotFoundError(2, "gone", path)
            case "shut":
                raise PermissionError(13, "shut", path)
            case _:
                return look(path)

    monkeypatch.setattr(os, "scandir", scandir)
    settings = ServerSettings(data=hall.data or Path())
    lines = [line for line in inspect_privacy(settings, hall) if line.state is not State.OK]
    assert [(line.state, line.values["where"]) for line in lines] == [(State.WARNING, str(temporary / "shut"))]


def test_only_files_are_read_and_none_of_them_holds_the_look_up(hall: Places, capsys: Captured) -> None:
    (temporary,) = hall.temporary
    os.mkfifo(temporary / "pipe")
    (temporary / "link").symlink_to(temporary / "pipe")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(temporary / "socket"))
        assert doctor(hall, capsys) == (0, [])


def test_what_others_have_mounted_is_not_looked_through_and_that_is_said(capsys: Captured) -> None:
    looking = Looking(lambda *_: None)
    found = list(files_below(Path("/dev"), looking, crosses=False))
    assert Path("/dev/pts") in looking.elsewhere
    assert [path for path in found if not path.is_file()] == []
    places = Places(data=None, temporary=(Path("/dev"),), logs=(), dumps=())
    told = [line for line in inspect_privacy(ServerSettings(data=Path()), places) if line.state is State.WARNING]
    assert ("doctor-privacy-elsewhere", "/dev/pts") in {(line.message, line.values["where"]) for line in told}


def test_how_far_it_is_is_shown_at_a_terminal_only(
    hall: Places, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor(hall, capsys)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    main(["doctor", "--privacy", "--lang", "en", "--data", str(hall.data)])
    said = capsys.readouterr()
    assert "Looking through" in said.err
    assert said.err.endswith("\r\x1b[K"), "and goes"
    assert all("MB in" in line for line in said.out.splitlines() if "looked through" in line)


def test_a_hall_that_was_not_there_is_not_clean(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    first, *_ = inspect_privacy(
        ServerSettings(data=nowhere), Places(data=nowhere, temporary=(tmp_path,), logs=(), dumps=())
    )
    assert (first.state, first.message) == (State.FAULT, "doctor-data-missing")


@pytest.mark.parametrize("place", ["data", "temporary", "logs", "dumps"])
@pytest.mark.parametrize("what", ["picture", "template", "numbers"])
def test_what_somebody_left_in_a_folder_is_found(
    hall: Places, capsys: Captured, tmp_path: Path, place: str, what: str
) -> None:
    content = {"picture": picture("JPEG"), "template": sealed(tmp_path), "numbers": numbers().tobytes()}[what]
    assert hall.data is not None
    places = {"data": hall.data, "temporary": hall.temporary[0], "logs": hall.logs[0], "dumps": hall.dumps[0]}
    folder = places[place]
    (folder / "deep").mkdir()
    (folder / "deep" / "left.bin").write_bytes(b"x" * 777 + content + b"y" * 99)
    code, faults = doctor(hall, capsys)
    assert code == 1
    assert len(faults) == 1
    assert "left.bin" in faults[0]
    assert what in faults[0]


@pytest.mark.parametrize(
    ("column", "value"),
    [("note", picture("JPEG")), ("note", numbers().tobytes()), ("face_image", b"")],
)
def test_a_column_or_a_value_in_the_database_is_found(
    hall: Places, capsys: Captured, column: str, value: bytes
) -> None:
    store = Store(ServerSettings(data=hall.data).store_target())
    with store.writing() as connection:
        table = Table("extra", MetaData(), Column("id", Integer, primary_key=True), Column(column, LargeBinary))
        table.create(connection)
        connection.execute(table.insert().values({column: value}))
        connection.commit()
    store.close()
    code, faults = doctor(hall, capsys)
    assert code == 1
    assert any(f"extra.{column}" in fault for fault in faults)


def test_the_memory_of_a_crashed_program_is_found_whatever_is_in_it(hall: Places, capsys: Captured) -> None:
    (hall.dumps[0] / "core.python3.1000.zst").write_bytes(b"compressed")
    (hall.temporary[0] / "harmless-name").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x04\x00" + bytes(50))
    code, faults = doctor(hall, capsys)
    assert code == 1
    assert len(faults) == 2


def today() -> date:
    """As the doctor knows it."""
    return datetime.now().astimezone().date()


@pytest.fixture
def machine(hall: Places, tmp_path: Path) -> Path:
    """A machine with a camera, which knows one person today and has the record of their consent."""
    file, faces = tmp_path / "door.toml", tmp_path / "face"
    file.write_text(f'schema = 1\n[machine]\nid = "door"\n[face]\nenabled = true\nfolder = "{faces}"\n')
    vault = FaceVault(faces / "days", bytes(32), "haibin")
    bound = Sealed(subject="5f", day=today(), engine_id="0123456789ab")
    known = vault.seal(bound, Enrolled(booking="B7K2", template=Template(bound.engine_id, numbers())))
    for path, content in (
        (faces / "templates" / today().isoformat() / "5f.face", known),
        (faces / "consents" / f"{today()}.jsonl", b'{"subject":"5f"}\n'),
        (faces / "root.key", bytes(32)),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert hall.data is not None
    return file


def doctor_of(machine: Path, places: Places, capsys: Captured, data: Path | None = None) -> tuple[int, list[str]]:
    """As ``doctor``, at a machine with a camera."""
    data = data or places.data
    code = main(["doctor", "--privacy", "--json", "--lang", "en", "--machine", str(machine), "--data", str(data)])
    lines = json.loads(capsys.readouterr().out)
    return code, [line["text"] for line in lines if line["state"] == "fault"]


def test_the_templates_of_today_are_where_they_belong(
    hall: Places, machine: Path, capsys: Captured, tmp_path: Path
) -> None:
    assert doctor_of(machine, hall, capsys) == (0, [])
    # A machine at the door has no data of a server's.
    assert doctor_of(machine, hall, capsys, data=tmp_path / "nowhere") == (0, [])


@pytest.mark.parametrize("what", ["picture", "numbers"])
@pytest.mark.parametrize("place", ["", "consents", "templates", "today"])
def test_what_lies_beside_the_templates_of_today_is_found(
    hall: Places, machine: Path, capsys: Captured, tmp_path: Path, what: str, place: str
) -> None:
    folder = tmp_path / "face" / ("templates/" + today().isoformat() if place == "today" else place)
    content = {"picture": picture("JPEG"), "numbers": numbers().tobytes()}[what]
    (folder / "left.face").write_bytes(b"x" * 77 + content)
    code, faults = doctor_of(machine, hall, capsys)
    assert code == 1
    assert [("left.face" in fault, what in fault) for fault in faults] == [(True, True)]


def test_a_template_that_lies_elsewhere_on_the_machine_is_found(
    hall: Places, machine: Path, capsys: Captured, tmp_path: Path
) -> None:
    known = next((tmp_path / "face" / "templates").rglob("*.face")).read_bytes()
    for folder in (hall.temporary[0], hall.logs[0], hall.dumps[0], tmp_path / "face"):
        (folder / "copy.bin").write_bytes(known)
    code, faults = doctor_of(machine, hall, capsys)
    assert code == 1
    assert len(faults) == 4
    assert all("template" in fault and "copy.bin" in fault for fault in faults)


def test_a_day_that_should_have_ended_is_found(hall: Places, machine: Path, capsys: Captured, tmp_path: Path) -> None:
    before = (today() - timedelta(days=1)).isoformat()
    (tmp_path / "face" / "days" / f"{before}.key").write_bytes(bytes(60))
    (tmp_path / "face" / "templates" / before).mkdir()
    code, faults = doctor_of(machine, hall, capsys)
    assert code == 1
    assert [before in fault and "hallcall face gallery" in fault for fault in faults] == [True, True]


def test_a_machine_whose_faces_are_not_where_its_file_says_is_not_clean(
    hall: Places, machine: Path, capsys: Captured, tmp_path: Path
) -> None:
    (tmp_path / "face").rename(tmp_path / "moved")
    code, faults = doctor_of(machine, hall, capsys)
    assert (code, len(faults)) == (1, 1)
    machine.write_text(machine.read_text().replace("enabled = true", "enabled = false"))
    assert doctor_of(machine, hall, capsys) == (0, []), "it looks at nobody"


PLANTED: dict[str, tuple[object, str]] = {
    "bytea": (picture("JPEG"), "picture"),
    "text": (base64.b64encode(picture("PNG")).decode(), "picture"),
    "jsonb": (json.dumps({"v": [round(float(number), 6) for number in numbers()]}), "vector"),
    "double precision[]": ([float(number) for number in numbers()], "vector"),
}
"""By type of a column of PostgreSQL."""


def test_postgresql_is_looked_through_as_well_and_every_schema_of_it(tmp_path: Path, postgres: PostgresServer) -> None:
    url, data = postgres.database(tables=False), tmp_path / "data"
    with LiveServer(data, booking_hall(BookingRules()), HandClock(), database_url=url) as server:
        kiosk = server.pair("kiosk", "K1")
        kiosk.do("booking.make", item="a1", slot=at("09:00", TUESDAY).isoformat(), document=CARD, phone="13800138000")
    places = Places(data=data, temporary=(), logs=(), dumps=())

    def faults() -> list[str]:
        lines = list(inspect_privacy(ServerSettings(data=data), places))
        assert any(line.values.get("place") == "database" for line in lines)
        told = [(line.message, str(line.values["where"])) for line in lines if line.state is State.FAULT]
        return sorted(f"{where.rpartition(': ')[2]} {message}" for message, where in told)

    assert faults() == []
    store = Store(url)
    with store.writing() as connection:
        connection.exec_driver_sql("CREATE SCHEMA aside")
        for place, (kind, (value, _)) in enumerate(PLANTED.items()):
            for name in (f"public.planted{place}", f"aside.planted{place}"):
                connection.exec_driver_sql(f"CREATE TABLE {name} (note {kind})")
                connection.exec_driver_sql(f"INSERT INTO {name} VALUES (%s)", (value,))  # noqa: S608 - names of our own
        connection.commit()
    store.close()
    assert faults() == sorted(
        f"{schema}planted{place}.note doctor-privacy-{what}"
        for schema in ("", "aside.")
        for place, (_, what) in enumerate(PLANTED.values())
    )


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (picture("PNG"), Trace.PICTURE),
        (picture("WEBP"), Trace.PICTURE),
        (b'{"photo":"' + base64.b64encode(picture("JPEG")) + b'"}', Trace.PICTURE),
        (base64.b64encode(picture("PNG")), Trace.PICTURE),
        (numbers(512).tobytes(), Trace.VECTOR),
        (numbers().astype(np.float64).tobytes(), Trace.VECTOR),
        (json.dumps([round(float(number), 6) for number in numbers()]).encode(), Trace.VECTOR),
    ],
)
def test_a_face_is_known_in_every_dress(content: bytes, found: Trace) -> None:
    assert traces_in(content) == {found}


_FLOATS = re.compile(rb"(?:...[\x37-\x41\xb7-\xc1]){128,}", re.DOTALL)
_DOUBLES = re.compile(rb"(?:.......[\x3e-\x40\xbe-\xc0]){128,}", re.DOTALL)
_WRITTEN = re.compile(rb"(?:-?\d{1,2}\.\d{3,}(?:[eE][-+]?\d+)?[\s,;]+){127,}")
"""What a row of numbers is, slowly."""
_AROUND = st.lists(st.sampled_from([b"\x38", b"\xb8", b"x", b"\0", b"7", b" ", b"0.125,", b"-0.5 "]), max_size=40)


@given(
    before=_AROUND,
    after=_AROUND,
    count=st.integers(120, 140),
    kind=st.sampled_from(["f", "d", "text"]),
    seed=st.integers(0, 9),
)
def test_no_row_of_numbers_is_passed_over(
    before: list[bytes], after: list[bytes], count: int, kind: str, seed: int
) -> None:
    """The fast look finds whatever the patterns say, wherever it begins."""
    row = np.random.default_rng(seed).uniform(-1, 1, count)
    text = "".join(f"{number:.4f}, " for number in row).encode()
    content = b"".join(before) + (text if kind == "text" else row.astype(kind).tobytes()) + b"".join(after)
    rows = [np.frombuffer(found[0], np.float32) for found in _FLOATS.finditer(content)]
    rows += [np.frombuffer(found[0], np.float64) for found in _DOUBLES.finditer(content)]
    rows += [np.array(re.split(rb"[\s,;]+", found[0])[:-1], float) for found in _WRITTEN.finditer(content)]
    is_there = any(0.1 < float((one < 0).mean()) < 0.9 and len(set(one.tolist())) > 64 for one in rows)
    assert not is_there or Trace.VECTOR in traces_in(content)


@pytest.mark.parametrize("size", [(1 << 20) - 300, (1 << 20) - 1, 3 << 20])
def test_what_lies_where_a_file_is_read_in_pieces_is_found(hall: Places, capsys: Captured, size: int) -> None:
    (hall.temporary[0] / "left.bin").write_bytes(b"x" * size + picture("JPEG") + numbers(200).tobytes())
    code, faults = doctor(hall, capsys)
    assert (code, len(faults)) == (1, 2)


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.random.default_rng(3).bytes(1 << 20),
        lambda: "您的号码是 A001，请到 8 号窗口。".encode() * 3000,
        lambda: json.dumps([1.25 + n / 1000 for n in range(500)]).encode(),
        lambda: np.linspace(0.1, 1, 4000, dtype=np.float32).tobytes(),
        lambda: bytes(100_000),
    ],
)
def test_what_halls_write_all_day_is_no_face(make: Callable[[], bytes]) -> None:
    assert traces_in(make()) == frozenset()
