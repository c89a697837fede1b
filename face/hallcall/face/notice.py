"""What somebody is told before a camera opens: who handles their face, what for, how, how long, and that they need not.

There is one text for 1:1 and another for 1:N. Each is made of what the site says of itself (``Handling``); a site
that has not said all of it has no text, and without a text no camera opens. The version of a text is its hash: a
record of consent names it, and the text is kept beside the records for as long as they are.

Source:
    个人信息保护法 (PIPL) art. 14, 17, 29, 30: inform plainly, separate consent, necessity and effect;
    人脸识别技术应用安全管理办法 (CAC, in force 2025-06-01) art. 5: what the notice tells. Both read in summaries: let a
    lawyer check the wording.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from hallcall.assets.texts import Texts
from hallcall.core.errors import FaceError
from hallcall.face.model import Mode

MOST_FRAME_S = 10
"""No picture of a face lives longer in memory."""


class Part(StrEnum):
    """What a notice tells, in the order it is told."""

    PURPOSE = "purpose"
    METHOD = "method"
    RETENTION = "retention"
    PLACE = "place"
    CHOICE = "choice"
    """Why a face, what follows from it, and that everything works without one."""
    RIGHTS = "rights"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What the site says of itself.

    Raises:
        FaceError: ``face.notice_incomplete``: a part of it is missing.
    """

    handler: str
    """Name of the body that is responsible (个人信息处理者)."""
    contact: str
    """How it is reached: telephone, or an address."""
    ticket_days: int
    """How long the record of a number is kept, which has no face in it."""

    def __post_init__(self) -> None:
        missing = [
            name
            for name, is_there in (
                ("handler", self.handler.strip()),
                ("contact", self.contact.strip()),
                ("ticket_days", self.ticket_days > 0),
            )
            if not is_there
        ]
        if missing:
            raise FaceError("face.notice_incomplete", missing=" ".join(missing))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One thing that is told."""

    part: Part
    label: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A text as somebody reads it."""

    mode: Mode
    language: str
    title: str
    subtitle: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """All of it, a line each; what is read aloud and what is kept as evidence."""
        told = (f"{paragraph.label}: {paragraph.sentence}" for paragraph in self.paragraphs)
        return "\n".join((self.title, self.subtitle, *told)) + "\n"

    @property
    def version(self) -> str:
        """SHA-256 of the text (UTF-8), 64 hexadecimal digits."""
        return sha256(self.text.encode()).hexdigest()

    def sentence(self, part: Part) -> str:
        """What it says of that."""
        return next(paragraph.sentence for paragraph in self.paragraphs if paragraph.part is part)


_OF_BOTH: Final = frozenset({Part.PLACE, Part.HANDLER})
"""Parts that 1:1 and 1:N say in the same words."""


def write_notice(mode: Mode, handling: Handling, texts: Texts) -> Notice:
    """The text for a mode in a language.

    Args:
        mode: what the face is compared for.
        handling: what the site says of itself.
        texts: the language it is read in.
    """
    values: Mapping[str, str | int] = {
        "handler": handling.handler.strip(),
        "contact": handling.contact.strip(),
        "days": handling.ticket_days,
        "seconds": MOST_FRAME_S,
    }
    return Notice(
        mode=mode,
        language=texts.language,
        title=texts.text("face-notice-title"),
        subtitle=texts.text("face-notice-subtitle"),
        paragraphs=tuple(
            Paragraph(part, texts.text(f"face-notice-{part}"), texts.text(_sentence(part, mode), values))
            for part in Part
        ),
    )


def _sentence(part: Part, mode: Mode) -> str:
    return f"face-notice-{part}-said" if part in _OF_BOTH else f"face-notice-{part}-{mode}"
