"""A small hall in a folder, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path

HALL_TOML = """\
[hall]
code = "T-1"
name = {zh = "小厅", en = "Small Hall"}
region_code = "440399000000"
timezone = "Asia/Shanghai"
help_desk = "门口"
help_phone = "12345"
hot_items = ["IT-1"]

[[zones]]
id = "A"
floor = 1
name = "一区"

[[kiosks]]
id = "K1"
floor = 1
label = "1 号机"

[kiosks.ways]
A = "向左"

[[walls]]
id = "W1"
floors = [1]
"""
CATALOGUE = """\
departments:
  - {id: "D01", name: "民政", kind: "district"}
queues:
  - {prefix: "A", name: "综合", zone: "A", calendar: "week"}
counters:
  - {number: 1, zone: "A", queues: ["A"]}
  - {number: 2, zone: "A", queues: ["A"]}
calendars:
  - id: "week"
    weekly: {mon-fri: ["09:00-12:00"]}
materials:
  - {id: "id", name: "身份证", kind: "original", replaceable_by_data: true}
items:
  - code: "IT-1"
    name: "高龄津贴"
    department: "D01"
    queue: "A"
    audience: "person"
    keywords: ["老人"]
    materials: ["id"]
    conditions: "年满80周岁"
    legal_limit: "7 working"
    promised_limit: null
    fee_cny: 0
    service_mean_min: 6
    service_cv: 0.5
    channels: ["counter"]
    complaint_phone: "12345"
packages:
  - {code: "P-1", name: "一件事", items: ["IT-1"]}
"""
HOLIDAYS = 'year: 2026\noff: ["2026-01-01..2026-01-03"]\nwork: ["2026-01-04"]\n'


def write_hall(
    folder: Path, *, toml: str = HALL_TOML, catalogue: str | bytes = CATALOGUE, holidays: str = HOLIDAYS
) -> Path:
    """Write the hall and give its folder."""
    (folder / "holidays").mkdir(parents=True, exist_ok=True)
    (folder / "hall.toml").write_text(toml, encoding="utf-8")
    content = catalogue if isinstance(catalogue, bytes) else catalogue.encode()
    (folder / "catalogue.yaml").write_bytes(content)
    (folder / "holidays" / "2026.yaml").write_text(holidays, encoding="utf-8")
    return folder
