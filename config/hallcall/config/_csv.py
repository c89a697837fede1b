"""Service items as a table: one row an item, a column a field, as spreadsheet programs read and write it.

Columns are named as the fields are, those of a name with a dot (``name.en``). Several values of one cell are parted
by ``|``. Every cell is text: the schema says which field is a number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from hallcall.config._tree import Kind, Node
from hallcall.core.errors import Finding

LIST_MARK = "|"
"""Parts the values of one cell; no value may contain it."""
COLUMNS = (
    "code",
    "name.zh",
    "name.en",
    "name.zh_short",
    "name.en_short",
    "department",
    "queue",
    "audience",
    "keywords",
    "materials",
    "service_mean_min",
    "service_cv",
    "legal_limit",
    "promised_limit",
    "fee_cny",
    "parties",
    "after",
    "appointment_only",
    "agent_allowed",
    "most_cases",
    "private",
    "phone_too",
    "conditions",
    "channels",
    "complaint_phone",
    "flags",
    "note",
    "synthetic",
)
"""The columns of an export, in order. An import may have them in any order and leave optional ones out."""
_NULLABLE = {"legal_limit", "promised_limit"}
_EMPTY_IS_VALUE = {"materials", *_NULLABLE}
_LISTS = {"keywords", "materials", "channels", "flags", "after"}


def read_items_csv(text: str, file: str) -> tuple[Node, list[Finding]]:
    """A tree of the form ``{items: [...]}`` from a table, and what is wrong with it as a table."""
    findings: list[Finding] = []
    root = Node(kind=Kind.MAP, file=file, line=1, key="")
    items = Node(kind=Kind.LIST, file=file, line=1, key="items")
    root.entries["items"] = items
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    try:
        header = [column.strip() for column in next(rows, [])]
        findings.extend(_header_findings(header, root))
        first = rows.line_num
        for cells in rows:
            line, first = first + 1, rows.line_num
            if not any(cell.strip() for cell in cells):
                continue
            place = Node(kind=Kind.MAP, file=file, line=line, key="")
            if len(cells) > len(header):
                findings.append(place.finding("csv.width", found=str(len(cells)), wanted=str(len(header))))
                continue
            items.parts.append(_row(dict(zip(header, cells, strict=False)), place))
    except csv.Error as error:
        place = Node(kind=Kind.MAP, file=file, line=rows.line_num, key="")
        findings.append(place.finding("syntax", problem=str(error)))
    return root, findings


def _header_findings(header: list[str], root: Node) -> Iterable[Finding]:
    if "code" not in header:
        yield root.finding("csv.header", column="code")
    for index, column in enumerate(header):
        if column and column in header[:index]:
            yield root.finding("key.duplicate", name=column, first="1")


def _row(cells: Mapping[str, str], row: Node) -> Node:
    for column, text in cells.items():
        name, _, part = column.partition(".")
        cell = Node(kind=Kind.CELL, file=row.file, line=row.line, key=column, raw=text, scalar=text)
        empty = not text.strip()
        if not column or (empty and name not in _EMPTY_IS_VALUE):
            continue
        if name in _LISTS:
            cell.kind = Kind.LIST
            cell.parts = [
                Node(kind=Kind.CELL, file=row.file, line=row.line, key=column, raw=value.strip(), scalar=value.strip())
                for value in text.split(LIST_MARK)
                if value.strip()
            ]
        elif empty and name in _NULLABLE:
            cell.kind = Kind.NULL
        if part:
            whole = row.entries.setdefault(name, Node(kind=Kind.MAP, file=row.file, line=row.line, key=name))
            whole.entries[part] = cell
        else:
            row.entries[column] = cell
    return row


def items_csv(items: Iterable[Mapping[str, object]]) -> str:
    """The table of items given in document form."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for item in items:
        writer.writerow([_cell(item, column) for column in COLUMNS])
    return out.getvalue()


def _cell(item: Mapping[str, object], column: str) -> str:
    name, _, part = column.partition(".")
    value = item.get(name)
    if part:
        # A name without more than Chinese is written as a bare text.
        value = value.get(part) if isinstance(value, dict) else value if part == "zh" else None
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return LIST_MARK.join(str(one) for one in value)
        case _:
            return str(value)
