"""Runs pyside6-qmllint over every QML file of the product; any warning is an error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def main() -> int:
    """Exit code of the linter."""
    files = sorted(_ROOT.glob("*/hallcall/*/qml/**/*.qml"))
    if not files:
        sys.stderr.write("no QML found\n")
        return 1
    modules = sorted({str(path.parent.parent) for path in _ROOT.glob("*/hallcall/*/qml/*/qmldir")})
    tool = Path(sys.executable).parent / "pyside6-qmllint"
    imports = [argument for module in modules for argument in ("-I", module)]
    done = subprocess.run([tool, "--max-warnings", "0", *imports, *files], check=False, cwd=_ROOT)
    sys.stdout.write(f"qmllint: {len(files)} files, exit {done.returncode}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
