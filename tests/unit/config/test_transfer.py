"""A catalogue goes out to a file, is edited there, and comes in again."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hallcall.config import load_hall, sample_hall_path
from hallcall.config.store import store_catalogue
from hallcall.config.transfer import changes, export_csv, export_yaml, imported
from hallcall.core.errors import ConfigError
from hallcall.core.hall import Hall
from helpers.hall_folders import CATALOGUE, write_hall

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def total(before: Hall, after: Hall) -> int:
    return sum(one.count for one in changes(before, after))


@pytest.mark.feature("F017")
@pytest.mark.parametrize("name", ["street", "community"])
def test_what_was_exported_comes_in_unchanged(name: str) -> None:
    hall = load_hall(sample_hall_path(name))
    for file, text in (("x.csv", export_csv(hall)), ("x.yaml", export_yaml(hall))):
        assert imported(hall, text.encode(), file) == hall


@pytest.mark.feature("F017")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_table_may_be_in_any_encoding_a_chinese_spreadsheet_writes(encoding: str) -> None:
    hall = load_hall(sample_hall_path("street"))
    text = export_csv(hall).removeprefix("\ufeff")
    assert imported(hall, text.encode(encoding), "x.csv") == hall


@pytest.mark.feature("F017")
def test_gb18030_with_its_byte_order_mark_is_read() -> None:
    hall = load_hall(sample_hall_path("street"))
    assert imported(hall, export_csv(hall).encode("gb18030"), "x.csv") == hall


def edited(hall: Hall, column: str, value: str) -> bytes:
    rows = list(csv.reader(io.StringIO(export_csv(hall).removeprefix("\ufeff"))))
    rows[1][rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_changes_are_counted_by_code() -> None:
    hall = load_hall(sample_hall_path("street"))
    after = imported(hall, edited(hall, "fee_cny", "12.5"), "x.csv")
    items = next(one for one in changes(hall, after) if one.section == "items")
    assert (items.added, items.changed, items.removed) == ((), (hall.items[0].code,), ())
    renamed = imported(hall, edited(hall, "code", "NEW-1").replace(b"RS-01", b"RS-01"), "x.csv")
    items = next(one for one in changes(hall, renamed) if one.section == "items")
    assert (items.added, items.changed, items.removed) == (("NEW-1",), (), ("RS-01",))


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("fee_cny", "十元", "type.wanted"),
        ("fee_cny", "1e3", "type.wanted"),
        ("queue", "Z", "ref.unknown"),
        ("conditions", "", "guide.missing"),
        ("private", "yes", "type.wanted"),
        ("legal_limit", "5", "form.limit"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(column: str, value: str, code: str) -> None:
    hall = load_hall(sample_hall_path("street"))
    with pytest.raises(ConfigError) as error:
        imported(hall, edited(hall, column, value), "x.csv")
    assert code in {finding.code for finding in error.value.findings}
    assert {finding.line for finding in error.value.findings} == {2}


def test_a_table_without_codes_is_refused() -> None:
    hall = load_hall(sample_hall_path("community"))
    with pytest.raises(ConfigError) as error:
        imported(hall, b"name.zh,fee\na,b,c\n", "x.csv")
    assert {"csv.header", "csv.width"} <= {finding.code for finding in error.value.findings}


def test_something_that_is_no_catalogue_is_not_taken_for_an_empty_one() -> None:
    hall = load_hall(sample_hall_path("community"))
    with pytest.raises(ConfigError):
        imported(hall, b"", "x.yaml")


def test_an_import_is_written_beside_and_the_old_folder_is_kept(tmp_path: Path) -> None:
    folder = write_hall(tmp_path / "hall", catalogue="# a comment to keep\n" + CATALOGUE)
    hall = load_hall(folder)
    after = imported(hall, edited(hall, "fee_cny", "8"), "x.csv")
    assert total(hall, after) == 1
    kept = store_catalogue(folder, after, {"items"}, NOW)
    assert load_hall(folder) == after
    assert load_hall(kept) == hall
    assert "# a comment to keep" in (folder / "catalogue.yaml").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["hall", kept.name])


def test_a_folder_that_would_not_read_back_is_left_alone(tmp_path: Path) -> None:
    folder = write_hall(tmp_path / "hall")
    hall = load_hall(folder)
    after = imported(hall, edited(hall, "fee_cny", "8"), "x.csv")
    with pytest.raises(ConfigError):
        store_catalogue(folder, after, {"queues"}, NOW)
    assert load_hall(folder) == hall
    assert [path.name for path in tmp_path.iterdir()] == ["hall"]
