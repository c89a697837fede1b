"""Times of the search over 1,618 items, as JSON: ``python bench/search.py``."""

from __future__ import annotations

import json

from hallcall.cli.benchmarks import measure_search
from hallcall.config import load_hall, sample_hall_path

if __name__ == "__main__":
    print(json.dumps(measure_search(load_hall(sample_hall_path("haibin")), 1618), ensure_ascii=False, indent=1))
