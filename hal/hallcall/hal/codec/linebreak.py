"""Where a line of mixed Chinese and Latin text may be broken.

Chinese breaks anywhere except before closing and after opening punctuation; Latin words stay whole.

Source:
    GB/T 15834-2011 (no punctuation mark that ends something at the beginning of a line, none that begins something
    at its end).
"""

from __future__ import annotations

from collections.abc import Callable

_NEVER_FIRST = frozenset("，。、；：？！…—）》」』】〉”’·%,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〈“‘([{")


def atoms(text: str) -> list[str]:
    """Cut ``text`` into pieces that a line break must not split; their concatenation is ``text``."""
    pieces: list[str] = []
    for character in text:
        if pieces and _sticks(pieces[-1], character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def wrap(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Break ``text`` into lines that fit; a piece that fits on no line is broken anywhere. At least one line."""
    lines: list[str] = []
    line = ""
    for atom in atoms(text):
        if fits((line + atom).rstrip()):
            line += atom
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = ""
        for character in atom.lstrip():
            if line and not fits(line + character):
                lines.append(line)
                line = ""
            line += character
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _sticks(piece: str, character: str) -> bool:
    if character == " ":
        return piece[-1] == " "
    if character in _NEVER_FIRST:
        return piece[-1] != " "
    return piece[-1] in _NEVER_LAST or (_is_latin(piece[-1]) and _is_latin(character))


def _is_latin(character: str) -> bool:
    return "!" <= character <= "~"
