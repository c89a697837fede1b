"""How good told waits are, as JSON: ``python bench/wait.py [--days 10] [--learned 10] [--seed 1]``.

Simulated days of the large sample hall, run by the product's own rules: 3,000 visits at load 1.0. The estimator learns
from the days before and is measured on the days after, beside the estimators that other systems print. All see the same
days. Whatever was chosen by trying was tried on other seeds (101 and up).
"""

from __future__ import annotations

import argparse
import json

from hallcall.sim.wait_bench import WaitPlan, bench_wait

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=10, help="days that are measured")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--learned", type=int, default=10, help="days from which times, and as many from which misses are learned"
    )
    given = parser.parse_args()
    plan = WaitPlan(learned=given.learned, missed=given.learned, measured=given.days, seed=given.seed)
    print(json.dumps(bench_wait(plan), ensure_ascii=False, indent=1))
