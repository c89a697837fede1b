"""``python -m hallcall.cli``: the command line without its script."""

import sys

from hallcall.cli import main

sys.exit(main())
