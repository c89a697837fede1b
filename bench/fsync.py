"""What the disk takes to keep one page, as JSON: ``python bench/fsync.py [FOLDER]``."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from hallcall.sim.disk_time import fsync_ms

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(tempfile.gettempdir()))
    print(json.dumps(fsync_ms(parser.parse_args().folder)))
