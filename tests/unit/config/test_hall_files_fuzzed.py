"""Whatever stands in a file, the loader answers with a hall or with findings, never with anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hallcall.config import finding_line, hall_from_document, hall_to_document, load_hall, sample_hall_path
from hallcall.config.loader import parse_file
from hallcall.core.errors import ConfigError
from helpers.hall_folders import CATALOGUE, HALL_TOML, HOLIDAYS, write_hall

YAML_WORDS = "no,00123,12:30,&a,*a,!!x,{,},[,],|,>,#,%YAML 9,---,...,<<:,~,2026-01-01,.inf,1e9,饭,- ,: ,? ,  "
YAML_BITS = st.sampled_from([*YAML_WORDS.split(","), ",", "\n", '"', "'", "\\", "\t", "\x00", "\x85", "\ufeff"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def load_or_findings(folder: Path) -> None:
    try:
        load_hall(folder)
    except ConfigError as error:
        for finding in error.findings:
            assert finding_line(finding, "zh-CN")
            assert finding_line(finding, "en")


def spliced(text: str, at: int, piece: str, length: int) -> str:
    at %= len(text)
    return text[:at] + piece + text[at + length :]


@settings(max_examples=100, deadline=None)
@given(
    which=st.integers(0, 2),
    edits=st.lists(
        st.tuples(st.integers(0, 5000), YAML_BITS | st.text(max_size=5), st.integers(0, 12)), min_size=1, max_size=4
    ),
)
def test_a_hall_with_any_piece_replaced_is_read_or_refused(which: int, edits: list[tuple[int, str, int]]) -> None:
    texts = [HALL_TOML, CATALOGUE, HOLIDAYS]
    for at, piece, length in edits:
        texts[which] = spliced(texts[which], at, piece, length) or " "
    with tempfile.TemporaryDirectory() as folder:
        write_hall(Path(folder))
        name = ("hall.toml", "catalogue.yaml", "holidays/2026.yaml")[which]
        (Path(folder) / name).write_bytes(texts[which].encode("utf-8", "surrogatepass"))
        load_or_findings(Path(folder))


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=80) | st.lists(YAML_BITS, max_size=25).map(lambda bits: "".join(bits).encode()))
def test_any_bytes_are_read_or_answered(content: bytes) -> None:
    for name in ("x.yaml", "x.toml", "x.csv"):
        _, findings = parse_file(name, content)
        for finding in findings:
            assert finding_line(finding, "en")


DOCUMENT = hall_to_document(load_hall(sample_hall_path("community")))


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, child in below for found in paths(child, (*path, key)))]


PATHS = paths(DOCUMENT)


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    head, *rest = path
    if isinstance(value, dict):
        return {**value, head: replaced(value[head], tuple(rest), new)}
    return [replaced(one, tuple(rest), new) if index == head else one for index, one in enumerate(value)]


@settings(max_examples=120, deadline=None)
@given(path=st.sampled_from(PATHS[1:]), new=JSON)
def test_a_document_with_any_value_replaced_is_read_or_refused(path: tuple[Any, ...], new: Any) -> None:
    document = replaced(DOCUMENT, path, new)
    try:
        hall = hall_from_document(document)
    except ConfigError as error:
        for finding in error.findings:
            assert finding_line(finding, "zh-CN")
    else:
        assert hall_from_document(hall_to_document(hall)) == hall
