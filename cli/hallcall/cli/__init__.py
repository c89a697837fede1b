"""The command line: ``hallcall <command>``. Commands are imported when they are called, not before."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hallcall.cli.language import choose_language, say, take_language

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 it worked, 1 the answer is no, 2 it could not be done.

    Args:
        arguments: what follows the name of the program; that of this process by default.
    """
    language, rest = take_language(sys.argv[1:] if arguments is None else arguments)
    choose_language(language)
    from hallcall.cli.commands import run

    try:
        return run(rest)
    except KeyboardInterrupt:
        print(say("cli-interrupted"), file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone: nobody is left to tell. Python must not flush into it again at exit.
        sys.stdout = None
        return 0
